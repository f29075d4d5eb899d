"""事实：线索核查的期限、立案、追责时效、先行登记保存。"""

from __future__ import annotations

from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.topics.declaration import Facts, Layer

# 行政处罚法 §36 of 2021 gives five years to what its predecessor's two years had not barred by then.
FIVE_YEARS_SINCE = "2021-07-15"


def _layers(p: Parameters) -> tuple[Layer, ...]:
    after, number = calendar.workday_after, calendar.workday_number
    first: Layer = {
        # P-03, P-04
        "clue_days": (f"{p.value('clue_check_days', on='clue_received_on')}::int", Fact("线索核查期限（工作日）", "number")),
        "clue_cap": (f"{p.value('clue_extension_cap', on='clue_received_on')}::int", Fact("核查延长上限（工作日）", "number")),
        "clue_decided_on": ("least(filing_date, no_filing_on)", Fact("立案或者不予立案日期", "date")),
        "clue_test_days": (
            f"CASE WHEN clue_test_to >= clue_test_from AND clue_test_to > clue_received_on"
            f" THEN {number('clue_test_to')} - {number('greatest(clue_test_from - 1, clue_received_on)')} ELSE 0 END",
            Fact("检测鉴定占用的工作日", "number"),
        ),
        # P-01
        "limitation_from": ("coalesce(violation_end, violation_start)", Fact("时效起算日", "date")),
        "first_found_on": (
            "least(discovered_date, clue_received_on, filing_date, first_act_on)",
            Fact("最早发现日期", "date"),
        ),
        "own_law_limitation": (p.flag("own_law_limitation", on="decision_date"), Fact("另有法律规定追责时效", "flag")),
        # P-10, P-11
        "hold_on": ("coalesce(hold_at::date, hold_act_on)", Fact("先行登记保存日期", "date")),
        "hold_urgent_allowed": (
            f"{p.value('hold_urgent_allowed', on='hold_at')} = 1",
            Fact("规章准许紧急先行保存", "flag"),
        ),
        "hold_report_by": ("hold_at + interval '24 hours'", Fact("报告的最后时刻", "moment")),
    }
    second: Layer = {
        "clue_due_plain": (
            after("clue_received_on", "(clue_days + clue_test_days)"),
            Fact("核查期满日（未延长）", "date"),
        ),
        "clue_due": (
            after("clue_received_on", "(clue_days + clue_test_days + coalesce(clue_extended_days, 0))"),
            Fact("核查期满日", "date"),
        ),
        "limitation_two_years": ("(limitation_from + interval '2 years')::date", Fact("二年期满日", "date")),
        "limitation_five_years": ("(limitation_from + interval '5 years')::date", Fact("五年期满日", "date")),
        "hold_due": (after("hold_on", "7"), Fact("处理期限届满日", "date")),
    }
    third: Layer = {
        "limitation_by": (
            f"CASE WHEN life_health_finance AND harmful_result AND limitation_two_years >= '{FIVE_YEARS_SINCE}'"
            " THEN limitation_five_years ELSE limitation_two_years END",
            Fact("追责时效届满日", "date"),
        ),
        "maybe_five_years": (
            f"limitation_two_years >= '{FIVE_YEARS_SINCE}' AND life_health_finance IS NOT FALSE AND harmful_result IS NOT FALSE",
            Fact("可能适用五年时效", "flag"),
        ),
    }
    return first, second, third


FACTS = Facts(
    added_up={
        "first_act_on": ("acts.first_act_on", Fact("最早的调查行为日期", "date")),
        "hold_act_on": ("acts.hold_act_on", Fact("先行登记保存的行为日期", "date")),
    },
    layers=_layers,
)
