"""演示：检查的细目；强制决定的公开。"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from agencies.choices import Sector
from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Step

_OPINIONS, _ITEMS_PUBLISHED, _CAPS = "2025-01-03", "2025-06-20", "2025-06-27"
_FROM_JULY, _ANNOUNCED, _FORMS = "2025-07-01", "2025-04-01", "2025-05-08"


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    if kind == CaseKind.COERCION and case.row.get("decision_date"):
        decided = date.fromisoformat(case.row["decision_date"])
        case.row |= {"publish_required": "是", "published_date": days.happened(days.between(decided, 2, 15))}
    if kind != CaseKind.INSPECTION:
        return
    row, rng = case.row, days.rng
    day = date.fromisoformat(row["inspected_on"])
    began = datetime(day.year, day.month, day.day, rng.choice((9, 10, 14, 15)), rng.randrange(10, 50))  # noqa: DTZ001 - a time on the wall
    row |= {
        "inspection_onsite": "是",
        "inspector_kind": "行政执法机关",
        "subject_announced": "是",
        "inspection_item_published_on": _ITEMS_PUBLISHED if row["inspected_on"] >= _ITEMS_PUBLISHED else "",
        "inspection_approved_at": f"{day - timedelta(days=1)} 16:30",
        "inspection_approved_by_head": "是",
        "sealed_document_shown": "是",
        "notice_shown_at": _clock(began, -4),
        "scanned_at": _clock(began, -6),
        "inspect_start_at": _clock(began, 0),
        "inspect_left_at": _clock(began, 70),
        "inspection_cap": str(rng.randint(2, 4)),
        "inspection_cap_on": _CAPS if row["inspected_on"] >= _CAPS else "",
        "inspection_result_on": row["inspected_on"],
        "inspection_result_told": "是",
        "publish_required": "是",
        "published_date": days.happened(days.between(day, 2, 15)),
        "inspection_recorded": "是",
        "inspectors_signed": "是",
        "inspected_signed": "是",
        "inspection_archived": "是",
        "enterprise_rating": str(rng.randint(3, 5)) if row["party_type"] != "自然人" and rng.random() < 0.4 else "",
    }
    if row["inspection_kind"] == "专项检查":
        _special(days, case, day)
    else:
        _routine(days, case, day)


def _routine(days: Days, case: DemoCase, day: date) -> None:
    """In the plan of its year, the enterprise drawn by lot where the law asks for it."""
    filed = days.on_a_workday(date(day.year, 1, 4))
    by_lot = case.row["inspection_kind"] == "双随机" or case.sector == Sector.MARKET
    case.row |= {"inspection_class": "日常检查", "selection_mode": "双随机" if by_lot else "人工指定"}
    if filed <= day:
        case.row |= {"in_year_plan": "是", "plan_filed_on": filed.isoformat()}


def _special(days: Days, case: DemoCase, day: date) -> None:
    """A campaign from above, or one of the agency's own that the government approved."""
    case.row["inspection_class"] = "专项检查"
    if days.rng.random() < 0.5:
        case.row |= {"deployed_by_upper": "是", "upper_document_no": f"湘演发〔{day.year}〕{days.rng.randint(1, 60)}号"}
    else:
        _own_campaign(case, day - timedelta(days=10))


def _own_campaign(case: DemoCase, approved: date) -> None:
    case.row |= {
        "inspection_class": "专项检查",
        "inspection_kind": "专项检查",
        "deployed_by_upper": "否",
        "upper_document_no": "",
        "special_plan_made": "是",
        "special_approver": "县级以上人民政府",
        "special_approved_on": approved.isoformat(),
        "special_filed": "是",
        "special_published": "是",
    }


def _clock(began: datetime, minutes: int) -> str:
    return f"{began + timedelta(minutes=minutes):%Y-%m-%d %H:%M}"


def _began(case: DemoCase) -> datetime:
    return datetime.fromisoformat(case.row["inspect_start_at"])


def _of_enterprise(case: DemoCase, since: str = _OPINIONS) -> bool:
    """Of a company or a shop, on a day from which the rule holds."""
    return case.row["party_type"] != "自然人" and case.row["inspected_on"] >= since


def _is_routine(case: DemoCase) -> bool:
    return case.row["inspection_class"] == "日常检查"


def i_01(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A body that stands in no announced list."""
    if not _of_enterprise(case, _ANNOUNCED):
        return False
    case.row["subject_announced"] = "否"
    return True


def i_02(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The item was published five days later."""
    if not _of_enterprise(case, _FROM_JULY):
        return False
    case.row["inspection_item_published_on"] = (_began(case).date() + timedelta(days=5)).isoformat()
    return True


def i_03(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A routine inspection outside the plan, after the plan was due."""
    if not (_of_enterprise(case) and _is_routine(case)) or _began(case).month < 4:
        return False
    case.row |= {"in_year_plan": "否", "plan_filed_on": ""}
    return True


def i_04(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Approved forty minutes after it had begun."""
    if not _of_enterprise(case):
        return False
    case.row["inspection_approved_at"] = _clock(_began(case), 40)
    return True


def i_05(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The paper was shown after the inspection had begun."""
    if case.row["party_type"] != "法人":
        return False
    case.row["notice_shown_at"] = _clock(_began(case), 35)
    return True


def i_06(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Scanned half an hour into the inspection."""
    if not _of_enterprise(case, _FROM_JULY):
        return False
    case.row["scanned_at"] = _clock(_began(case), 30)
    return True


def i_07(days: Days, case: DemoCase, seats: Seats) -> bool:
    """An enterprise that was not to be inspected at all this year: a cap of none."""
    if not _of_enterprise(case, _CAPS) or case.row.get("deployed_by_upper") == "是":
        return False
    case.row["inspection_cap"] = "0"
    return True


def i_10(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Three experts came along, the form of approval names one."""
    if case.row["inspected_on"] < _FORMS:
        return False
    case.row |= {"inspection_assistants": "3", "inspection_assistants_planned": "1"}
    return True


def i_11(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The result was published after the twentieth working day."""
    late = days.between(_began(case).date(), 21, 30)
    if case.row["party_type"] == "自然人" or late > days.as_of:
        return False
    case.row["published_date"] = late.isoformat()
    return True


def i_12(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Found on verification: the enterprise had paid for the test."""
    if not _of_enterprise(case):
        return False
    case.row["bans_verified"] = "由企业支付消费或转嫁检查费用"
    return True


def i_13(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A campaign of the agency's own, approved six days after it had begun."""
    approved = _began(case).date() + timedelta(days=6)
    if not _of_enterprise(case) or approved > days.as_of:
        return False
    _own_campaign(case, approved)
    case.row |= {"in_year_plan": "", "plan_filed_on": "", "selection_mode": ""}
    return True


def i_14(days: Days, case: DemoCase, seats: Seats) -> bool:
    """No record was made."""
    case.row |= {"inspection_recorded": "否", "inspectors_signed": "", "inspected_signed": "", "inspection_archived": ""}
    return True


def i_15(days: Days, case: DemoCase, seats: Seats) -> bool:
    """In the market, an enterprise that somebody picked."""
    if case.sector != Sector.MARKET or not (_of_enterprise(case) and _is_routine(case)):
        return False
    case.row |= {"inspection_kind": "日常检查", "selection_mode": "人工指定"}
    return True


def i_16(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The enterprise gave one point of five."""
    if case.row["party_type"] == "自然人":
        return False
    case.row["enterprise_rating"] = "1"
    return True


def o_01(days: Days, case: DemoCase, seats: Seats) -> bool:
    """A seizure published after the twentieth working day."""
    late = days.between(date.fromisoformat(case.row["decision_date"]), 21, 30)
    if late > days.as_of:
        return False
    case.row["published_date"] = late.isoformat()
    return True


_INSPECTIONS = {
    "I-01": i_01,
    "I-02": i_02,
    "I-03": i_03,
    "I-04": i_04,
    "I-05": i_05,
    "I-06": i_06,
    "I-07": i_07,
    "I-10": i_10,
    "I-11": i_11,
    "I-12": i_12,
    "I-13": i_13,
    "I-14": i_14,
    "I-15": i_15,
    "I-16": i_16,
}
"""Without I-08 and I-09, which nobody has switched on."""

STEP = Step(
    _fill,
    (*((CaseKind.INSPECTION, code, spoil) for code, spoil in _INSPECTIONS.items()), (CaseKind.COERCION, "O-01", o_01)),
)
