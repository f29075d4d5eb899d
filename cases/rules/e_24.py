"""E-24 强制拆除先公告、期满."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Doubt, Part, Rule

RULE = Rule(
    code="E-24",
    title="强制拆除先公告并待救济期满",
    step="measure",
    requires="强制拆除违法的建筑物、构筑物、设施，应当公告限期自行拆除；当事人在法定期限内不申请复议、不起诉又不拆除的，经催告和决定，才可以强制拆除。",
    articles=(
        Article("行政强制法", "第四十四条"),
        Article("行政强制法", "第三十五条至第三十七条"),
        Article("行政诉讼法", "第四十五条、第四十六条", since=date(2015, 5, 1)),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies="coalesce(coercion_is = 'demolish' AND executed_on IS NOT NULL, false) AND self_demolished IS NOT TRUE AND court_ordered IS NOT TRUE",
    needs=("demolition_notice_on", "self_demolish_by", "remedies_end_on"),
    wants={
        "urge_served_on": "urged_in_writing IS NOT FALSE",
        "decision_date": "true",
        "disputed_then": "true",
    },
    looks_at=("executed_on", "urged_in_writing"),
    passes=(
        Part("先公告", "demolition_notice_on < executed_on"),
        Part("限期自行拆除的期限已过", "self_demolish_by < executed_on"),
        Part("复议和起诉的期限已过", "remedies_end_on < executed_on"),
        Part("没有正在进行的复议、诉讼", "NOT disputed_then"),
        Part(
            "已经催告和决定",
            "CASE WHEN urged_in_writing IS FALSE THEN false ELSE urge_served_on < executed_on AND decision_date <= executed_on END",
        ),
    ),
    doubts=(Doubt("demolition_special", "正在建设中即时制止、依其他法律立即清除或者紧急排险的，由人工认定。"),),
    fails="{demolition_notice_on} 公告，限 {self_demolish_by} 前自行拆除，复议和起诉期限 {remedies_end_on} 届满，{executed_on} 强制拆除，不符合下列要求：{broken}。",
    exceptions=(
        "当事人自行拆除的、人民法院裁定执行的，不适用。",
        "复议和起诉的期限取后届满的一个：起诉期限为知道之日起6个月，没有告知救济途径的更长。",
        "正在建设中即时制止、依其他法律立即清除、紧急排险的，由人工认定。",
        "复议、诉讼的起止没有采集而记录写着在争议中的，缺数据。",
    ),
    last_lawful="2025-09-10 决定送达并告知救济，2026-03-02 公告限 2026-03-09 前自行拆除，2026-03-11 拆除，催告和决定齐备。",
    first_unlawful="同样情形，2026-03-10 拆除（起诉期限当日届满，还没有过）。",
)
