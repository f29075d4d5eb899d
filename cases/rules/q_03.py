"""Q-03 行政区划代码."""

from cases.choices import Severity
from cases.rules.declaration import Article, Doubt, Rule
from cases.rules.topics.subject import EARLIER_PLACES

_EARLIER = ", ".join(f"'{code}'" for code in EARLIER_PLACES)

RULE = Rule(
    code="Q-03",
    title="行政区划代码",
    step="source",
    requires="违法行为发生地的区划代码应当在区划表中（含本地自编的湘江新区代码）；核对到县级。",
    articles=(Article("GB/T 2260", ""),),
    severity=Severity.LOW,
    duty=True,
    applies="place_code IS NOT NULL",
    looks_at=("place_code", "place_known"),
    passes=f"place_known OR left(place_code, 6) IN ({_EARLIER})",
    doubts=(Doubt("NOT starts_with(place_code, '4301')", "本平台只有长沙的区划表，外地的代码由人工核对。"),),
    fails="违法行为发生地区划代码 {place_code} 不在区划表中。",
    exceptions=(
        "撤县设区、设市以前的旧代码（430122 望城县、430124 宁乡县）通过。",
        "湖南湘江新区用本地自编代码 4301XJ。",
        "外地的代码本平台没有区划表，由人工核对；没有填写的，不适用。",
    ),
    last_lawful="2026-03-10 使用 430112。",
    first_unlawful="2026-03-10 使用 430106（不存在）。",
)
