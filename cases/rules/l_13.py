"""L-13 不得增加条件、材料."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Doubt, Part, Rule

RULE = Rule(
    code="L-13",
    title="不得要求目录以外的材料",
    step="filing",
    requires="不得要求申请人提交公示目录以外、与许可事项无关的材料，不得增加许可条件；不得指定中介服务机构。",
    articles=(
        Article("行政许可法", "第三十条第一款"),
        Article("行政许可法", "第三十一条第一款", since=date(2019, 4, 23)),
        Article("行政许可法", "第十六条第四款"),
        Article("湘裁量办法", "第二十一条"),
        Article("湘裁量办法", "第二十二条"),
        Article("27号文", "（七）"),
    ),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="licence_dated_on",
    applies="extra_materials IS NOT NULL OR agent_designated IS NOT NULL",
    wants={"materials_list_on": "extra_materials"},
    looks_at=("extra_materials", "extra_materials_to_verify", "agent_designated", "accepted_on"),
    passes=(
        Part(
            "要求的材料都在受理日有效的公示目录内",
            "CASE WHEN extra_materials AND (materials_list_on <= coalesce(accepted_on, applied_on)) IS NOT TRUE THEN NULL"
            " ELSE coalesce(NOT extra_materials, true) END",
        ),
        Part("没有指定中介服务机构", "coalesce(NOT agent_designated, true)"),
    ),
    doubts=(
        Doubt(
            "extra_materials_to_verify AND agent_designated IS NOT TRUE",
            "目录以外的材料用于核实申请材料的实质内容，是否依法要求由人工认定。",
        ),
    ),
    fails="受理日 {accepted_on}，材料目录公布于 {materials_list_on}，不符合下列要求：{broken}。",
    exceptions=(
        "没有记载的，不适用；申请人自愿提交的不算。",
        "为核实实质内容依法要求说明、补充的，由人工认定。",
        "受理日有效的目录没有记载的，属于缺数据。",
    ),
    last_lawful="2026-03-06 要求的6项材料均在当日公示目录内。",
    first_unlawful="2026-03-06 另要求目录外的无违法证明。",
)
