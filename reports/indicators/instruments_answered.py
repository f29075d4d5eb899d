"""单位反馈：本期首次报送整改情况的监督文书。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """From the one row of supervision facts."""
    return one(int(facts.supervision["answered"]))


INDICATOR = Indicator(
    code="instruments_answered",
    label="单位反馈",
    unit="件",
    kind=Kind.COUNT,
    group="监督处理",
    order=220,
    definition="受监督单位首次报送整改情况的日期在本期内的监督文书件数，不论文书何时制发。",
    formula="首次反馈在本期的文书件数",
    sources=("notices_instrument", "notices_agencyresponse"),
    measure=measure,
    query="""
SELECT '' AS key, count(*) AS part, NULL AS base
  FROM notices_instrument i
 WHERE starts_with(i.region_code, %(prefix)s) AND i.issued_on IS NOT NULL
   AND (SELECT min(r.sent_at AT TIME ZONE 'Asia/Shanghai')::date FROM notices_agencyresponse r
         WHERE r.instrument_id = i.id AND r.sent_at IS NOT NULL) BETWEEN %(start)s AND %(end)s
""",
    list_url="notices:instruments",
    compared=True,
)
