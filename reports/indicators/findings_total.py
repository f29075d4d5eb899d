"""检出问题线索：规则在本期案件中检出的问题。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """All findings on the period's cases."""
    return one(sum(row["findings"] for row in facts.found()))


INDICATOR = Indicator(
    code="findings_total",
    label="检出问题线索",
    unit="个",
    kind=Kind.COUNT,
    group="规则检查",
    order=110,
    definition="本期案件经规则检查检出的问题线索个数，一个案件违反一条规则计一个。报送单位更正数据后消除的不计；经研判排除的计入。机器检出是线索，不是违法结论。",
    formula="问题线索数之和",
    sources=("cases_enforcementcase", "cases_finding"),
    measure=measure,
    query="""
SELECT '' AS key, count(*) AS part, NULL AS base
  FROM cases_finding f JOIN cases_enforcementcase c ON c.id = f.case_id
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
   AND f.state NOT IN ('cleared', 'waived')
""",
    compared=True,
    list_url="cases:cases?only_problems=on",
)
