"""P-06 先立案后处罚."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

RULE = Rule(
    code="P-06",
    title="先立案后处罚",
    step="filing",
    requires="普通程序的处罚，应当先立案：立案不晚于送达处罚告知书，也不晚于作出决定。",
    articles=(
        Article("行政处罚法", "第五十四条第二款"),
        Article("行政处罚法", "第五十七条"),
        Article("湘程序规定", "第六十四条第二款"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="procedure = 'ordinary' AND decision_type = 'penalty' AND decision_date IS NOT NULL",
    wants={
        "procedure": "procedure IS NULL",
        "decision_type": "decision_type IS NULL",
        "filing_date": "filing_status IS DISTINCT FROM 'not_filed'",
        "informed_served_date": "filing_date IS NOT NULL",
    },
    looks_at=("filing_status", "decision_date"),
    passes="CASE WHEN filing_status = 'not_filed' THEN false"
    " ELSE filing_date <= informed_served_date AND filing_date <= decision_date END",
    doubts=(Doubt("remade_after_annulment", "决定被撤销后重新作出的，沿用原来的立案；请核对原立案日期。"),),
    fails=(
        ("filing_status = 'not_filed'", "记录显示未立案，即于 {decision_date} 作出处罚决定。"),
        ("filing_date > decision_date", "{decision_date} 已作出处罚决定，{filing_date} 才立案。"),
        ("true", "{informed_served_date} 已送达处罚告知书，{filing_date} 才立案。"),
    ),
    exceptions=(
        "简易程序不需要立案，不适用。",
        "决定被撤销后重新作出的，沿用原来的立案。",
        "同一天立案和告知的不算；等待期由 P-13 判断。",
        "没有采集立案日期的属于缺数据；系统明确显示“未立案”的才是问题。",
    ),
    last_lawful="2026-03-02 立案，当日送达告知书，2026-03-10 决定。",
    first_unlawful="2026-03-02 送达告知书，2026-03-03 才立案。",
)
