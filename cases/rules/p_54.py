"""P-54 三日内撤回公开."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Part, Rule

RULE = Rule(
    code="P-54",
    title="3日内撤回公开",
    step="publication",
    requires="公开的处罚决定被依法变更、撤销、确认违法或者确认无效的，应当在3日（工作日）内撤回处罚决定信息，并公开说明理由。",
    articles=(
        Article("行政处罚法", "第四十八条第二款"),
        Article("行政处罚法", "第八十五条"),
        Article("市监程序规定", "第六十三条第二款", sector="market"),
        Article("住建程序规定", "第十条第二款", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="decided_or_today",
    applies="CASE WHEN decision_date IS NULL OR published_date IS NULL THEN false"
    " ELSE withdrawal_trigger IS NOT NULL OR withdrawal_trigger_on IS NOT NULL END",
    needs=("withdrawal_trigger_on", "withdraw_by"),
    wants={"withdrawn_on": "as_of <= withdraw_by", "withdrawal_reasoned": "withdrawn_on IS NOT NULL"},
    looks_at=("withdrawal_trigger", "published_date"),
    passes=(
        Part(
            "3日内撤回", "CASE WHEN withdrawn_on IS NULL AND as_of > withdraw_by THEN false ELSE withdrawn_on <= withdraw_by END"
        ),
        Part("公开说明理由", "CASE WHEN withdrawn_on IS NULL AND as_of > withdraw_by THEN true ELSE withdrawal_reasoned END"),
    ),
    due="withdraw_by",
    counted=Counted("withdrawal_trigger_on", "3", "workday"),
    fails="决定 {withdrawal_trigger_on} 变动（{withdrawal_trigger}），应于 {withdraw_by} 前撤回公开，实际 {withdrawn_on}，不符合下列要求：{broken}。",
    exceptions=(
        "没有公开过的，不适用。",
        "他机关或者法院作出的，自收到生效的复议决定、裁判之日起算；一审判决没有生效的不填。",
        "补正、更正文字错误不属于变更。",
        "变更后重新公开新决定的，视为撤回旧信息。",
    ),
    last_lawful="2026-04-30 撤销，2026-05-08（第3个工作日）撤回。",
    first_unlawful="2026-04-30 撤销，2026-05-09（补班的星期六，第4个工作日）撤回。",
)
