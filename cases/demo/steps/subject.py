"""演示：主体、委托、管辖、回避的细目，合法的怎么填，埋设的缺陷怎么改。"""

from __future__ import annotations

from datetime import date, timedelta

from agencies.choices import PowerKind, Sector
from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.power_items import ENDED
from cases.demo.steps.declaration import Step
from cases.demo.vocabulary import CAUSES, GENERAL, identity_number, item_code

TOWN_CODE = 9
"""A town's or street's code has nine digits."""


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    """Where it happened: in the agency's own region."""
    if kind == CaseKind.PENALTY:
        case.row["place_code"] = seats.region_code


def _in_a_town(seats: Seats) -> bool:
    return len(seats.region_code) == TOWN_CODE


def g_01(days: Days, case: DemoCase, seats: Seats) -> bool:
    """An inner division decided in its own name."""
    if not case.row.get("decision_date") or _in_a_town(seats):
        return False
    case.row |= {"in_whose_name": "内设机构", "authorised_by_law": "否"}
    return True


def g_02(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Decided on the day after the delegation had run out."""
    if not case.row.get("decision_date"):
        return False
    case.row |= {
        "in_whose_name": "委托机关",
        "delegated": "是",
        "delegation_basis": "地方性法规",
        "delegation_written": "是",
        "delegation_covers": "是",
        "delegation_from": "2024-01-01",
        "delegation_to": (date.fromisoformat(case.row["decision_date"]) - timedelta(days=1)).isoformat(),
        "delegation_published_on": "2024-01-01",
        "delegatee_kind": "依法成立、管理公共事务的组织",
        "sub_delegated": "否",
    }
    return True


def g_03(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A town punished what was never granted to it."""
    if not case.row.get("decision_date") or not _in_a_town(seats):
        return False
    case.row |= {"item_code": "YS-CF-9999", "own_power_basis": "没有依据"}
    return True


def g_04(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The item had left the agency's list at the end of 2025."""
    if case.row.get("decision_date", "") <= ENDED.isoformat() or _in_a_town(seats):
        return False
    case.row["item_code"] = item_code(CAUSES.get(Sector(seats.sector), GENERAL)[0], PowerKind.COERCION)
    return True


def g_07(days: Days, case: DemoCase, seats: Seats) -> bool:
    """An auxiliary signed as an officer, beside two officers."""
    case.row["act1_enforcing"] += f"；{seats.auxiliary}"
    return True


def g_10(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A recusal was asked for, and nobody decided on it."""
    if not case.row.get("decision_date") or not case.row.get("informed_served_date"):
        return False
    case.row["recusal_requested_on"] = case.row["informed_served_date"]
    return True


def p_02(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Another agency had filed the day before; nothing was settled."""
    if not case.row.get("filing_date"):
        return False
    earlier = case.dates["filed"] - timedelta(days=1)
    case.row |= {"other_agency_filed_on": earlier.isoformat(), "jurisdiction_settled": "否"}
    return True


def q_02(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A person's number with a wrong check character."""
    if case.row["party_type"] != "自然人":
        return False
    number = identity_number(int(case.row["record_no"].removeprefix("DEMO")))
    case.row["party_identity"] = number[:-1] + ("1" if number[-1] != "1" else "2")
    return True


def q_03(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A place that is not on the list of regions; the jurisdiction itself has its ground."""
    case.row |= {"place_code": "430106", "jurisdiction_basis": "法律、法规规定"}
    return True


STEP = Step(
    fill=_fill,
    planted=tuple(
        (CaseKind.PENALTY, code, spoil)
        for code, spoil in (
            ("G-01", g_01),
            ("G-02", g_02),
            ("G-03", g_03),
            ("G-04", g_04),
            ("G-07", g_07),
            ("G-10", g_10),
            ("P-02", p_02),
            ("Q-02", q_02),
            ("Q-03", q_03),
        )
    ),
)
