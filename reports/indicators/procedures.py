"""处罚程序：简易程序与普通程序各多少。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """One row a procedure."""
    return (
        Row("ordinary", "普通程序", facts.total("ordinary", kind="penalty")),
        Row("summary", "简易程序", facts.total("summary", kind="penalty")),
    )


INDICATOR = Indicator(
    code="procedures",
    label="处罚程序",
    unit="件",
    kind=Kind.COUNT,
    group="执法案件",
    order=40,
    definition="本期行政处罚案件按所用程序分。记录未载明程序的不计入任何一类。",
    formula="按程序计件数",
    sources=("cases_enforcementcase",),
    measure=measure,
    query="""
SELECT p.procedure AS key, count(c.id) AS part, NULL AS base
  FROM (VALUES ('ordinary'), ('summary')) AS p (procedure)
  LEFT JOIN cases_enforcementcase c ON c.kind = 'penalty' AND c.procedure = p.procedure
   AND c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
 GROUP BY p.procedure
""",
)
