"""W10 首违未免."""

from reports.warnings.rates import DECIDED_PENALTY, by_rules

MODEL = by_rules(
    "W10",
    "首违未免",
    rules=("P-41",),
    base=DECIDED_PENALTY,
    base_words="作出处罚决定的案件",
    what="可能属于首违不罚、轻微不罚而仍予处罚的",
    seen_at="",
    limits="危害后果是否轻微、是否及时改正由人认定，本模型只比较比例。",
)
