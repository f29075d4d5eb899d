"""豁免盖住哪些问题：一条语句，不论多少案件。

A waiver is data: no rule asks for it and no result is changed by it. After each check, and whenever a waiver is approved or revoked, one
statement compares the findings that nobody has decided on with the waivers in force on that day: what one covers becomes `waived`, what
none covers any more is open again. Of several, the one that holds longest is named. It begins from the waivers, which are few, and from the
findings that are waived, so that a city without waivers pays nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

_SETTLE = """
    WITH covered AS (
        SELECT DISTINCT ON (f.id) f.id, w.id AS waiver_id
        FROM cases_waiver w
        JOIN {findings} f ON f.rule_code = w.rule_code AND f.agency_id = w.agency_id AND f.state IN ('open', 'waived')
            AND (w.case_id IS NULL OR w.case_id = f.case_id)
        JOIN cases_enforcementcase c ON c.id = f.case_id AND (w.item_code = '' OR w.item_code = c.item_code)
        WHERE w.state = 'approved' AND %(day)s BETWEEN w.valid_from AND w.valid_to AND {within}
        ORDER BY f.id, w.valid_to DESC, w.id),
    meant AS (
        SELECT id, waiver_id FROM covered
        UNION ALL
        SELECT f.id, NULL FROM cases_finding f
        WHERE f.waiver_id IS NOT NULL AND {within} AND NOT EXISTS (SELECT FROM covered WHERE covered.id = f.id)),
    settled AS (
        UPDATE cases_finding f SET waiver_id = meant.waiver_id, state = CASE WHEN meant.waiver_id IS NULL THEN 'open' ELSE 'waived' END
        FROM meant JOIN cases_finding known ON known.id = meant.id
            JOIN cases_enforcementcase c ON c.id = known.case_id AND c.archived_on IS NULL
        WHERE f.id = meant.id AND known.waiver_id IS DISTINCT FROM meant.waiver_id
        RETURNING known.state AS before, f.state AS now)
    SELECT count(*) FILTER (WHERE before = 'open' AND now = 'waived'), count(*) FILTER (WHERE before = 'waived' AND now = 'open')
    FROM settled"""

ALL = "true"
CHECKED = "f.rule_code = ANY(%(codes)s) AND f.case_id IN (SELECT case_id FROM checking_verdicts)"
ONE_RULE_OF_ONE_AGENCY = "f.agency_id = %(agency)s AND f.rule_code = ANY(%(codes)s)"


@dataclass(frozen=True)
class Settled:
    """How many findings came under a waiver, and how many are open again."""

    waived: int
    opened: int


def settle(
    *,
    day: date,
    codes: Collection[str] = (),
    agency_id: int | None = None,
    within: str = ONE_RULE_OF_ONE_AGENCY,
    few: bool = False,
) -> Settled:
    """Bring the findings of some rules in line with the waivers in force on a day. Findings of archived cases, and those on which a person
    has decided, stay as they are. `within`: ONE_RULE_OF_ONE_AGENCY, CHECKED (inside a check), ALL. `few`: so few findings are within that they are sought
    first; an agency may have thousands by the rule that a waiver names."""
    findings = f"(SELECT * FROM cases_finding f WHERE {within} OFFSET 0)" if few else "cases_finding"
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE.format(within=within, findings=findings), {"day": day, "codes": list(codes), "agency": agency_id})
        return Settled(*map(int, cursor.fetchone()))
