"""近十二个月归集执法案件：走势。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """One row a month, oldest first, zero included."""
    return tuple(Row(row["month"], f"{int(row['month'][5:])}月", int(row["cases"])) for row in facts.months)


INDICATOR = Indicator(
    code="cases_by_month",
    label="近十二个月归集执法案件",
    unit="件",
    kind=Kind.COUNT,
    group="执法案件",
    order=80,
    definition="截至本期末的连续十二个月，每月归集执法案件件数，口径同“归集执法案件”。本期末以后列示的不计。",
    formula="按列示月份计件数",
    sources=("cases_enforcementcase",),
    measure=measure,
    query="""
SELECT to_char(m.month, 'YYYY-MM') AS key, count(c.id) AS part, NULL AS base
  FROM generate_series(%(year_back)s::date, %(end)s::date, interval '1 month') AS m (month)
  LEFT JOIN cases_enforcementcase c ON date_trunc('month', c.listed_on) = m.month
   AND c.listed_on <= %(end)s AND starts_with(c.region_code, %(prefix)s)
 GROUP BY m.month ORDER BY m.month
""",
)
