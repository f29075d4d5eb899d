"""检出问题案件占比：多少案件至少有一个问题。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """Cases with a finding, of all cases."""
    return one(facts.total("with_findings"), facts.total("cases"))


INDICATOR = Indicator(
    code="cases_with_findings",
    label="检出问题案件占比",
    unit="%",
    kind=Kind.SHARE,
    group="规则检查",
    order=120,
    definition="本期案件中，至少检出一个问题线索（已消除的除外）的比例。区间为95%置信区间（Wilson 法），基数少于八件的不计算比率。",
    formula="检出问题的案件数 ÷ 归集执法案件数",
    sources=("cases_enforcementcase", "cases_finding"),
    measure=measure,
    query="""
SELECT '' AS key,
       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM cases_finding f WHERE f.case_id = c.id AND f.state NOT IN ('cleared', 'waived'))) AS part,
       count(*) AS base
  FROM cases_enforcementcase c
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
""",
    compared=True,
    list_url="cases:cases?only_problems=on",
)
