"""制发监督文书：本期成文的监督文书。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """From the one row of supervision facts."""
    return one(int(facts.supervision["issued"]))


INDICATOR = Indicator(
    code="instruments_issued",
    label="制发监督文书",
    unit="件",
    kind=Kind.COUNT,
    group="监督处理",
    order=210,
    definition="成文日期在本期内的监督文书件数，按受监督单位所在地统计，不论由哪一级监督机构制发。",
    formula="监督文书件数",
    sources=("notices_instrument",),
    measure=measure,
    query="""
SELECT '' AS key, count(*) AS part, NULL AS base
  FROM notices_instrument i
 WHERE starts_with(i.region_code, %(prefix)s) AND i.issued_on IS NOT NULL
   AND i.issued_on BETWEEN %(start)s AND %(end)s
""",
    list_url="notices:instruments",
    compared=True,
)
