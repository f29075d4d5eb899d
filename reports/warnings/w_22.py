"""W22 未公示、迟公示."""

from reports.warnings.rates import DECIDED_PENALTY, by_rules

MODEL = by_rules(
    "W22",
    "未公示、迟公示",
    rules=("P-53",),
    base=f"{DECIDED_PENALTY} AND c.publish_required IS NOT FALSE",
    base_words="应当公开的处罚决定",
    what="没有公开或者超过期限公开的",
    seen_at="",
)
