"""Q-08 录入及时."""

from cases.choices import Severity
from cases.rules.declaration import Counted, Rule

RULE = Rule(
    code="Q-08",
    title="录入及时",
    step="decision",
    requires="处罚决定作出后，应当在规定的工作日内录入本平台。",
    articles=(),
    note="本平台的数据质量要求，不是法律条文；默认不启用，启用后只反映数据质量，不认定违法。",
    on=False,
    severity=Severity.LOW,
    duty=True,
    applies="CASE WHEN decision_date IS NULL THEN false ELSE entry_days IS NOT NULL END",
    needs=("entry_due",),
    looks_at=("decision_date", "received_on"),
    passes="received_on <= entry_due",
    due="entry_due",
    counted=Counted("decision_date", "entry_days", "workday"),
    fails="{decision_date} 作出决定，{received_on} 才录入（最后一日 {entry_due}）。",
    exceptions=(
        "参数适用起日以前的决定（历史数据批量导入）不适用；启用时请把起日设为启用之日。",
        "更正以前的记录，看最近一次入库的日期，由人工排除。",
        "系统故障有记录的，由人工排除。",
    ),
    last_lawful="2026-03-06 决定，2026-03-13（第5个工作日）录入。",
    first_unlawful="同样情形，2026-03-16 录入。",
    parameters=("entry_days",),
)
