"""E-23 不得对居民生活停水、停电、停热、停气."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Rule

RULE = Rule(
    code="E-23",
    title="不得对居民生活停水停电",
    step="measure",
    requires="行政机关不得对居民生活采取停止供水、供电、供热、供燃气等方式迫使当事人履行相关行政决定。",
    articles=(Article("行政强制法", "第四十三条第二款"), Article("行政强制法", "第六十一条第五项")),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies="coalesce(cardinality(cut_supply) > 0, false)",
    needs=("cut_target",),
    looks_at=("cut_supply",),
    passes="cut_target <> 'home'",
    fails="对{cut_target}采取{cut_supply}，迫使当事人履行。",
    exceptions=(
        "没有采取停止供应方式的，不适用。",
        "对生产经营单位停电等，须另有法律规定，由 E-01、E-20 和人工审查。",
        "停供所及的对象没有填写的，缺数据。",
    ),
    last_lawful="2026-03-10 对违法生产车间依法律规定停止供电。",
    first_unlawful="2026-03-10 为迫使住户自行拆除，停止供水。",
)
