"""P-39 一事不二罚."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Rule

RULE = Rule(
    code="P-39",
    title="一事不二罚",
    step="decision",
    requires="对当事人的同一个违法行为，不得给予两次以上罚款。",
    articles=(
        Article("行政处罚法", "第二十九条"),
        Article("行政处罚法", "第三十五条第二款"),
        Article("湘裁量办法", "第三十二条"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN same_fact_confirmed IS FALSE OR (same_fact_confirmed IS NULL AND same_fact_decision_no IS NULL)"
    " OR decision_date IS NULL OR coalesce(fine_amount, 0) = 0 THEN false ELSE decision_type = 'penalty' END",
    needs=("same_fact_confirmed",),
    wants={
        "decision_type": "decision_type IS NULL",
        "same_fact_decision_no": "second_fine_ground IS NULL AND remade_after_annulment IS NOT TRUE",
    },
    looks_at=("second_fine_ground", "remade_after_annulment", "other_fines_known", "other_fines_standing"),
    # Whether the other decision fined, came first and still stands is read from its own record; without that record nobody is accused.
    passes="CASE WHEN remade_after_annulment OR second_fine_ground IS NOT NULL THEN true WHEN other_fines_standing > 0 THEN false"
    " WHEN other_fines_known > 0 THEN true END",
    fails="已确认与 {same_fact_decision_no} 为同一违法行为，该决定已经罚款并且有效，本案 {decision_date} 又罚款 {fine_amount} 元。",
    exceptions=(
        "只是相似、没有确认为同一违法行为的，缺数据（线索）；确认不是的，不适用。",
        "前决定已经撤销或者变更、撤销后重作的，符合。",
        "责令改正后继续违法、法律规定按日连续处罚、对单位和责任人员分别处罚的，符合。",
        "另案只是警告、没收、吊销等，没有罚款的，符合；先作出的罚款决定不受影响。",
        "另案不在库中的，缺数据；已判处罚金的，由人工核对。",
    ),
    last_lawful="甲机关 2026-03-02 的罚款决定于 2026-03-20 被撤销，2026-04-10 重作罚款。",
    first_unlawful="甲机关 2026-03-02 已罚款且有效，乙机关 2026-04-10 就同一行为再罚款。",
)
