"""I-16 企业评价."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Rule

RULE = Rule(
    code="I-16",
    title="企业评价过低的研判",
    step="decision",
    requires="企业扫码对检查作出的评价在2分以下（5分制）的，作为线索研判。",
    articles=(Article("条例", "第二十条第二款"),),
    severity=Severity.INFO,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    dated_by="inspected_on",
    applies="enterprise_rating IS NOT NULL",
    looks_at=("enterprise_rating", "inspected_on"),
    passes="enterprise_rating > 2",
    fails="{inspected_on} 的检查，企业评价 {enterprise_rating} 分，供研判。",
    exceptions=(
        "企业没有评价的，不适用，不影响机关。",
        "评价匿名；同一次检查只计一次。",
        "只生成待研判的线索，不认定违法。",
    ),
    last_lawful="2026-03-10 检查，评价3分。",
    first_unlawful="2026-03-10 检查，评价2分（生成线索）。",
    note="2分的界线是平台设计值；只作线索，不认定违法。",
)
