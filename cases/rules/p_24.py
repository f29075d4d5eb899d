"""P-24 审核人与承办人分开."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Rule

RULE = Rule(
    code="P-24",
    title="审核人与承办人分开",
    step="review",
    requires="办理本案的执法人员不得作为本案的审核人员。",
    articles=(
        Article("行政处罚法", "第五十八条"),
        Article("湘程序规定", "第六十条"),
        Article("湘裁量办法", "第十一条第三款"),
        Article("118号文", "（十三）、（十四）"),
        Article("市监程序规定", "第四十九条第三款", sector="market"),
        Article("住建程序规定", "第二十三条、第二十四条", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="legal_review_date IS NOT NULL",
    needs=("reviewer_no",),
    wants={"reviewer_investigated": "reviewer_no IS NOT NULL"},
    looks_at=("legal_review_date",),
    passes="NOT reviewer_investigated",
    fails="{legal_review_date} 的审核人 {reviewer_no} 以执法人员身份在本案调查记录上签过名。",
    exceptions=(
        "办案人员是在本案调查记录上以执法人员身份签名的人；仅列席讨论、指导的不算。",
        "市场监管的案件审核同样适用。",
        "编制极少的单位由司法所、公职律师代为审核的，符合。",
        "调查记录没有写明人员的，缺数据；证件换发、前后证号不同的，由人工核对。",
    ),
    last_lawful="2026-03-26 由没有参加调查的人员审核。",
    first_unlawful="2026-03-26 由在本案询问笔录上签名的执法人员审核。",
)
