"""P-34 决定书载明法定事项并盖章."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

_SUMMARY = "procedure = 'summary'"
# Omissions and slips put right in writing are no longer a breach (住建程序规定 §28, 湘程序规定 §164); a missing seal is none of them.
_ITEMS = f"""CASE WHEN decision_corrected_on IS NOT NULL THEN true WHEN {_SUMMARY} THEN
    decision_items @> '{{facts,basis,time,place,remedies,agency}}' AND (coalesce(fine_amount, 0) = 0 OR 'fine' = ANY(decision_items))
    ELSE decision_items @> '{{party,address,facts,basis,remedies,agency,dated}}' AND (only_warned OR 'performance' = ANY(decision_items))
    AND (sector <> 'market' OR statement_made_on IS NULL OR 'statement' = ANY(decision_items)) END"""

RULE = Rule(
    code="P-34",
    title="决定书六要素+印章",
    step="decision",
    requires="普通程序的决定书应当载明当事人、事实和证据、种类和依据、履行方式和期限、复议诉讼途径和期限、机关名称和日期，并盖机关印章；当场处罚决定书应当为预定格式并编号，载明法定事项，由执法人员签名或者盖章。",
    articles=(
        Article("行政处罚法", "第五十九条"),
        Article("行政处罚法", "第五十二条第一款、第二款"),
        Article("湘程序规定", "第七十七条、第一百六十四条"),
        Article("市监程序规定", "第六十二条、第六十八条", sector="market"),
        Article("住建程序规定", "第十四条第一款、第二十七条、第二十八条", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="decision_type = 'penalty' AND decision_date IS NOT NULL",
    needs=("procedure",),
    wants={
        "decision_type": "decision_type IS NULL",
        "decision_items": "decision_corrected_on IS NULL",
        "decision_sealed": f"NOT {_SUMMARY} OR sector = 'market'",
        "onsite_form_numbered": _SUMMARY,
        "onsite_signed": _SUMMARY,
    },
    looks_at=("decision_corrected_on", "fine_amount"),
    passes=(
        Part("载明法定事项", _ITEMS),
        Part("盖有机关印章", f"({_SUMMARY} AND sector <> 'market') OR decision_sealed"),
        Part("预定格式、编有号码（当场处罚）", f"NOT {_SUMMARY} OR onsite_form_numbered"),
        Part("执法人员签名或者盖章（当场处罚）", f"NOT {_SUMMARY} OR onsite_signed"),
    ),
    fails=(
        ("(" + _ITEMS + ") IS FALSE", "{decision_date} 的决定书不符合下列要求：{broken}。缺少：{decision_items_missing}。"),
        ("true", "{decision_date} 的决定书不符合下列要求：{broken}。"),
    ),
    exceptions=(
        "电子印章等同印章。",
        "缺日期、笔误等已经书面补正或者更正的，符合。",
        "警告、通报批评没有履行方式和期限，没有罚款的不载罚款数额。",
        "市场监管的决定书，当事人提出过陈述申辩的，还应当载明采纳情况及理由；其当场处罚决定书也应当盖章。",
        "其他行业的当场处罚决定书没有机关印章的，不判（《湖南省行政程序规定》第七十七条的一般要求，作提示）。",
        "只报送摘要、没有报送文书事项的，缺数据。",
    ),
    last_lawful="2026-03-02 当场处罚决定书（非市场监管），有执法人员签名，没有机关印章。",
    first_unlawful="2026-03-30 普通程序决定书，没有机关印章。",
)
