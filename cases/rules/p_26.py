"""P-26 集体讨论."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule
from cases.rules.p_22 import BY_LAW

# 市监程序规定 §60 二款: there the cases of §50 are the complex and serious ones.
CALLED_FOR = (
    f"CASE WHEN sector = 'market' THEN CASE WHEN complex_or_serious THEN true ELSE {BY_LAW} END ELSE complex_or_serious END"
)
# Something was heard from the party after the meeting: whether that called for another nobody can tell from the record.
_HEARD_SINCE = (
    "coalesce(statement_made_on > meeting_date AND statement_made_on <= decision_date, false)"
    " OR coalesce(hearing_last_on > meeting_date AND hearing_last_on <= decision_date, false)"
)

RULE = Rule(
    code="P-26",
    title="集体讨论",
    step="meeting",
    requires="对情节复杂或者重大违法行为给予处罚（市场监管为应当法制审核的案件），应当由行政机关负责人集体讨论决定，讨论不晚于决定。",
    articles=(
        Article("行政处罚法", "第五十七条第二款"),
        Article("湘程序规定", "第七十五条第二款"),
        Article("湘裁量办法", "第十一条第三款"),
        Article("市监程序规定", "第六十条第二款", sector="market"),
        Article("住建程序规定", "第二十六条第二款", sector="housing"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies=f"procedure = 'ordinary' AND decision_type = 'penalty' AND decision_date IS NOT NULL AND ({CALLED_FOR})",
    wants={
        "procedure": "procedure IS NULL",
        "decision_type": "decision_type IS NULL",
        "complex_or_serious": "sector <> 'market' AND complex_or_serious IS NULL",
        "major_public_interest": "sector = 'market' AND major_public_interest IS NULL",
        "hearing_required": "sector = 'market' AND hearing_held IS NOT FALSE",
        "hearing_held": "sector = 'market' AND hearing_required",
        "complex_multi_legal_relation": "sector = 'market' AND complex_multi_legal_relation IS NULL",
        "other_statutory_review": "sector = 'market' AND other_statutory_review IS NULL",
        "meeting_minutes": f"({CALLED_FOR})",
        "meeting_date": "meeting_minutes AND meeting_date IS NULL",
        "meeting_heads": "meeting_minutes AND meeting_heads IS NULL",
    },
    looks_at=("decision_date", "statement_made_on", "only_one_head"),
    passes=(
        Part("有集体讨论记录", "meeting_minutes"),
        Part("两名以上机关负责人参加", "meeting_heads >= 2 OR NOT meeting_minutes"),
        Part("讨论不晚于决定", "meeting_date <= decision_date OR NOT meeting_minutes"),
        Part("当事人意见在讨论以前听取", f"CASE WHEN {_HEARD_SINCE} THEN NULL ELSE true END"),
    ),
    doubts=(
        Doubt(
            "only_one_head AND (meeting_heads < 2 OR meeting_minutes IS FALSE)",
            "本机关只有一名负责人，集体讨论按其集体决策制度进行，由人工认定。",
        ),
        Doubt(_HEARD_SINCE, "集体讨论以后当事人又提出意见或者举行了听证，没有再次讨论的记载，由人工认定。"),
    ),
    fails="集体讨论不符合下列要求：{broken}。讨论日 {meeting_date}，参加负责人 {meeting_heads} 人，决定日 {decision_date}。",
    exceptions=(
        "市场监管以外，是否情节复杂或者重大没有标注的，缺数据。",
        "不予处罚、移送和简易程序，不适用。",
        "讨论以后当事人又提出意见、没有再次讨论的，由人工认定。",
        "机关只有一名负责人的，由人工认定。",
        "同一天讨论和决定的，符合。",
    ),
    last_lawful="2026-03-30 集体讨论，当日决定。",
    first_unlawful="2026-03-31 集体讨论，2026-03-30 已经决定。",
)
