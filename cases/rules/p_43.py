"""P-43 没收违法所得."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

RULE = Rule(
    code="P-43",
    title="没收违法所得",
    step="decision",
    requires="当事人有违法所得的，除依法应当退赔的以外，应当没收；没有没收或者数额不同的，应当说明。",
    articles=(
        Article("行政处罚法", "第二十八条第二款"),
        Article("行政处罚法", "第三十七条"),
    ),
    severity=Severity.MEDIUM,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="acted_until",
    applies="CASE WHEN decision_date IS NULL OR coalesce(illegal_gain, 0) = 0 THEN false ELSE decision_type = 'penalty' END",
    wants={
        "decision_type": "decision_type IS NULL",
        "violation_start": "acted_until IS NULL",
        "confiscated_amount": "gain_taken IS NULL",
        "gain_explained": "gain_taken <> gain_to_take",
    },
    looks_at=("illegal_gain", "refund_due", "refunded", "gain_to_take", "gain_taken"),
    passes="CASE WHEN gain_taken = gain_to_take OR gain_explained THEN true WHEN gain_taken <> gain_to_take THEN gain_explained END",
    doubts=(
        Doubt("gain_law IS NOT NULL", "违法所得的计算另有法律、行政法规、部门规章规定，由人工核对。"),
        Doubt("mitigation_kind = 'reduced'", "依法减轻处罚，没收数额由人工认定。"),
        Doubt(
            "gain_taken > gain_to_take AND 'confiscate_property' = ANY(penalty_kinds)",
            "没收金额可能包括非法财物的价值，由人工核对。",
        ),
    ),
    fails="违法所得 {illegal_gain} 元，减去退赔应当没收 {gain_to_take} 元，实际没收 {gain_taken} 元，没有说明。",
    exceptions=(
        "应当退赔和已经退赔的，取较大的减去；应退而尚未退的，另行责令退赔。",
        "违法所得无法认定并已载明的，符合；不予处罚的，不适用。",
        "行为终了于 2021-07-15 以前的，不适用（从旧兼从轻，专门法另有规定的由人工审查）。",
        "计算办法另有规定、减轻处罚的，由人工认定。",
    ),
    last_lawful="所得10,000元，应退4,000元，2026-03-30 没收6,000元。",
    first_unlawful="同样情形，没收0元，没有说明。",
)
