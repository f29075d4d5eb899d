"""P-67 罚没不挂钩."""

from cases.choices import Severity
from cases.code_lists.duties import DutyKind
from cases.rules.declaration import Article, Doubt, Part, Rule

RULE = Rule(
    code="P-67",
    title="罚没不挂钩",
    step="duty",
    kinds=(DutyKind.DUTY,),
    dated_by="year_end",
    requires="罚款、没收的违法所得不得同作出处罚决定的机关及其工作人员的考核、考评直接或者变相挂钩；除依法应当退还、退赔的外，财政部门不得以任何形式向行政机关返还；罚没款必须全部上缴国库。",
    articles=(
        Article("行政处罚法", "第七十四条第二款、第三款"),
        Article("行政处罚法", "第七十八条、第七十九条"),
        Article("118号文", "（二十二）"),
        Article("27号文", "（六）"),
        Article("54号文", "严禁下达检查指标"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    applies="agency_state IS NULL",
    wants={
        "fine_target": "fine_target IS NULL",
        "fine_ranking": "fine_ranking IS NULL",
        "fines_refunded": "fines_refunded IS NULL",
        "refund_lawful": "fines_refunded = 'yes' AND refund_lawful IS NULL",
    },
    looks_at=("collected_amount", "treasury_amount"),
    passes=(
        Part("没有下达罚没指标", "fine_target = 'no'"),
        Part("没有以罚没数额考核排名", "fine_ranking = 'no'"),
        Part("没有返还罚没款，依法退还、退赔的除外", "fines_refunded = 'no' OR refund_lawful = 'yes'"),
        Part("罚没款全部上缴国库", "coalesce(treasury_amount >= collected_amount, true)"),
    ),
    doubts=(
        Doubt(
            "fine_target IS DISTINCT FROM 'yes' AND fine_ranking IS DISTINCT FROM 'yes'"
            " AND (fines_refunded IS DISTINCT FROM 'yes' OR refund_lawful IS DISTINCT FROM 'no')",
            "收缴数大于上缴数，可能是在途或者依法退还、退赔，由人工核对。",
        ),
    ),
    fails="{year} 年度不符合下列要求：{broken}。",
    exceptions=(
        "依法退还多缴的、退赔被害人的，不是返还；财政按预算保障执法经费不是返还。",
        "办案质量、办结率的考核不是罚没挂钩。",
        "只凭文件证据登记，罚没数额的波动只作预警。",
    ),
    last_lawful="2026-03-20 因决定撤销退还当事人罚款1,000元。",
    first_unlawful="2026-01-12 印发的考核文件规定“全年罚没不少于100万元”。",
)
