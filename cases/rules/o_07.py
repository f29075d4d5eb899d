"""O-07 重大执法决定法制审核目录已制定."""

from cases.choices import Severity
from cases.code_lists.duties import DutyKind
from cases.rules.declaration import Article, Rule

RULE = Rule(
    code="O-07",
    title="重大执法决定法制审核目录已制定",
    step="duty",
    kinds=(DutyKind.DUTY,),
    dated_by="year_end",
    requires="行政执法机关应当结合本机关行政执法行为的类别、执法层级、所属领域、涉案金额等因素，制定重大执法决定法制审核目录清单；上级已经统一编制的，可以使用。",
    articles=(Article("118号文", "（十二）"),),
    severity=Severity.MEDIUM,
    duty=True,
    applies="agency_state IS NULL",
    wants={
        "catalogue_from": "catalogue_of_superior IS NULL AND catalogue_from IS NULL",
        "catalogue_of_superior": "catalogue_of_superior IS NULL AND catalogue_from IS NULL",
    },
    looks_at=("catalogue_from", "catalogue_to"),
    passes="CASE WHEN catalogue_of_superior = 'yes' THEN true"
    " WHEN catalogue_from IS NOT NULL THEN catalogue_from <= least(as_of, year_end) AND coalesce(catalogue_to, as_of) >= least(as_of, year_end)"
    " WHEN catalogue_of_superior = 'no' THEN false END",
    fails="没有现行有效的重大执法决定法制审核目录（施行 {catalogue_from}，失效 {catalogue_to}）。",
    exceptions=("使用上级统一编制的目录的，符合。", "没有登记的，缺数据。"),
    last_lawful="目录 2025-06-01 起施行，核查日 2026-03-10。",
    first_unlawful="核查日 2026-03-10 没有目录，也不使用上级的目录。",
)
