"""E-03 紧急措施二十四小时内报告并补办批准."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.topics.measure import MEASURES
from cases.rules.unsettled import unsettled

_ONLY_DAYS = "(reported_at::time = '00:00' OR enforced_at::time = '00:00' OR enforced_at IS NULL)"
_DAYS_APART = "(reported_at::date - enforced_on)"

_REPORTED = Part(
    "24小时内向行政机关负责人报告",
    f"CASE WHEN coercion_is = 'restraint' THEN NULL WHEN {_ONLY_DAYS} THEN"
    f" CASE WHEN {_DAYS_APART} <= 0 THEN true WHEN {_DAYS_APART} > 1 THEN false END ELSE reported_at <= report_by END",
)
_LIFTED = Part(
    "认为不应当采取的，立即解除",
    "CASE WHEN head_disagreed AND released_on IS NULL AND as_of > coalesce(reported_at::date, enforced_on) + 1 THEN false"
    " WHEN head_disagreed THEN nullif(released_on IS NOT NULL, false) ELSE true END",
)
_MADE_UP_LATE = "coercion_is <> 'restraint' AND makeup_approved_at > report_by AND makeup_approved_at::time <> '00:00'"

RULE = Rule(
    code="E-03",
    title="紧急措施24小时内报告并补办批准",
    step="decision",
    requires="情况紧急，当场实施行政强制措施的，应当在24小时内向行政机关负责人报告，并补办批准手续；负责人认为不应当采取的，立即解除。",
    articles=(
        Article("行政强制法", "第十九条"),
        Article("行政强制法", "第二十条第一款第二项"),
    ),
    severity=Severity.HIGH,
    duty=True,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({MEASURES} AND urgent_on_site, false)",
    needs=("enforced_on",),
    wants={
        "reported_at": "true",
        "enforced_at": f"{_DAYS_APART} = 1",
        "makeup_approved_at": "head_disagreed IS NOT TRUE",
        "released_on": "head_disagreed",
    },
    looks_at=("report_by", "head_disagreed"),
    passes=(
        _REPORTED,
        Part(
            "补办批准手续",
            f"CASE WHEN head_disagreed THEN true WHEN {_MADE_UP_LATE} THEN NULL ELSE nullif(makeup_approved_at IS NOT NULL, false) END",
        ),
        _LIFTED,
    ),
    doubts=(
        unsettled((_LIFTED,), "coercion_is = 'restraint'", "限制人身自由的，返回后应当立即报告并补办，没有小时数，由人工认定。"),
        unsettled(
            (_LIFTED,),
            f"{_ONLY_DAYS} AND {_DAYS_APART} = 1",
            "只记载了日期，没有写到几时几分，次日报告的是否超过24小时由人工认定。",
        ),
        unsettled(
            (_REPORTED, _LIFTED),
            f"head_disagreed IS NOT TRUE AND {_MADE_UP_LATE}",
            "24小时内已经报告，补办批准晚于24小时；法律文字只限定报告，由人工认定。",
        ),
    ),
    fails="{enforced_at} 当场实施，{reported_at} 报告（应在 {report_by} 前），{makeup_approved_at} 补办批准，不符合下列要求：{broken}。",
    exceptions=(
        "24小时连续计算，节假日不扣除；只有日期的，同日报告符合，次日由人工认定，隔日以上算超过。",
        "限制人身自由的适用“返回后立即”，由人工认定。",
        "不是紧急当场实施的，不适用。",
    ),
    last_lawful="2026-03-10 10:00 实施，2026-03-11 10:00 报告并补办批准。",
    first_unlawful="2026-03-10 10:00 实施，2026-03-11 10:01 报告。",
)
