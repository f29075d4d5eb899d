"""P-64 缴款期限不少于十五日."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Rule

RULE = Rule(
    code="P-64",
    title="缴款期限不少于15日",
    step="payment",
    requires="当事人应当自收到行政处罚决定书之日起15日内缴纳罚款；决定书所载的缴款期限不得比这更短。",
    articles=(
        Article("行政处罚法", "第六十七条第三款"),
        Article("行政处罚法", "第五十九条第一款第四项"),
        Article("市监程序规定", "第七十二条第一款", sector="market"),
    ),
    severity=Severity.MEDIUM,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN fine_amount > 0 AND decision_type = 'penalty' AND served_on IS NOT NULL THEN collected_onsite IS NOT TRUE ELSE false END",
    needs=("pay_due_told",),
    looks_at=("served_on", "pay_by_statute", "deferral_approved_on"),
    passes="pay_due_told >= pay_by_statute",
    doubts=(
        Doubt("served_by = 'public_notice'", "公告送达自视为送达之日起算，起算日由人工认定。"),
        Doubt("own_law_onsite", "该系统另有法律规定缴款期限，以其规定为准，待核。"),
    ),
    due="pay_by_statute",
    counted=Counted("served_on", "15", "day"),
    fails="决定书 {served_on} 送达，缴款期限 {pay_due_told} 届满，早于送达后第15日 {pay_by_statute}。",
    exceptions=(
        "“十五日”是自然日，送达当日不计入；长于15日的（含批准的延期、分期）符合。",
        "决定书写“自收到之日起十五日内”、没有写具体日期的，填写实际届满日。",
        "当场收缴的，不适用。",
        "当事人逾期不是机关违法，不在此列。",
    ),
    last_lawful="2026-03-02 送达，缴款期限至 2026-03-17（第15日）。",
    first_unlawful="同样情形，缴款期限至 2026-03-16。",
    parameters=("own_law_onsite",),
)
