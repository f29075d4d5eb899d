"""W15 未扫码入企."""

from reports.warnings.rates import INSPECTION, by_rules

MODEL = by_rules(
    "W15",
    "未扫码入企",
    rules=("I-06",),
    base=INSPECTION,
    base_words="行政检查",
    what="没有扫码记录的",
    seen_at="",
    limits="紧急检查、暗访等依法可以不先扫码的，由规则 I-06 排除；没有报送扫码情况的是缺数据，不算未扫码。",
)
