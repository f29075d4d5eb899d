"""E-02 强制措施事前批准."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.topics.measure import MEASURES
from cases.rules.unsettled import unsettled

_IN_TIME = (
    "CASE WHEN approved_at::time = '00:00' OR enforced_at::time = '00:00' OR enforced_at IS NULL"
    " THEN approved_at::date <= enforced_on ELSE approved_at <= enforced_at END"
)
_BEFORE = Part(
    "批准不晚于实施，或者情况紧急、已经补办批准",
    "CASE WHEN urgent_on_site THEN nullif(makeup_approved_at IS NOT NULL OR head_disagreed IS TRUE, false)"
    f" WHEN {_IN_TIME} THEN true"
    " WHEN urgent_on_site IS FALSE AND approved_at IS NOT NULL AND enforced_on IS NOT NULL THEN false END",
)

RULE = Rule(
    code="E-02",
    title="强制措施事前批准",
    step="decision",
    requires="实施行政强制措施前须向行政机关负责人报告并经批准；情况紧急当场实施的，补办批准手续。",
    articles=(
        Article("行政强制法", "第十八条第一项"),
        Article("行政强制法", "第十九条"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({MEASURES}, false) AND outside_coercion_law IS NOT TRUE",
    needs=("enforced_on",),
    wants={
        "approved_at": "urgent_on_site IS NOT TRUE",
        "urgent_on_site": f"NOT ({_IN_TIME})",
        "makeup_approved_at": "urgent_on_site AND head_disagreed IS NOT TRUE",
        "approver_post": "head_disagreed IS NOT TRUE",
    },
    looks_at=("enforced_at",),
    passes=(
        _BEFORE,
        Part(
            "由行政机关负责人批准",
            "CASE WHEN urgent_on_site AND head_disagreed THEN true WHEN approver_post = 'head' THEN true WHEN approver_post = 'other' THEN false END",
        ),
    ),
    doubts=(unsettled((_BEFORE,), "approver_post = 'authorised'", "由经书面授权的人员批准，是否有效由人工认定。"),),
    fails="{enforced_on} 实施强制措施，批准在 {approved_at}，批准人员为{approver_post}，不符合下列要求：{broken}。",
    exceptions=(
        "分管的负责人属于行政机关负责人；经书面授权的批准人，由人工认定。",
        "只有日期、没有时刻，同一日批准和实施的，符合。",
        "情况紧急当场实施的，看有没有补办；24小时由 E-03 判断。冻结同样适用。",
        "行政强制执行不适用。",
    ),
    last_lawful="2026-03-10 09:00 批准，2026-03-10 09:00 实施。",
    first_unlawful="情况并不紧急，2026-03-10 09:00 实施，2026-03-10 09:01 批准。",
)
