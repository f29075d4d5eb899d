"""演示：许可的细目。"""

from __future__ import annotations

from datetime import date, timedelta

from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Defect, Step


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    if kind != CaseKind.LICENCE:
        return
    row = case.row
    row |= {
        "licence_outcome": "准予许可",
        "materials_received_on": row["applied_on"],
        "materials_complete": "是",
        "acceptance_receipt_given": "是",
        "acceptance_receipt_sealed": "是",
        "certificate_required": "是",
        "certificate_issued_on": days.happened(days.between(_decided(case), 1, 8)),
        "licence_fee": "0.00",
        "extra_materials": "否",
        "agent_designated": "否",
    }
    if days.rng.random() < 0.3:
        row |= {"substantive_check": "是", "checkers": "2"}


def _accepted(case: DemoCase) -> date:
    return date.fromisoformat(case.row["accepted_on"])


def _decided(case: DemoCase) -> date:
    return date.fromisoformat(case.row["decision_date"])


def _decide(days: Days, case: DemoCase, day: date) -> bool:
    """Move the decision and what follows it; False when it has not come yet."""
    if day > days.as_of:
        return False
    case.row |= {
        "decision_no": case.row["decision_no"].replace(f"〔{_decided(case).year}〕", f"〔{day.year}〕"),
        "decision_date": day.isoformat(),
        "valid_from": day.isoformat(),
        "valid_to": (day + timedelta(days=5 * 365)).isoformat(),
        "published_date": days.happened(days.between(day, 1, 6)),
        "certificate_issued_on": days.happened(days.between(day, 1, 8)),
    }
    return True


def l_01(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Told on the seventh working day that papers were missing; decided within twenty days of their coming all the same."""
    came = _accepted(case)
    if not _decide(days, case, days.between(came, 14, 18)):
        return False
    case.row |= {
        "materials_complete": "否",
        "correction_told_on": days.workdays_after(came, 7).isoformat(),
        "accepted_on": days.workdays_after(came, 9).isoformat(),
    }
    return True


def l_02(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Accepted by word of mouth."""
    case.row["acceptance_receipt_given"] = "否"
    case.row["acceptance_receipt_sealed"] = ""
    return case.row["decision_date"] != case.row["accepted_on"]


def l_03(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Decided after the twentieth working day, without an extension."""
    return _decide(days, case, days.between(_accepted(case), 22, 30))


def l_04(days: Days, case: DemoCase, seats: Seats) -> bool:
    """An extension whose reason nobody told."""
    approved = days.workdays_after(_accepted(case), 2)
    if approved > days.as_of:
        return False
    case.row |= {
        "extension1_days": "10",
        "extension1_approved_on": approved.isoformat(),
        "licence_extension_by": "本行政机关负责人",
        "licence_extension_told": "否",
    }
    return True


def l_05(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Several offices together, past the forty-fifth working day."""
    case.row["licence_joint"] = "是"
    return _decide(days, case, days.between(_accepted(case), 47, 55))


def l_06(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Refused without a word on remedies."""
    case.row |= {
        "licence_outcome": "不予许可",
        "content": "不予许可。（演示）",
        "refusal_reasons_given": "是",
        "refusal_remedies_told": "否",
        "valid_from": "",
        "valid_to": "",
        "certificate_required": "",
        "certificate_issued_on": "",
    }
    return True


def l_07(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The certificate came three weeks later."""
    late = days.workdays_after(_decided(case), 14)
    case.row["certificate_issued_on"] = late.isoformat()
    return late <= days.as_of


def l_08(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A hearing three working days after its notice."""
    start = _accepted(case)
    case.row |= {
        "licence_hearing_by_law": "是",
        "licence_hearing_announced": "是",
        "licence_hearing_held": "是",
        "licence_hearing_notice_on": days.workdays_after(start, 2).isoformat(),
        "licence_hearing_held_on": days.workdays_after(start, 5).isoformat(),
        "licence_hearing_host_reviewed": "否",
        "licence_hearing_record_used": "是",
    }
    return _decide(days, case, days.between(start, 8, 15))


def l_09(days: Days, case: DemoCase, seats: Seats) -> bool:
    """One person alone verified the papers."""
    case.row |= {"substantive_check": "是", "checkers": "1"}
    return True


def l_10(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A renewal, asked for in time, decided four working days after the licence had ended (a law allows sixty)."""
    applied = _accepted(case)
    case.row |= {
        "renewed_expiry_on": days.workdays_after(applied, 34).isoformat(),
        "licence_term_days": "60",
        "licence_term_level": "法律",
    }
    return _decide(days, case, days.workdays_after(applied, 38))


def l_11(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Fifty 元 for the paper, by a circular."""
    case.row |= {
        "licence_fee": "50.00",
        "licence_fee_level": "规范性文件",
        "licence_fee_standard": "50.00",
        "licence_fee_to_treasury": "是",
    }
    return True


def l_12(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Published after the twentieth working day, which is late in every sector."""
    late = days.between(_decided(case), 21, 28)
    case.row["published_date"] = late.isoformat()
    return late <= days.as_of


def l_13(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A paper that the published list does not know."""
    case.row |= {
        "extra_materials": "是",
        "extra_materials_to_verify": "否",
        "materials_list_on": (_accepted(case) - timedelta(days=100)).isoformat(),
    }
    return True


def _or_nothing(spoil: Defect) -> Defect:
    """A defect that leaves the row as it was when it does not fit."""

    def tried(days: Days, case: DemoCase, seats: Seats) -> bool:
        before = dict(case.row)
        if spoil(days, case, seats):
            return True
        case.row.clear()
        case.row.update(before)
        return False

    return tried


STEP = Step(
    _fill,
    tuple(
        (CaseKind.LICENCE, f"L-{number:02}", _or_nothing(spoil))
        for number, spoil in enumerate((l_01, l_02, l_03, l_04, l_05, l_06, l_07, l_08, l_09, l_10, l_11, l_12, l_13), start=1)
    ),
)
