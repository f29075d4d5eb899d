"""事实：催告、执行日期、法定节日、申请法院执行的期限。"""

from __future__ import annotations

from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.scope import Scope
from cases.rules.topics.declaration import Added, Facts, Layer
from cases.rules.topics.measure import next_workday

EXECUTIONS = "coercion_is IN ('transfer', 'auction', 'restore', 'substitute', 'demolish', 'other_execution')"

FESTIVALS = """
    2021-01-01 2021-02-12 2021-02-13 2021-02-14 2021-04-04 2021-05-01 2021-06-14 2021-09-21 2021-10-01 2021-10-02 2021-10-03
    2022-01-01 2022-02-01 2022-02-02 2022-02-03 2022-04-05 2022-05-01 2022-06-03 2022-09-10 2022-10-01 2022-10-02 2022-10-03
    2023-01-01 2023-01-22 2023-01-23 2023-01-24 2023-04-05 2023-05-01 2023-06-22 2023-09-29 2023-10-01 2023-10-02 2023-10-03
    2024-01-01 2024-02-10 2024-02-11 2024-02-12 2024-04-04 2024-05-01 2024-06-10 2024-09-17 2024-10-01 2024-10-02 2024-10-03
    2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-04 2025-05-01 2025-05-02 2025-05-31 2025-10-01 2025-10-02
    2025-10-03 2025-10-06 2026-01-01 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-04-05 2026-05-01 2026-05-02 2026-06-19
    2026-09-25 2026-10-01 2026-10-02 2026-10-03"""
"""The statutory holidays themselves (全国年节及纪念日放假办法), without the days that an arrangement shifts to them: only on these is execution
certainly forbidden. Each must also lie in the published arrangement; later years are left open until they are entered here."""

_DISPUTES = """
    SELECT case_id, bool_or(from_day IS NULL OR to_day < from_day) AS unclear,
        range_agg(daterange(from_day, to_day, '[)')) FILTER (WHERE from_day IS NOT NULL AND (to_day >= from_day OR to_day IS NULL)) AS days
    FROM cases_remedyspan WHERE {in_scope} GROUP BY case_id"""


def _disputes(scope: Scope, parameters: Parameters) -> str:
    return _DISPUTES.format(in_scope=scope.of_part("case_id"))


def _hour(moment: str) -> str:
    return f"extract(hour FROM {moment})"


def _layers(p: Parameters) -> tuple[Layer, ...]:
    after = calendar.workday_after
    festivals = ",".join(FESTIVALS.split())
    from_hour, to_hour = (
        p.value(key, on="measure_from", default=hour) for key, hour in (("night_from", "22"), ("night_to", "6"))
    )
    no_time = "(executed_from::time = '00:00' OR executed_to::time = '00:00')"
    first: Layer = {
        "executed_on": ("coalesce(executed_from::date, measure_from)", Fact("执行日期", "date")),
        "substitute_from": (after("urge_served_on", "3"), Fact("可以代履行的首日", "date")),
        "court_not_before": (after("urge_served_on", "10"), Fact("催告后第10个工作日", "date")),
        "court_term_ends": (
            "(greatest(remedies_end_on, instalments_end_on) + interval '3 months')::date",
            Fact("申请法院执行的期限届满日（未顺延）", "date"),
        ),
        # Work that goes on into another day may have rested at night: open, unless it began or ended in one.
        "at_night": (
            f"CASE WHEN {no_time} THEN NULL"
            f" WHEN {_hour('executed_from')} >= {from_hour} OR {_hour('executed_from')} < {to_hour}"
            f" OR executed_to > executed_to::date + make_interval(hours => ({from_hour})::int)"
            f" OR (executed_to::date > executed_from::date AND {_hour('executed_to')} < {to_hour}) THEN true"
            " WHEN executed_to::date = executed_from::date THEN false END",
            Fact("在夜间执行", "flag"),
        ),
        "over_a_night": ("executed_to::date > executed_from::date", Fact("执行跨日", "flag")),
        "execution_time_unknown": (f"coalesce({no_time}, false)", Fact("执行时刻没有记载", "flag")),
    }
    second: Layer = {
        "is_money": (
            "CASE WHEN coercion_is IN ('transfer', 'auction') THEN true WHEN coercion_is IN ('restore', 'substitute', 'demolish') THEN false"
            " ELSE money_duty END",
            Fact("金钱给付义务", "flag"),
        ),
        "court_apply_by": (next_workday("court_term_ends"), Fact("申请法院执行的期限届满日", "date")),
        "on_festival": (
            f"executed_on = ANY('{{{festivals}}}'::date[]) AND {calendar.is_holiday('executed_on')}",
            Fact("在法定节日执行", "flag"),
        ),
        "on_workday": (calendar.is_workday("executed_on"), Fact("在工作日执行", "flag")),
        "surcharge_days": ("executed_on - surcharge_started_on", Fact("加处后第几日执行", "number")),
        "disputed_then": (
            "CASE WHEN dispute_days @> executed_on THEN true WHEN disputes_unclear THEN NULL"
            " WHEN dispute_days IS NULL AND dispute_status <> 'none' THEN NULL ELSE false END",
            Fact("执行时复议或者诉讼尚未终结", "flag"),
        ),
    }
    return first, second


FACTS = Facts(
    added={"disputes": Added(_disputes, "disputes.case_id = c.id", ("remedy_spans",))},
    added_up={
        "dispute_days": ("disputes.days", Fact("复议诉讼期间", "text")),
        "disputes_unclear": ("coalesce(disputes.unclear, false)", Fact("复议诉讼起止不明", "flag")),
    },
    layers=_layers,
)
