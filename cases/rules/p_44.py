"""P-44 不予处罚须教育."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Rule

RULE = Rule(
    code="P-44",
    title="不予处罚须教育",
    step="decision",
    requires="当事人有违法行为而依法不予处罚的，行政机关应当对当事人进行教育。",
    articles=(
        Article("行政处罚法", "第三十三条第三款"),
        Article("27号文", "（六）"),
        Article("市监程序规定", "第六十一条", sector="market"),
    ),
    severity=Severity.LOW,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN no_penalty_ground IN ('unproved', 'time_barred') THEN false ELSE decision_type = 'no_penalty' END",
    needs=("no_penalty_ground",),
    wants={"decision_type": "decision_type IS NULL", "education_recorded": "no_penalty_ground IS NOT NULL"},
    looks_at=("decision_date",),
    passes="CASE WHEN no_penalty_ground = 'other' AND education_recorded IS FALSE THEN NULL ELSE education_recorded END",
    fails="因“{no_penalty_ground}”不予处罚，案卷没有教育当事人的记载。",
    exceptions=(
        "谈话、教育书、承诺书、决定书中的教育内容都可以；教育时间不限于决定以前。",
        "违法事实不能成立、超过追责时效的，不适用。",
        "不予处罚的情形没有记载的，缺数据。",
    ),
    last_lawful="2026-03-30 不予处罚决定书，附当日批评教育记录。",
    first_unlawful="2026-03-30 因轻微不予处罚，案卷没有任何教育记载。",
)
