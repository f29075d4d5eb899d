"""O-01 其他执法决定按期公开."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Counted, Rule

RULE = Rule(
    code="O-01",
    title="其他执法决定20个工作日内公开",
    step="publication",
    requires="行政许可、行政处罚以外的执法决定，自作出之日起20个工作日内向社会公布；法律、行政法规另有规定的除外。",
    articles=(Article("118号文", "（六）"),),
    severity=Severity.MEDIUM,
    duty=True,
    kinds=(CaseKind.COERCION,),
    in_force_from=date(2019, 1, 3),
    dated_by="decision_date",
    applies="decision_date IS NOT NULL",
    wants={
        "publish_required": "published_date IS NULL AND publish_required IS NULL",
        "publish_exempt_reason": "NOT publish_required AND published_date IS NULL",
        "other_publish_by": "true",
    },
    looks_at=("decision_date", "published_date"),
    passes="CASE WHEN publish_exempt_reason IS NOT NULL THEN true"
    " WHEN published_date IS NOT NULL THEN published_date <= other_publish_by"
    " WHEN as_of <= other_publish_by THEN true WHEN publish_required THEN as_of <= other_publish_by END",
    due="other_publish_by",
    counted=Counted("decision_date", "20", "workday"),
    fails=(
        ("published_date IS NULL", "{decision_date} 作出决定，公开期限于 {other_publish_by} 届满，至 {as_of} 仍未公开。"),
        ("true", "{decision_date} 作出决定，公开期限于 {other_publish_by} 届满，{published_date} 才公开。"),
    ),
    exceptions=(
        "尚未作出决定的，不适用；检查结果的公示由 I-11 判断，处罚、许可由 P-53、L-12 判断。",
        "涉国家秘密、商业秘密、个人隐私等有不公开理由的，算符合；不公开而没有理由的，属于缺数据。",
        "期限没有届满的，算符合；是否应当公开没有确定的，属于缺数据。",
    ),
    last_lawful="强制决定 2026-03-02，2026-03-30（第20个工作日）公开。",
    first_unlawful="同样情形，2026-03-31 公开。",
)
