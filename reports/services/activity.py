"""年报月汇总的维护：动过的单位从案件重新数一遍，三条语句，不论案件多少。

Like the daily rollup (`rollups.py`) derived data: it may be thrown away and counted again at any time, with the same result. A record counts
in as many months as it has days of its own (a licence: applied for, accepted, granted), so an agency is counted as a whole. But for the years
of which records of a kind were destroyed at the end of their period: they can no longer be counted, and stand as they were.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import connection, transaction

from cases.choices import CaseKind
from cases.models import EnforcementCase, ImportBatch
from reports.models import ActivityMonth

_LOCK = 0x41435456  # "ACTV"
_LOCK_AGENCIES = "SELECT pg_advisory_xact_lock(%(lock)s, id::int) FROM agencies_agency WHERE id = ANY(%(agencies)s) ORDER BY id"
_STANDING = """
WITH standing AS MATERIALIZED (
    SELECT agency_id, kind, date_trunc('year', max(listed_on)) + interval '1 year' AS until FROM cases_disposalitem
     WHERE outcome = 'destroyed' AND agency_id = ANY(%(agencies)s) GROUP BY agency_id, kind)"""
"""Agency and kind → the day from which its months are still counted."""
_FORGET = f"""{_STANDING}
DELETE FROM reports_activitymonth m WHERE agency_id = ANY(%(agencies)s) AND NOT EXISTS (
    SELECT FROM standing s WHERE s.agency_id = m.agency_id AND s.kind = %(kinds)s::jsonb ->> m.what AND m.month < s.until)"""

DAYS: dict[str, tuple[str, str]] = {
    "penalty": ("c.kind = 'penalty' AND c.decision_type IN ('', 'penalty')", "c.decision_date"),
    "transferred": ("c.kind = 'penalty' AND c.decision_type = 'transferred'", "c.listed_on"),
    "applied": ("c.kind = 'licence'", "c.applied_on"),
    "accepted": ("c.kind = 'licence'", "c.accepted_on"),
    "licensed": ("c.kind = 'licence'", "c.decision_date"),
    "coercion": ("c.kind = 'coercion'", "c.measure_from"),
    "inspection": ("c.kind = 'inspection'", "c.inspected_on"),
}
"""What was done → of which records, and on which day. `reports.annual.counting.cases_behind` asks the same of the cases themselves."""

_KINDS = {
    "transferred": CaseKind.PENALTY,
    "applied": CaseKind.LICENCE,
    "accepted": CaseKind.LICENCE,
    "licensed": CaseKind.LICENCE,
}
_KIND_OF = json.dumps({what: str(_KINDS.get(what, what)) for what in DAYS})
"""What was done → the kind of its records."""

_ACTS = {"penalty": "c.penalty_kinds", "coercion": "CASE WHEN c.measure_kind <> '' THEN ARRAY[c.measure_kind] ELSE '{}' END"}
_ENTERPRISE = "c.party_type IN ('legal_person', 'other_organisation', 'self_employed')"

_NO_ACTS = "'{}'"
_ONES = ", ".join(
    f"('{what}', CASE WHEN {which} THEN {day} END, ({_ACTS.get(what, _NO_ACTS)})::varchar(40)[])"
    for what, (which, day) in DAYS.items()
)
_COUNT = f"""{_STANDING}
INSERT INTO reports_activitymonth (agency_id, region_code, month, what, acts, cases, summary, ordinary, reviewed, enterprises, scanned, fines, confiscated)
SELECT c.agency_id, a.region_code, date_trunc('month', one.day)::date, one.what, one.acts, count(*),
       count(*) FILTER (WHERE c.procedure = 'summary'), count(*) FILTER (WHERE c.procedure = 'ordinary'),
       count(*) FILTER (WHERE c.legal_review_date IS NOT NULL), count(*) FILTER (WHERE {_ENTERPRISE}),
       count(*) FILTER (WHERE {_ENTERPRISE} AND c.scanned), coalesce(sum(c.fine_amount), 0), coalesce(sum(c.confiscated_amount), 0)
  FROM cases_enforcementcase c JOIN agencies_agency a ON a.id = c.agency_id
 CROSS JOIN LATERAL (VALUES {_ONES}) one(what, day, acts)
  LEFT JOIN standing s ON s.agency_id = c.agency_id AND s.kind = c.kind
 WHERE c.agency_id = ANY(%(agencies)s) AND one.day IS NOT NULL AND (s.until IS NULL OR one.day >= s.until)
 GROUP BY c.agency_id, a.region_code, 3, one.what, one.acts"""


@transaction.atomic
def refresh(*, agency_ids: Collection[int]) -> int:
    """Count these agencies again; returns the number of rows written. Runs of the same agency wait for one another. Idempotent."""
    parameters: dict[str, Any] = {"lock": _LOCK, "agencies": sorted(agency_ids), "kinds": _KIND_OF}
    if not agency_ids:
        return 0
    with connection.cursor() as cursor:
        for statement in (_LOCK_AGENCIES, _FORGET, _COUNT):
            cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def refresh_batch(batch_id: int) -> int:
    """Count again the agency of one batch; an unknown batch is nothing to do."""
    agency_id = ImportBatch.objects.filter(pk=batch_id).values_list("agency_id", flat=True).first()
    return 0 if agency_id is None else refresh(agency_ids=[agency_id])


def refresh_all() -> int:
    """Count everything again, a few agencies at a time, each in a transaction of its own."""
    ids = {
        *EnforcementCase.objects.order_by().values_list("agency_id", flat=True).distinct(),
        *ActivityMonth.objects.order_by().values_list("agency_id", flat=True).distinct(),
    }
    every = sorted(ids)
    return sum(refresh(agency_ids=every[at : at + 20]) for at in range(0, len(every), 20))
