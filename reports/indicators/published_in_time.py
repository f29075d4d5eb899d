"""决定公开及时率：已公开的处罚决定中按期公开的比例。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts

RULE = "P-53"
STANDING = frozenset({"open", "confirmed", "in_matter"})


def measure(facts: Facts) -> tuple[Row, ...]:
    """Published cases less those published late, of the published."""
    published = facts.total("published", kind="penalty")
    late = sum(row["published"] for row in facts.found(states=STANDING, rule=RULE))
    return one(published - late, published)


INDICATOR = Indicator(
    code="published_in_time",
    label="决定公开及时率",
    unit="%",
    kind=Kind.SHARE,
    group="执法案件",
    order=90,
    definition=(
        "本期行政处罚案件中，记录载明公开日期、且规则 P-53（决定公开期限，一般为七个工作日，行业另有规定的从其规定）未检出问题的比例。"
        "没有公开日期的不计入基数：缺数据不等于没有公开。经研判排除的问题视为按期。"
    ),
    formula="按期公开件数 ÷ 载明公开日期的件数",
    sources=("cases_enforcementcase", "cases_finding"),
    measure=measure,
    query="""
SELECT '' AS key,
       count(*) FILTER (WHERE NOT EXISTS (
           SELECT 1 FROM cases_finding f
            WHERE f.case_id = c.id AND f.rule_code = 'P-53' AND f.state IN ('open', 'confirmed', 'in_matter'))) AS part,
       count(*) AS base
  FROM cases_enforcementcase c
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
   AND c.kind = 'penalty' AND c.published_date IS NOT NULL
""",
    compared=True,
    list_url="cases:cases?kind=penalty",
)
