"""L-09 两人核查、五日内指派检验."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Counted, Part, Rule

RULE = Rule(
    code="L-09",
    title="核查、检验不少于两人",
    step="filing",
    requires="需要核实申请材料实质内容的，应当指派两名以上工作人员核查；由本机关检验、检测、检疫的，应当自受理之日起5个工作日内指派两名以上工作人员进行。",
    articles=(
        Article("行政许可法", "第三十四条第三款"),
        Article("行政许可法", "第五十五条第二款"),
        Article("行政许可法", "第八十二条"),
    ),
    severity=Severity.MEDIUM,
    duty=False,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="accepted_on",
    applies="coalesce(substantive_check, false) OR coalesce(tested_by_agency, false)",
    wants={
        "checkers": "true",
        "test_assigned_on": "tested_by_agency AND as_of <= test_assign_by",
        "test_assign_by": "tested_by_agency",
    },
    looks_at=("substantive_check", "tested_by_agency", "accepted_on", "test_assigned_on"),
    passes=(
        Part("核查或者检验人员不少于两人", "checkers >= 2"),
        Part(
            "受理后5个工作日内指派检验人员",
            "CASE WHEN tested_by_agency IS NOT TRUE THEN true WHEN test_assigned_on IS NULL AND as_of > test_assign_by THEN false"
            " ELSE test_assigned_on <= test_assign_by END",
        ),
    ),
    due="CASE WHEN tested_by_agency THEN test_assign_by END",
    counted=Counted("accepted_on", "5", "workday"),
    fails="核查（检验）人员 {checkers} 人，受理 {accepted_on}，指派检验人员 {test_assigned_on}，不符合下列要求：{broken}。",
    exceptions=(
        "只作形式审查的，不适用。",
        "核查人员是“工作人员”，不要求持执法证。",
        "由专业技术组织检验的，不适用。",
    ),
    last_lawful="2026-03-02 受理，2026-03-09（第5个工作日）指派2人检验。",
    first_unlawful="同样情形，2026-03-10 才指派；或者只有1人核查。",
)
