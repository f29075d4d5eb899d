"""批准延期：本期批准的延期申请。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """From the one row of supervision facts."""
    return one(int(facts.supervision["extended"]))


INDICATOR = Indicator(
    code="extensions_granted",
    label="批准延期",
    unit="件",
    kind=Kind.COUNT,
    group="监督处理",
    order=260,
    definition="决定日期在本期内、获得批准的延期申请件数。",
    formula="批准件数",
    sources=("notices_extensionrequest", "notices_instrument"),
    measure=measure,
    query="""
SELECT '' AS key, count(*) AS part, NULL AS base
  FROM notices_extensionrequest e JOIN notices_instrument i ON i.id = e.instrument_id
 WHERE starts_with(i.region_code, %(prefix)s) AND i.issued_on IS NOT NULL AND e.state = 'granted'
   AND (e.decided_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(start)s AND %(end)s
""",
    compared=True,
)
