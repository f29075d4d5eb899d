"""G-09 出示证件并记录."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Rule

RULE = Rule(
    code="G-09",
    title="出示证件并记录",
    step="investigation",
    requires="执法人员当面调查、检查、采取措施或者当场处罚时应当主动出示执法证件，并在笔录中记载，或者由音像记录显示。",
    articles=(
        Article("行政处罚法", "第五十二条第一款、第五十五条第一款"),
        Article("行政强制法", "第十八条第三项"),
        Article("湘程序规定", "第六十六条第二款"),
        Article("118号文", "（五）"),
        Article("市监程序规定", "第二十二条", sector="market"),
    ),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.PENALTY, CaseKind.COERCION, CaseKind.INSPECTION),
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN cert_shown = 'exempt' THEN false ELSE coalesce(acts_needing_two, 0) > 0 END",
    needs=("cert_shown",),
    looks_at=("acts_needing_two",),
    passes="cert_shown = 'recorded'",
    fails="当面实施的执法行为共 {acts_needing_two} 次，其中有的笔录和音像都没有出示执法证件的记载。",
    exceptions=(
        "书面调查、网络取证、电子监控等没有当面接触的，不适用。",
        "依法不公开身份的抽样、购样，不适用。",
        "当场处罚以决定书上预印的亮证栏为准；音像显示已出示的，算有记载。",
        "笔录没有数字化、无从知道的，缺数据。",
    ),
    last_lawful="2026-03-02 的询问笔录首页载明“已出示证件（证号……）”。",
    first_unlawful="2026-03-02 的笔录和音像都没有亮证记载。",
)
