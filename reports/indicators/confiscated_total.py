"""没收金额：本期行政处罚案件没收之和。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """The sum over the place."""
    return one(facts.amount("confiscated_total"))


INDICATOR = Indicator(
    code="confiscated_total",
    label="没收金额",
    unit="元",
    kind=Kind.AMOUNT,
    group="执法案件",
    order=70,
    definition="本期行政处罚案件没收金额之和，按决定计。没收物品未折价的不计。",
    formula="没收金额之和",
    sources=("cases_enforcementcase",),
    measure=measure,
    query="""
SELECT '' AS key, coalesce(sum(c.confiscated_amount), 0) AS part, NULL AS base
  FROM cases_enforcementcase c
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
   AND c.kind = 'penalty'
""",
    compared=True,
    list_url="cases:cases?kind=penalty",
)
