"""W16 异地执法."""

from reports.warnings.rates import ANY, by_rules

MODEL = by_rules(
    "W16",
    "异地执法",
    rules=("G-15",),
    base=ANY,
    base_words="执法记录",
    what="执法地点在本单位区域以外而没有协助、管辖依据记录的",
    seen_at="国办发〔2024〕54号的要求",
)
