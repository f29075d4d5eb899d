"""W20 法制审核缺失、先决定后审核."""

from reports.warnings.rates import ORDINARY, by_rules

MODEL = by_rules(
    "W20",
    "法制审核缺失、倒置",
    rules=("P-21", "P-22"),
    base=ORDINARY,
    base_words="普通程序处罚决定",
    what="应当法制审核而没有审核，或者先决定后审核的",
    seen_at="",
)
