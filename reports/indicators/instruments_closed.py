"""办结监督文书：本期核验到位并办结的监督文书。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """From the one row of supervision facts."""
    return one(int(facts.supervision["closed"]))


INDICATOR = Indicator(
    code="instruments_closed",
    label="办结监督文书",
    unit="件",
    kind=Kind.COUNT,
    group="监督处理",
    order=230,
    definition="办结时间在本期内的监督文书件数，不论文书何时制发；经异议处理全部撤销的不计入。",
    formula="办结件数",
    sources=("notices_instrument",),
    measure=measure,
    query="""
SELECT '' AS key, count(*) AS part, NULL AS base
  FROM notices_instrument i
 WHERE starts_with(i.region_code, %(prefix)s) AND i.issued_on IS NOT NULL AND i.state = 'closed'
   AND (i.closed_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(start)s AND %(end)s
""",
    list_url="notices:instruments",
    compared=True,
)
