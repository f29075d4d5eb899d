"""G-07 辅助人员不得执法."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Rule

RULE = Rule(
    code="G-07",
    title="辅助人员不得执法",
    step="investigation",
    requires="行政处罚、行政强制、行政检查由具有行政执法资格的执法人员实施；执法辅助人员不得以检查人、询问人、办案人的身份在笔录上署名。",
    articles=(
        Article("行政处罚法", "第四十二条第一款"),
        Article("行政处罚法", "第七十六条第一款第五项"),
        Article("行政强制法", "第十七条第三款"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.PENALTY, CaseKind.COERCION, CaseKind.INSPECTION),
    in_force_from=PENALTY_LAW_2021,
    applies="true",
    wants={"signers": "coalesce(signers, 0) = 0", "signers_unmatched": "signers_unmatched > 0"},
    looks_at=("acts_by_auxiliary", "auxiliary_act_on", "auxiliary_number"),
    passes="CASE WHEN acts_by_auxiliary > 0 THEN false WHEN signers > 0 AND signers_unmatched = 0 THEN true END",
    fails="{auxiliary_act_on} 的执法行为中，登记为执法辅助人员的 {auxiliary_number} 以执法人员身份署名（全案共 {acts_by_auxiliary} 次）。",
    exceptions=(
        "辅助人员以记录人、协助人员身份署名的，不算。",
        "见证人、翻译、鉴定人、受托检测人员不计。",
        "登记册里查不到的署名人属于缺数据，不作问题。",
        "人员类别以登记册为准；登记册只记现在的类别，行为以后才转为辅助人员的，由人工排除。",
    ),
    last_lawful="2026-03-02 的检查笔录由持证的甲、乙签“检查人”，协管员丙签“记录人”。",
    first_unlawful="2026-03-02 的检查笔录由协管员丙签“检查人”。",
)
