"""I-09 检查结果互认."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Part, Rule

RULE = Rule(
    code="I-09",
    title="检查结果互认",
    step="investigation",
    requires="对同一对象、同一场所、同一事项的现场检查结果，原则上1个月内互认；同一部门对同类事项，半年内不再启动日常检查。",
    articles=(),
    severity=Severity.INFO,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    dated_by="inspected_on",
    applies="CASE WHEN NOT enterprise_inspected OR inspection_type <> 'routine' OR inspected_onsite IS FALSE OR key_field"
    " THEN false ELSE inspection_type = 'routine' END",
    needs=("party_credit_code", "item_code"),
    wants={"inspection_type": "inspection_type IS NULL"},
    looks_at=("inspected_on", "same_item_before_on", "same_item_same_place", "own_item_before_on"),
    passes=(
        Part(
            "同一场所同一事项距上次检查满1个月",
            "coalesce(inspected_on >= (same_item_before_on + interval '1 month')::date, true) OR same_item_same_place IS NOT TRUE",
        ),
        Part(
            "同一部门同类事项距上次检查满6个月",
            "coalesce(inspected_on >= (own_item_before_on + interval '6 months')::date, true)",
        ),
    ),
    fails="{inspected_on} 的日常检查，同事项上次检查 {same_item_before_on}，本机关同事项上次检查 {own_item_before_on}，不符合下列要求：{broken}。",
    exceptions=(
        "本地没有采用的，不适用（默认停用）。",
        "投诉举报、整改复查、转办交办、上级部署的专项检查、重点领域，不适用。",
        "只互认现场检查结果，且为“原则上”；同类事项以同一事项编码认定。",
    ),
    last_lawful="采用以后：其他机关上次 2026-03-10 检查同场所同事项，2026-04-10 再查。",
    first_unlawful="采用以后：其他机关上次 2026-03-10 检查同场所同事项，2026-04-09 日常再查。",
    note="岳阳市的做法（《市本级行政执法领域涉企“乱检查”突出问题专项整治工作方案》），不是长沙的规定；本地采用以前停用。",
    on=False,
)
