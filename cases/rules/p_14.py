"""P-14 陈述申辩复核."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

RULE = Rule(
    code="P-14",
    title="陈述申辩复核",
    step="statement",
    requires="决定以前当事人提出陈述申辩的，应当复核其事实、理由和证据；成立的应当采纳，不成立的应当说明理由。住房城乡建设部门应当制作书面复核意见。",
    articles=(
        Article("行政处罚法", "第四十五条第一款、第六十二条"),
        Article("湘程序规定", "第七十三条"),
        Article("市监程序规定", "第五十八条、第六十二条第三项", sector="market"),
        Article("住建程序规定", "第二十二条第一款", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    applies="procedure = 'ordinary' AND decision_type = 'penalty' AND coalesce(statement_made_on <= decision_date, false)",
    wants={
        "procedure": "procedure IS NULL",
        "decision_type": "decision_type IS NULL",
        "statement_reviewed": "statement_reviewed IS NULL",
        "statement_reviewed_on": "statement_reviewed",
        "statement_result": "statement_reviewed",
        "statement_review_written": "sector = 'housing' AND statement_reviewed",
        "statement_reply_given": "statement_result IN ('rejected', 'partly', 'no_grounds')",
    },
    looks_at=("statement_made_on", "statement_by", "decision_date"),
    # Who only asks for leniency and brings nothing new is answered in the decision itself.
    passes=(
        Part("有复核记录", "statement_reviewed OR coalesce(statement_result = 'no_grounds' AND statement_reply_given, false)"),
        Part(
            "复核不晚于决定",
            "statement_reviewed_on <= decision_date OR statement_result = 'no_grounds' OR NOT statement_reviewed",
        ),
        Part(
            "制作书面复核意见（住房城乡建设）",
            "CASE WHEN sector = 'housing' AND decision_date >= '2022-05-01' AND statement_result IS DISTINCT FROM 'no_grounds'"
            " AND statement_reviewed THEN statement_review_written ELSE true END",
        ),
        Part("意见成立的予以采纳", "statement_result <> 'ignored' OR NOT statement_reviewed"),
        Part(
            "不采纳的说明理由",
            "CASE WHEN statement_result IN ('rejected', 'partly', 'no_grounds') THEN statement_reply_given ELSE true END",
        ),
    ),
    doubts=(
        Doubt(
            "statement_made_on > least(statement_by, other_statement_by) AND statement_reviewed IS FALSE",
            "当事人在期限届满以后、决定以前才提出意见；是否还应当复核，由人工认定。",
        ),
        Doubt("own_law_statement", "该系统另有程序法，陈述申辩以其规定为准，待核。"),
    ),
    fails="当事人 {statement_made_on} 陈述申辩，{decision_date} 作出决定，不符合下列要求：{broken}。复核日 {statement_reviewed_on}。",
    exceptions=(
        "决定作出以后才提出的，不适用。",
        "期限届满以后、决定以前提出而没有复核的，由人工认定。",
        "复核可以载于笔录、集体讨论记录或者决定书；单独的书面意见只有住房城乡建设的规章要求。",
        "只请求从轻、没有新的事实理由的，决定书载明即可。",
        "简易程序只要求听取并记录，不适用；口头陈述以笔录为准。",
    ),
    last_lawful="2026-03-05 提交申辩，2026-03-10 复核并说明不采纳的理由，2026-03-12 决定。",
    first_unlawful="2026-03-05 提交申辩，2026-03-12 决定，没有复核。",
    parameters=("statement_window", "own_law_statement"),
)
