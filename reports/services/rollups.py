"""日汇总的维护：只重算动过的单位与日期，一遍删、一遍插。

The rollup is derived data: any part of it may be thrown away and counted again from the cases at any time, with the same result. Except where
cases were destroyed at the end of their period: what an agency did of that kind on that day can no longer be counted, and stands as it was.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.db import connection, transaction

from cases.models import EnforcementCase, ImportBatch

_LOCK = 0x524F4C4C  # "ROLL"

_LOCK_AGENCIES = "SELECT pg_advisory_xact_lock(%(lock)s, id::int) FROM agencies_agency WHERE id = ANY(%(agencies)s) ORDER BY id"

_DESTROYED = """SELECT FROM cases_disposalitem gone
    WHERE gone.outcome = 'destroyed' AND gone.agency_id = {row}.agency_id AND gone.listed_on = {row}.{day} AND gone.kind = {row}.kind"""

_FORGET = f"""DELETE FROM reports_caserollup r WHERE agency_id = ANY(%(agencies)s) AND (%(days)s::date[] IS NULL OR day = ANY(%(days)s::date[]))
    AND NOT EXISTS ({_DESTROYED.format(row="r", day="day")})"""

_COUNT = f"""
INSERT INTO reports_caserollup (agency_id, region_code, day, kind, cases, decided, ordinary, summary, fined, fine_total,
                                confiscated_total, published, with_findings, checks_applied, checks_unknown)
SELECT c.agency_id, a.region_code, c.listed_on, c.kind, count(*),
       count(*) FILTER (WHERE c.kind = 'penalty' AND c.decision_date IS NOT NULL),
       count(*) FILTER (WHERE c.kind = 'penalty' AND c.procedure = 'ordinary'),
       count(*) FILTER (WHERE c.kind = 'penalty' AND c.procedure = 'summary'),
       count(*) FILTER (WHERE c.kind = 'penalty' AND c.fine_amount > 0),
       coalesce(sum(c.fine_amount) FILTER (WHERE c.kind = 'penalty'), 0),
       coalesce(sum(c.confiscated_amount) FILTER (WHERE c.kind = 'penalty'), 0),
       count(*) FILTER (WHERE c.kind = 'penalty' AND c.published_date IS NOT NULL),
       count(f.case_id),
       coalesce(sum(k.passed + k.failed + k.unknown), 0),
       coalesce(sum(k.unknown), 0)
  FROM cases_enforcementcase c
  JOIN agencies_agency a ON a.id = c.agency_id
  LEFT JOIN cases_casecheck k ON k.case_id = c.id
  LEFT JOIN (SELECT DISTINCT case_id FROM cases_finding WHERE state NOT IN ('cleared', 'waived') AND agency_id = ANY(%(agencies)s)) f
         ON f.case_id = c.id
 WHERE c.agency_id = ANY(%(agencies)s) AND (%(days)s::date[] IS NULL OR c.listed_on = ANY(%(days)s::date[]))
   AND NOT EXISTS ({_DESTROYED.format(row="c", day="listed_on")})
 GROUP BY c.agency_id, a.region_code, c.listed_on, c.kind
"""


@transaction.atomic
def refresh(*, agency_ids: Collection[int], days: Collection[datetime.date] | None = None) -> int:
    """Count the rollup of these agencies and days again (`days` None: all their days); returns the number of rows written.

    Three statements whatever the number of cases. Runs of the same agency wait for one another, so two batches that are finished
    at the same moment cannot write a day twice. Idempotent.
    """
    parameters: dict[str, Any] = {"lock": _LOCK, "agencies": sorted(agency_ids), "days": None if days is None else sorted(days)}
    if not parameters["agencies"] or (days is not None and not days):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_AGENCIES, parameters)
        cursor.execute(_FORGET, parameters)
        cursor.execute(_COUNT, parameters)
        return int(cursor.rowcount)


def refresh_batch(batch_id: int) -> int:
    """Count again what one batch touched: its agency, on the days of its cases.

    A batch that corrected records may have moved a case away from a day that no record names any more, so then the whole agency
    is counted again. An unknown batch (it was withdrawn) is nothing to do.
    """
    batch = ImportBatch.objects.filter(pk=batch_id).values("agency_id", "superseded").first()
    if batch is None:
        return 0
    days = None
    if not batch["superseded"]:
        days = set(EnforcementCase.objects.filter(batch_id=batch_id).order_by().values_list("listed_on", flat=True).distinct())
    return refresh(agency_ids=[batch["agency_id"]], days=days)


def refresh_all() -> int:
    """Count the whole rollup again, a few agencies at a time, each in a transaction of its own."""
    agencies = list(EnforcementCase.objects.order_by().values_list("agency_id", flat=True).distinct())
    stale = _agencies_in_rollup() - set(agencies)
    ids = sorted({*agencies, *stale})
    return sum(refresh(agency_ids=ids[at : at + 20]) for at in range(0, len(ids), 20))


def _agencies_in_rollup() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT agency_id FROM reports_caserollup")
        return {row[0] for row in cursor.fetchall()}
