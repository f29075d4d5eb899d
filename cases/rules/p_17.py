"""P-17 依申请组织听证."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Rule

_WITHDRAWN = (
    "(coalesce(hearing_withdrawn_on <= decision_date, false)"
    " OR coalesce(hearing_waived_at BETWEEN hearing_requested_on AND decision_date, false))"
)

RULE = Rule(
    code="P-17",
    title="依申请组织听证",
    step="hearing",
    requires="属于听证范围，当事人在告知后5个工作日内要求听证的，应当先组织听证，再作出处罚决定。",
    articles=(
        Article("行政处罚法", "第六十三条第一款"),
        Article("行政处罚法", "第六十四条第一项、第六项"),
        Article("行政处罚法", "第八十五条"),
        Article("湘程序规定", "第一百七十五条"),
        Article("市监程序规定", "第五十七条第二款、第八十条", sector="market"),
        Article("住建程序规定", "第三十三条、第四十五条", sector="housing"),
    ),
    severity=Severity.CRITICAL,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    applies=f"CASE WHEN hearing_requested_on IS NULL OR decision_date IS NULL OR {_WITHDRAWN} THEN false"
    " ELSE hearing_required AND decision_type = 'penalty' AND hearing_requested_on <= hearing_request_by END",
    wants={
        "decision_type": "decision_type IS NULL",
        "hearing_required": "hearing_required IS NULL",
        "informed_served_date": "informed_served_date IS NULL",
        "hearing_held": "hearing_held IS NULL AND hearing_held_date IS NULL",
        "hearing_held_date": "hearing_held",
    },
    looks_at=("hearing_requested_on", "hearing_request_by", "hearing_terminated", "decision_date"),
    passes="CASE WHEN hearing_terminated THEN true WHEN hearing_held IS FALSE THEN false ELSE hearing_held_date <= decision_date END",
    doubts=(Doubt("own_law_statement", "该系统另有程序法，听证以其规定为准，待核。"),),
    due="hearing_request_by",
    counted=Counted("informed_served_date", "5", "workday"),
    fails=(
        (
            "hearing_held_date > decision_date",
            "当事人 {hearing_requested_on} 要求听证，{decision_date} 已经决定，{hearing_held_date} 才听证。",
        ),
        ("true", "当事人 {hearing_requested_on} 要求听证，没有举行听证，即于 {decision_date} 作出处罚决定。"),
    ),
    exceptions=(
        "逾期要求的，没有组织的义务（可以组织），不适用。",
        "因不可抗力等正当理由经准许顺延的，按顺延后的末日；期间不含邮寄在途，邮寄的以交邮日为准，口头的以笔录日为准。",
        "当事人撤回要求的，不适用；无正当理由不到或者中途退出、依法终止听证的，符合。",
        "拟处罚撤回，或者改为不属听证范围并重新告知的，“属听证范围”填“否”，不适用。",
    ),
    last_lawful="2026-03-02 送达告知书，2026-03-09（第5个工作日）要求，2026-03-25 听证，其后决定。",
    first_unlawful="2026-03-09 要求听证，没有听证即于 2026-03-20 决定（2026-03-10 才要求的不适用）。",
    parameters=("hearing_request_days", "own_law_statement"),
)
