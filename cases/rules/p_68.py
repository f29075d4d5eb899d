"""P-68 十五个工作日内填写结案审批表."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Rule

RULE = Rule(
    code="P-68",
    title="15个工作日内填写结案审批表",
    step="closing",
    requires="普通程序案件具备结案情形（执行完毕、终结执行、终止调查、不予处罚等）的，办案人员应当在15个工作日内填写结案审批表。",
    articles=(
        Article("市监程序规定", "第七十七条", sector="market"),
        Article("住建程序规定", "第三十一条、第四十五条", sector="housing"),
    ),
    severity=Severity.LOW,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="close_trigger_on",
    applies="CASE WHEN sector IN ('market', 'housing') THEN CASE WHEN procedure = 'summary' THEN false"
    " WHEN close_trigger IS NULL AND close_trigger_on IS NULL AND closed_on IS NULL THEN false ELSE procedure = 'ordinary' END ELSE false END",
    needs=("close_trigger_on",),
    wants={"procedure": "procedure IS NULL", "close_form_on": "close_form_on IS NULL AND closed_on > close_by"},
    looks_at=("close_trigger", "close_by", "close_form_on", "closed_on"),
    # A closing day alone is the approval's, which may be later than the form: late, it proves nothing.
    passes="CASE WHEN close_form_on IS NOT NULL THEN close_form_on <= close_by WHEN closed_on <= close_by THEN true"
    " WHEN closed_on IS NULL AND as_of > close_by THEN false END",
    doubts=(Doubt("close_days IS NULL", "该系统的结案期限没有查到，由人工认定。"),),
    due="close_by",
    counted=Counted("close_trigger_on", "close_days", "workday"),
    fails="{close_trigger_on} 具备结案情形（{close_trigger}），结案审批表应于 {close_by} 前填写，实际 {close_form_on}。",
    exceptions=(
        "其他行业没有规定期限，不适用。",
        "审批日晚于15个工作日的不算；只有结案日而没有填表日，且结案日已过期限的，缺数据。",
        "处罚有多项的，以最后一项执行完毕为准；已申请法院强制执行尚未终结的，不具备结案情形。",
    ),
    last_lawful="市场监管，2026-03-02 执行完毕，2026-03-23（第15个工作日）填表。",
    first_unlawful="同样情形，2026-03-24 填表。",
    parameters=("close_days",),
)
