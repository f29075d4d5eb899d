"""P-21 听证后审核后决定."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

# A meeting before the notice discussed what to propose, it did not decide.
_MEETING = "(meeting_date IS NOT NULL AND coalesce(meeting_date >= informed_served_date, true))"

RULE = Rule(
    code="P-21",
    title="听证后审核后决定",
    step="review",
    requires="直接关系当事人或者第三人重大权益、经过听证程序的处罚，应当在末次听证结束以后进行法制审核，再集体讨论、作出决定。",
    articles=(
        Article("行政处罚法", "第五十八条第一款第二项"),
        Article("行政处罚法", "第六十五条"),
        Article("湘程序规定", "第一百四十四条"),
        Article("市监程序规定", "第五十条第二款", sector="market"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN hearing_took_place AND hearing_terminated IS NOT TRUE THEN"
    " hearing_required AND decision_type = 'penalty' AND decision_date IS NOT NULL ELSE false END",
    needs=("hearing_last_on", "legal_review_date"),
    wants={"hearing_required": "hearing_required IS NULL", "decision_type": "decision_type IS NULL"},
    looks_at=("meeting_date", "informed_served_date", "decision_date"),
    passes=(
        Part("听证结束以后进行法制审核", "hearing_last_on <= legal_review_date"),
        Part("听证结束以后集体讨论", f"NOT {_MEETING} OR hearing_last_on <= meeting_date"),
        Part("听证结束以后作出决定", "hearing_last_on <= decision_date"),
    ),
    fails="末次听证 {hearing_last_on}，法制审核 {legal_review_date}，集体讨论 {meeting_date}，决定 {decision_date}，不符合下列要求：{broken}。",
    exceptions=(
        "听证以前审核过、听证以后再次审核的，看末次审核。",
        "同一天的，符合。",
        "告知以前的预讨论不是作出决定的会议。",
        "没有听证的不适用；审核与决定的先后由 P-22 判断。",
        "听证后发现新证据的，须重新听证，由人工审查。",
    ),
    last_lawful="2026-03-25 听证，当日审核，2026-03-30 决定。",
    first_unlawful="2026-03-25 听证，唯一一次审核在 2026-03-20。",
)
