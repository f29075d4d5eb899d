"""L-07 十个工作日内发证."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Counted, Rule

RULE = Rule(
    code="L-07",
    title="10个工作日内颁发证件",
    step="service",
    requires="作出准予许可的决定，需要颁发许可证件的，应当自作出决定之日起10个工作日内颁发、送达，或者加贴标签、加盖印章。",
    articles=(Article("行政许可法", "第四十四条"), Article("行政许可法", "第三十九条"), Article("行政许可法", "第八十二条")),
    severity=Severity.MEDIUM,
    duty=True,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="decision_date",
    applies="coalesce(licence_granted, false) AND decision_date IS NOT NULL AND certificate_needed",
    wants={"certificate_issued_on": "certificate_given_on IS NULL", "certificate_by": "true"},
    looks_at=("decision_date", "certificate_required", "certificate_notified_on", "certificate_by"),
    # Told to be needed and not told to be given: undone once the day has passed. A record that says nothing of it accuses nobody.
    passes="CASE WHEN certificate_given_on IS NOT NULL THEN certificate_given_on <= certificate_by"
    " WHEN certificate_required AND as_of > certificate_by THEN false END",
    due="certificate_by",
    counted=Counted("decision_date", "10", "workday"),
    fails=(
        (
            "certificate_given_on IS NULL",
            "{decision_date} 准予许可，颁发证件的期限于 {certificate_by} 届满，至 {as_of} 仍未颁发。",
        ),
        ("true", "{decision_date} 准予许可，颁发证件的期限于 {certificate_by} 届满，{certificate_given_on} 才颁发（通知领取）。"),
    ),
    exceptions=(
        "不需要颁发证件的，不适用；没有注明是否需要的，看有没有许可证书名称。",
        "电子证照生成即为颁发。",
        "申请人不来领取的，以通知领取的日期计。",
        "没有颁发日期、也没有注明需要颁证的，属于缺数据。",
    ),
    last_lawful="2026-03-06 决定，2026-03-20（第10个工作日）发证。",
    first_unlawful="同样情形，2026-03-23 发证。",
)
