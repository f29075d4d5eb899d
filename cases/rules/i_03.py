"""I-03 检查有计划或者线索."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Doubt, Rule
from cases.rules.topics.inspection import SECOND_HAND, SINCE_54

RULE = Rule(
    code="I-03",
    title="日常检查在计划内、个案检查有线索",
    step="investigation",
    requires="日常检查按年度检查计划进行，计划每年3月底前制定并报备；个案检查应当有投诉举报、转办交办、数据监测、企业申请等线索。",
    articles=(
        Article("54号文", "（检查计划）"),
        Article("湘5号文", "（年度检查计划）"),
        Article("湘裁量办法", "第四十二条"),
    ),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=SINCE_54,
    dated_by="inspected_on",
    applies="enterprise_inspected AND inspection_type IS DISTINCT FROM 'special'",
    needs=("inspection_type",),
    wants={
        "party_type": "enterprise_inspected IS NULL",
        "in_year_plan": "inspection_type = 'routine'",
        "plan_filed_on": "inspection_type = 'routine' AND in_year_plan",
        "inspection_trigger": "inspection_type = 'case'",
        "trigger_ref": "inspection_type = 'case' AND inspection_trigger <> 'none'",
    },
    looks_at=("inspected_on", "key_field"),
    passes="CASE inspection_type WHEN 'routine' THEN CASE WHEN in_year_plan THEN plan_filed_on <= inspected_on ELSE in_year_plan END"
    " WHEN 'case' THEN CASE WHEN inspection_trigger = 'none' THEN false WHEN inspection_trigger IS NOT NULL AND trigger_ref IS NOT NULL THEN true END END",
    doubts=(
        Doubt("inspection_type = 'routine' AND NOT inspection_plan_due", "1月至3月，当年计划的报备期限没有届满。"),
        Doubt(
            "inspection_type = 'routine' AND key_field",
            "国家安全、公共安全、人身健康、生命财产安全、环境保护等重要特殊事项，可以不列入一般性计划，由人工认定。",
        ),
    ),
    fails=(
        ("inspection_type = 'case'", "{inspected_on} 的个案检查没有线索来源。"),
        ("in_year_plan", "{inspected_on} 的日常检查，所属计划 {plan_filed_on} 才备案。"),
        ("true", "{inspected_on} 的日常检查不在当年检查计划内。"),
    ),
    exceptions=(
        "1月1日至3月31日的日常检查没有计划的，不作问题。",
        "重要特殊事项的检查，由人工认定。",
        "个案检查不要求列入计划；专项检查由 I-13 判断。",
        "检查分类没有记载的，属于缺数据。",
    ),
    last_lawful="2026-04-01 日常检查，属于 2026-03-31 已备案的计划。",
    first_unlawful="2026-04-01 日常检查，没有计划。",
    note=SECOND_HAND,
)
