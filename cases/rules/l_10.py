"""L-10 届满前作出延续决定."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Doubt, Rule

RULE = Rule(
    code="L-10",
    title="届满前作出延续决定",
    step="decision",
    requires="被许可人在有效期届满30日前（法律、法规、规章另有规定的依照其规定）申请延续的，应当在有效期届满前作出是否准予延续的决定；逾期未作决定的，视为准予延续。",
    articles=(Article("行政许可法", "第五十条"),),
    severity=Severity.HIGH,
    duty=True,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="renewed_expiry_on",
    applies="CASE WHEN renewed_expiry_on IS NULL OR licence_outcome IN ('not_accepted', 'not_needed', 'withdrawn', 'ended') THEN false"
    " ELSE applied_on <= renewal_apply_by END",
    needs=("decided_or_today",),
    wants={"applied_on": "applied_on IS NULL"},
    looks_at=("renewed_expiry_on", "renewal_apply_by", "decision_date", "licence_outcome"),
    passes="decided_or_today <= renewed_expiry_on",
    doubts=(
        Doubt(
            "renewal_lead_days IS NULL AND coalesce(renewal_thirty_workdays > renewed_expiry_on, applied_on + 45 > renewed_expiry_on)",
            "申请距届满已满30个自然日，但不足30个工作日；法律没有写明单位，由人工认定。",
        ),
    ),
    due="renewed_expiry_on",
    fails=(
        (
            "decision_date IS NULL",
            "{applied_on} 申请延续，有效期于 {renewed_expiry_on} 届满，至 {as_of} 仍未作出决定，视为准予延续。",
        ),
        (
            "licence_outcome = 'refused'",
            "{applied_on} 申请延续，有效期于 {renewed_expiry_on} 届满，依法视为准予延续；{decision_date} 又决定不予延续。",
        ),
        ("true", "{applied_on} 申请延续，有效期于 {renewed_expiry_on} 届满，{decision_date} 才作出决定。"),
    ),
    exceptions=(
        "不是延续申请，或者没有按期申请的，不适用。",
        "另有申请期限的，按其规定。",
        "申请距届满满30日而不足30个工作日的，由人工认定。",
    ),
    last_lawful="有效期至 2026-06-30，2026-05-15 申请，2026-06-30 决定。",
    first_unlawful="同样情形，2026-07-01 决定不予延续。",
)
