"""入库：案件新增与更正；有话要说的源行留底，其余随文件留存。"""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from cases.choices import DisputeStatus, RowOutcome
from cases.intake.staging import raw_table
from cases.intake.typing import ANY_DATE, TYPED, Typed
from cases.models import EnforcementCase, ImportBatch

_OWN = {
    "id", "kind", "external_id", "batch_id", "line_no", "agency_id", "region_code", "county_code", "listed_on", "received_on", "fingerprint",
    "search", "archived_on",
}  # fmt: skip
"""Columns that the import itself decides, or that no file fills."""

LARGE = 5_000
"""Rows from which a load changes a table's statistics."""

_JOINED = {
    "cases_enforcementcase": "id, agency_id, batch_id, decision_no, kind",
    "cases_caseact": "case_id, kind",
    "cases_proofofservice": "case_id",
    "cases_excludedspan": "case_id",
    "cases_extension": "case_id",
    "cases_remedyspan": "case_id",
    "cases_caseparticulars": "case_id",
}
"""What is joined by the checks, and by which columns."""

_NEW = f"('{RowOutcome.STORED}', '{RowOutcome.REPAIRED}')"


def store_rows(batch: ImportBatch, width: int, *, corrections: bool, again: bool = False) -> None:
    """Keep the source rows of which there is something to say, with their cells; and of a case that is corrected, which row it was made of
    before. Before the cases themselves are written. `again`: each of them was refused before and stands there; it keeps its place and tells
    what became of it now."""
    cells = ", ".join(f"c{place}" for place in range(width))
    told = f"t.problems IS NOT NULL OR t.outcome = '{RowOutcome.SUPERSEDED}'"
    anew = (
        "ON CONFLICT (batch_id, line_no) DO UPDATE SET cells = excluded.cells, sealed = excluded.sealed, outcome = excluded.outcome, problems = excluded.problems,"
        " case_id = excluded.case_id"
    )
    with connection.cursor() as cursor:
        if corrections:
            cursor.execute(
                f"""INSERT INTO cases_importrow (batch_id, line_no, sealed, outcome, case_id)
                    SELECT e.batch_id, e.line_no, '', '{RowOutcome.STORED}', e.id FROM cases_enforcementcase e JOIN {TYPED} t ON t.case_id = e.id
                     WHERE t.outcome = '{RowOutcome.SUPERSEDED}' AND e.batch_id IS NOT NULL ON CONFLICT DO NOTHING"""
            )
        cursor.execute(
            f"""INSERT INTO cases_importrow (batch_id, line_no, cells, sealed, outcome, problems, case_id)
                SELECT %s, r.line_no, ARRAY[{cells}], r.sealed, t.outcome, t.problems, t.case_id FROM {raw_table(batch.pk)} r JOIN {TYPED} t USING (line_no)
                 WHERE {"true" if again else told} {anew if again else ""}""",
            [batch.pk],
        )


def store_cases(batch: ImportBatch, typed: Typed, today: datetime.date, *, corrections: bool) -> None:
    """Insert what is new, overwrite what is corrected. A correction touches only the columns that its file has."""
    values = _values(typed)
    given: dict[str, Any] = {
        "kind": batch.kind,
        "batch": batch.pk,
        "agency": batch.agency_id,
        "region": batch.region_code,
        "sector": batch.agency.sector,
        "today": today,
    }
    names = ", ".join(values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO cases_enforcementcase (id, kind, external_id, batch_id, line_no, agency_id, region_code, listed_on, received_on,
                                                   fingerprint, {names})
                SELECT t.case_id, %(kind)s, t.external_id, %(batch)s, t.line_no, %(agency)s, %(region)s, {_listed_on(typed, kept=False)},
                       %(today)s, t.fingerprint, {", ".join(values.values())}
                  FROM {TYPED} t WHERE t.outcome IN {_NEW}""",
            given,
        )
        if not corrections:
            return
        changes = ", ".join(f"{name} = {values[name]}" for name in _given_columns(typed, values))
        cursor.execute(
            f"""UPDATE cases_enforcementcase e
                   SET batch_id = %(batch)s, line_no = t.line_no, fingerprint = t.fingerprint, listed_on = {_listed_on(typed, kept=True)},
                       {changes}
                  FROM {TYPED} t WHERE t.outcome = '{RowOutcome.SUPERSEDED}' AND e.id = t.case_id""",
            given,
        )
        cursor.execute(
            f"""UPDATE cases_finding f SET listed_on = e.listed_on FROM cases_enforcementcase e JOIN {TYPED} t ON t.case_id = e.id
                 WHERE t.outcome = '{RowOutcome.SUPERSEDED}' AND f.case_id = e.id AND f.listed_on <> e.listed_on"""
        )


def refresh_statistics() -> None:
    """Tell the planner about a large load at once: the checks that follow in the same transaction join these tables."""
    with connection.cursor() as cursor:
        # A small sample does; autovacuum takes the full one soon.
        cursor.execute("SET LOCAL default_statistics_target = 20")
        cursor.execute(f"ANALYZE {', '.join(f'{table} ({columns})' for table, columns in _JOINED.items())}")
        cursor.execute("SET LOCAL default_statistics_target TO DEFAULT")


def _values(typed: Typed) -> dict[str, str]:
    """Column of a case → SQL for its value. Columns that may be NULL and are not in the file are left out."""
    v = typed.value
    special = {
        "sector": f"coalesce({v('sector', 'text')}, %(sector)s)",
        "dispute_status": f"coalesce({v('dispute_status', 'text')}, '{DisputeStatus.NONE}')",
        "penalty_kinds": f"coalesce({v('penalty_kinds', 'text[]')}, '{{}}')",
        "fine_amount": f"coalesce({v('fine_amount', 'numeric')}, {v('fine_amount_wan', 'numeric')})",
        "fine_amount_wan": f"{v('fine_amount_wan', 'numeric')} / 10000",
        "confiscated_amount": f"coalesce({v('confiscated_amount', 'numeric')}, {v('confiscated_amount_wan', 'numeric')})",
    }
    values: dict[str, str] = {}
    for field in EnforcementCase._meta.concrete_fields:
        name = str(field.column)
        if name in _OWN:
            continue
        if name in special:
            values[name] = special[name]
        elif isinstance(field, models.CharField | models.TextField) and not isinstance(field, ArrayField):
            empty = f"''::varchar({field.max_length})" if field.max_length else "''"
            values[name] = f"coalesce({v(name)}, {empty})" if name in typed.filled else empty
        elif name in typed.types:
            values[name] = v(name)
    return values


def _given_columns(typed: Typed, values: dict[str, str]) -> list[str]:
    """The columns that this file speaks about; at least the party's name, without which no row is stored."""
    twice = {"fine_amount": "fine_amount_wan", "confiscated_amount": "confiscated_amount_wan"}
    return [name for name in values if name in typed.types or twice.get(name, "") in typed.types]


def _listed_on(typed: Typed, *, kept: bool) -> str:
    """The first date that a record has; with `kept`, a date that this file has no column for stands as it was."""
    dates = [typed.value(key, "date") if key in typed.types or not kept else f"e.{key}" for key in ANY_DATE]
    return f"coalesce({', '.join(dates)}, {'e.received_on' if kept else '%(today)s'})"
