"""P-03 线索核查期限."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Part, Rule


def _extended(then: str) -> str:
    """Asked only where the period was extended."""
    return f"CASE WHEN coalesce(clue_extended_days, 0) = 0 THEN true ELSE {then} END"


_BY_HEAD, _IN_TIME = _extended("clue_extended_by_head"), _extended("clue_extended_on <= clue_due_plain")
_CAPPED = _extended("clue_extended_days <= clue_cap")

RULE = Rule(
    code="P-03",
    title="线索核查期限",
    step="source",
    requires="对违法行为线索，应当自发现线索或者收到材料之日起在规定期限内核查并决定是否立案；特殊情况经负责人批准可以延长。",
    articles=(
        Article("市监程序规定", "第十八条", sector="market"),
        Article("住建程序规定", "第十五条第一款、第四十五条", sector="housing"),
        Article("条例", "第十一条第二款第四项"),
    ),
    severity=Severity.MEDIUM,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="clue_received_on",
    applies="CASE WHEN procedure = 'summary' OR clue_received_on IS NULL OR clue_result IN ('elsewhere', 'mediated') THEN false"
    " ELSE clue_days IS NOT NULL END",
    needs=("clue_due",),
    wants={
        "clue_decided_on": "true",
        "clue_extended_by_head": "clue_extended_days > 0",
        "clue_extended_on": "clue_extended_days > 0",
    },
    looks_at=("clue_received_on", "clue_test_days", "clue_extended_days", "clue_cap"),
    passes=(
        Part(
            "期限内决定是否立案",
            "CASE WHEN clue_decided_on IS NOT NULL THEN clue_decided_on <= clue_due WHEN clue_moved THEN true"
            " WHEN as_of > clue_due AND num_nonnulls(decision_date, informed_served_date, closed_on) = 0 THEN false END",
        ),
        Part("延长经负责人批准", _BY_HEAD),
        Part("延长在原期限届满以前批准", _IN_TIME),
        Part("延长不超过规定的天数", _CAPPED),
    ),
    doubts=(
        Doubt(
            "sector = 'housing' AND clue_decided_on > clue_due"
            f" AND ({_BY_HEAD}) IS NOT FALSE AND ({_IN_TIME}) IS NOT FALSE AND ({_CAPPED}) IS NOT FALSE",
            "住房城乡建设的期限约束完成核查，立案审批略后的不一定逾期，由人工认定。",
        ),
    ),
    due="clue_due",
    counted=Counted("clue_received_on", "clue_days + clue_test_days + coalesce(clue_extended_days, 0)", "workday"),
    fails="{clue_received_on} 收到线索，{clue_decided_on} 决定是否立案（期限 {clue_due}），不符合下列要求：{broken}。",
    exceptions=(
        "本行业没有核查期限规定、期限还没有核对原文的，不适用。",
        "当场处罚、消费投诉调解、不属本机关管辖已移送的，不适用。",
        "检测、检验、检疫、鉴定和权利人辨认所占的时间不计入。",
        "还没有作出决定的，以检查当日计算。",
    ),
    last_lawful="市场监管，2026-03-02 收到材料，2026-03-23（第15个工作日）立案；批准延长15个工作日的，至 2026-04-14。",
    first_unlawful="2026-03-24 才立案，没有批准延长。",
    parameters=("clue_check_days", "clue_extension_cap"),
)
