"""W18 查封扣押超期、超额."""

from reports.warnings.rates import COERCION, by_rules

MODEL = by_rules(
    "W18",
    "查封扣押超期、超额",
    rules=("E-06", "E-07", "E-08", "E-09", "E-10", "E-13", "E-14"),
    base=COERCION,
    base_words="行政强制记录",
    what="查封、扣押、冻结的期限或者范围存疑的",
    seen_at="《民营经济促进法》第六十二条的要求",
    waits_for="涉案财物的价值：数据标准还没有这一栏，“超过涉案金额二倍”暂不计算。",
)
