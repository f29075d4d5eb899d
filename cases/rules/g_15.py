"""G-15 异地执法合规."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Part, Rule

RULE = Rule(
    code="G-15",
    title="异地执法合规",
    step="investigation",
    requires="对经营主体在管辖区域以外实施检查、强制措施、处罚或者强制执行的，应当有管辖依据，事前经本机关负责人批准，并有协助、指定或者协作文书。",
    articles=(
        Article("民营经济促进法", "第六十四条"),
        Article("行政处罚法", "第二十二条、第二十五条、第二十六条"),
        Article("条例", "第十一条第二款第四项"),
        Article("54号文", ""),
    ),
    note="《民营经济促进法》第六十四条和国办发〔2024〕54号关于异地检查的原文待核；默认不启用，启用后只产生线索，由人工认定。",
    on=False,
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.PENALTY, CaseKind.COERCION, CaseKind.INSPECTION),
    applies="outside_counts",
    needs=("party_type",),
    wants={
        "outside_act_on": "outside_act IS NOT NULL",
        "jurisdiction_basis": "outside_act IS NOT NULL",
        "outside_approved_on": "outside_urgent IS NOT TRUE",
        "outside_supported": "outside_act IS NOT NULL",
    },
    looks_at=("outside_act", "outside_urgent"),
    passes=(
        Part("有管辖依据", "jurisdiction_basis <> 'none'"),
        Part("事前经本机关负责人批准", "coalesce(outside_urgent, false) OR outside_approved_on <= outside_act_on"),
        Part("有协助、指定或者协作文书", "outside_supported"),
    ),
    fails="{outside_act_on} 在管辖区域以外对经营主体实施{outside_act}，不符合下列要求：{broken}。",
    exceptions=(
        "询问、送达、调取书证、网络取证等不属于检查、强制的取证，不适用。",
        "法律、法规、规章规定由本机关管辖的（例如网络平台住所地），写明依据即可。",
        "2025-01-03 以前的涉企检查、2025-05-20 以前的其他行为，不适用。",
        "紧急处置、事后补办的，不要求事前批准。",
    ),
    last_lawful="2026-03-02 赴外市扣押，2026-02-27 负责人批准，有当地机关协助函。",
    first_unlawful="2026-03-02 在外市查封企业财物，没有管辖依据、没有批准、没有协助或者指定文书。",
)
