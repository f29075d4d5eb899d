"""G-05 执法人员不少于两人."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

RULE = Rule(
    code="G-05",
    title="执法人员不少于两人",
    step="investigation",
    requires="现场检查、询问、勘验、抽样取证、先行登记保存、行政强制措施和当场处罚，每一次都应当由两名以上执法人员进行；执法辅助人员不计。",
    articles=(
        Article("行政处罚法", "第四十二条第一款"),
        Article("湘程序规定", "第六十六条第二款"),
        Article("市监程序规定", "第二十二条", sector="market"),
        Article("住建程序规定", "第十一条第一款", sector="housing"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.PENALTY, CaseKind.COERCION, CaseKind.INSPECTION),
    in_force_from=PENALTY_LAW_2021,
    applies="true",
    wants={
        "acts_needing_two": "coalesce(acts_needing_two, 0) = 0",
        "acts_unrecorded": "acts_unrecorded > 0",
    },
    looks_at=("acts_short", "short_act_on", "acts_single_by_law", "officers_differ"),
    passes="CASE WHEN acts_short > 0 THEN false WHEN acts_needing_two > 0 AND acts_unrecorded = 0 THEN true"
    " WHEN coalesce(acts_needing_two, 0) = 0 AND officers_differ THEN true END",
    doubts=(Doubt("acts_basis_unclear >= acts_short", "记载了单人执法的依据，但不是写明条文的法律，由人工认定。"),),
    fails="{short_act_on} 的执法行为仅记载一名执法人员（全案共 {acts_short} 次），且未记载允许单人执法的法律依据。",
    exceptions=(
        "法律另有规定可以一人执法，并且记录了条文的，不算。",
        "送达、收缴、审核、主持听证和电子监控自动采集，不要求两人到场。",
        "网络抽样、书面调取等没有当面行为的，只看全案承办人是否不少于两人。",
        "笔录没有写明由谁签名的，属于缺数据。",
    ),
    last_lawful="2026-03-02 的询问笔录有执法人员甲、乙两人签名。",
    first_unlawful="2026-03-02 的笔录上只有甲一名执法人员，另一人是辅助人员，又没有法律上的单人依据。",
)
