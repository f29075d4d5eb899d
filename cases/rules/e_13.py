"""E-13 冻结不超过三十日."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Counted, Doubt, Part, Rule
from cases.rules.e_07 import APPROVED, APPROVED_UNCLEAR, BY_HEAD, ONCE, OVER, REASONED, TOLD
from cases.rules.topics.measure import unclear
from cases.rules.unsettled import unsettled

_PROLONGED = "prolongings > 0"
_REST_DAY = "届满日是休息日，在其后首个工作日以前处理；是否顺延没有明文，由人工认定。"


def _if_prolonged(part: Part) -> Part:
    return Part(part.label, f"CASE WHEN {_PROLONGED} THEN {part.passes} ELSE true END")


_ONCE, _BY_HEAD, _APPROVED, _TOLD, _REASONED = (_if_prolonged(part) for part in (ONCE, BY_HEAD, APPROVED, TOLD, REASONED))
_OVER = Part("在期限内作出处理决定或者解除", OVER.passes)

RULE = Rule(
    code="E-13",
    title="冻结不超过30日",
    step="closing",
    requires="自冻结存款、汇款之日起30日内，应当作出处理决定或者解除冻结决定；情况复杂的，经行政机关负责人批准可以延长一次，不超过30日，书面告知并说明理由。法律另有规定的除外。",
    articles=(
        Article("行政强制法", "第三十二条、第三十三条"),
        Article("行政强制法", "第六十二条第四项"),
    ),
    severity=Severity.CRITICAL,
    duty=True,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies="coalesce(coercion_is = 'freeze', false)",
    needs=("enforced_on", "held_until"),
    wants={
        "prolonged_on": _PROLONGED,
        "prolonged_by_head": _PROLONGED,
        "prolonging_notified": f"{_PROLONGED} AND prolonging_notified_on IS NULL",
        "prolonging_reasoned": _PROLONGED,
        "special_limit_days": "special_limit_level = 'law'",
        "measure_over_on": "closed_on IS NOT NULL",
    },
    looks_at=("measure_limit", "extension_days", "hold_by"),
    passes=(_ONCE, _BY_HEAD, _APPROVED, _TOLD, _REASONED, _OVER),
    doubts=(
        unsettled((_ONCE, _BY_HEAD, _APPROVED, _TOLD, _REASONED), unclear("held_until"), _REST_DAY),
        unsettled((_ONCE, _BY_HEAD, _TOLD, _REASONED, _OVER), APPROVED_UNCLEAR, _REST_DAY),
        unsettled(
            (_ONCE, _BY_HEAD, _APPROVED, _REASONED, _OVER),
            "prolonging_notified_on > prolong_by",
            "告知延长晚于原期限届满日；“及时”没有日数，由人工认定。",
        ),
        Doubt("special_limit_days IS NOT NULL AND special_limit_level IS NULL", "另定期限的依据是否属于法律，由人工认定。"),
    ),
    due="hold_by",
    counted=Counted("enforced_on", "measure_limit + extension_days", "day"),
    fails="{enforced_on} 冻结，期限于 {hold_by} 届满，{held_until} 才处理或者解除（没有的为检查当日），不符合下列要求：{broken}。",
    exceptions=(
        "只有法律可以另定期限，行政法规、地方性法规不能。",
        "不扣除检测、检验期间。",
        "金融机构期满自行解除的，不免除机关作出决定的义务。",
        "没有冻结的，不适用；案件已经结案而没有记载结束日期的，缺数据。",
    ),
    last_lawful="2026-03-02 冻结，2026-04-01 决定解除。",
    first_unlawful="2026-03-02 冻结，没有延长，2026-04-02 才决定解除。",
)
