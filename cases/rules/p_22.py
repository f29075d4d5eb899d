"""P-22 重大决定法制审核."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Rule

# 行政处罚法 §58: a hearing counts when the case is within hearing scope and the hearing was held; one held outside it leaves it open.
HEARING = "CASE WHEN hearing_held AND NOT hearing_required THEN NULL ELSE hearing_required AND hearing_held END"
BY_LAW = f"(major_public_interest OR ({HEARING}) OR complex_multi_legal_relation OR other_statutory_review)"

RULE = Rule(
    code="P-22",
    title="重大决定法制审核",
    step="review",
    requires="涉及重大公共利益、直接关系当事人重大权益并经过听证、案情疑难复杂涉及多个法律关系，以及法律法规规定应当审核的处罚，决定（和集体讨论）以前应当经法制审核同意。",
    articles=(
        Article("行政处罚法", "第五十八条第一款"),
        Article("118号文", "（十一）至（十三）"),
        Article("市监程序规定", "第五十条", sector="market"),
        Article("住建程序规定", "第二十三条", sector="housing"),
    ),
    # Only the agency's own catalogue calls for the review: less grave than the statute's four cases.
    severity=f"CASE WHEN {BY_LAW} THEN {int(Severity.CRITICAL)} ELSE {int(Severity.HIGH)} END",
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="procedure = 'ordinary' AND decision_type = 'penalty' AND decision_date IS NOT NULL"
    f" AND (coalesce(agency_catalog_hit, false) OR {BY_LAW})",
    wants={
        "procedure": "procedure IS NULL",
        "decision_type": "decision_type IS NULL",
        "major_public_interest": "agency_catalog_hit IS NOT TRUE",
        "hearing_required": "hearing_held IS NOT FALSE AND agency_catalog_hit IS NOT TRUE",
        "hearing_held": "hearing_required AND agency_catalog_hit IS NOT TRUE",
        "complex_multi_legal_relation": "agency_catalog_hit IS NOT TRUE",
        "other_statutory_review": "agency_catalog_hit IS NOT TRUE",
        "legal_review_result": f"{BY_LAW} OR agency_catalog_hit",
        "legal_review_date": f"{BY_LAW} OR agency_catalog_hit",
    },
    looks_at=("agency_catalog_hit", "meeting_date", "decision_date"),
    passes="legal_review_result IN ('agreed', 'agreed_after_change') AND legal_review_date <= least(meeting_date, decision_date)",
    fails=(
        ("legal_review_result = 'refused'", "法制审核不同意（{legal_review_date}），仍于 {decision_date} 作出处罚决定。"),
        ("legal_review_date > decision_date", "{decision_date} 作出处罚决定，{legal_review_date} 才经法制审核。"),
        ("true", "{meeting_date} 集体讨论，{legal_review_date} 才经法制审核，审核应当在先。"),
    ),
    exceptions=(
        "只列入本机关审核目录、不属法定四种情形的，程度降为较重。",
        "不予处罚、移送和简易程序，不适用。",
        "不属听证范围而自行举行听证，或者是否重大没有标注的，属于缺数据。",
        "市场监管部门的非重大案件走案件审核，不判本规则。",
        "同一天审核和决定的，算符合；多次审核的看末次。",
    ),
    last_lawful="经听证的案件：2026-03-26 审核同意，当日集体讨论，2026-03-30 决定。",
    first_unlawful="2026-03-31 才审核同意，2026-03-30 已经决定。",
)
