"""W19 单人执法、无证执法."""

from reports.warnings.rates import ANY, by_rules

MODEL = by_rules(
    "W19",
    "单人执法、持证异常",
    rules=("G-05", "G-06", "G-07"),
    base=ANY,
    base_words="执法记录",
    what="执法人员人数不足或者证件不在有效期的",
    seen_at="",
)
