"""I-15 双随机."""

from datetime import date

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Rule

RULE = Rule(
    code="I-15",
    title="市场监管领域日常检查双随机",
    step="investigation",
    requires="市场监管领域的日常行政检查，应当随机抽取检查对象、随机选派执法检查人员；直接涉及公共安全和人民群众生命健康等特殊行业、重点领域和法律法规要求全覆盖的除外。",
    articles=(Article("营商条例", "第五十四条"), Article("民营经济促进法", "第五十二条")),
    severity=Severity.MEDIUM,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=date(2020, 1, 1),
    dated_by="inspected_on",
    applies="CASE WHEN sector <> 'market' OR NOT enterprise_inspected OR inspection_type <> 'routine' THEN false ELSE inspection_type = 'routine' END",
    wants={
        "inspection_type": "inspection_type IS NULL",
        "selection_mode": "coalesce(inspection_kind, '') <> '双随机'",
    },
    looks_at=("sector", "inspection_kind", "key_field", "full_cover_required"),
    passes="CASE WHEN key_field OR full_cover_required OR selection_mode IN ('random', 'full') THEN true"
    " WHEN selection_mode IS NULL AND inspection_kind = '双随机' THEN true WHEN selection_mode = 'assigned' THEN false END",
    fails="{inspected_on} 的日常检查，检查对象由{selection_mode}，没有重点领域或者全覆盖的理由。",
    exceptions=(
        "个案检查、专项检查，不适用。",
        "市场监管部门以外的部门，鼓励而不要求，不适用。",
        "特殊行业、重点领域，法律法规要求全覆盖的，登记理由即可。",
    ),
    last_lawful="2026-03-10 特种设备重点监管，登记了重点领域。",
    first_unlawful="2026-03-10 市场监管领域日常检查，人工指定对象而没有豁免理由。",
    note="《优化营商环境条例》《民营经济促进法》的条号据参考资料，没有重新核对原文，待核。",
)
