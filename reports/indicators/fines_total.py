"""罚款金额：本期行政处罚案件罚款之和。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """The sum over the place."""
    return one(facts.amount("fine_total"))


INDICATOR = Indicator(
    code="fines_total",
    label="罚款金额",
    unit="元",
    kind=Kind.AMOUNT,
    group="执法案件",
    order=60,
    definition="本期行政处罚案件罚款金额之和，按决定计，不论是否已经缴纳；不含没收和加处罚款。",
    formula="罚款金额之和",
    sources=("cases_enforcementcase",),
    measure=measure,
    query="""
SELECT '' AS key, coalesce(sum(c.fine_amount), 0) AS part, NULL AS base
  FROM cases_enforcementcase c
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
   AND c.kind = 'penalty'
""",
    compared=True,
    list_url="cases:cases?kind=penalty",
)
