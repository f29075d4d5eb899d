"""演示：强制措施的细目，合法的怎么填，埋设的缺陷怎么改。"""

from __future__ import annotations

from datetime import date, timedelta

from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Defect, Step

SEIZURES, FREEZES = ("查封", "扣押"), ("冻结",)
_ITEMS = "当事人名称和地址、理由依据和期限、场所设施财物的名称数量、复议诉讼的途径和期限、机关名称印章和日期"


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    called = case.row.get("measure_kind")
    if kind != CaseKind.COERCION or called not in (*SEIZURES, *FREEZES):
        return
    day = case.dates["done"]
    case.row |= {
        "basis_levels": "法律",
        "basis_in_force": "是",
        "measure_delegated": "否",
        "measure_body": "法律法规规定的行政机关",
        "approved_at": f"{day} 09:{days.rng.randint(10, 59)}",
        "enforced_at": f"{day} 10:30",
        "approver_post": "行政机关负责人",
        "urgent_on_site": "否",
        "scene_record_made": "是",
    }
    _end(days, case, case.dates["ends"])
    if called in FREEZES:
        money = days.rng.randrange(20_000, 600_000, 1000)
        case.row |= {"frozen_amount": f"{money}.00", "money_involved": f"{money}.00", "frozen_by_another": "否"}
        return
    case.row |= {
        "called_to_attend": "是",
        "party_attended": "是",
        "rights_told_on_site": "是",
        "heard_on_site": "是",
        "scene_signers": "两名以上执法人员、当事人",
        "seizure_items": _ITEMS,
        "goods_list_copies": "2",
        "storage_fee_payer": days.rng.choice(("行政机关", "没有费用")),
        "goods_related": "是",
        "necessities_taken": "否",
        "sealed_by_another": "否",
    }


def _end(days: Days, case: DemoCase, day: date) -> None:
    """Lifted on that day, if it has come."""
    case.dates["ends"] = day
    ended = days.happened(day)
    case.row |= {"measure_to": ended, "lifted_on": ended, "seized_decided_on": ended, "seized_outcome": "解除" if ended else ""}


def _is(case: DemoCase, *kinds: str) -> bool:
    return case.row.get("measure_kind") in kinds


def _changed(*kinds: str, **values: str) -> Defect:
    """A defect that is one wrong answer in a record of these kinds."""

    def spoil(days: Days, case: DemoCase, seats: Seats) -> bool:
        if not _is(case, *kinds):
            return False
        case.row |= values
        return True

    return spoil


def _minute_late(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Approved a minute after it was done."""
    if not _is(case, *SEIZURES, *FREEZES):
        return False
    case.row["approved_at"] = f"{case.dates['done']} 10:31"
    return True


def _reported_late(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Urgent, reported after two days."""
    told = case.dates["done"] + timedelta(days=2) if _is(case, *SEIZURES, *FREEZES) else None
    if told is None or told > days.as_of:
        return False
    case.row |= {"urgent_on_site": "是", "approved_at": "", "reported_at": f"{told} 10:00", "makeup_approved_at": f"{told} 11:00"}
    return True


def _handed_over_late(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Handed over on the next day."""
    if not _is(case, *SEIZURES):
        return False
    case.row["served_date"] = (case.dates["done"] + timedelta(days=1)).isoformat()
    return True


def _held_too_long(*kinds: str, too: str = "") -> Defect:
    """Held for six weeks; where goods were held, they were not released in time either."""

    def spoil(days: Days, case: DemoCase, seats: Seats) -> bool:
        end = case.dates["done"] + timedelta(days=45) if _is(case, *kinds) else None
        if end is None or end > days.as_of:
            return False
        _end(days, case, end)
        case.planted += [too] if too else []
        return True

    return spoil


def _prolonged_by_whom(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Prolonged without the head's approval."""
    end = case.dates["done"] + timedelta(days=45) if _is(case, *SEIZURES) else None
    if end is None or end > days.as_of:
        return False
    _end(days, case, end)
    told = (case.dates["done"] + timedelta(days=20)).isoformat()
    case.row |= {
        "extension1_days": "30",
        "extension1_approved_on": told,
        "prolonged_by_head": "否",
        "prolonging_notified": "是",
        "prolonging_notified_on": told,
        "prolonging_reasoned": "是",
    }
    return True


def _party_paid_the_test(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The party was made to pay for a test that it was told of."""
    first, last = (case.dates["done"] + timedelta(days=after) for after in (2, 4)) if _is(case, *SEIZURES) else (None, None)
    if first is None or last is None or last > days.as_of:
        return False
    case.row |= {"excluded_spans": f"检验检测检疫鉴定 {first}~{last} 已告知", "test_fee_payer": "当事人"}
    return True


def _released_late(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The goods went back in time, the decision to lift followed two weeks after the last day."""
    late = case.dates["done"] + timedelta(days=45) if _is(case, *SEIZURES) else None
    if late is None or late > days.as_of:
        return False
    case.row |= {"lifted_on": late.isoformat(), "seized_decided_on": late.isoformat(), "seized_outcome": "解除"}
    return True


def _freeze_served_late(days: Days, case: DemoCase, seats: Seats) -> bool:
    """The decision came on the fifth working day."""
    late = days.workdays_after(case.dates["done"], 5) if _is(case, *FREEZES) else None
    if late is None or late > days.as_of:
        return False
    case.row["served_date"] = late.isoformat()
    return True


def _twice_the_money(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Twice of what the case is about was frozen."""
    if not _is(case, *FREEZES):
        return False
    case.row["frozen_amount"] = f"{2 * float(case.row['money_involved']):.2f}"
    return True


_C = CaseKind.COERCION
STEP = Step(
    fill=_fill,
    planted=(
        (_C, "E-01", _changed(*SEIZURES, *FREEZES, basis_levels="规章")),
        (_C, "E-02", _minute_late),
        (_C, "E-03", _reported_late),
        (
            _C,
            "E-04",
            _changed(*SEIZURES, party_attended="否", rights_told_on_site="", heard_on_site="", scene_signers="两名以上执法人员"),
        ),
        (_C, "E-05", _handed_over_late),
        (_C, "E-06", _held_too_long(*SEIZURES, too="E-09")),
        (_C, "E-07", _prolonged_by_whom),
        (_C, "E-08", _party_paid_the_test),
        (_C, "E-09", _released_late),
        (_C, "E-10", _changed(*SEIZURES, goods_related="否")),
        (_C, "E-11", _changed(*SEIZURES, storage_fee_payer="当事人")),
        (_C, "E-12", _freeze_served_late),
        (_C, "E-13", _held_too_long(*FREEZES)),
        (_C, "E-14", _twice_the_money),
    ),
)
