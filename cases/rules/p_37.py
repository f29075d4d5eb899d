"""P-37 罚款在法定幅度."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

RULE = Rule(
    code="P-37",
    title="罚款在法定幅度",
    step="decision",
    requires="罚款应当在法定幅度以内；低于下限的，应当有法定的减轻处罚情形并载明依据，高于上限的没有例外。",
    articles=(
        Article("行政处罚法", "第五条第二款"),
        Article("行政处罚法", "第三十条至第三十二条"),
        Article("行政处罚法", "第七十六条第一款第二项"),
        Article("湘裁量办法", "第三十三条"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="decision_type = 'penalty' AND decision_date IS NOT NULL AND coalesce(fine_amount > 0, 'fine' = ANY(penalty_kinds))",
    needs=("fine_amount",),
    wants={
        "decision_type": "decision_type IS NULL",
        "fine_law_max": "fine_law_max IS NULL",
        "fine_law_min": "fine_law_min IS NULL",
        "mitigation_kind": "fine_amount < fine_law_min",
        "mitigation_basis": "fine_amount < fine_law_min AND mitigation_kind = 'reduced'",
    },
    looks_at=("fine_ceiling", "fine_local_cap"),
    passes=(
        Part(
            "不高于法定上限",
            "CASE WHEN fine_amount > fine_ceiling THEN false WHEN fine_law_max IS NULL THEN NULL ELSE true END",
        ),
        Part(
            "不低于法定下限，或者依法减轻",
            "CASE WHEN fine_amount >= fine_law_min THEN true WHEN mitigation_kind = 'reduced' THEN mitigation_basis <> 'none'"
            " WHEN mitigation_kind IS NOT NULL AND fine_amount < fine_law_min THEN false END",
        ),
    ),
    fails="罚款 {fine_amount} 元，法定幅度 {fine_law_min} 元至 {fine_ceiling} 元，减轻依据：{mitigation_basis}，不符合下列要求：{broken}。",
    exceptions=(
        "倍数罚的幅度是基数乘倍数；基数没有确定的，不填，缺数据。",
        "没有下限的，下限填0；多个违法行为的，填各自幅度之和，分别是否适当由人工审查。",
        "地方依法控制罚款上限的，取较低的上限。",
        "减轻的依据包括《行政处罚法》第三十条、第三十一条、第三十二条和法律、法规、规章的其他规定。",
        "“可以处”而没有罚款的，不适用；加处罚款、没收不计入。",
    ),
    last_lawful="幅度1万元至10万元，罚100,000元；或者罚9,000元并载明依《行政处罚法》第三十二条减轻。",
    first_unlawful="罚100,001元；或者罚9,999元，没有减轻情形。",
)
