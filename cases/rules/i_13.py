"""I-13 专项检查的计划和批准."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Part, Rule
from cases.rules.topics.inspection import SECOND_HAND, SINCE_54

_OWN = "deployed_by_upper IS NOT TRUE"

RULE = Rule(
    code="I-13",
    title="专项检查经批准、备案、公布",
    step="investigation",
    requires="专项检查应当事先拟订检查计划，经县级以上人民政府或者实行垂直管理的上一级行政机关批准，并按规定备案、公布；上级部署的，有上级文件。",
    articles=(Article("54号文", "（专项检查）"),),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=SINCE_54,
    dated_by="inspected_on",
    applies="enterprise_inspected AND coalesce(inspection_type = 'special', false) AND coalesce(special_approved_on >= '2025-01-03', true)",
    wants={
        "party_type": "enterprise_inspected IS NULL",
        "inspection_class": "inspection_type IS NULL",
        "deployed_by_upper": "deployed_by_upper IS NULL",
        "upper_document_no": "deployed_by_upper",
        "special_plan_made": _OWN,
        "special_approver": _OWN,
        "special_approved_on": f"{_OWN} AND special_approver IN ('government', 'upper_agency')",
        "special_filed": _OWN,
        "special_published": _OWN,
    },
    looks_at=("inspected_on", "agency_is_vertical"),
    passes=(
        Part("上级部署的有上级文件", "CASE WHEN deployed_by_upper AND upper_document_no IS NULL THEN NULL ELSE true END"),
        Part("事先拟订检查计划", f"CASE WHEN {_OWN} THEN special_plan_made ELSE true END"),
        Part(
            "由县级以上人民政府（垂直管理的可以由上一级行政机关）批准",
            f"CASE WHEN {_OWN} THEN special_approver = 'government' OR (special_approver = 'upper_agency' AND agency_is_vertical) ELSE true END",
        ),
        Part(
            "检查以前已经批准",
            f"CASE WHEN {_OWN} AND special_approver IN ('government', 'upper_agency') THEN special_approved_on <= inspected_on ELSE true END",
        ),
        Part("按规定备案", f"CASE WHEN {_OWN} THEN special_filed ELSE true END"),
        Part("计划已公布", f"CASE WHEN {_OWN} THEN special_published ELSE true END"),
    ),
    fails="{inspected_on} 的专项检查，计划由{special_approver}于 {special_approved_on} 批准，不符合下列要求：{broken}。",
    exceptions=(
        "上级部署的，只须有上级文件号。",
        "公布的日数只有外地规定，不判。",
        "2025-01-03 以前部署的，不适用。",
        "多部门事项应当联合拟订计划，只提示。",
        "每一次检查各与批准日期比较：批准以前进行的，判这一次。",
    ),
    last_lawful="2026-03-09 市政府批准并备案、公布，2026-03-10 起专项检查。",
    first_unlawful="2026-03-10 起专项检查，2026-03-16 才报批。",
    note=SECOND_HAND,
)
