"""Q-06 金额单位."""

from cases.choices import Severity
from cases.rules.declaration import Article, Part, Rule

RULE = Rule(
    code="Q-06",
    title="金额单位一致",
    step="decision",
    requires="以元、万元和大写分别填写的罚款金额应当一致；超过10亿元的提示核对单位。",
    articles=(Article("双公示标准", "罚款金额（万元，六位小数）"),),
    # Beyond 10^9 yuan alone is a hint to look, no contradiction.
    severity="CASE WHEN abs(fine_amount - fine_amount_wan * 10000) > 0.01 OR amount_in_words <> fine_amount"
    f" THEN {int(Severity.MEDIUM)} ELSE {int(Severity.INFO)} END",
    duty=True,
    applies="fine_amount IS NOT NULL",
    looks_at=("fine_amount", "fine_amount_wan", "amount_in_words"),
    passes=(
        Part("元与万元一致", "coalesce(abs(fine_amount - fine_amount_wan * 10000) <= 0.01, true)"),
        Part("大写与小写一致", "coalesce(amount_in_words = fine_amount, true)"),
        Part("不超过10亿元", "fine_amount <= 1e9"),
    ),
    fails="罚款金额不符合下列要求：{broken}。填报 {fine_amount} 元、{fine_amount_wan} 万元，大写合 {amount_in_words} 元。",
    exceptions=("只填一种单位的，不比较。", "超过10亿元的只作提示。", "换算的四舍五入在0.01元以内的，不算。"),
    last_lawful="12345.67 元与 1.234567 万元。",
    first_unlawful="12345.67 元与 12345.67 万元。",
)
