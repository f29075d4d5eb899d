"""G-01 执法主体资格."""

from datetime import date

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

_NAME = (
    "CASE WHEN in_whose_name IN ('inner', 'outpost') THEN authorised_by_law WHEN in_whose_name = 'other' THEN false ELSE true END"
)

RULE = Rule(
    code="G-01",
    title="执法主体资格",
    step="decision",
    requires="行政处罚由具有行政处罚权的行政机关在法定职权范围内实施，决定当日执法主体资格经确认并在有效期内；内设机构、派出机构没有法律、法规授权的，不得以自己的名义作出决定。",
    articles=(
        Article("行政处罚法", "第十七条、第十九条"),
        Article("行政处罚法", "第三十八条第一款"),
        Article("条例", "第十七条"),
        Article("湘程序规定", "第五十六条第一款", until=date(2026, 1, 31)),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="decision_date IS NOT NULL AND in_own_name AND is_township IS NOT TRUE",
    wants={"qualified_until": "NOT body_qualified", "authorised_by_law": "in_whose_name IN ('inner', 'outpost')"},
    looks_at=("decision_date", "qualified_from", "qualified_until", "body_qualified", "in_whose_name", "succession_doc"),
    passes=(
        Part(
            "决定当日具有执法主体资格",
            "CASE WHEN succession_doc IS NOT NULL THEN true WHEN decision_date < qualified_from OR decision_date > qualified_until THEN false"
            " WHEN body_qualified THEN true END",
        ),
        Part("以本机关的名义或者依法授权的名义作出", _NAME),
    ),
    doubts=(
        Doubt(
            "NOT body_qualified AND decision_date >= coalesce(qualified_from, decision_date)"
            f" AND decision_date <= coalesce(qualified_until, decision_date) AND ({_NAME}) IS NOT FALSE",
            "登记册没有确认主体资格，也没有写明自哪一天起失去资格，由人工核对。",
        ),
        Doubt(f"body_vertical AND ({_NAME}) IS NOT FALSE", "垂直管理机关的主体资格由其系统确认，不以本地登记判断。"),
    ),
    fails=(
        (
            f"({_NAME}) IS FALSE",
            "{decision_date} 以{in_whose_name}的名义作出决定，没有法律、法规授权的记载，不符合下列要求：{broken}。",
        ),
        ("true", "{decision_date} 作出决定，登记的主体资格自 {qualified_from} 至 {qualified_until}，当日不在有效期内。"),
    ),
    exceptions=(
        "登记册没有写明资格起止日期的，不作问题。",
        "机构改革后有“三定”规定或者政府决定承继职权的，视为有效。",
        "垂直管理机关由其系统确认，由人工核对。",
        "受委托实施的由 G-02 判断，乡镇、街道由 G-03 判断。",
    ),
    last_lawful="资格确认至 2026-06-30，2026-06-30 作出决定。",
    first_unlawful="同一机关 2026-07-01 作出决定，又没有承继文件。",
)
