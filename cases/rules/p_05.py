"""P-05 立案审批."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

RULE = Rule(
    code="P-05",
    title="立案审批",
    step="filing",
    requires="普通程序立案应当经行政机关负责人批准，立案日期即批准日期，并在事先告知以前；情况紧急先行启动的，应当事后补报。",
    articles=(
        Article("湘程序规定", "第六十四条第二款"),
        Article("行政处罚法", "第五十四条第二款"),
        Article("市监程序规定", "第十八条第一款、第十九条第二款", sector="market"),
        Article("住建程序规定", "第十五条第三款", sector="housing"),
    ),
    severity=Severity.MEDIUM,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN procedure = 'summary' OR filing_date IS NULL THEN false ELSE procedure = 'ordinary' END",
    needs=("filing_by_head", "filing_approved_on"),
    wants={"procedure": "procedure IS NULL", "filing_reported_after": "filing_urgent"},
    looks_at=("filing_date", "informed_served_date", "filing_urgent"),
    passes=(
        Part("经机关负责人批准", "filing_by_head"),
        Part("立案日期就是批准日期", "coalesce(filing_urgent, false) OR filing_date = filing_approved_on"),
        Part("批准不晚于事先告知", "coalesce(filing_approved_on <= informed_served_date, true)"),
        Part("紧急先行启动的已补报", "CASE WHEN filing_urgent THEN filing_reported_after ELSE true END"),
    ),
    fails="{filing_date} 立案，{filing_approved_on} 批准，{informed_served_date} 事先告知，不符合下列要求：{broken}。",
    exceptions=(
        "立案以前的核查和监督检查中依法取得的证据合法，不与立案日期比较。",
        "简易程序不适用；受移送的案件，以本机关的立案审批为准。",
        "情况紧急先行启动的，补报的期限法律没有规定，不计天数。",
        "依法以自己名义执法的派出机构，由其负责人批准。没有批准人的，缺数据。",
    ),
    last_lawful="2026-02-26 现场核查，2026-03-02 负责人批准立案，2026-03-20 告知。",
    first_unlawful="2026-03-20 告知，2026-03-23 才批准立案。",
)
