"""P-35 救济途径期限正确."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

_NEW = "decision_date >= '2024-01-01'"
# 行政复议法 (2023) §24, §27, §28. Before 2024 the party could choose the department above.
_ORGAN = f"""CASE WHEN agency_led_from_above THEN reconsider_organ = 'upper_department'
    WHEN agency_tier = 'township' THEN reconsider_organ = 'county_government'
    WHEN {_NEW} THEN reconsider_organ = 'own_government' ELSE reconsider_organ IN ('own_government', 'upper_department') END"""

RULE = Rule(
    code="P-35",
    title="救济途径期限正确",
    step="decision",
    requires="决定书应当正确告知复议期限（60日以上）、起诉期限（6个月）和复议机关；2024-01-01 起，对当场处罚应当先申请复议，不得写明可以直接起诉。",
    articles=(
        Article("行政处罚法", "第五十九条第一款第五项"),
        Article("行政处罚法", "第五十二条第二款"),
        Article("行政复议法", "（条号待核）第二十条、第二十三条、第二十四条、第二十七条、第二十八条"),
        Article("行政诉讼法", "（条号待核）第四十五条、第四十六条"),
    ),
    severity=Severity.MEDIUM,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    dated_by="decision_date",
    applies="CASE WHEN decision_date IS NULL THEN false WHEN num_nonnulls(reconsider_days, litigate_months, reconsider_organ,"
    " reconsider_first_told, direct_suit_told) = 0 THEN false ELSE decision_type = 'penalty' END",
    needs=("procedure",),
    wants={
        "decision_type": "decision_type IS NULL",
        "reconsider_days": "true",
        "litigate_months": "procedure = 'ordinary'",
        "reconsider_organ": "true",
        "reconsider_first_told": f"procedure = 'summary' AND {_NEW}",
        "direct_suit_told": f"procedure = 'summary' AND {_NEW}",
    },
    looks_at=("decision_date", "agency_tier", "agency_led_from_above", "special_remedy_law"),
    passes=(
        Part("复议期限不少于60日", "reconsider_days >= 60"),
        Part("起诉期限为6个月", "procedure = 'summary' OR litigate_months = 6"),
        Part("复议机关正确", _ORGAN),
        Part("告知先申请复议（当场处罚）", f"procedure <> 'summary' OR NOT {_NEW} OR reconsider_first_told"),
        Part("没有写明可以直接起诉（当场处罚）", f"procedure <> 'summary' OR NOT {_NEW} OR NOT direct_suit_told"),
    ),
    doubts=(Doubt("special_remedy_law IS NOT NULL", "记载了救济的另外法律规定，是否成立由人工认定。"),),
    fails="{decision_date} 的决定书告知救济途径，不符合下列要求：{broken}。",
    exceptions=(
        "法律另定复议前置、较短起诉期限、复议终局的，写明条文，由人工认定。",
        "2024-01-01 以前的决定，当场处罚可以直接起诉，复议机关可以选择上一级主管部门。",
        "只写期限、没有写复议机关的，缺数据；决定书缺项由 P-34 判断。",
        "司法行政部门可以由上一级司法行政部门复议，写明条文，由人工认定。",
    ),
    last_lawful="2024-01-01 当场处罚决定书载明“先向某区人民政府申请行政复议（60日）”。",
    first_unlawful="同日当场处罚决定书载明“可在6个月内直接起诉”（2023-12-31 的符合）。",
    note="《行政复议法》《行政诉讼法》的条文凭记忆写下，没有核对原文；核对以前默认不判。",
    on=False,
)
