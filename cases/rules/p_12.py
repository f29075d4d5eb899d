"""P-12 处罚前告知."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

ORDINARY, SUMMARY = "procedure = 'ordinary'", "procedure = 'summary'"

RULE = Rule(
    code="P-12",
    title="处罚前告知",
    step="notice",
    requires="作出处罚决定以前，应当告知当事人拟作出的处罚内容及事实、理由、依据和陈述申辩权（属听证范围的还有听证权）；普通程序的告知应当早于决定。",
    articles=(
        Article("行政处罚法", "第四十四条"),
        Article("行政处罚法", "第六十二条"),
        Article("湘程序规定", "第七十三条第一款"),
        Article("市监程序规定", "第五十七条第一款", sector="market"),
        Article("住建程序规定", "第二十一条", sector="housing"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="decision_type = 'penalty' AND decision_date IS NOT NULL",
    needs=("procedure",),
    wants={
        "decision_type": "decision_type IS NULL",
        "informed_served_date": ORDINARY,
        "informed_items": ORDINARY,
        "hearing_required": f"{ORDINARY} AND NOT 'hearing_right' = ANY(informed_items)",
        "oral_informed_recorded": SUMMARY,
    },
    looks_at=("statement_waived_at", "decision_date"),
    passes=(
        Part(
            "告知早于决定（当日告知、当日明确放弃的除外）",
            f"NOT {ORDINARY} OR informed_served_date < decision_date"
            " OR (informed_served_date = decision_date AND coalesce(statement_waived_at <= decision_date, false))",
        ),
        Part("告知拟作出的处罚内容", f"NOT {ORDINARY} OR 'content' = ANY(informed_items)"),
        Part("告知事实", f"NOT {ORDINARY} OR 'facts' = ANY(informed_items)"),
        Part("告知理由", f"NOT {ORDINARY} OR 'reasons' = ANY(informed_items)"),
        Part("告知依据", f"NOT {ORDINARY} OR 'basis' = ANY(informed_items)"),
        Part("告知陈述权、申辩权", f"NOT {ORDINARY} OR 'statement_right' = ANY(informed_items)"),
        Part(
            "属听证范围的，告知要求听证的权利", f"NOT {ORDINARY} OR NOT hearing_required OR 'hearing_right' = ANY(informed_items)"
        ),
        Part("当场处罚前口头告知并有记录", f"NOT {SUMMARY} OR oral_informed_recorded"),
    ),
    fails="处罚告知不符合下列要求：{broken}。告知书送达日 {informed_served_date}，决定日 {decision_date}。",
    exceptions=(
        "不予处罚、撤销立案、移送的，不是“拟作出处罚”，不适用。",
        "简易程序当场口头告知即可，可以与决定同日。",
        "当事人明确放弃陈述申辩的，可以不等待，但仍然要告知。",
        "公告送达告知书的，以视为送达日为准；改变拟处罚内容的，以最后一次告知为准。",
        "告知书的内容没有逐项采集的，属于缺数据。",
    ),
    last_lawful="2026-03-02 送达告知书，2026-03-03 决定（等待期另由 P-13 判断）；或者 2026-03-02 送达、当日书面放弃、当日决定。",
    first_unlawful="2026-03-02 送达告知书，当日决定，没有放弃陈述申辩的记录。",
)
