"""L-12 许可决定按期公开."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Counted, Doubt, Rule

RULE = Rule(
    code="L-12",
    title="许可决定7个工作日内公开",
    step="publication",
    requires="准予行政许可的决定应当公开，自作出之日起7个工作日内；涉及国家秘密、商业秘密、个人隐私和法律、行政法规另有规定的除外。",
    articles=(Article("118号文", "（六）"), Article("行政许可法", "第四十条")),
    severity=Severity.HIGH,
    duty=True,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2019, 1, 3),
    dated_by="decision_date",
    applies="decision_date IS NOT NULL AND CASE WHEN licence_outcome = 'refused' THEN true"
    " WHEN licence_outcome IS NOT NULL AND licence_outcome <> 'granted' THEN false ELSE licence_granted END",
    wants={
        "licence_outcome": "licence_granted IS NULL",
        "publish_required": "published_date IS NULL AND publish_required IS NULL",
        "publish_exempt_reason": "NOT publish_required AND published_date IS NULL",
        "publish_by_statute": "true",
    },
    looks_at=("decision_date", "published_date"),
    passes="CASE WHEN publish_exempt_reason IS NOT NULL THEN true"
    " WHEN published_date IS NOT NULL THEN published_date <= publish_by_statute"
    " WHEN as_of <= publish_by_statute THEN true WHEN publish_required THEN as_of <= publish_by_statute END",
    doubts=(
        Doubt("licence_outcome = 'refused'", "不予许可的决定是否须在7个工作日内公开，有不同理解，由人工认定。"),
        Doubt(
            "sector = 'market' AND coalesce(published_date, as_of) <= publish_by",
            "市场监督管理部门的登记备案信息，另有20个工作日的规定，适用哪一个由人工认定。",
        ),
    ),
    due="publish_by_statute",
    counted=Counted("decision_date", "7", "workday"),
    fails=(
        ("published_date IS NULL", "{decision_date} 作出许可决定，公开期限于 {publish_by_statute} 届满，至 {as_of} 仍未公开。"),
        ("true", "{decision_date} 作出许可决定，公开期限于 {publish_by_statute} 届满，{published_date} 才公开。"),
    ),
    exceptions=(
        "有国家秘密、商业秘密、个人隐私或者法律、行政法规另有规定等不公开理由的，算符合；一概不公开而没有理由的，属于缺数据。",
        "期限没有届满的，算符合；是否应当公开没有确定的，属于缺数据。",
        "不予许可的决定没有按期公开的，由人工认定。",
        "市场监督管理部门第8至20个工作日公开的，由人工认定。",
    ),
    last_lawful="2026-03-06 决定，2026-03-17（第7个工作日）公开。",
    first_unlawful="同样情形，2026-03-18 公开。",
    parameters=("publish_days",),
)
