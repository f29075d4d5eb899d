"""W23 未送达、迟送达."""

from reports.warnings.rates import DECIDED_PENALTY, by_rules

MODEL = by_rules(
    "W23",
    "未送达、迟送达",
    rules=("P-50",),
    base=DECIDED_PENALTY,
    base_words="处罚决定",
    what="没有送达或者超过期限送达的",
    seen_at="",
)
