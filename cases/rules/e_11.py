"""E-11 保管费用由机关承担."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Doubt, Rule
from cases.rules.topics.measure import SEIZURES

RULE = Rule(
    code="E-11",
    title="查封扣押的保管费用由机关承担",
    step="measure",
    requires="因查封、扣押发生的保管费用由行政机关承担。",
    articles=(Article("行政强制法", "第二十六条第三款"),),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({SEIZURES}, false)",
    needs=("storage_fee_payer",),
    looks_at=("coercion_is", "storage_after_release"),
    passes="storage_fee_payer IN ('agency', 'none')",
    doubts=(Doubt("storage_after_release", "解除并通知领取以后逾期不领发生的保管费，是否由当事人承担，由人工认定。"),),
    fails="因{coercion_is}发生的保管费用由{storage_fee_payer}承担。",
    exceptions=(
        "没有发生费用的，符合；没有查封、扣押的，不适用。",
        "解除并通知领取以后，逾期不领发生的费用，由人工认定。",
        "法律、行政法规另有规定的，从其规定。",
    ),
    last_lawful="2026-03-10 至 2026-03-30 扣押，保管费由机关支付。",
    first_unlawful="2026-03-30 解除时，向当事人收取 2026-03-10 起的保管费。",
)
