"""P-53 处罚决定按期公开."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Rule

# 市监 publishes penalties on enterprises within 20 working days; for a natural person only the general 7 are certain.
IN_TIME = (
    "published_date <= publish_by_statute OR (published_date <= publish_by AND (sector <> 'market' OR party_type <> 'person'))"
)

RULE = Rule(
    code="P-53",
    title="处罚决定按期公开",
    step="publication",
    requires="应当公开的处罚决定，自作出之日起7个工作日内公开；市场监督管理部门对企业的处罚为20个工作日。",
    articles=(
        Article("行政处罚法", "第四十八条第一款"),
        Article("118号文", "（六）"),
        Article("市监程序规定", "第六十三条", sector="market"),
        Article("住建程序规定", "第十条第一款", sector="housing"),
    ),
    severity=Severity.MEDIUM,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    applies="decision_type = 'penalty' AND decision_date IS NOT NULL AND (published_date IS NOT NULL OR publish_required IS NOT FALSE)"
    " AND (sector <> 'market' OR NOT (procedure = 'summary' OR kinds_known = '{warning}'))",
    wants={
        "decision_type": "decision_type IS NULL",
        "procedure": "sector = 'market'",
        "kinds_known": "sector = 'market'",
        "party_type": "sector = 'market' AND published_date > publish_by_statute",
        "publish_required": "published_date IS NULL",
        "publish_by": "true",
    },
    looks_at=("decision_date", "published_date", "publish_exempt_reason", "publish_days"),
    passes="CASE WHEN publish_exempt_reason IS NOT NULL THEN true"
    f" WHEN published_date IS NOT NULL THEN {IN_TIME}"
    " WHEN as_of <= publish_by THEN true WHEN publish_required THEN as_of <= publish_by END",
    doubts=(
        Doubt(
            "sector = 'market' AND party_type = 'person' AND published_date <= publish_by",
            "市场监督管理部门对自然人的处罚，适用7个还是20个工作日，由人工认定。",
        ),
    ),
    due="publish_by",
    counted=Counted("decision_date", "publish_days", "workday", actual="published_date"),
    fails=(
        ("published_date IS NULL", "{decision_date} 作出决定，公开期限于 {publish_by} 届满，至 {as_of} 仍未公开。"),
        ("true", "{decision_date} 作出决定，公开期限于 {publish_by} 届满，{published_date} 才公开。"),
    ),
    exceptions=(
        "是否应当公开没有确定的，属于缺数据；不须公开的，不适用；已经公开的只看是否逾期。",
        "市场监督管理部门的简易程序和仅警告的处罚，不公示。",
        "市场监督管理部门对自然人的处罚，第8至20个工作日公开的，由人工认定。",
        "有国家秘密、商业秘密、个人隐私、未成年人等不公开理由的，算符合。",
        "信用中国归集的时间不等于公开的时间。",
    ),
    last_lawful="住建部门 2026-02-12 决定，2026-02-28（补班的星期六，第7个工作日）公开。",
    first_unlawful="同样情形，2026-03-02 公开；市场监督管理部门则 2026-03-18 公开仍符合，2026-03-19 逾期。",
    parameters=("publish_days",),
)
