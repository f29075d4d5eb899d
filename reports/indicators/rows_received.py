"""报送数据行数：本期处理完的报送批次共多少行。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """From the one row of intake facts."""
    return one(int(facts.intake["total"]))


INDICATOR = Indicator(
    code="rows_received",
    label="报送数据",
    unit="行",
    kind=Kind.COUNT,
    group="数据质量",
    order=410,
    definition="处理完成日期在本期内的报送批次的总行数，包括新入库、更新、重复和未入库的行。",
    formula="各批次行数之和",
    sources=("cases_importbatch",),
    measure=measure,
    query="""
SELECT '' AS key, coalesce(sum(b.total), 0) AS part, NULL AS base
  FROM cases_importbatch b
 WHERE b.state = 'done' AND (b.finished_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(start)s AND %(end)s
   AND starts_with(b.region_code, %(prefix)s)
""",
    compared=True,
    list_url="cases:batches",
)
