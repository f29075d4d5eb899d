"""演示：审核与集体讨论的细目。"""

from __future__ import annotations

from datetime import date, timedelta

from agencies.choices import Sector
from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Step
from cases.demo.steps.hearing import was_heard

_WITH_A_TERM = (Sector.MARKET, Sector.HOUSING)


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    if kind != CaseKind.PENALTY or case.row["procedure"] != "普通程序":
        return
    row = case.row
    if row.get("legal_review_date"):
        row |= {
            "reviewer_no": f"FZ{row['record_no'][-4:]}",
            "reviewer_first_on": "2019-06-03",
            "reviewer_qualified": "是",
            "reviewer_qualified_on": "2018-12-20",
            "review_submitted_on": row["hearing_held_date"],
        }
    if row.get("decision_date"):
        row["complex_or_serious"] = "是" if row.get("meeting_date") else "否"
    if row.get("meeting_date"):
        row |= {"meeting_minutes": "是", "meeting_heads": str(days.rng.randint(3, 7))}


def _before(case: DemoCase, column: str, amount: int) -> str:
    return (date.fromisoformat(case.row[column]) - timedelta(days=amount)).isoformat()


def p_21(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Reviewed before the hearing, and not again."""
    if not was_heard(case):
        return False
    case.row |= {
        "legal_review_date": _before(case, "hearing_held_date", 2),
        "review_submitted_on": _before(case, "hearing_held_date", 4),
    }
    return True


def p_23(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A reviewer of 2019 without the qualification."""
    if not was_heard(case):
        return False
    case.row |= {"reviewer_qualified": "否", "reviewer_qualified_on": ""}
    return True


def p_24(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The officer who investigated reviewed it."""
    if not was_heard(case):
        return False
    case.row["reviewer_no"] = case.row["act1_enforcing"].split("；")[0]
    return True


def p_25(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Five weeks at the reviewer's, where ten working days are the term."""
    if not was_heard(case) or case.sector not in _WITH_A_TERM:
        return False
    case.row["review_submitted_on"] = _before(case, "legal_review_date", 35)
    return True


def p_26(days: Days, case: DemoCase, seats: Seats) -> bool:
    """One head of the agency discussed it with himself."""
    if not was_heard(case):
        return False
    case.row |= {"meeting_heads": "1", "only_one_head": "否"}
    return True


def p_31(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The time limit was extended, and not by the head."""
    if case.row["procedure"] != "普通程序" or case.sector not in _WITH_A_TERM or not case.row.get("decision_date"):
        return False
    case.row |= {
        "extension1_days": "30",
        "extension1_approved_on": days.workdays_after(case.dates["filed"], 8).isoformat(),
        "extension_by_head": "否",
    }
    return True


_PLANTED = (("P-21", p_21), ("P-23", p_23), ("P-24", p_24), ("P-25", p_25), ("P-26", p_26), ("P-31", p_31))

STEP = Step(_fill, tuple((CaseKind.PENALTY, code, spoil) for code, spoil in _PLANTED))
