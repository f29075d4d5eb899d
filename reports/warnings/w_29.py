"""W29 数据异常."""

from reports.warnings.rates import ANY, by_rules

MODEL = by_rules(
    "W29",
    "数据异常",
    rules=("Q-04", "Q-06", "Q-07", "Q-08"),
    base=ANY,
    base_words="执法记录",
    what="日期先后矛盾、金额不一致、文号重复或者录入迟延的",
    seen_at="",
    limits="说的是报送的数据，不是执法行为。请报送单位核对更正。",
)
