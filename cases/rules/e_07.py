"""E-07 延长查封、扣押不超过三十日，书面告知."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Counted, Doubt, Part, Rule
from cases.rules.topics.measure import SEIZURES, TESTS_OPEN, UNCLEAR, in_time, unclear
from cases.rules.unsettled import unsettled

OWN_TERM = "special_limit_level IN ('law', 'regulation')"
ONCE = Part("只延长一次，不超过30日", "prolongings = 1 AND extension_days <= 30")
BY_HEAD = Part("经行政机关负责人批准", "prolonged_by_head")
APPROVED = Part(
    "在原期限内批准",
    f"CASE WHEN prolonged_on <= prolong_by_at_least THEN true WHEN {TESTS_OPEN} OR prolonged_on <= prolong_by"
    " OR coalesce(prolonged_on <= prolong_by_workday, true) THEN NULL ELSE false END",
)
TOLD = Part(
    "已书面告知当事人",
    "CASE WHEN prolonging_notified IS FALSE THEN false WHEN prolonging_notified_on > prolong_by THEN NULL"
    " WHEN prolonging_notified_on IS NOT NULL THEN true ELSE prolonging_notified END",
)
REASONED = Part("已说明理由", "prolonging_reasoned")
OVER = Part("在延长后的期限内结束", in_time("held_until"))
WANTED = {
    "prolonged_on": "true",
    "prolonged_by_head": "true",
    "prolonging_notified": "prolonging_notified_on IS NULL",
    "prolonging_reasoned": "true",
    "held_until": "true",
}
APPROVED_UNCLEAR = f"prolonged_on > prolong_by_at_least AND ({TESTS_OPEN} OR coalesce(prolonged_on <= prolong_by_workday, true))"
DOUBTS = (
    unsettled(
        (ONCE, BY_HEAD, TOLD, REASONED, OVER),
        APPROVED_UNCLEAR,
        "检测期间的计算，或者原期限届满日是休息日，影响批准是否逾期，由人工认定。",
    ),
    unsettled((ONCE, BY_HEAD, APPROVED, TOLD, REASONED), unclear("held_until"), UNCLEAR),
    unsettled(
        (ONCE, BY_HEAD, APPROVED, REASONED, OVER),
        "prolonging_notified_on > prolong_by",
        "告知延长晚于原期限届满日；“及时”没有日数，由人工认定。",
    ),
)

RULE = Rule(
    code="E-07",
    title="延长查封扣押不超过30日并书面告知",
    step="closing",
    requires="情况复杂的，经行政机关负责人批准，可以延长查封、扣押，延长期限不得超过30日；延长的决定应当及时书面告知当事人，并说明理由。",
    articles=(Article("行政强制法", "第二十五条"), Article("行政强制法", "第六十二条第三项")),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({SEIZURES}, false) AND outside_coercion_law IS NOT TRUE AND prolongings > 0",
    needs=("enforced_on",),
    wants=WANTED,
    looks_at=("prolongings", "extension_days", "prolong_by", "prolonging_notified_on", "hold_by"),
    passes=(ONCE, BY_HEAD, APPROVED, TOLD, REASONED, OVER),
    doubts=(
        *DOUBTS,
        Doubt(OWN_TERM, "法律、行政法规对查封扣押期限另有规定，延长以其规定为准，由人工认定。"),
    ),
    due="hold_by",
    counted=Counted("enforced_on", "measure_limit + extension_days + coalesce(test_days, 0)", "day"),
    fails="{enforced_on} 查封、扣押，{prolonged_on} 批准延长 {extension_days} 日，{held_until} 结束（未结束的为检查当日），不符合下列要求：{broken}。",
    exceptions=(
        "没有延长的，不适用，由 E-06 判断。",
        "检测、检验、检疫或者技术鉴定的期间不计入。",
        "告知晚于原期限届满日的，由人工认定；从未告知的，不符合。",
        "法律、行政法规另有期限的，从其规定，由人工认定。",
    ),
    last_lawful="2026-04-13 扣押，2026-05-13 批准延长30日并书面告知，2026-06-12（第60日）解除。",
    first_unlawful="同样情形，2026-05-14 才批准延长；或者 2026-06-13 才解除。",
)
