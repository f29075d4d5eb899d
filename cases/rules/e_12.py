"""E-12 冻结决定书三日内交付."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Counted, Rule

RULE = Rule(
    code="E-12",
    title="冻结决定书3日内交付",
    step="service",
    requires="冻结存款、汇款的，应当在3日（工作日）内向当事人交付冻结决定书。",
    articles=(Article("行政强制法", "第三十一条"), Article("行政强制法", "第六十九条")),
    severity=Severity.HIGH,
    duty=True,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies="coalesce(coercion_is = 'freeze', false)",
    needs=("enforced_on", "freeze_serve_by"),
    wants={"served_on": "as_of <= freeze_serve_by"},
    looks_at=("served_on",),
    passes="CASE WHEN served_on IS NULL AND as_of > freeze_serve_by THEN false ELSE served_on <= freeze_serve_by END",
    due="freeze_serve_by",
    counted=Counted("enforced_on", "3", "workday"),
    fails="{enforced_on} 冻结，决定书应于 {freeze_serve_by} 前交付，实际 {served_on}。",
    exceptions=(
        "冻结当日不计入；“3日”是工作日。没有冻结的，不适用。",
        "至检查当日没有交付且期限已过的，不符合。",
        "法律对冻结另有专门规定的，从其规定，由人工审查。",
    ),
    last_lawful="2026-03-06（星期五）冻结，2026-03-11 交付。",
    first_unlawful="2026-03-06（星期五）冻结，2026-03-12 交付。",
)
