"""W14 计划外或者未经批准的检查."""

from reports.warnings.rates import INSPECTION, by_rules

MODEL = by_rules(
    "W14",
    "计划外、未批准检查",
    rules=("I-03", "I-04"),
    base=INSPECTION,
    base_words="行政检查",
    what="不在年度计划内或者没有事前批准记录的",
    seen_at="上海、湖南",
)
