"""演示情形的写法：一个模型一段，改得恰好突出。

One plan a model: a few records that make one subject stand out, and the line that says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from cases.demo import defects
from cases.demo.defects import Defect
from cases.demo.penalty import DemoCase

if TYPE_CHECKING:
    from reports.demo.situations import Ground

Plan = Callable[["Ground"], None]
ENOUGH = 30
SPOILT = 18


def _told(ground: Ground, model: str, agency: str = "", **more: str) -> None:
    from reports.demo.situations import Planted

    ground.planted.append(Planted(model, agency, **more))


def _spoilt(model: str, sector: str, defect: Defect, note: str) -> Plan:
    """An agency where many cases break one rule."""

    def plan(ground: Ground) -> None:
        agency, done = ground.take(sector), 0
        for at in range(ENOUGH):
            case = ground.penalty(agency, 120 + at * 5)
            done += done < SPOILT and bool(case.row.get("decision_date")) and defect(ground.days, case, ground.seats[agency.pk])
        _told(ground, model, agency.code, note=f"{note}{done}件")

    return plan


def _without_review(days: object, case: DemoCase, seats: object) -> bool:
    """Heard in a hearing and decided against the legal review."""
    informed, decided = case.dates["window_ends"].isoformat(), case.row["decision_date"]
    case.row |= {
        "hearing_required": "是", "informed_items": f"{case.row['informed_items'].replace('、听证权', '')}、听证权", "hearing_held": "是",
        "hearing_notice_date": informed, "hearing_held_date": decided, "legal_review_date": decided, "legal_review_result": "不同意",
        "meeting_date": decided,
    }  # fmt: skip
    return True


def withdrawn(ground: Ground) -> None:
    """W25: many filings withdrawn."""
    agency = ground.take("market")
    for at in range(ENOUGH):
        case = ground.penalty(agency, 120 + at * 5)
        if at % 2:
            _undone(case)
            case.row |= {"decision_type": "撤销立案", "closed_on": (case.dates["filed"] + timedelta(days=30)).isoformat()}
    _told(ground, "W25", agency.code, note="三十件中撤案十五件")


def _undone(case: DemoCase) -> None:
    for key in (
        "decision_no", "decision_date", "content", "penalty_kinds", "fine_amount", "service_mode", "served_date", "published_date",
        "pay_due_date", "payments", "closed_on", "hearing_notice_date", "hearing_held", "hearing_held_date", "legal_review_date",
        "legal_review_result", "meeting_date",
    ):  # fmt: skip
        case.row[key] = ""


def _fined(case: DemoCase, fine: Decimal) -> None:
    case.row |= {"fine_amount": f"{fine:.2f}", "content": f"罚款人民币{fine}元。", "payments": "", "closed_on": ""}


def dearer(ground: Ground) -> None:
    """W07: fines of this year many times those of the last."""
    agency = ground.take("transport")
    for at in range(20):
        _fined(ground.penalty(agency, 420 + at * 12), Decimal(4000 + at * 100))
        _fined(ground.penalty(agency, 60 + at * 12), Decimal(250000 + at * 1000))
    _told(ground, "W07", agency.code, note="今年增加二十件二十五万元以上的罚款")


def unlike(ground: Ground) -> None:
    """W08: the same item, fined far above what is usual."""
    agency, items = ground.take("health"), set()
    for at in range(6):
        case = ground.penalty(agency, 60 + at * 20)
        case.row |= ground.enterprise()
        case.row["hearing_required"] = "否"
        _fined(case, Decimal(180000 + at * 1000))
        items.add(case.row["item_code"])
    for item in sorted(items):
        _told(ground, "W08", agency.code, item=item, note="罚款约十八万元")


def heavy(ground: Ground) -> None:
    """W09: a fine of a hundred and twenty times the gain."""
    agency = ground.take("agriculture")
    case = ground.penalty(agency, 90)
    _fined(case, Decimal(36000))
    case.row |= {"penalty_kinds": "罚款、没收违法所得", "confiscated_amount": "300.00"}
    _told(ground, "W09", agency.code, note="罚款三万六千元，没收三百元")


def campaign(ground: Ground) -> None:
    """W06: one item, forty inspections in the last whole month."""
    agency = ground.take("market")
    last = ground.days.as_of.replace(day=1) - timedelta(days=1)
    item = ""
    for at in range(40):
        row = ground.inspection(agency, last - timedelta(days=at % 20))
        item = item or row["item_code"]
        row["item_code"] = item
    _told(ground, "W06", agency.code, item=item, note="上月检查四十次")


def fined_again(ground: Ground) -> None:
    """W11: one company fined four times for the same."""
    agency, one = ground.take("urban"), ground.enterprise()
    item = ""
    for at in range(4):
        case = ground.penalty(agency, 60 + at * 60)
        item = item or case.row["item_code"]
        case.row |= one | {"item_code": item}
    _told(ground, "W11", agency.code, about=one["party_credit_code"], item=item, note="同一企业罚款四次")


def many_heads(ground: Ground) -> None:
    """W12: three companies, each visited by two agencies within ten days."""
    first, second = ground.take("market"), ground.take("emergency")
    for at in range(3):
        one, day = ground.enterprise(), ground.days.as_of - timedelta(days=30 + at * 10)
        ground.inspection(first, day, **one)
        ground.inspection(second, day + timedelta(days=7), **one)
        _told(ground, "W12", about=one["party_credit_code"], note="七日内两个机关检查")


def too_often(ground: Ground) -> None:
    """W13: one company visited five times this year."""
    agency, one = ground.take("ecology"), ground.enterprise()
    day = ground.days.as_of
    for at in range(5):
        ground.inspection(
            agency, max(day - timedelta(days=3 + at * 25), day.replace(month=1, day=1)), inspection_kind="日常检查", **one
        )
    _told(ground, "W13", agency.code, about=one["party_credit_code"], note="本年检查五次")


def by_another_name(ground: Ground) -> None:
    """W17: four visits called 调研."""
    agency, one = ground.take("emergency"), ground.enterprise()
    for at in range(4):
        ground.inspection(agency, ground.days.as_of - timedelta(days=10 + at * 18), inspection_kind="调研走访", **one)
    _told(ground, "W17", agency.code, about=one["party_credit_code"], note="以调研走访名义上门四次")


def on_rest_days(ground: Ground) -> None:
    """W30: two officers who inspect on Saturdays only."""
    agency = ground.take("culture")
    seats, saturday = (
        ground.seats[agency.pk].valid[:2],
        ground.days.as_of - timedelta(days=(ground.days.as_of.weekday() + 2) % 7 + 7),
    )
    for at in range(45):
        ground.inspection(agency, saturday - timedelta(days=7 * at), act1_enforcing="；".join(seats),
                          act1_on=(saturday - timedelta(days=7 * at)).isoformat())  # fmt: skip
    for number in seats:
        _told(ground, "W30", agency.code, number=number, note="四十五个星期六的检查")


PLANS: tuple[Plan, ...] = (
    _spoilt("W19", "transport", defects.g_05, "单人执法"),
    _spoilt("W20", "health", _without_review, "法制审核不同意仍决定"),
    _spoilt("W22", "market", defects.p_53, "迟公开"),
    _spoilt("W23", "urban", defects.p_50, "迟送达"),
    _spoilt("W29", "housing", defects.q_06, "金额不一致"),
    withdrawn, dearer, unlike, heavy, campaign, fined_again, many_heads, too_often, by_another_name, on_rest_days,
)  # fmt: skip
"""W01, W03 and W28 are in the demo anyway (late cases, overdue answers) and are not planted apart; W24 has no comparison there: the only
surcharges of the demo are the planted ones. Models whose rules are not in the rule set yet cannot be planted."""
