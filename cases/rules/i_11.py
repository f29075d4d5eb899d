"""I-11 检查结果告知与公示."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Counted, Doubt, Part, Rule

RULE = Rule(
    code="I-11",
    title="检查结果告知并公示",
    step="publication",
    requires="检查结果应当及时告知检查对象，并自形成之日起20个工作日内公示；法律、行政法规另有规定的除外。",
    articles=(Article("118号文", "（六）"), Article("54号文", "（检查结果）")),
    severity=Severity.MEDIUM,
    duty=True,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=date(2019, 1, 3),
    dated_by="inspected_on",
    applies="enterprise_inspected",
    wants={
        "party_type": "enterprise_inspected IS NULL",
        "inspection_result_told": "true",
        "inspection_result_on": "(published_date <= inspection_result_by_at_least) IS NOT TRUE AND publish_exempt_reason IS NULL",
        "publish_required": "published_date IS NULL AND publish_required IS NULL",
    },
    looks_at=("inspected_on", "published_date", "inspection_result_by", "publish_exempt_reason", "led_to_case"),
    passes=(
        Part("检查结果告知了检查对象", "inspection_result_told"),
        Part(
            "结果形成后20个工作日内公示",
            "CASE WHEN publish_exempt_reason IS NOT NULL OR published_date <= inspection_result_by_at_least THEN true"
            " WHEN published_date IS NOT NULL THEN published_date <= inspection_result_by"
            " WHEN as_of <= coalesce(inspection_result_by, inspection_result_by_at_least) THEN true"
            " WHEN publish_required THEN as_of <= inspection_result_by END",
        ),
    ),
    doubts=(Doubt("led_to_case AND inspection_result_told IS NOT FALSE", "已转入立案调查，公开可能影响办案的，由人工认定。"),),
    due="inspection_result_by",
    counted=Counted("inspection_result_on", "20", "workday"),
    fails="检查结果 {inspection_result_on} 形成，公示期限 {inspection_result_by}，公示 {published_date}，不符合下列要求：{broken}。",
    exceptions=(
        "告知“当场、及时”没有日数，只看有没有告知。",
        "有国家秘密、商业秘密、个人隐私等不公开理由的，算符合。",
        "已转入立案调查的，由人工认定。",
        "结果形成的日期没有记载的，只在自检查之日起算也没有超期时判为通过。",
        "期限没有届满的，算符合；是否应当公开没有确定的，属于缺数据。",
    ),
    last_lawful="2026-03-02 结果形成，当场告知，2026-03-30（第20个工作日）公示。",
    first_unlawful="同样情形，2026-03-31 公示。",
)
