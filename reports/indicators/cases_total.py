"""归集执法案件：本期各机关报送、已经入库的执法记录。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """The sum over the place."""
    return one(facts.total("cases"))


INDICATOR = Indicator(
    code="cases_total",
    label="归集执法案件",
    unit="件",
    kind=Kind.COUNT,
    group="执法案件",
    order=10,
    definition="列示日期在本期内、已经入库的执法记录件数，包括行政处罚、行政许可、行政强制、行政检查四类。列示日期是决定日期；没有决定日期的，依次取立案日期、检查日期、入库日期。未入库的行不计。",
    formula="件数之和",
    sources=("cases_enforcementcase",),
    measure=measure,
    query="""
SELECT '' AS key, count(*) AS part, NULL AS base
  FROM cases_enforcementcase c
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
""",
    compared=True,
    list_url="cases:cases",
)
