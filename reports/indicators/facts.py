"""本期的底数：每张表只读一遍，各指标都从这里取。

What the indicators are computed from: the rollups and the small tables of one place and period, each read once, in a fixed number
of statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection

from reports.indicators.window import Window

Record = dict[str, Any]


@dataclass
class Facts:
    """The facts of one window; every property is one statement, asked on first use."""

    window: Window
    rule_titles: dict[str, str] = field(default_factory=dict)

    @cached_property
    def rollup(self) -> list[Record]:
        """Cases by agency and kind, from the daily rollup."""
        return _rows(_ROLLUP, self.window)

    @cached_property
    def findings(self) -> list[Record]:
        """Findings on the period's cases by agency, rule, severity and state; `published` counts those whose case was published.

        Cleared findings (a correction removed the cause) are left out.
        """
        return _rows(_FINDINGS, self.window)

    @cached_property
    def months(self) -> list[Record]:
        """Cases of the last twelve months: month (2026-10), cases."""
        return _rows(_MONTHS, self.window)

    @cached_property
    def supervision(self) -> Record:
        """Instruments, answers, closings, overdue ones and extensions: one row."""
        return _rows(_SUPERVISION, self.window)[0]

    @cached_property
    def intake(self) -> Record:
        """Rows sent in and refused: one row."""
        return _rows(_INTAKE, self.window)[0]

    @cached_property
    def agencies(self) -> dict[int, Record]:
        """The enforcement agencies of the place, and any other agency there that has cases, by id."""
        return {row["id"]: row for row in _rows(_AGENCIES, self.window)}

    @cached_property
    def counties(self) -> list[Record]:
        """The counties inside the place (none inside a county): code, name, scope_prefix."""
        return _rows(_COUNTIES, self.window)

    def total(self, column: str, *, kind: str = "") -> int:
        """The sum of a rollup column, of one kind of enforcement or of all."""
        return int(sum(row[column] for row in self.rollup if not kind or row["kind"] == kind))

    def amount(self, column: str) -> Decimal:
        """The sum of a rollup column that holds money, in 元."""
        return sum((row[column] for row in self.rollup), Decimal(0))

    def found(self, *, states: frozenset[str] = frozenset(), rule: str = "") -> Iterator[Record]:
        """The finding counts of some states (all when none is named) and, if named, of one rule."""
        return (row for row in self.findings if (not states or row["state"] in states) and (not rule or row["rule_code"] == rule))

    def by_agency(self, *columns: str) -> dict[int, Record]:
        """Sums of rollup columns for each agency."""
        sums: dict[int, Record] = {}
        for row in self.rollup:
            mine = sums.setdefault(row["agency_id"], dict.fromkeys(columns, 0))
            for column in columns:
                mine[column] += int(row[column])
        return sums


def _rows(sql: str, window: Window) -> list[Record]:
    with connection.cursor() as cursor:
        cursor.execute(sql, window.parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def reproduced(query: str, window: Window) -> list[tuple[str, Any, Any]]:
    """The rows of a reproducing query: (key, part, base), in its order."""
    with connection.cursor() as cursor:
        cursor.execute(query, window.parameters)
        return [(str(key), part, base) for key, part, base in cursor.fetchall()]


_ROLLUP = """
SELECT agency_id, kind, sum(cases) AS cases, sum(decided) AS decided, sum(ordinary) AS ordinary, sum(summary) AS summary,
       sum(fined) AS fined, sum(fine_total) AS fine_total, sum(confiscated_total) AS confiscated_total, sum(published) AS published,
       sum(with_findings) AS with_findings, sum(checks_applied) AS checks_applied, sum(checks_unknown) AS checks_unknown
  FROM reports_caserollup
 WHERE day BETWEEN %(start)s AND %(end)s AND starts_with(region_code, %(prefix)s)
 GROUP BY agency_id, kind
"""

_FINDINGS = """
SELECT c.agency_id, f.rule_code, f.severity, f.state, count(*) AS findings,
       count(*) FILTER (WHERE c.published_date IS NOT NULL) AS published
  FROM cases_finding f JOIN cases_enforcementcase c ON c.id = f.case_id
 WHERE f.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(f.region_code, %(prefix)s) AND f.state NOT IN ('cleared', 'waived')
 GROUP BY c.agency_id, f.rule_code, f.severity, f.state
"""

_MONTHS = """
SELECT to_char(month, 'YYYY-MM') AS month, coalesce(sum(r.cases), 0) AS cases
  FROM generate_series(%(year_back)s::date, %(end)s::date, interval '1 month') AS month
  LEFT JOIN reports_caserollup r ON r.day >= month AND r.day < month + interval '1 month' AND r.day <= %(end)s
       AND starts_with(r.region_code, %(prefix)s)
 GROUP BY month ORDER BY month
"""

_SUPERVISION = """
WITH mine AS (
    SELECT i.*, (SELECT min(r.sent_at AT TIME ZONE 'Asia/Shanghai')::date FROM notices_agencyresponse r
                  WHERE r.instrument_id = i.id AND r.sent_at IS NOT NULL) AS answered_on,
           i.state <> 'revoked' AND NOT EXISTS (
               SELECT FROM notices_objection o WHERE o.instrument_id = i.id AND o.outcome = ''
                  AND (o.raised_at AT TIME ZONE 'Asia/Shanghai')::date <= i.due_on) AS judged
      FROM notices_instrument i WHERE starts_with(i.region_code, %(prefix)s) AND i.issued_on IS NOT NULL
)
SELECT count(*) FILTER (WHERE issued_on BETWEEN %(start)s AND %(end)s) AS issued,
       count(*) FILTER (WHERE answered_on BETWEEN %(start)s AND %(end)s) AS answered,
       count(*) FILTER (WHERE state = 'closed' AND (closed_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(start)s AND %(end)s) AS closed,
       count(*) FILTER (WHERE state IN ('delivered', 'handling', 'returned') AND due_on < %(as_of)s AND NOT EXISTS (
           SELECT FROM notices_objection o WHERE o.instrument_id = mine.id AND o.outcome = ''
              AND (o.raised_at AT TIME ZONE 'Asia/Shanghai')::date <= mine.due_on)) AS overdue,
       count(*) FILTER (WHERE judged AND due_on BETWEEN %(start)s AND %(end)s AND due_on < %(as_of)s) AS fell_due,
       count(*) FILTER (WHERE judged AND due_on BETWEEN %(start)s AND %(end)s AND due_on < %(as_of)s AND answered_on <= due_on) AS on_time,
       (SELECT count(*) FROM notices_extensionrequest e JOIN mine m ON m.id = e.instrument_id
         WHERE e.state = 'granted' AND (e.decided_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(start)s AND %(end)s) AS extended
  FROM mine
"""

_INTAKE = """
SELECT coalesce(sum(total), 0) AS total, coalesce(sum(refused), 0) AS refused, count(*) AS batches
  FROM cases_importbatch
 WHERE state = 'done' AND (finished_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(start)s AND %(end)s
   AND starts_with(region_code, %(prefix)s)
"""

_AGENCIES = """
SELECT a.id, a.code, a.name, a.short_name, a.region_code, a.tier
  FROM agencies_agency a
 WHERE starts_with(a.region_code, %(prefix)s) AND a.kind IN ('enforcement', 'government', 'supervision_body')
"""

_COUNTIES = """
SELECT code, name, scope_prefix FROM agencies_region
 WHERE tier = 'county' AND starts_with(scope_prefix, %(prefix)s) AND scope_prefix <> %(prefix)s
 ORDER BY "order", code
"""
