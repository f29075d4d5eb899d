"""E-21 加处罚款满三十日再强制."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.topics.enforcement import EXECUTIONS
from cases.rules.unsettled import unsettled

_URGED = Part("执行前已经催告", "CASE WHEN urged_in_writing IS FALSE THEN false ELSE urge_served_on <= executed_on END")

RULE = Rule(
    code="E-21",
    title="加处超过30日再强制执行",
    step="measure",
    requires="加处罚款或者滞纳金超过30日，经催告当事人仍不履行的，具有行政强制执行权的行政机关可以强制执行。",
    articles=(Article("行政强制法", "第四十五条、第四十六条"),),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({EXECUTIONS} AND is_money AND executed_on IS NOT NULL, false) AND has_exec_power IS NOT FALSE AND court_ordered IS NOT TRUE",
    needs=("has_exec_power", "surcharge_started_on"),
    wants={"urge_served_on": "urged_in_writing IS NOT FALSE"},
    looks_at=("coercion_is", "executed_on", "surcharge_days"),
    passes=(
        Part("加处超过30日", "CASE WHEN surcharge_days <> 30 THEN surcharge_days > 30 END"),
        _URGED,
    ),
    doubts=(unsettled((_URGED,), "surcharge_days = 30", "恰为30日，起算日是否计入由人工认定。"),),
    fails="{surcharge_started_on} 起加处，{executed_on} 强制执行，相隔 {surcharge_days} 日，不符合下列要求：{broken}。",
    exceptions=(
        "不是金钱给付的，不适用。",
        "没有强制执行权的机关应当申请人民法院执行，不适用；已经查封、扣押而拍卖抵缴罚款的，另须复议诉讼期满并经催告，由人工审查。",
        "法律对税费等另有规定的，从其规定，由人工审查。",
    ),
    last_lawful="2026-03-01 起加处，2026-04-01 执行（相隔31日）。",
    first_unlawful="2026-03-01 起加处，2026-03-30 执行（相隔29日）。",
)
