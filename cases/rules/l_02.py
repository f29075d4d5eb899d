"""L-02 受理凭证."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Doubt, Part, Rule

RULE = Rule(
    code="L-02",
    title="受理、不予受理出具凭证",
    step="filing",
    requires="受理或者不予受理行政许可申请，应当出具加盖本行政机关专用印章和注明日期的书面凭证。",
    articles=(Article("行政许可法", "第三十二条第二款"),),
    severity=Severity.MEDIUM,
    duty=True,
    kinds=(CaseKind.LICENCE,),
    in_force_from=date(2004, 7, 1),
    dated_by="licence_dated_on",
    applies="CASE WHEN licence_outcome IN ('not_accepted', 'not_needed') THEN true"
    " WHEN accepted_on IS NULL OR decision_date = accepted_on THEN false ELSE true END",
    wants={"acceptance_receipt_given": "true", "acceptance_receipt_sealed": "acceptance_receipt_given"},
    looks_at=("licence_outcome", "accepted_on"),
    passes=(
        Part("出具了书面凭证", "acceptance_receipt_given"),
        Part("凭证盖章并注明日期", "CASE WHEN NOT acceptance_receipt_given THEN true ELSE acceptance_receipt_sealed END"),
    ),
    doubts=(Doubt("licence_outcome = 'not_needed'", "依法不需要许可、即时告知而申请人没有要求凭证的，由人工认定。"),),
    fails="{accepted_on} 受理（或者不予受理），不符合下列要求：{broken}。",
    exceptions=(
        "当日受理、当场作出许可决定的，以决定代替，不适用。",
        "带电子印章和时间的电子凭证，视为书面凭证。",
        "即时告知不需要许可的，由人工认定。",
    ),
    last_lawful="2026-03-06 受理，出具盖专用印章、注明日期的受理通知书。",
    first_unlawful="2026-03-06 不予受理，只口头告知。",
)
