"""未入库行占比：报送数据中有错误、没有入库的行。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """Refused rows, of all rows."""
    return one(int(facts.intake["refused"]), int(facts.intake["total"]))


INDICATOR = Indicator(
    code="rows_refused",
    label="未入库行占比",
    unit="%",
    kind=Kind.SHARE,
    group="数据质量",
    order=420,
    definition="处理完成日期在本期内的报送批次中，因数据错误未能入库的行所占比例。每一行的行号、栏目和改正办法已经告知报送单位。",
    formula="未入库行数 ÷ 报送行数",
    sources=("cases_importbatch",),
    measure=measure,
    query="""
SELECT '' AS key, coalesce(sum(b.refused), 0) AS part, coalesce(sum(b.total), 0) AS base
  FROM cases_importbatch b
 WHERE b.state = 'done' AND (b.finished_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(start)s AND %(end)s
   AND starts_with(b.region_code, %(prefix)s)
""",
    compared=True,
    list_url="cases:batches",
)
