"""I-17 五年未实施事项的清理."""

from cases.choices import Severity
from cases.code_lists.duties import DutyKind
from cases.rules.declaration import Article, Rule

RULE = Rule(
    code="I-17",
    title="五年未实施事项的清理",
    step="duty",
    kinds=(DutyKind.DUTY,),
    dated_by="year_end",
    requires="近五年没有实施过的行政检查等事项，按程序清理；法律要求保留或者应急备用的，说明理由。命中只提示清理，不是违法。",
    articles=(Article("54号文", "国务院办公厅、司法部的解答"),),
    severity=Severity.LOW,
    duty=True,
    applies="CASE WHEN agency_state IS NOT NULL OR idle_items = 0 THEN false ELSE true END",
    wants={"five_years_on_record": "five_years_on_record IS NOT TRUE"},
    looks_at=("idle_items", "idle_kept_reason"),
    passes="idle_kept_reason IS NOT NULL OR CASE WHEN five_years_on_record THEN false END",
    fails="清单上有 {idle_items} 项五年以上没有实施，也没有说明保留的理由，建议按程序清理。",
    exceptions=(
        "命中只提示清理，不作违法认定。",
        "法律要求保留、应急备用的，说明保留理由。",
        "本平台的执法记录不足五年的，缺数据。",
    ),
    last_lawful="最近实施 2021-03-10，核查日 2026-03-10。",
    first_unlawful="最近实施 2021-03-09，核查日 2026-03-10，没有保留说明。",
)
