"""演示：强制执行的细目，合法的怎么填，埋设的缺陷怎么改。"""

from __future__ import annotations

from datetime import date, timedelta

from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps.declaration import Defect, Step

MONEY, SUBSTITUTE, DEMOLITION, COURT = "划拨", "代履行", "强制拆除", "申请人民法院强制执行"
EXECUTIONS = (MONEY, SUBSTITUTE, DEMOLITION)


def _before(day: date, days: int) -> str:
    return (day - timedelta(days=days)).isoformat()


def _fill(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    called = case.row.get("measure_kind", "")
    if kind != CaseKind.COERCION or called not in (*EXECUTIONS, COURT):
        return
    day = case.dates["done"]
    urged, by = (30, 23) if called == DEMOLITION else (28, 9)
    case.row |= {
        "has_exec_power": "否" if called == COURT else "是",
        "urged_in_writing": "是",
        "urge_served_on": _before(day, urged),
        "urge_perform_by": _before(day, by),
        "urge_items": f"履行义务的期限、履行义务的方式{'、金额和给付方式' if called in (MONEY, COURT) else ''}、陈述权和申辩权",
    }
    if called == COURT:
        case.row |= {"court_applied_on": day.isoformat(), "remedies_end_on": _before(day, 35)}
        return
    case.row |= {"executed_from": f"{day} 09:{days.rng.randint(10, 59)}", "executed_to": f"{day} 16:00"}
    if called == MONEY:
        case.row["surcharge_started_on"] = _before(day, days.rng.randint(40, 90))
    elif called == SUBSTITUTE:
        case.row |= {
            "substitute_items": "当事人名称和地址、理由和依据、方式和时间、标的、费用预算、代履行人",
            "substitute_supervised": "是",
            "completion_signers": "到场监督人员、代履行人、见证人",
        }
    else:
        case.row |= {
            "demolition_notice_on": _before(day, 20),
            "self_demolish_by": _before(day, 8),
            "remedies_end_on": _before(day, 10),
        }


def _changed(*kinds: str, **values: str) -> Defect:
    """A defect that is one wrong answer in a record of these kinds."""

    def spoil(days: Days, case: DemoCase, seats: Seats) -> bool:
        if case.row.get("measure_kind") not in kinds:
            return False
        case.row |= values
        return True

    return spoil


def _moved(kind: str, column: str, before: int) -> Defect:
    """A defect that is one day of a record of this kind, so many days before what was done."""

    def spoil(days: Days, case: DemoCase, seats: Seats) -> bool:
        if case.row.get("measure_kind") != kind:
            return False
        case.row[column] = _before(case.dates["done"], before)
        return True

    return spoil


def _at_night(days: Days, case: DemoCase, seats: Seats) -> bool:
    """Done at half past ten in the evening."""
    if case.row.get("measure_kind") not in EXECUTIONS:
        return False
    case.row |= {"executed_from": f"{case.dates['done']} 22:30", "executed_to": f"{case.dates['done']} 23:10"}
    return True


_C = CaseKind.COERCION
STEP = Step(
    fill=_fill,
    planted=(
        (_C, "E-20", _changed(*EXECUTIONS, urge_items="履行义务的方式、金额和给付方式、陈述权和申辩权")),
        (_C, "E-21", _moved(MONEY, "surcharge_started_on", 20)),
        (_C, "E-22", _at_night),
        (_C, "E-23", _changed(*EXECUTIONS, cut_target="居民生活", cut_supply="停止供水")),
        (_C, "E-24", _moved(DEMOLITION, "remedies_end_on", 0)),
        (_C, "E-25", _changed(SUBSTITUTE, substitute_supervised="否")),
        (_C, "E-30", _moved(COURT, "urge_served_on", 8)),
        (_C, "E-31", _moved(COURT, "remedies_end_on", 130)),
    ),
)
