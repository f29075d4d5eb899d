"""W24 加处罚款异常."""

from reports.warnings.rates import DECIDED_PENALTY, by_rules

MODEL = by_rules(
    "W24",
    "加处罚款异常",
    rules=("P-65",),
    base=f"{DECIDED_PENALTY} AND c.surcharge > 0",
    base_words="加处罚款的处罚决定",
    what="加处罚款的标准或者数额存疑的",
    seen_at="",
    limits="应当加处而没有加处的，法律没有规定必须加处，不作判断。",
)
