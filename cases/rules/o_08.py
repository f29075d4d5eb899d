"""O-08 新法实施满一年报告."""

from cases.choices import Severity
from cases.code_lists.duties import DutyKind
from cases.rules.declaration import Rule

RULE = Rule(
    code="O-08",
    title="新法实施满一年报告",
    step="duty",
    kinds=(DutyKind.DUTY,),
    dated_by="year_end",
    requires="有的省份规定，法律、法规、规章实施满一年之日起30日内，实施机关应当报告实施情况；湖南、长沙没有查到这样的规定。",
    articles=(),
    severity=Severity.INFO,
    duty=True,
    applies="CASE WHEN law_report_by IS NULL THEN false ELSE agency_state IS NULL END",
    needs=("new_law_from",),
    wants={"new_law_reported_on": "new_law_reported_on IS NULL AND as_of <= law_report_by"},
    looks_at=("law_report_by",),
    passes="CASE WHEN new_law_reported_on IS NULL AND as_of > law_report_by THEN false ELSE new_law_reported_on <= law_report_by END",
    due="law_report_by",
    fails="新法 {new_law_from} 施行，实施情况应当在 {law_report_by} 以前报告，实际 {new_law_reported_on}。",
    exceptions=("本地没有规定期限的（行业参数“新法实施情况报告期限”没有登记），不适用。",),
    last_lawful="（采用30日后）2025-03-01 施行，2026-03-31 报告。",
    first_unlawful="（采用30日后）2025-03-01 施行，2026-04-01 报告。",
    parameters=("law_report_days",),
    note="参照天津、辽宁、山东等地规定，本省没有查到依据；在行业参数中登记本地期限后才判断。",
)
