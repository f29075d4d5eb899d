"""演示：线索、立案、证据保存的细目，合法的怎么填，埋设的缺陷怎么改。"""

from __future__ import annotations

from datetime import date, timedelta

from agencies.choices import Sector
from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Step


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    """The clue came in on the day of discovery; filed by the head's approval of the same day."""
    if kind != CaseKind.PENALTY or case.row["procedure"] != "普通程序":
        return
    case.row |= {"clue_received_on": case.row["discovered_date"], "clue_result": "符合立案条件"}
    if case.row["filing_date"]:
        case.row |= {"filing_by_head": "是", "filing_approved_on": case.row["filing_date"]}


def _filed(case: DemoCase) -> bool:
    return case.row["procedure"] == "普通程序" and bool(case.row.get("filing_date"))


def p_01(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Found more than two years after it had ended."""
    if not case.row.get("decision_date"):
        return False
    ended = (date.fromisoformat(case.row["discovered_date"]) - timedelta(days=760)).isoformat()
    case.row |= {"violation_start": ended, "violation_continuing": "否", "life_health_finance": "否", "harmful_result": "否"}
    return True


def p_03(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The clue lay forty days before it was filed."""
    if not _filed(case) or seats.sector != Sector.MARKET:
        return False
    case.row |= {"clue_received_on": _before_filing(case, 40), "clue_result": ""}
    return True


def p_04(days: Days, case: DemoCase, seats: Seats) -> bool:
    """First not filed, in time but without a reason; filed late in the end."""
    if not _filed(case) or seats.sector not in (Sector.MARKET, Sector.HOUSING):
        return False
    case.row |= {
        "clue_received_on": _before_filing(case, 40),
        "no_filing_on": _before_filing(case, 35),
        "no_filing_reasoned": "否",
    }
    return True


def p_05(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Filed a day before the head approved it."""
    if not _filed(case):
        return False
    case.row["filing_approved_on"] = (case.dates["filed"] + timedelta(days=1)).isoformat()
    return True


def p_10(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Evidence held without urgency, approved two days later."""
    held = date.fromisoformat(case.row["discovered_date"])
    if case.row["procedure"] != "普通程序" or days.workdays_after(held, 4) > days.as_of:
        return False
    _hold(case, held, approved=held + timedelta(days=2), disposed=days.workdays_after(held, 4))
    return True


def p_11(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Evidence held with approval, dealt with after the seventh working day."""
    held = date.fromisoformat(case.row["discovered_date"])
    late = days.workdays_after(held, 9)
    if case.row["procedure"] != "普通程序" or late > days.as_of:
        return False
    _hold(case, held, approved=held, disposed=late)
    return True


def g_14(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A camera whose place was made public a day after it took its picture."""
    if not case.row.get("decision_date") or not case.row.get("informed_served_date"):
        return False
    taken = date.fromisoformat(case.row["discovered_date"])
    case.row |= {
        "monitor_used": "是",
        "monitor_basis": "法律",
        "monitor_legal_reviewed_on": "2024-01-02",
        "monitor_tech_reviewed_on": "2024-01-02",
        "monitor_sign_visible": "是",
        "monitor_published_on": (taken + timedelta(days=1)).isoformat(),
        "monitor_captured_on": taken.isoformat(),
        "monitor_reviewed_on": case.row["informed_served_date"],
        "monitor_told_on": case.row["informed_served_date"],
    }
    return True


def q_05(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Another kind of penalty, set by a local regulation."""
    if not case.row.get("decision_date"):
        return False
    case.row |= {"penalty_kinds": "罚款、其他", "other_penalty_basis": "地方性法规"}
    return True


def _before_filing(case: DemoCase, amount: int) -> str:
    return (case.dates["filed"] - timedelta(days=amount)).isoformat()


def _hold(case: DemoCase, held: date, *, approved: date, disposed: date) -> None:
    case.row |= {
        "hold_at": f"{held} 10:20",
        "hold_by_head": "是",
        "hold_approved_at": f"{approved} 09:30",
        "hold_urgent": "否",
        "hold_list_given": "是",
        "hold_disposed_on": disposed.isoformat(),
        "hold_disposal": "解除",
    }


STEP = Step(
    fill=_fill,
    planted=tuple(
        (CaseKind.PENALTY, code, spoil)
        for code, spoil in (
            ("P-01", p_01),
            ("P-03", p_03),
            ("P-04", p_04),
            ("P-05", p_05),
            ("P-10", p_10),
            ("P-11", p_11),
            ("G-14", g_14),
            ("Q-05", q_05),
        )
    ),
)
