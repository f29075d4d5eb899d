"""数据质量月汇总的维护：只重算动过的单位与月份，条数固定，不论案件多少。

Like the daily rollup (`rollups.py`) derived data: any part of it may be thrown away and counted again, with the same result; but an agency's
month of which records were destroyed at the end of their period stands as it was. How each figure is made of these counts stands in `reports.quality`.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from cases.choices import CaseKind, RowOutcome
from cases.columns import NEEDS, TEMPLATES
from cases.columns.needs import filled
from cases.models import EnforcementCase, ImportBatch
from cases.rules import RULESET, calendar
from reports.models import QualityMonth

TIMELY: dict[CaseKind, tuple[str, int]] = {
    CaseKind.PENALTY: ("c.decision_date", 7),
    CaseKind.LICENCE: ("c.decision_date", 7),
    CaseKind.COERCION: ("coalesce(c.decision_date, c.measure_from)", 20),
    CaseKind.INSPECTION: ("c.inspected_on", 20),
}
"""From which day a report is waited for, and how many working days: those within which 国办发〔2018〕118号（六） wants the result of
enforcement published. No law sets a period for reporting to the supervision platform; the page says so."""

LONGER_THAN_ANY_REST = 60
"""Days after which a report is late whatever the calendar says (20 working days never take so long); decides about years before it."""

REASONS_KEPT = 20

_LOCK = 0x5155414C  # "QUAL"
_LOCK_AGENCIES = "SELECT pg_advisory_xact_lock(%(lock)s, id::int) FROM agencies_agency WHERE id = ANY(%(agencies)s) ORDER BY id"
_DESTROYED = """NOT EXISTS (SELECT FROM cases_disposalitem gone WHERE gone.outcome = 'destroyed' AND gone.agency_id = {row}.agency_id
       AND date_trunc('month', gone.received_on)::date = {month})"""
_FORGET = f"""DELETE FROM {{table}} q WHERE agency_id = ANY(%(agencies)s) AND (%(months)s::date[] IS NULL OR month = ANY(%(months)s::date[]))
       AND {_DESTROYED.format(row="q", month="q.month")}"""
_RECEIVED = "date_trunc('month', c.received_on)::date"
_FINISHED = "date_trunc('month', b.finished_at AT TIME ZONE 'Asia/Shanghai')::date"
_CASES = f"""c.agency_id = ANY(%(agencies)s) AND (%(months)s::date[] IS NULL
       OR c.received_on >= %(first)s AND c.received_on < %(last)s AND date_trunc('month', c.received_on)::date = ANY(%(months)s::date[]))
       AND {_DESTROYED.format(row="c", month=_RECEIVED)}"""
_BATCHES = f"""b.agency_id = ANY(%(agencies)s) AND b.state = 'done' AND (%(months)s::date[] IS NULL OR {_FINISHED} = ANY(%(months)s::date[]))
       AND {_DESTROYED.format(row="b", month=_FINISHED)}"""
_STANDING = "f.state IN ('open', 'confirmed', 'in_matter')"
DATA_RULES = tuple(code for code in RULESET.codes if RULESET.rule(code).is_about_data)

_INSERT_CAUSE = "INSERT INTO reports_qualitycause (agency_id, region_code, month, what, kind, name, words, part, base)"

_BLANKS = """{insert}
SELECT counted.agency_id, a.region_code, counted.month, 'blank', '{kind}', one.name, '', one.part, one.base
  FROM (SELECT c.agency_id, {month} AS month, {counts} FROM cases_enforcementcase c WHERE c.kind = '{kind}' AND {cases} GROUP BY 1, 2) counted
  JOIN agencies_agency a ON a.id = counted.agency_id
 CROSS JOIN LATERAL (VALUES {values}) one(name, part, base)
 WHERE one.base > 0"""

_RULES = f"""{_INSERT_CAUSE}
SELECT c.agency_id, a.region_code, {_RECEIVED}, 'rule', '', f.rule_code, '', count(*), 0
  FROM cases_finding f JOIN cases_enforcementcase c ON c.id = f.case_id JOIN agencies_agency a ON a.id = c.agency_id
 WHERE f.agency_id = ANY(%(agencies)s) AND f.rule_code = ANY(%(rules)s) AND {_STANDING} AND {_CASES}
 GROUP BY 1, 2, 3, 6"""

# Values and numbers inside a message are left out: what is counted is the reason.
_REASONS = f"""{_INSERT_CAUSE}
SELECT agency_id, region_code, month, 'refused', '', name, words, rows, 0 FROM (
    SELECT b.agency_id, a.region_code, {_FINISHED} AS month, left(problem->>'column', 200) AS name, told.words, count(DISTINCT (r.batch_id, r.line_no)) AS rows,
           row_number() OVER (PARTITION BY b.agency_id, {_FINISHED} ORDER BY count(DISTINCT (r.batch_id, r.line_no)) DESC, 4, told.words) AS place
      FROM cases_importbatch b JOIN cases_importrow r ON r.batch_id = b.id JOIN agencies_agency a ON a.id = b.agency_id
     CROSS JOIN LATERAL jsonb_array_elements(r.problems) problem
     CROSS JOIN LATERAL (SELECT left(regexp_replace(regexp_replace(problem->>'message', '“[^”]*”', '“…”', 'g'), '[0-9]+', '…', 'g'), 300) AS words) told
     WHERE r.outcome = '{RowOutcome.REFUSED}' AND b.refused > 0 AND {_BATCHES}
     GROUP BY b.agency_id, a.region_code, {_FINISHED}, left(problem->>'column', 200), told.words
) counted WHERE place <= {REASONS_KEPT}"""

_MONTHS = """
INSERT INTO reports_qualitymonth (agency_id, region_code, month, rows, refused, mended, cases, needed, blank, checked, breached, timed, in_time, days)
WITH {calendar}, judged AS (
    SELECT c.id, c.agency_id, {month} AS month, c.received_on, CASE c.kind {starts} END AS start, CASE c.kind {limits} END AS allowed
      FROM cases_enforcementcase c WHERE {cases}
), timed AS (
    SELECT j.*, CASE WHEN start > received_on THEN NULL WHEN received_on - start > {longest} THEN false ELSE received_on <= {due} END AS in_time
      FROM judged j
), breached AS (
    SELECT DISTINCT f.case_id FROM cases_finding f WHERE f.agency_id = ANY(%(agencies)s) AND f.rule_code = ANY(%(rules)s) AND {standing}
), parts AS (
    SELECT t.agency_id, t.month, 0 AS rows, 0 AS refused, 0 AS mended, count(*) AS cases, 0 AS needed, 0 AS blank, count(k.case_id) AS checked,
           count(x.case_id) FILTER (WHERE k.case_id IS NOT NULL) AS breached, count(t.in_time) AS timed, count(*) FILTER (WHERE t.in_time) AS in_time,
           coalesce(sum(t.received_on - t.start) FILTER (WHERE t.in_time IS NOT NULL), 0) AS days
      FROM timed t LEFT JOIN cases_casecheck k ON k.case_id = t.id LEFT JOIN breached x ON x.case_id = t.id
     GROUP BY 1, 2
    UNION ALL
    SELECT b.agency_id, {finished}, sum(b.total), sum(b.refused), sum(b.repaired), 0, 0, 0, 0, 0, 0, 0, 0
      FROM cases_importbatch b WHERE {batches} GROUP BY 1, 2
    UNION ALL
    SELECT b.agency_id, {finished}, 0, 0, count(*), 0, 0, 0, 0, 0, 0, 0, 0
      FROM cases_importbatch b JOIN cases_importrow r ON r.batch_id = b.id
     WHERE b.superseded > 0 AND r.outcome = '{superseded}' AND r.problems IS NOT NULL AND {batches} GROUP BY 1, 2
    UNION ALL
    SELECT q.agency_id, q.month, 0, 0, 0, 0, sum(q.base), sum(q.part), 0, 0, 0, 0, 0
      FROM reports_qualitycause q
     WHERE q.what = 'blank' AND q.agency_id = ANY(%(agencies)s) AND (%(months)s::date[] IS NULL OR q.month = ANY(%(months)s::date[]))
       AND {still}
     GROUP BY 1, 2
)
SELECT p.agency_id, a.region_code, p.month, sum(rows), sum(refused), sum(mended), sum(cases), sum(needed), sum(blank), sum(checked), sum(breached),
       sum(timed), sum(in_time), sum(days)
  FROM parts p JOIN agencies_agency a ON a.id = p.agency_id GROUP BY 1, 2, 3"""


@transaction.atomic
def refresh(*, agency_ids: Collection[int], months: Collection[datetime.date] | None = None) -> int:
    """Count these agencies and months again (`months`: first days; None: all); returns the number of months written.

    A fixed number of statements. Runs of the same agency wait for one another. Idempotent.
    """
    if not agency_ids or (months is not None and not months):
        return 0
    firsts = None if months is None else sorted({month.replace(day=1) for month in months})
    given: dict[str, Any] = {
        "lock": _LOCK,
        "agencies": sorted(agency_ids),
        "months": firsts,
        "first": firsts[0] if firsts else None,
        "last": (firsts[-1] + datetime.timedelta(days=32)).replace(day=1) if firsts else None,
        "rules": list(DATA_RULES),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_AGENCIES, given)
        for table in ("reports_qualitycause", "reports_qualitymonth"):
            cursor.execute(_FORGET.format(table=table), given)
        for statement in (*(_blanks(kind) for kind in CaseKind), _RULES, _REASONS, _months()):
            cursor.execute(statement, given)
        return int(cursor.rowcount)


def refresh_batch(batch_id: int) -> int:
    """Count again what one batch touched: the month in which it was finished, and those in which its cases first came in."""
    batch = ImportBatch.objects.filter(pk=batch_id).values("agency_id", "finished_at").first()
    if batch is None:
        return 0
    days = set(EnforcementCase.objects.filter(batch_id=batch_id).order_by().values_list("received_on", flat=True).distinct())
    if batch["finished_at"]:
        days.add(timezone.localdate(batch["finished_at"]))
    return refresh(agency_ids=[batch["agency_id"]], months=days)


def refresh_all() -> int:
    """Count every month of every agency that has reported, a few agencies at a time, each in a transaction of its own."""
    ids = list(ImportBatch.objects.order_by().values_list("agency_id", flat=True).distinct())
    ids += list(EnforcementCase.objects.order_by().values_list("agency_id", flat=True).distinct())
    ids = sorted({*ids, *QualityMonth.objects.order_by().values_list("agency_id", flat=True).distinct()})
    return sum(refresh(agency_ids=ids[at : at + 20]) for at in range(0, len(ids), 20))


def _blanks(kind: CaseKind) -> str:
    counts, values = [], []
    for place, (key, need) in enumerate(NEEDS[kind].items()):
        has = filled(TEMPLATES[kind].column(key), need)
        counts.append(
            f"count(*) FILTER (WHERE {need.condition}) AS base{place},"
            f" count(*) FILTER (WHERE ({need.condition}) AND ({has}) IS NOT TRUE) AS part{place}"
        )
        values.append(f"('{key}', part{place}, base{place})")
    return _BLANKS.format(
        insert=_INSERT_CAUSE, kind=kind.value, month=_RECEIVED, cases=_CASES, counts=", ".join(counts), values=", ".join(values)
    )


def _months() -> str:
    return _MONTHS.format(
        calendar=calendar.WITH,
        month=_RECEIVED,
        finished=_FINISHED,
        cases=_CASES,
        batches=_BATCHES,
        standing=_STANDING,
        still=_DESTROYED.format(row="q", month="q.month"),
        superseded=RowOutcome.SUPERSEDED.value,
        longest=LONGER_THAN_ANY_REST,
        due=calendar.workday_after("start", "allowed"),
        starts=" ".join(f"WHEN '{kind.value}' THEN {start}" for kind, (start, _) in TIMELY.items()),
        limits=" ".join(f"WHEN '{kind.value}' THEN {days}" for kind, (_, days) in TIMELY.items()),
    )
