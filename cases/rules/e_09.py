"""E-09 查封、扣押期满须处理或者解除."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Counted, Doubt, Rule
from cases.rules.topics.measure import SEIZURES, UNCLEAR, in_time, unclear

RULE = Rule(
    code="E-09",
    title="查封扣押期满处理或者解除",
    step="closing",
    requires="行政机关应当在查封、扣押的期限内作出处理决定：没收、销毁、随案移送，或者解除查封、扣押。",
    articles=(
        Article("行政强制法", "第二十一条"),
        Article("行政强制法", "第二十七条、第二十八条"),
        Article("行政强制法", "第六十二条第三项"),
    ),
    severity=Severity.CRITICAL,
    duty=True,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({SEIZURES}, false) AND outside_coercion_law IS NOT TRUE",
    needs=("enforced_on", "settled_or_today"),
    wants={
        "released_on": "closed_on IS NOT NULL",
        "seized_transfer_told": "seized_outcome = 'transferred'",
        "seized_decided_on": "seized_outcome IN ('confiscated', 'destroyed', 'transferred')",
        "special_limit_days": "special_limit_level IN ('law', 'regulation')",
    },
    looks_at=("seized_outcome", "goods_disposed_on", "hold_by"),
    passes=f"CASE WHEN settled_on IS NULL AND seized_outcome = 'transferred' AND seized_transfer_told IS NULL THEN NULL ELSE {in_time('settled_or_today')} END",
    doubts=(
        Doubt("kept_for_auction", "拟将查封、扣押的财物拍卖抵缴罚款而继续扣押，由人工认定。"),
        Doubt(unclear("settled_or_today"), UNCLEAR),
    ),
    due="hold_by",
    counted=Counted("enforced_on", "measure_limit + extension_days + coalesce(test_days, 0)", "day"),
    fails=(
        (
            "settled_on IS NULL",
            "{enforced_on} 查封、扣押，期限于 {hold_by} 届满，至 {as_of} 没有没收、销毁、移送，也没有解除（处理结果：{seized_outcome}）。",
        ),
        ("true", "{enforced_on} 查封、扣押，期限于 {hold_by} 届满，{settled_on} 才处理或者解除。"),
    ),
    exceptions=(
        "只作出罚款等处理决定，不等于解除；没有没收、销毁、移送的，仍须解除。",
        "鲜活物品先行变卖的，以退还价款之日为解除日。",
        "随案移送司法机关的，须书面告知当事人。",
        "拟拍卖抵缴罚款而继续扣押的，由人工认定。",
        "案件已经结案而没有记载解除日期的，缺数据。",
    ),
    last_lawful="期限 2026-04-01 届满，2026-04-01 决定解除。",
    first_unlawful="2026-03-20 只作出罚款决定，2026-04-02 才解除。",
)
