"""O-04 事前公开要素齐全."""

from cases.choices import Severity
from cases.code_lists.duties import DutyKind
from cases.rules.declaration import Article, Rule

RULE = Rule(
    code="O-04",
    title="事前公开要素齐全",
    step="duty",
    kinds=(DutyKind.DUTY,),
    dated_by="year_end",
    requires="行政执法机关应当向社会公开主体、人员、职责、权限、依据、程序、救济渠道和随机抽查事项清单等信息。",
    articles=(Article("118号文", "（四）"), Article("行政处罚法", "第三十九条")),
    severity=Severity.MEDIUM,
    duty=True,
    applies="agency_state IS NULL",
    needs=("disclosed",),
    wants={"random_checks": "undisclosed = '{}' AND NOT 'random_checks' = ANY (disclosed)"},
    looks_at=("undisclosed",),
    passes="CASE WHEN undisclosed <> '{}' THEN false WHEN random_checks IS NULL THEN CASE WHEN 'random_checks' = ANY (disclosed) THEN true END ELSE true END",
    fails="没有公开：{undisclosed}。",
    exceptions=("没有随机抽查职责的，不要求公开抽查事项清单。", "没有登记公开情况的，缺数据。"),
    last_lawful="2026-03-10 门户网站公开了全部八项。",
    first_unlawful="2026-03-10 没有公开救济渠道。",
)
