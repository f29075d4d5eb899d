"""P-32 简易程序限额."""

from datetime import date

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

CAP = "CASE party_type WHEN 'person' THEN fine_amount <= cap_person WHEN 'self_employed' THEN fine_amount <= cap_person"
UNKNOWN_PARTY = (
    "CASE WHEN fine_amount <= least(cap_person, cap_organisation) THEN true WHEN fine_amount > cap_organisation THEN false END"
)

RULE = Rule(
    code="P-32",
    title="简易程序限额",
    step="decision",
    requires="当场处罚只能是警告，或者对公民200元以下、对法人和其他组织3,000元以下的罚款（法律另有规定的从其规定）。",
    articles=(
        Article("行政处罚法", "第五十一条", since=PENALTY_LAW_2021),
        Article("行政处罚法", "（2017年修正文本，条号待核）第三十三条", until=date(2021, 7, 14)),
        Article("市监程序规定", "第六十六条", sector="market"),
        Article("住建程序规定", "第十二条", sector="housing"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    # Before 2021-07-15 the law of 1996 applied, with caps of 50 and 1,000 元: rows of the parameter, not another rule.
    in_force_from=date(1996, 10, 1),
    applies="procedure = 'summary' AND coalesce(decision_type = 'penalty', true) AND decision_date IS NOT NULL",
    needs=("kinds_known",),
    wants={
        "procedure": "procedure IS NULL",
        "fine_amount": "'fine' = ANY(penalty_kinds)",
        "party_type": "fine_amount > cap_person",
    },
    looks_at=("cap_person", "cap_organisation", "special_onsite_cap", "decision_date"),
    passes=(
        Part("处罚种类限于警告、罚款", "penalty_kinds <@ '{warning,fine}'"),
        Part(
            "罚款不超过当场处罚的限额",
            "NOT ('fine' = ANY(penalty_kinds) OR coalesce(fine_amount, 0) > 0)"
            f" OR coalesce({CAP} WHEN 'legal_person' THEN fine_amount <= cap_organisation"
            f" WHEN 'other_organisation' THEN fine_amount <= cap_organisation END, {UNKNOWN_PARTY})",
        ),
    ),
    doubts=(
        Doubt(
            "party_type = 'self_employed' AND fine_amount <= cap_organisation AND penalty_kinds <@ '{warning,fine}'",
            "个体工商户按公民还是按其他组织适用限额，口径不一，由人工认定。",
        ),
        Doubt(
            "penalty_kinds <@ '{warning,fine,other}' AND NOT penalty_kinds <@ '{warning,fine}'",
            "处罚种类填“其他”：如果是责令改正，它不是处罚种类。",
        ),
        Doubt(
            "fine_amount <= other_cap_person AND penalty_kinds <@ '{warning,fine}'",
            "该领域的法律另定了当场处罚限额，条号和数额待核。",
        ),
        Doubt("own_law_onsite", "该系统另有法律规定当场处罚，以其规定为准，待核。"),
    ),
    fails="适用简易程序当场处罚，不符合下列要求：{broken}。处罚种类为{kinds_known}，罚款 {fine_amount} 元，当事人为{party_type}。",
    exceptions=(
        "治安、出入境、道路交通等法律另定限额的，从其规定。",
        "责令改正不是处罚种类，不算超出。",
        "个体工商户罚款超过200元、不超过3,000元的，由人工认定。",
        "2021-07-15 以前的决定，按当时的限额（公民50元、单位1,000元）。",
        "以单个当事人、单份决定书的罚款额计。",
    ),
    last_lawful="2026-03-02 当场罚公民 200 元；当场罚公司 3,000 元。",
    first_unlawful="当场罚公民 201 元；当场罚公司 3,001 元；当场“通报批评”。",
    parameters=("onsite_cap_person", "onsite_cap_organisation", "own_law_onsite"),
)
