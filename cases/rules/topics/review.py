"""事实：审核人与主持人是否参与调查、审核期限、延长办案期限。"""

from __future__ import annotations

from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.scope import Scope
from cases.rules.topics.declaration import Added, Facts, Layer

# Of the cases that name a reviewer or a hearing's host: whether that person signed a record of the investigation as an officer. An act that
# names nobody leaves it open.
_TOOK_PART = """
    SELECT act.case_id,
        CASE WHEN bool_or(person.reviewer_no = ANY(act.enforcing)) THEN true WHEN bool_and(act.named) THEN false END AS reviewer,
        CASE WHEN bool_or(person.hearing_host_no = ANY(act.enforcing)) THEN true WHEN bool_and(act.named) THEN false END AS host
    FROM cases_caseparticulars person
    JOIN (
        SELECT a.case_id, a.enforcing, num_nonnulls(a.enforcing, a.assisting, a.recording) > 0 AS named
        FROM cases_caseact a WHERE a.kind <> 'other' AND {acts_in_scope}
    ) act ON act.case_id = person.case_id
    WHERE (person.reviewer_no <> '' OR person.hearing_host_no <> '') AND {in_scope}
    GROUP BY act.case_id"""

_EXTENDED = """
    SELECT case_id, count(*)::int AS times,
        (array_agg(days ORDER BY id))[1] AS first_days, (array_agg(approved_on ORDER BY id))[1] AS first_on,
        (array_agg(days ORDER BY id))[2] AS next_days, (array_agg(approved_on ORDER BY id))[2] AS next_on,
        (array_agg(collective ORDER BY id))[2] AS next_collective
    FROM cases_extension WHERE {in_scope} GROUP BY case_id"""


def _took_part(scope: Scope, parameters: Parameters) -> str:
    return _TOOK_PART.format(acts_in_scope=scope.of_part("a.case_id"), in_scope=scope.of_part("person.case_id"))


def _extended(scope: Scope, parameters: Parameters) -> str:
    return _EXTENDED.format(in_scope=scope.of_part("case_id"))


def _skipping(day: str, spans: str) -> str:
    """The last day of a term when these spans do not count."""
    return f"CASE WHEN {spans} IS NULL THEN {day} ELSE cases_last_day_skipping({day}, {spans}) END"


def _rolled(day: str) -> str:
    """Where the sector's rules say so, the first working day after a statutory holiday; otherwise the day itself."""
    return f"CASE WHEN rolls_over AND isfinite({day}) AND {calendar.is_holiday(day)} THEN {calendar.workday_after(day, '1')} ELSE {day} END"


def _next_workday(day: str) -> str:
    """The day or the first working day after it; NULL beyond the published calendar."""
    return (
        f"CASE WHEN isfinite({day}) THEN CASE WHEN {calendar.is_workday(day)} THEN {day}"
        f" ELSE {calendar.workday_after(day, '1')} END END"
    )


def _layers(p: Parameters) -> tuple[Layer, ...]:
    after = calendar.workday_after
    submitted, filed = "review_submitted_on", "filing_date"
    cap, cap_again = p.value("extension_cap", on=filed), p.value("extension_cap_again", on=filed)
    first: Layer = {
        "review_limit": (f"({p.value('review_days', on=submitted)})::int", Fact("审核期限（工作日）", "number")),
        "other_review_limit": (
            f"({p.value('review_days', on=submitted, unverified=True)})::int",
            Fact("待核的审核期限（工作日）", "number"),
        ),
        "review_may_extend": (p.flag("review_extension_allowed", on=submitted), Fact("规章规定审核可以延长", "flag")),
        "reviewed_or_today": (
            "coalesce(legal_review_date, CASE WHEN decision_date IS NULL AND closed_on IS NULL THEN as_of END)",
            Fact("审核日期（未审核、未决定的为检查当日）", "date"),
        ),
        "review_dated_on": (
            "coalesce(review_submitted_on, legal_review_date)",
            Fact("送审日期（没有记载的为审核日期）", "date"),
        ),
        "has_review_limit": (
            f"coalesce({p.value('review_days', on='coalesce(review_submitted_on, legal_review_date)')} > 0, false)",
            Fact("本行业规定了审核期限", "flag"),
        ),
        "extension_ground": (
            f"({p.value('extension_allowed', on=filed)})::numeric = 1",
            Fact("本行业规章规定可以延长", "flag"),
        ),
        "extension_cap": (f"({cap})::int", Fact("首次延长的上限（日）", "number")),
        "extension_cap_again": (f"({cap_again})::int", Fact("再次延长的上限（日）", "number")),
        "limit_unextended": (p.last_day("decide_limit", start=filed), Fact("未延长的期限末日（未计扣除）", "date")),
    }
    second: Layer = {
        "review_by": (after(submitted, "review_limit"), Fact("完成审核的最后一日（未延长）", "date")),
        "other_review_by": (after(submitted, "other_review_limit"), Fact("待核的审核期限届满日", "date")),
        "review_by_extended": (
            f"CASE WHEN review_may_extend AND review_extension_days > 0 THEN {after(submitted, 'review_limit + review_extension_days')} END",
            Fact("延长后完成审核的最后一日", "date"),
        ),
        "extend_first_by_unrolled": (_skipping("limit_unextended", "excluded"), Fact("首次延长前的期限届满日（未顺延）", "date")),
        "extend_next_by_unrolled": (
            _skipping("(limit_unextended + first_extension_days)", "excluded"),
            Fact("再次延长前的期限届满日（未顺延）", "date"),
        ),
        "extend_first_by_at_most": (
            "cases_last_day_skipping(limit_unextended, excluded_at_most)",
            Fact("首次延长前最晚可能的届满日", "date"),
        ),
        "extend_next_by_at_most": (
            "cases_last_day_skipping(limit_unextended + first_extension_days, excluded_at_most)",
            Fact("再次延长前最晚可能的届满日", "date"),
        ),
    }
    third: Layer = {
        "extend_first_by": (_rolled("extend_first_by_unrolled"), Fact("首次延长前的期限届满日", "date")),
        "extend_next_by": (_rolled("extend_next_by_unrolled"), Fact("再次延长前的期限届满日", "date")),
        "extend_first_next_workday": (
            _next_workday("extend_first_by_unrolled"),
            Fact("首次延长前的届满日或其后第一个工作日", "date"),
        ),
        "extend_next_next_workday": (
            _next_workday("extend_next_by_unrolled"),
            Fact("再次延长前的届满日或其后第一个工作日", "date"),
        ),
    }
    return first, second, third


_FIRST, _AGAIN = (
    ("extension1_days", "extension1_approved_on"),
    ("extension2_days", "extension2_approved_on", "extension2_collective"),
)

FACTS = Facts(
    added={
        "took_part": Added(
            _took_part, "took_part.case_id = c.id", ("reviewer_no", "hearing_host_no", "act1_enforcing", "act2_enforcing")
        ),
        "extended": Added(_extended, "extended.case_id = c.id", (*_FIRST, *_AGAIN)),
    },
    added_up={
        "reviewer_investigated": ("took_part.reviewer", Fact("审核人在本案调查笔录上签过名", "flag")),
        "host_investigated": ("took_part.host", Fact("主持人在本案调查笔录上签过名", "flag")),
        "extension_times": ("coalesce(extended.times, 0)", Fact("延长办案期限的次数", "number")),
        "first_extension_days": ("extended.first_days", Fact("首次延长天数", "number")),
        "first_extension_on": ("extended.first_on", Fact("首次延长批准日期", "date")),
        "next_extension_days": ("extended.next_days", Fact("再次延长天数", "number")),
        "next_extension_on": ("extended.next_on", Fact("再次延长批准日期", "date")),
        "next_extension_collective": ("extended.next_collective", Fact("再次延长经集体讨论", "flag")),
    },
    layers=_layers,
)
