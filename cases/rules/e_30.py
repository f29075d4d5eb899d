"""E-30 申请法院执行前催告满十日."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Counted, Doubt, Rule

RULE = Rule(
    code="E-30",
    title="申请法院执行前催告满10日",
    step="measure",
    requires="申请人民法院强制执行前，应当催告当事人履行义务；催告书送达10日（工作日）后仍未履行的，才可以申请。",
    articles=(Article("行政强制法", "第五十四条"), Article("行政强制法", "第六十九条")),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies="court_applied_on IS NOT NULL AND coalesce(duty_performed_on > court_applied_on, true)",
    wants={"urge_served_on": "urged_in_writing IS NOT FALSE", "court_not_before": "urged_in_writing IS NOT FALSE"},
    looks_at=("court_applied_on",),
    passes="CASE WHEN urged_in_writing IS FALSE THEN false ELSE court_applied_on > court_not_before END",
    doubts=(Doubt("urgent_execution", "因情况紧急申请立即执行，由人工认定。"),),
    due="court_not_before",
    counted=Counted("urge_served_on", "10", "workday"),
    fails="{urge_served_on} 催告，第10个工作日为 {court_not_before}，{court_applied_on} 即申请人民法院强制执行。",
    exceptions=(
        "催告送达当日不计入；“10日”是工作日，期满次日起可以申请。",
        "因情况紧急、为保障公共安全申请立即执行的，由人工认定。",
        "申请以前当事人已经履行的、没有申请的，不适用。",
    ),
    last_lawful="2026-03-06 催告送达（第10个工作日为 2026-03-20），2026-03-23 申请。",
    first_unlawful="2026-03-06 催告送达，2026-03-20 申请。",
)
