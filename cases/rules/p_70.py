"""P-70 移送后物品移交."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Part, Rule

RULE = Rule(
    code="P-70",
    title="公安立案后3日内移交涉案物品",
    step="decision",
    requires="公安机关决定立案的，应当自接到立案通知书之日起3日内将涉案物品以及与案件有关的其他材料移交公安机关，并办结交接手续。",
    articles=(
        Article("移送规定", "第十二条"),
        Article("行政强制法", "第二十一条"),
        Article("市监程序规定", "第十七条第二款", sector="market"),
    ),
    severity=Severity.MEDIUM,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="police_filed_notice_on",
    applies="police_filed_notice_on IS NOT NULL AND special_goods_rule IS NOT TRUE",
    wants={"goods_handed_over_on": "as_of <= hand_over_by", "handover_list_signed": "goods_handed_over_on IS NOT NULL"},
    looks_at=("police_filed_notice_on", "hand_over_by", "seized_party_notified"),
    passes=(
        Part(
            "接到立案通知书之日起3日内移交",
            "CASE WHEN goods_handed_over_on IS NULL AND as_of > hand_over_by THEN false ELSE goods_handed_over_on <= hand_over_by END",
        ),
        Part(
            "办结交接手续，有签收的清单",
            "CASE WHEN goods_handed_over_on IS NULL AND as_of > hand_over_by THEN true ELSE handover_list_signed END",
        ),
    ),
    doubts=(
        Doubt(
            "coalesce(goods_handed_over_on, as_of) > hand_over_by AND coalesce(coalesce(goods_handed_over_on, as_of) <= hand_over_next_workday, true)"
            " AND handover_list_signed IS NOT FALSE",
            "第3日是休息日或者节假日，在其后首个工作日以前交接；是否顺延没有明文，由人工认定。",
        ),
    ),
    due="hand_over_by",
    counted=Counted("police_filed_notice_on", "3", "day"),
    fails="{police_filed_notice_on} 接到立案通知书，{goods_handed_over_on} 移交（期限 {hand_over_by}），不符合下列要求：{broken}。",
    exceptions=(
        "接到通知书当日不计入；“3日”是自然日。",
        "危险物品、鲜活物品等法律、行政法规另有规定的，从其规定，不适用。",
        "没有涉案物品的，移交材料的日期填入移交日期。",
        "公安机关不予立案退回的，不适用。",
    ),
    last_lawful="2026-03-02 接到立案通知书，2026-03-05 交接。",
    first_unlawful="同样情形，2026-03-06 交接。",
)
