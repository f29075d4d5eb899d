"""W21 听证权利保障不足."""

from reports.warnings.rates import ORDINARY, by_rules

MODEL = by_rules(
    "W21",
    "听证权利保障",
    rules=("P-16", "P-17", "P-18"),
    base=ORDINARY,
    base_words="普通程序处罚决定",
    what="听证的告知、申请期限或者通知期限存疑的",
    seen_at="",
    limits="听证的数额标准湖南口径待核，规则 P-16 标明待核的不检出，本模型也就看不到。",
)
