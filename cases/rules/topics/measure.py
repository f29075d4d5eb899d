"""事实：强制的种类，强制措施的起止、检测期间、延长与届满日。"""

from __future__ import annotations

from cases.choices import SpanKind
from cases.code_lists.coercion import CoercionKind
from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.scope import Scope
from cases.rules.topics.declaration import Added, Facts, Layer

# What files call it, beside the code list's own words. "其他" is either a measure or a way of execution: the record must say which.
CALLED: dict[CoercionKind, tuple[str, ...]] = {
    CoercionKind.RESTRAINT: ("限制公民人身自由", "限制人身自由"),
    CoercionKind.SEAL: ("查封", "查封场所", "查封设施", "查封财物", "查封场所、设施或者财物"),
    CoercionKind.SEIZE: ("扣押", "扣押财物"),
    CoercionKind.SEAL_AND_SEIZE: ("查封并扣押", "查封、扣押", "查封扣押", "查封，扣押"),
    CoercionKind.FREEZE: ("冻结存款汇款", "冻结", "冻结存款", "冻结存款、汇款"),
    CoercionKind.OTHER_MEASURE: ("其他行政强制措施", "其他强制措施"),
    CoercionKind.SURCHARGE: ("加处罚款或者滞纳金", "加处罚款", "加处滞纳金", "滞纳金"),
    CoercionKind.TRANSFER: ("划拨存款汇款", "划拨", "划拨存款", "划拨存款、汇款"),
    CoercionKind.AUCTION: ("拍卖或者依法处理查封扣押物", "拍卖", "拍卖或者依法处理", "依法处理"),
    CoercionKind.RESTORE: ("排除妨碍恢复原状", "排除妨碍", "恢复原状", "排除妨碍、恢复原状"),
    CoercionKind.SUBSTITUTE: ("代履行",),
    CoercionKind.DEMOLISH: ("强制拆除", "拆除"),
    CoercionKind.OTHER_EXECUTION: ("其他强制执行方式", "其他强制执行"),
    CoercionKind.COURT: ("申请人民法院强制执行", "申请法院强制执行", "申请法院执行"),
}
SEIZURES = "coercion_is IN ('seal', 'seize', 'seal_and_seize')"
MEASURES = "coercion_is IN ('seal', 'seize', 'seal_and_seize', 'freeze', 'restraint', 'other_measure')"

# 行政强制法 §25: the days of a test do not count. Both ends in, or one of them out, is a day's doubt for each test.
_TESTS = f"""
    SELECT t.case_id, t.tests_open, t.tests_notified, d.most AS test_days, d.most - d.pieces AS test_days_at_least
    FROM (
        SELECT x.case_id, bool_or(x.to_day IS NULL) AS tests_open,
            CASE WHEN bool_or(x.notified IS FALSE) THEN false WHEN bool_or(x.notified IS NULL) THEN NULL ELSE true END AS tests_notified,
            range_agg(
                daterange(x.from_day, x.to_day, '[]')
                * daterange(k.measure_from, CASE WHEN k.measure_to >= k.measure_from THEN k.measure_to END, '[]')
            ) AS days
        FROM cases_excludedspan x JOIN cases_enforcementcase k ON k.id = x.case_id
        WHERE x.kind = '{SpanKind.TESTING.value}' AND k.kind = 'coercion' AND {{in_scope}}
        GROUP BY x.case_id
    ) t
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(upper(span) - lower(span)), 0)::int AS most, count(*)::int AS pieces
        FROM unnest(t.days) span WHERE NOT upper_inf(span)
    ) d"""
_PROLONGINGS = """
    SELECT case_id, count(*)::int AS times, min(approved_on) AS approved_on FROM cases_extension WHERE {in_scope} GROUP BY case_id"""


def _tests(scope: Scope, parameters: Parameters) -> str:
    return _TESTS.format(in_scope=scope.of_part("x.case_id"))


def _prolongings(scope: Scope, parameters: Parameters) -> str:
    return _PROLONGINGS.format(in_scope=scope.of_part("case_id"))


def next_workday(day: str) -> str:
    """The day itself where offices work on it, else the first such day after it; NULL beyond the published calendar."""
    return f"CASE WHEN {calendar.is_workday(day)} THEN {day} ELSE {calendar.workday_after(day, '1')} END"


TESTS_OPEN = "coalesce(tests_open AND coercion_is <> 'freeze', false)"
"""A test whose last day is not recorded; the days of a freeze count, tests or no tests."""


def in_time(day: str) -> str:
    """Whether the measure was over on `day` in time: true where even the strict count says so, NULL where the days of a test or a rest day
    at the end decide, else false."""
    return (
        f"CASE WHEN {day} <= hold_by_at_least THEN true WHEN {TESTS_OPEN} OR {day} <= hold_by"
        f" OR coalesce({day} <= hold_by_workday, true) THEN NULL ELSE false END"
    )


def unclear(day: str) -> str:
    """When `in_time` leaves it open although everything is recorded."""
    return f"{day} > hold_by_at_least AND ({TESTS_OPEN} OR coalesce({day} <= hold_by_workday, true))"


UNCLEAR = "检测期间的首尾日、未告知或者没有截止日的检测期间，或者届满日是休息日，足以影响是否超期，由人工认定。"


def _kind() -> str:
    branches = " ".join(f"WHEN '{words}' THEN '{kind.value}'" for kind, called in CALLED.items() for words in called)
    return f"CASE WHEN kind = 'coercion' THEN coalesce(coercion_type, CASE measure_kind {branches} END) END"


def _layers(p: Parameters) -> tuple[Layer, ...]:
    tested = "CASE WHEN coercion_is = 'freeze' THEN 0 ELSE coalesce({}, 0) END"
    least = tested.format("CASE WHEN tests_notified THEN test_days_at_least END")
    most = tested.format("test_days")
    first: Layer = {
        "coercion_is": (_kind(), Fact("强制种类", "choice", dict(CoercionKind.choices))),
        "enforced_on": ("coalesce(enforced_at::date, measure_from)", Fact("实施日期", "date")),
        "report_by": ("enforced_at + interval '24 hours'", Fact("报告的最后时刻", "moment")),
        "released_on": (
            "coalesce(lifted_on, CASE WHEN seized_outcome = 'lifted' THEN seized_decided_on END, measure_to)",
            Fact("解除日期", "date"),
        ),
        "goods_disposed_on": (
            "CASE WHEN seized_outcome IN ('confiscated', 'destroyed') OR (seized_outcome = 'transferred' AND seized_transfer_told)"
            " THEN seized_decided_on END",
            Fact("没收、销毁或者移送日期", "date"),
        ),
    }
    second: Layer = {
        "measure_limit": (
            "CASE WHEN special_limit_level = 'law' OR (special_limit_level = 'regulation' AND coercion_is <> 'freeze')"
            " THEN special_limit_days ELSE 30 END",
            Fact("措施期限（日）", "number"),
        ),
        "measure_over_on": (
            "CASE WHEN coercion_is = 'freeze' THEN least(measure_to, lifted_on, seized_decided_on)"
            " ELSE least(measure_to, released_on, goods_disposed_on) END",
            Fact("措施结束日期", "date"),
        ),
        "settled_on": ("least(released_on, goods_disposed_on)", Fact("处理或者解除日期", "date")),
        "freeze_serve_by": (calendar.workday_after("enforced_on", "3"), Fact("冻结决定书交付的最后一日", "date")),
        "freeze_at_most": (
            f"money_involved * (1 + {p.value('freeze_tolerance', on='enforced_on', default='20')} / 100.0)",
            Fact("明显超出的界限", "money"),
        ),
    }
    third: Layer = {
        "held_until": (
            "coalesce(measure_over_on, CASE WHEN closed_on IS NULL THEN as_of END)",
            Fact("措施结束日期（未结束的为检查当日）", "date"),
        ),
        "settled_or_today": (
            "coalesce(settled_on, CASE WHEN closed_on IS NULL THEN as_of END)",
            Fact("处理或者解除日期（没有的为检查当日）", "date"),
        ),
        "prolong_by": (f"enforced_on + measure_limit + {most}", Fact("批准延长的最后一日", "date")),
        "prolong_by_at_least": (f"enforced_on + measure_limit + {least}", Fact("批准延长的最后一日（从严计算）", "date")),
        "prolong_by_workday": (next_workday(f"(enforced_on + measure_limit + {most})"), Fact("其后首个工作日", "date")),
        "hold_by_at_least": (
            f"enforced_on + measure_limit + extension_days + {least}",
            Fact("措施届满日（从严计算）", "date"),
        ),
        "hold_by": (f"enforced_on + measure_limit + extension_days + {most}", Fact("措施届满日", "date")),
        "hold_by_workday": (
            next_workday(f"(enforced_on + measure_limit + extension_days + {most})"),
            Fact("措施届满日或者其后首个工作日", "date"),
        ),
    }
    return first, second, third


FACTS = Facts(
    added={
        "tests": Added(_tests, "tests.case_id = c.id", ("excluded_spans",)),
        "prolongings": Added(
            _prolongings,
            "prolongings.case_id = c.id",
            ("extension1_days", "extension1_approved_on", "extension2_days", "extension2_approved_on"),
        ),
    },
    added_up={
        "test_days": ("tests.test_days", Fact("检测期间（日）", "number")),
        "test_days_at_least": ("tests.test_days_at_least", Fact("检测期间（日，从严计算）", "number")),
        "tests_open": ("tests.tests_open", Fact("检测期间没有截止日", "flag")),
        "tests_notified": ("tests.tests_notified", Fact("检测期间已书面告知", "flag")),
        "prolongings": ("coalesce(prolongings.times, 0)", Fact("延长次数", "number")),
        "prolonged_on": ("prolongings.approved_on", Fact("批准延长日期", "date")),
    },
    layers=_layers,
)
