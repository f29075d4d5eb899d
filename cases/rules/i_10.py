"""I-10 检查人员."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

RULE = Rule(
    code="I-10",
    title="检查人员两人以上、持证并出示",
    step="investigation",
    requires="行政检查由两名以上持有效执法证件的执法人员进行，向检查对象出示执法证件并在笔录中载明；协助人员不超过审批表载明的人数。",
    articles=(
        Article("湘程序规定", "第六十六条第二款"),
        Article("行政处罚法", "第四十二条第一款"),
        Article("行政处罚法", "第五十五条第一款"),
        Article("检查文书", "行政检查审批表"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=PENALTY_LAW_2021,
    dated_by="inspected_on",
    applies="true",
    wants={
        "acts_needing_two": "coalesce(acts_needing_two, 0) = 0 OR acts_unrecorded > 0",
        "signers": "coalesce(signers, 0) = 0",
        "signers_unmatched": "signers_unmatched > 0",
        "cert_shown": "true",
    },
    looks_at=(
        "acts_short",
        "signers_uncertified",
        "uncertified_number",
        "inspection_assistants",
        "inspection_assistants_planned",
    ),
    passes=(
        Part(
            "执法人员不少于两人",
            "CASE WHEN acts_short > 0 THEN false WHEN acts_needing_two > 0 AND acts_unrecorded = 0 THEN true END",
        ),
        Part(
            "执法人员持有效证件",
            "CASE WHEN signers_uncertified > 0 THEN false WHEN signers > 0 AND signers_unmatched = 0 THEN true END",
        ),
        Part("出示了执法证件并在笔录载明", "cert_shown <> 'missing'"),
        Part(
            "协助人员不超过审批表载明的人数",
            "CASE WHEN inspected_on < '2025-05-08' THEN true ELSE coalesce(inspection_assistants <= inspection_assistants_planned, true) END",
        ),
    ),
    doubts=(
        Doubt("inspected_onsite IS FALSE", "非现场检查不要求两人到场，由人工认定。"),
        Doubt(
            "acts_basis_unclear >= acts_short AND acts_short > 0 AND coalesce(signers_uncertified, 0) = 0 AND (cert_shown = 'missing') IS NOT TRUE",
            "记载了单人执法的依据，但不是写明条文的法律，由人工认定。",
        ),
    ),
    fails="{inspected_on} 的检查，不符合下列要求：{broken}。",
    exceptions=(
        "法律另有规定可以一人执法并记录了条文的，不算。",
        "非现场检查由人工认定。",
        "协助人员人数自 2025-05-08 部颁审批表施行起核对；没有填写的不判。",
        "人员、证件、出示证件的口径与 G-05、G-06、G-09 相同，同一情形会一并提示。",
    ),
    last_lawful="2026-03-10 两名持有效证件的执法人员检查，协助人员1名已在审批表载明。",
    first_unlawful="2026-03-10 一名执法人员带一名辅助人员检查。",
)
