"""L-06 不予许可的理由和救济."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Part, Rule

RULE = Rule(
    code="L-06",
    title="不予许可说明理由、告知救济",
    step="decision",
    requires="作出不予许可的书面决定，应当说明理由，并告知申请人申请行政复议或者提起行政诉讼的权利；依据检验、检测、检疫结果不予许可的，还应当书面说明所依据的技术标准、技术规范。",
    articles=(Article("行政许可法", "第三十八条第二款"), Article("行政许可法", "第五十五条第三款")),
    severity=Severity.HIGH,
    duty=True,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="decided_or_today",
    applies="coalesce(licence_outcome = 'refused', false)",
    wants={
        "refusal_reasons_given": "true",
        "refusal_remedies_told": "true",
        "technical_standard_stated": "refused_on_test",
    },
    looks_at=("decision_date", "refused_on_test"),
    passes=(
        Part("说明了理由", "refusal_reasons_given"),
        Part("告知了复议、诉讼的权利", "refusal_remedies_told"),
        Part("写明了所依据的技术标准、技术规范", "CASE WHEN refused_on_test THEN technical_standard_stated ELSE true END"),
    ),
    fails="{decision_date} 作出不予许可决定，不符合下列要求：{broken}。",
    exceptions=(
        "准予许可、申请人撤回的，不适用。",
        "只有依检验、检测、检疫结果不予许可的，才要求写明技术标准。",
    ),
    last_lawful="2026-03-06 不予许可，写明理由、复议和诉讼权利。",
    first_unlawful="2026-03-06 不予许可，没有告知救济权利。",
)
