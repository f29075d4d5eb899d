"""演示：申辩与听证的细目。"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Step


def was_heard(case: DemoCase) -> bool:
    """Whether a hearing was held and the case decided."""
    return case.row.get("hearing_held") == "是" and bool(case.row.get("decision_date"))


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    if kind != CaseKind.PENALTY or case.row["procedure"] != "普通程序":
        return
    row = case.row
    if row.get("decision_date"):
        row |= {"proposed_kinds": row["penalty_kinds"], "proposed_fine": row["fine_amount"]}
    if row["hearing_required"] != "是" or not row["informed_served_date"]:
        return
    asked = days.between(case.dates["informed"], 1, 4)
    row["hearing_requested_on"] = days.happened(asked)
    if days.rng.random() < 0.5:
        row |= {
            "statement_made_on": days.happened(asked),
            "statement_reviewed": "是",
            "statement_reviewed_on": days.happened(days.workdays_after(asked, 2)),
            "statement_result": "不成立",
            "statement_reply_given": "是",
            "statement_review_written": "是",
        }
    if row["hearing_held"] == "是":
        row |= {
            "hearing_host_no": f"ZC{row['record_no'][-4:]}",
            "hearing_record_made": "是",
            "hearing_record_signed": "是",
            "hearing_public": "是",
        }


def p_14(days: Days, case: DemoCase, seats: Seats) -> bool:
    """What the party said was never looked at."""
    if not was_heard(case) or not case.row.get("statement_made_on"):
        return False
    case.row |= {"statement_reviewed": "否", "statement_reviewed_on": "", "statement_result": "", "statement_reply_given": ""}
    return True


def p_15(days: Days, case: DemoCase, seats: Seats) -> bool:
    """After the hearing a hundred yuan more than had been proposed."""
    if not was_heard(case):
        return False
    case.row["proposed_fine"] = f"{Decimal(case.row['fine_amount']) - 100:.2f}"
    return True


def p_16(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A closure was proposed too, and no hearing offered."""
    if case.row["procedure"] != "普通程序" or not case.row.get("decision_date") or case.row["hearing_required"] == "是":
        return False
    case.row["proposed_kinds"] = "罚款、责令停产停业"
    return True


def p_17(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A hearing was asked for in time, and none held."""
    if not was_heard(case):
        return False
    case.row |= dict.fromkeys(
        ("hearing_notice_date", "hearing_held_date", "hearing_host_no", "hearing_record_made", "hearing_record_signed"), ""
    )
    case.row |= {"hearing_held": "否", "hearing_public": ""}
    return True


def p_18(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Told five days before the hearing."""
    if not was_heard(case):
        return False
    held = date.fromisoformat(case.row["hearing_held_date"])
    case.row["hearing_notice_date"] = (held - timedelta(days=5)).isoformat()
    return True


def p_19(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The officer who investigated presided."""
    if not was_heard(case):
        return False
    case.row["hearing_host_no"] = case.row["act1_enforcing"].split("；")[0]
    return True


def p_20(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The party did not sign the record, and nobody noted why."""
    if not was_heard(case):
        return False
    case.row |= {"hearing_record_signed": "否", "hearing_refusal_noted": "否"}
    return True


_PLANTED = (
    ("P-14", p_14), ("P-15", p_15), ("P-16", p_16), ("P-17", p_17), ("P-18", p_18), ("P-19", p_19), ("P-20", p_20),
)  # fmt: skip

STEP = Step(_fill, tuple((CaseKind.PENALTY, code, spoil) for code, spoil in _PLANTED))
