"""P-01 追责时效."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

RULE = Rule(
    code="P-01",
    title="追责时效",
    step="source",
    requires="违法行为在二年内未被发现的，不再给予行政处罚；涉及公民生命健康安全、金融安全且有危害后果的，延长至五年。期限从违法行为发生之日起计算；有连续或者继续状态的，从行为终了之日起计算。",
    articles=(Article("行政处罚法", "第三十六条"),),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN decision_date IS NULL THEN false ELSE decision_type = 'penalty' END",
    needs=("limitation_from", "first_found_on"),
    wants={
        "decision_type": "decision_date IS NOT NULL",
        "violation_continuing": "first_found_on > limitation_two_years AND violation_end IS NULL",
        "life_health_finance": "first_found_on > limitation_two_years AND maybe_five_years",
        "harmful_result": "first_found_on > limitation_two_years AND maybe_five_years",
    },
    looks_at=("violation_start", "violation_end", "limitation_by"),
    passes="CASE WHEN first_found_on <= limitation_by OR violation_continuing AND violation_end IS NULL THEN true"
    " WHEN maybe_five_years AND first_found_on <= limitation_five_years THEN NULL"
    " WHEN violation_end IS NULL AND violation_continuing IS NULL THEN NULL ELSE false END",
    doubts=(Doubt("own_law_limitation", "该系统另有法律规定追责时效，以其规定为准，待核。"),),
    due="limitation_by",
    fails="违法行为 {limitation_from} 发生（终了），{first_found_on} 才被发现，已过追责时效（{limitation_by} 届满），不应再给予处罚。",
    exceptions=(
        "看发现的日期，不看决定的日期：收到举报、启动调查、立案，取最早的一天。",
        "行为还在连续或者继续的，不过时效；是否连续、继续没有记载的，缺数据。",
        "五年要求两项同时成立：涉及生命健康或者金融安全，并且有危害后果。",
        "2021-07-15 以前已满二年的，不因新法延长。",
        "治安管理、税收等法律另有规定的，从其规定；责令改正、不予处罚的，不适用。",
    ),
    last_lawful="行为 2024-03-10 终了，2026-03-10 发现；涉及生命健康且有后果的，2022-05-20 终了，2027-05-20 发现。",
    first_unlawful="一般案件行为 2024-03-10 终了，2026-03-11 发现；五年的，2027-05-21 发现。",
    parameters=("own_law_limitation",),
)
