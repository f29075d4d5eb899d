"""P-04 符合立案条件应当及时立案."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Rule

RULE = Rule(
    code="P-04",
    title="符合条件应当及时立案",
    step="filing",
    requires="经核查符合立案条件的，应当及时立案；不予立案的，应当经批准并写明理由。",
    articles=(
        Article("行政处罚法", "第五十四条第二款、第七十六条第二款"),
        Article("条例", "第十一条第二款第四项"),
        Article("湘程序规定", "第八十六条第二款"),
        Article("市监程序规定", "第十九条、第二十条", sector="market"),
        Article("住建程序规定", "第十五条第二款", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="clue_received_on",
    applies="CASE WHEN procedure = 'summary' OR clue_received_on IS NULL OR clue_days IS NULL THEN false"
    " ELSE clue_result = 'to_file' END",
    needs=("clue_due",),
    wants={
        "clue_result": "true",
        "no_filing_reasoned": "no_filing_on IS NOT NULL",
        "filing_date": "no_filing_on IS NULL AND clue_moved IS NOT TRUE",
    },
    looks_at=("clue_received_on", "no_filing_on", "clue_moved"),
    passes="CASE WHEN filing_date <= clue_due OR clue_moved THEN true WHEN no_filing_on IS NOT NULL THEN no_filing_reasoned"
    " WHEN filing_date > clue_due THEN false"
    " WHEN as_of > clue_due AND num_nonnulls(decision_date, informed_served_date, closed_on) = 0 THEN false END",
    doubts=(
        Doubt(
            "sector = 'housing' AND filing_date > clue_due AND no_filing_on IS NULL",
            "住房城乡建设的期限约束完成核查，立案审批略后的不一定逾期，由人工认定。",
        ),
    ),
    due="clue_due",
    counted=Counted("clue_received_on", "clue_days + clue_test_days + coalesce(clue_extended_days, 0)", "workday"),
    fails=(
        (
            "no_filing_on IS NOT NULL",
            "{clue_received_on} 收到线索，核查符合立案条件，{no_filing_on} 不予立案而没有经批准并写明理由。",
        ),
        (
            "true",
            "{clue_received_on} 收到线索，核查符合立案条件，应当在 {clue_due} 以前立案，立案日期 {filing_date}，也没有不予立案的审批。",
        ),
    ),
    exceptions=(
        "轻微并及时改正、初次违法后果轻微、没有主观过错等，经批准不予立案并写明理由的，通过。",
        "已移送有管辖权的机关、司法机关，或者并入他案的，通过。",
        "当场处罚、本行业没有核查期限的，不适用；期限还没有届满的，不作判断。",
        "没有写明核查结论的，缺数据。",
    ),
    last_lawful="市场监管，2026-03-02 收到线索、核查属实，2026-03-23 立案，或者同日批准不予立案并写明理由。",
    first_unlawful="2026-03-24 仍没有立案，没有不予立案的审批，也没有移送。",
    parameters=("clue_check_days",),
)
