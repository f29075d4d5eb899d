"""P-10 先行登记保存批准."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

_OTHERS_HOLD = "hold_by_head IS NOT FALSE AND hold_list_given IS NOT FALSE"

RULE = Rule(
    code="P-10",
    title="先行登记保存批准",
    step="investigation",
    requires="先行登记保存证据应当经行政机关负责人批准，并当场清点、开具清单；规章准许情况紧急当场保存的，应当在24小时内报告并补办批准手续。",
    articles=(
        Article("行政处罚法", "第五十六条"),
        Article("市监程序规定", "第三十三条、第三十四条", sector="market"),
        Article("住建程序规定", "第十九条第一款、第二款", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    dated_by="hold_on",
    applies="hold_on IS NOT NULL",
    wants={
        "hold_at": "true",
        "hold_by_head": "hold_lifted_at_once IS NOT TRUE",
        "hold_approved_at": "hold_lifted_at_once IS NOT TRUE",
        "hold_urgent": "hold_approved_at > hold_at AND hold_urgent_allowed IS NOT FALSE",
        "hold_urgent_allowed": "hold_approved_at > hold_at AND hold_urgent",
        "hold_reported_at": "hold_approved_at > hold_at AND hold_urgent",
        "hold_list_given": "true",
    },
    looks_at=("hold_report_by", "hold_lifted_at_once"),
    passes=(
        Part("经机关负责人批准", "CASE WHEN hold_lifted_at_once THEN true ELSE hold_by_head END"),
        Part(
            "保存以前批准，或者依规章紧急保存并在24小时内报告、补办批准",
            "CASE WHEN hold_approved_at <= hold_at THEN true"
            " WHEN hold_urgent AND hold_urgent_allowed AND hold_reported_at > hold_report_by THEN false"
            " WHEN hold_lifted_at_once THEN true"
            " WHEN hold_approved_at > hold_at AND (hold_urgent IS FALSE OR hold_urgent_allowed IS FALSE) THEN false"
            " WHEN hold_urgent AND hold_urgent_allowed AND hold_reported_at <= hold_report_by THEN hold_approved_at <= hold_report_by END",
        ),
        Part("当场清点并开具清单", "hold_list_given"),
    ),
    doubts=(
        Doubt(
            f"hold_urgent AND hold_urgent_allowed AND hold_reported_at <= hold_report_by AND {_OTHERS_HOLD}",
            "24小时内已经报告，批准手续在24小时以后补齐；口径不一，由人工认定。",
        ),
        Doubt(
            "(hold_at = hold_at::date OR hold_approved_at = hold_approved_at::date OR hold_reported_at = hold_reported_at::date)"
            f" AND greatest(hold_approved_at, hold_reported_at)::date - hold_at::date <= 1 AND {_OTHERS_HOLD}",
            "只有日期、没有时刻，无从核对先后和24小时。",
        ),
    ),
    due="hold_report_by",
    fails=(
        ("hold_urgent IS NOT TRUE", "{hold_at} 先行登记保存，{hold_approved_at} 批准，不符合下列要求：{broken}。"),
        ("true", "{hold_at} 先行登记保存，{hold_reported_at} 报告，{hold_approved_at} 批准，不符合下列要求：{broken}。"),
    ),
    exceptions=(
        "24小时按自然时连续计算，不扣除休息日。",
        "24小时内已报告、批准手续以后才补齐的，由人工认定；只有日期没有时刻的，由人工认定。",
        "负责人不同意而当即解除的，通过。",
        "抽样取证不适用；行业规章是否准许紧急保存没有核对的，缺数据。",
    ),
    last_lawful="市场监管紧急保存 2026-04-30 16:00，2026-05-01 16:00 以前报告并补办批准。",
    first_unlawful="同样情形，2026-05-01 16:01 才报告。",
    parameters=("hold_urgent_allowed",),
)
