"""演示：决定的细目。"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from agencies.choices import Sector
from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Step

_ITEMS = (
    "当事人姓名或者名称、当事人地址、违法事实和证据、处罚种类和依据、履行方式和期限、复议诉讼途径和期限、行政机关名称、决定日期"
)
_ONSITE_ITEMS = "违法事实和证据、处罚种类和依据、罚款数额、处罚时间、处罚地点、复议诉讼途径和期限、行政机关名称"
_LED_FROM_ABOVE = (Sector.TAX, Sector.TOBACCO)
_FILING_DAYS = 40


def _ordinary(case: DemoCase) -> bool:
    return case.row["procedure"] == "普通程序" and bool(case.row.get("decision_date"))


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    if kind != CaseKind.PENALTY or not case.row.get("decision_date"):
        return
    row, fine = case.row, Decimal(case.row["fine_amount"])
    row |= {
        "decision_sealed": "是",
        "reconsider_days": "60",
        "reconsider_organ": "上一级主管部门" if case.sector in _LED_FROM_ABOVE else "本级人民政府",
        "basis_level": "法律" if "中华人民共和国" in row["legal_basis"] else "行政法规",
        "basis_from": "2018-01-01",
        "fine_law_min": f"{fine / 2:.2f}",
        "fine_law_max": f"{max(fine * 3, Decimal(10_000)):.2f}",
        "correction_ordered": "是",
    }
    if row["party_type"] == "自然人":
        row["party_age_group"] = "已满十八周岁"
    (_ordinary_document if _ordinary(case) else _onsite_document)(days, case, fine)


def _ordinary_document(days: Days, case: DemoCase, fine: Decimal) -> None:
    answered = "、陈述申辩采纳情况及理由" if case.row.get("statement_made_on") else ""
    case.row |= {"decision_items": _ITEMS + answered, "litigate_months": "6", "mitigation_kind": "没有"}
    if days.rng.random() < 0.6:
        case.row |= {
            "benchmark": "省厅裁量基准（演示）一般档",
            "benchmark_issuer": "上级机关",
            "tier_min": f"{fine / 2:.2f}",
            "tier_max": f"{fine * 2:.2f}",
            "benchmark_stated": "是",
        }


def _onsite_document(days: Days, case: DemoCase, fine: Decimal) -> None:
    decided = date.fromisoformat(case.row["decision_date"])
    case.row |= {
        "decision_items": _ONSITE_ITEMS,
        "onsite_form_numbered": "是",
        "onsite_signed": "是",
        "onsite_filed": "是",
        "onsite_filed_on": days.happened(days.workdays_after(decided, 1)) or decided.isoformat(),
        "reconsider_first_told": "是",
        "direct_suit_told": "否",
    }


def p_33(days: Days, case: DemoCase, seats: Seats) -> bool:
    """An on-the-spot penalty that the agency never heard of."""
    if case.row["procedure"] == "普通程序":
        return False
    if case.dates["decided"] + timedelta(days=_FILING_DAYS) > days.as_of:
        return False
    case.row |= {"onsite_filed": "否", "onsite_filed_on": ""}
    return True


def p_34(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A decision without the seal."""
    if not _ordinary(case):
        return False
    case.row["decision_sealed"] = "否"
    return True


def p_36(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A harsher rule that came into force after the act."""
    if not _ordinary(case):
        return False
    day = date.fromisoformat(case.row["violation_start"]) + timedelta(days=1)
    case.row |= {"basis_from": day.isoformat(), "basis_newer_lighter": "否"}
    return True


def p_37(days: Days, case: DemoCase, seats: Seats) -> bool:
    """One yuan above what the law allows."""
    if not _ordinary(case):
        return False
    case.row["fine_law_max"] = f"{Decimal(case.row['fine_amount']) - 1:.2f}"
    return True


def p_38(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Below the tier of the province's benchmark, and nobody had agreed."""
    if not _ordinary(case) or not case.row.get("benchmark"):
        return False
    case.row |= {"tier_min": f"{Decimal(case.row['fine_amount']) + 100:.2f}", "benchmark_adjusted_by": "没有批准"}
    return True


def p_40(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A minor fined without any mitigation."""
    if not _ordinary(case) or case.row["party_type"] != "自然人":
        return False
    case.row["party_age_group"] = "已满十四周岁不满十八周岁"
    return True


def p_41(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Slight, corrected at once, no harm done: fined all the same."""
    if not _ordinary(case):
        return False
    case.row |= {"violation_minor": "是", "corrected_in_time": "是", "harm_level": "没有危害后果"}
    return True


def p_42(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Fined, and nobody said to stop."""
    if not case.row.get("decision_date"):
        return False
    case.row |= {"correction_ordered": "否", "already_corrected": "否", "not_correctable": "否"}
    return True


def p_43(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The gain was left with the party, without a word."""
    if not _ordinary(case):
        return False
    case.row |= {"illegal_gain": "5000.00", "gain_explained": "否"}
    return True


def p_44(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Spared as slight, and nobody talked to the party."""
    if not _ordinary(case) or case.row["hearing_required"] == "是":
        return False
    case.row |= dict.fromkeys(
        ("penalty_kinds", "fine_amount", "payments", "pay_due_date", "collected_by", "collected_onsite"), ""
    )
    case.row |= {
        "decision_type": "不予处罚",
        "content": "不予行政处罚。（演示）",
        "no_penalty_ground": "轻微并及时改正，没有危害后果",
        "education_recorded": "否",
    }
    return True


_PLANTED = (
    ("P-33", p_33), ("P-34", p_34), ("P-36", p_36), ("P-37", p_37), ("P-38", p_38), ("P-40", p_40), ("P-41", p_41), ("P-42", p_42),
    ("P-43", p_43), ("P-44", p_44),
)  # fmt: skip

STEP = Step(_fill, tuple((CaseKind.PENALTY, code, spoil) for code, spoil in _PLANTED))
