"""P-19 听证主持人非调查人员."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

RULE = Rule(
    code="P-19",
    title="听证主持人非调查人员",
    step="hearing",
    requires="听证由行政机关指定的非本案调查人员主持；当事人申请主持人回避的，应当在听证以前作出决定。",
    articles=(
        Article("行政处罚法", "第六十四条第四项"),
        Article("湘程序规定", "第一百三十一条第二款"),
        Article("住建程序规定", "第三十四条第二款", sector="housing"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="hearing_took_place",
    needs=("hearing_host_no",),
    wants={
        "host_investigated": "hearing_host_no IS NOT NULL",
        "host_recusal_decided_on": "host_recusal_asked_on IS NOT NULL",
        "hearing_held_date": "host_recusal_asked_on IS NOT NULL",
    },
    looks_at=("host_recusal_asked_on",),
    passes=(
        Part("主持人没有参与本案调查", "NOT host_investigated"),
        Part(
            "回避申请在听证以前作出决定",
            "CASE WHEN host_recusal_asked_on IS NULL OR host_recusal_asked_on > hearing_held_date THEN true"
            " ELSE host_recusal_decided_on <= hearing_held_date END",
        ),
    ),
    fails="听证主持人 {hearing_host_no} 不符合下列要求：{broken}。听证日 {hearing_held_date}。",
    exceptions=(
        "没有举行听证的，不适用。",
        "调查人员是在本案调查记录上以执法人员身份签名的人；记录人员不在限制之列。",
        "调查记录没有写明人员的，缺数据；证件换发、前后证号不同的，由人工核对。",
        "主持人是否由机关指定，由人工审查。",
    ),
    last_lawful="2026-03-25 由没有参加调查的人员主持。",
    first_unlawful="2026-03-25 由在 2026-03-02 询问笔录上签名的执法人员主持。",
)
