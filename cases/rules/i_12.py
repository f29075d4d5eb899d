"""I-12 五个严禁、八个不得."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Doubt, Rule
from cases.rules.topics.inspection import SECOND_HAND, SINCE_54

_BANS = "{gifts,banquets,costs,designated_agent,legal_representative,seizure,targets,disguised}"

RULE = Rule(
    code="I-12",
    title="五个严禁、八个不得",
    step="investigation",
    requires="严禁逐利检查、干扰企业正常生产经营、任性处罚企业、下达检查指标、变相检查；不得有八种情形。",
    articles=(Article("54号文", "（五个严禁、八个不得）"),),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=SINCE_54,
    dated_by="inspected_on",
    applies="coalesce(enterprise_inspected, true) AND (bans_verified IS NOT NULL OR bans_alleged IS NOT NULL)",
    needs=("bans_verified",),
    looks_at=("inspected_on", "bans_alleged"),
    passes=f"NOT (bans_verified && '{_BANS}')",
    doubts=(Doubt("bans_verified <@ '{targets,none}'", "考核与检查频次、罚没数额挂钩按机关的考核文件判断，不逐案认定。"),),
    fails="{inspected_on} 的检查，经核实有下列情形：{bans_verified}。",
    exceptions=(
        "投诉、评价反映而未经核实的，只作线索，属于缺数据。",
        "“刻意”要求法定代表人到场须核实；依法须本人办理的不算。",
        "考核挂钩按机关的考核文件判断，由人工认定。",
        "抽样检验依法由机关付费，企业付费的即为转嫁检查费用。",
    ),
    last_lawful="2026-03-10 检查，八项核实均无（另有未核实的投诉，只作线索）。",
    first_unlawful="2026-03-10 检查，核实由企业支付检测费 3,000 元。",
    note=SECOND_HAND,
)
