"""演示：缴款、结案与移送的细目。"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from agencies.choices import Sector
from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Step

_HANDED_IN, _BANKED = 2, 2
_CLOSING_DAYS = 15


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    if kind != CaseKind.PENALTY or not case.row.get("decision_date"):
        return
    row = case.row
    small = row["procedure"] == "简易程序" and Decimal(row["fine_amount"]) <= 100
    row["collected_onsite"] = "是" if small and days.rng.random() < 0.3 else "否"
    if row["collected_onsite"] == "是":
        _collected(days, case)
    elif row.get("payments"):
        row["collected_by"] = days.rng.choice(("银行", "电子支付系统"))
    if row["procedure"] == "普通程序":
        row["crime_suspected"] = "否"
    if row["procedure"] == "普通程序" and row.get("closed_on"):
        paid = date.fromisoformat(row["payments"][:10])
        row |= {"close_trigger": "执行完毕", "close_trigger_on": paid.isoformat(), "close_form_on": row["closed_on"]}


def _collected(days: Days, case: DemoCase) -> None:
    """Taken on the spot, with a receipt, handed in the next working day."""
    row, day = case.row, date.fromisoformat(case.row["decision_date"])
    row |= {
        "collected_by": "执法人员",
        "payments": f"{day.isoformat()} {row['fine_amount']}",
        "collected_on": day.isoformat(),
        "collected_on_water": "否",
        "receipt_no": f"演票{row['record_no'][-8:]}",
        "receipt_issuer": "省级财政部门",
        "receipt_amount": row["fine_amount"],
        "handed_in_on": days.happened(days.workdays_after(day, 1)),
        "banked_on": days.happened(days.workdays_after(day, 2)),
    }


def _paid(case: DemoCase) -> bool:
    return bool(case.row.get("payments"))


def p_60(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Paid into the agency's own account."""
    if not _paid(case) or case.row["collected_onsite"] == "是":
        return False
    case.row["collected_by"] = "行政机关"
    return True


def p_61(days: Days, case: DemoCase, seats: Seats) -> bool:
    """An ordinary fine taken on the spot in town; with a receipt, and handed in in time."""
    if case.row["procedure"] != "普通程序" or not _paid(case):
        return False
    _collected(days, case)
    case.row |= {"collected_onsite": "是", "remote_area": "否"}
    return bool(case.row["banked_on"])


def p_62(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Only a slip of paper instead of the receipt."""
    if case.row.get("collected_onsite") != "是":
        return False
    case.row["receipt_issuer"] = "其他"
    return True


def p_63(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Kept for four working days."""
    if case.row.get("collected_onsite") != "是":
        return False
    day = date.fromisoformat(case.row["collected_on"])
    late, banked = days.workdays_after(day, _HANDED_IN + 2), days.workdays_after(day, _HANDED_IN + _BANKED + 1)
    if banked > days.as_of:
        return False
    case.row |= {"handed_in_on": late.isoformat(), "banked_on": banked.isoformat()}
    return True


def p_64(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Only ten days to pay."""
    if not case.row.get("served_date") or case.row.get("collected_onsite") == "是":
        return False
    served = date.fromisoformat(case.row["served_date"])
    case.row |= {"pay_due_date": (served + timedelta(days=10)).isoformat(), "pay_due_in_document": ""}
    return True


def p_66(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Instalments allowed before anybody asked for them."""
    if not case.row.get("served_date") or case.row["procedure"] != "普通程序":
        return False
    day = date.fromisoformat(case.row["served_date"])
    if day + timedelta(days=3) > days.as_of:
        return False
    case.row |= {
        "deferral_approved_on": (day + timedelta(days=2)).isoformat(),
        "deferral_applied_on": (day + timedelta(days=3)).isoformat(),
        "deferral_reason": "经济困难（演示）",
        "deferral_by_head": "是",
        "deferral_notified": "是",
    }
    return True


def p_68(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The closing form four weeks after payment, in a sector that has a term."""
    if case.sector not in (Sector.MARKET, Sector.HOUSING) or not case.row.get("close_form_on"):
        return False
    late = days.workdays_after(date.fromisoformat(case.row["close_trigger_on"]), _CLOSING_DAYS + 5)
    if late > days.as_of:
        return False
    case.row |= {"close_form_on": late.isoformat(), "closed_on": late.isoformat()}
    return True


def p_69(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A suspected crime, fined instead of transferred."""
    if case.row["procedure"] != "普通程序" or not case.row.get("decision_date"):
        return False
    case.row["crime_suspected"] = "是"
    return True


def p_70(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Transferred in time; the goods followed three weeks after the police had filed: no holiday is that long."""
    if case.row["procedure"] != "普通程序" or not case.row.get("decision_date") or case.row.get("hearing_required") == "是":
        return False
    told = days.on_a_workday(case.dates["filed"] + timedelta(days=3))
    decided = datetime(told.year, told.month, told.day, 9, 30)  # noqa: DTZ001 - a time on the wall, as a file says it
    filed = days.workdays_after(told, 5)
    if filed + timedelta(days=21) > days.as_of:
        return False
    case.row |= {
        "transfer_reported_on": told.isoformat(),
        "transfer_decided_at": f"{decided:%Y-%m-%d %H:%M}",
        "transfer_decided_by_head": "是",
        "transfer_decision": "批准",
        "transferred_at": f"{decided + timedelta(hours=5):%Y-%m-%d %H:%M}",
        "police_filed_notice_on": filed.isoformat(),
        "goods_handed_over_on": (filed + timedelta(days=21)).isoformat(),
        "handover_list_signed": "是",
    }
    return True


STEP = Step(
    _fill,
    tuple(
        (CaseKind.PENALTY, code, spoil)
        for code, spoil in (
            ("P-60", p_60),
            ("P-61", p_61),
            ("P-62", p_62),
            ("P-63", p_63),
            ("P-64", p_64),
            ("P-66", p_66),
            ("P-68", p_68),
            ("P-69", p_69),
            ("P-70", p_70),
        )
    ),
)
