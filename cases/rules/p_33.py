"""P-33 当场处罚备案."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Rule

RULE = Rule(
    code="P-33",
    title="当场处罚备案",
    step="decision",
    requires="执法人员当场作出的处罚决定，应当报所属行政机关备案；住房城乡建设为3个工作日内，市场监管的材料在7个工作日内交回归档。",
    articles=(
        Article("行政处罚法", "第五十二条第三款"),
        Article("湘程序规定", "第八十九条"),
        Article("市监程序规定", "第七十条、第八十条", sector="market"),
        Article("住建程序规定", "第十四条第二款、第四十五条", sector="housing"),
    ),
    severity=Severity.MEDIUM,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    applies="procedure = 'summary' AND decision_type = 'penalty' AND decision_date IS NOT NULL",
    wants={
        "procedure": "procedure IS NULL",
        "decision_type": "decision_type IS NULL",
        "onsite_filed": "onsite_filed IS NULL AND onsite_filed_on IS NULL",
        "onsite_filed_on": "onsite_filed AND (onsite_file_days IS NOT NULL OR other_onsite_file_by IS NOT NULL)",
        "onsite_file_by": "onsite_file_days IS NOT NULL",
    },
    looks_at=("decision_date", "onsite_file_by", "onsite_filed_on"),
    # Said not to be filed: a breach once the term has passed, and at once where no term is set. A term nobody checked leaves it open.
    passes="CASE WHEN onsite_filed IS FALSE AND onsite_file_days IS NOT NULL THEN CASE WHEN as_of > onsite_file_by THEN false END"
    " WHEN onsite_filed IS FALSE AND other_onsite_file_by IS NOT NULL THEN CASE WHEN as_of > decision_date + 30 THEN false END"
    " WHEN onsite_filed IS FALSE THEN false"
    " WHEN onsite_file_days IS NOT NULL THEN onsite_filed_on <= onsite_file_by"
    " WHEN other_onsite_file_by IS NOT NULL THEN CASE WHEN onsite_filed_on <= other_onsite_file_by THEN true END"
    " ELSE onsite_filed OR onsite_filed_on IS NOT NULL END",
    doubts=(
        Doubt(
            "onsite_file_days IS NULL AND onsite_filed_on > other_onsite_file_by",
            "本行业规章的备案期限没有核对原文，不据以认定迟延。",
        ),
        Doubt("own_law_onsite", "该系统另有法律规定当场处罚的备案，以其规定为准，待核。"),
    ),
    due="onsite_file_by",
    counted=Counted("decision_date", "onsite_file_days", "workday"),
    fails=(
        ("onsite_filed IS FALSE", "{decision_date} 当场处罚，没有报所属机关备案。"),
        ("true", "{decision_date} 当场处罚，{onsite_filed_on} 才备案（归档），应于 {onsite_file_by} 前办理。"),
    ),
    exceptions=(
        "行业没有规定日数的，只看有没有备案，不判迟延。",
        "电子办案实时入库的，视为决定当日备案。",
        "交通运输、生态环境的日数没有核对，不据以认定；公安等另有法律规定的，以其规定为准。",
        "普通程序不适用；没有备案记载的，缺数据。",
    ),
    last_lawful="住房城乡建设，2026-03-02 当场处罚，2026-03-05（第3个工作日）备案。",
    first_unlawful="同样情形，2026-03-06 备案。",
    parameters=("onsite_file_days", "own_law_onsite"),
)
