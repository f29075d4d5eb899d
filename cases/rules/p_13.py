"""P-13 留足陈述申辩期."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Part, Rule

# Each of the two windows ends for whoever waived it; the last day still belongs to the party.
STATEMENT_OPEN = "statement_window > 0 AND statement_waived_at IS NULL"
OTHER_OPEN = "other_statement_window > statement_window AND statement_waived_at IS NULL"
HEARING_OPEN = "hearing_required AND hearing_waived_at IS NULL"

RULE = Rule(
    code="P-13",
    title="留足陈述申辩期",
    step="notice",
    requires="普通程序中，陈述申辩期和要求听证的期限（5个工作日）都届满以后，才可以作出处罚决定；期限最后一日仍属当事人。",
    articles=(
        Article("行政处罚法", "第四十五条"),
        Article("行政处罚法", "第六十四条第一项"),
        Article("行政处罚法", "第八十五条"),
        Article("市监程序规定", "第五十七条第二款", sector="market"),
        Article("住建程序规定", "第二十二条第二款、第三十三条", sector="housing"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="procedure = 'ordinary' AND decision_type = 'penalty' AND decision_date IS NOT NULL"
    f" AND (informed_served_date IS NULL OR ({STATEMENT_OPEN}) OR ({OTHER_OPEN}) OR ({HEARING_OPEN}))",
    needs=("informed_served_date",),
    wants={
        "procedure": "procedure IS NULL",
        "decision_type": "decision_type IS NULL",
        "hearing_required": "hearing_waived_at IS NULL",
        "statement_by": f"informed_served_date IS NOT NULL AND {STATEMENT_OPEN}",
        "hearing_by": f"informed_served_date IS NOT NULL AND {HEARING_OPEN}",
    },
    looks_at=("statement_window", "statement_waived_at", "hearing_waived_at", "statement_made_on", "decision_date"),
    passes=(
        Part("陈述申辩期届满后方可作出决定", f"NOT ({STATEMENT_OPEN}) OR decision_date > statement_by"),
        # A window nobody has checked at its source accuses nobody: within it the answer is open.
        Part(
            "本行业陈述申辩期届满后方可作出决定（该期限待核）",
            f"NOT ({OTHER_OPEN}) OR CASE WHEN decision_date > other_statement_by THEN true END",
        ),
        Part("要求听证的期限届满后方可作出决定", f"NOT ({HEARING_OPEN}) OR decision_date > hearing_by"),
    ),
    doubts=(
        Doubt(
            f"statement_made_on <= decision_date AND (NOT ({HEARING_OPEN}) OR decision_date > hearing_by)",
            "当事人在期限内已经提交意见；是否等于放弃剩余期限，由人工认定。",
        ),
        Doubt(
            f"({OTHER_OPEN}) AND decision_date <= other_statement_by AND (NOT ({STATEMENT_OPEN}) OR decision_date > statement_by)"
            f" AND (NOT ({HEARING_OPEN}) OR decision_date > hearing_by)",
            "本行业规章的陈述申辩期限没有核对原文，不据以认定。",
        ),
        Doubt("own_law_statement", "该系统另有程序法，告知期限以其规定为准，待核。"),
    ),
    due=f"greatest(CASE WHEN {STATEMENT_OPEN} THEN statement_by END, CASE WHEN {HEARING_OPEN} THEN hearing_by END)",
    counted=Counted(
        "informed_served_date",
        f"CASE WHEN ({HEARING_OPEN}) AND ({STATEMENT_OPEN}) THEN greatest(statement_window, 5)"
        f" WHEN {HEARING_OPEN} THEN 5 ELSE statement_window END",
        "workday",
        actual="decision_date",
    ),
    fails="告知书 {informed_served_date} 送达，{decision_date} 即作出决定，不符合下列要求：{broken}。",
    exceptions=(
        "当事人明确放弃的，不必等待；陈述申辩和听证分别看。",
        "当事人已经提交意见、陈述期未满即决定的，由人工认定；但属听证范围且未放弃听证的，仍须满5个工作日。",
        "本行业没有规定陈述期、告知书没有写期限、又不属听证范围的，只由 P-12 判断先后。",
        "告知书所载期限比规章长的，从其长。",
        "简易程序不适用。",
    ),
    last_lawful="期限5个工作日，告知书 2026-03-02 送达（2026-03-09 期满），2026-03-10 决定。",
    first_unlawful="同样情形，2026-03-09 决定，没有放弃的记录。",
    parameters=("statement_window", "hearing_request_days", "own_law_statement"),
)
