"""各类执法案件：处罚、许可、强制、检查各多少。"""

from __future__ import annotations

from cases.choices import CaseKind
from reports.indicators.declaration import Indicator, Kind, Row
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """One row a kind, in the order of the code list, zero included."""
    return tuple(Row(kind.value, kind.label, facts.total("cases", kind=kind.value)) for kind in CaseKind)


INDICATOR = Indicator(
    code="cases_by_kind",
    label="各类执法案件",
    unit="件",
    kind=Kind.COUNT,
    group="执法案件",
    order=20,
    definition="本期归集执法案件按种类分。一条记录只属于一类。",
    formula="按种类计件数",
    sources=("cases_enforcementcase",),
    measure=measure,
    query="""
SELECT k.kind AS key, count(c.id) AS part, NULL AS base
  FROM (VALUES ('penalty'), ('licence'), ('coercion'), ('inspection')) AS k (kind)
  LEFT JOIN cases_enforcementcase c ON c.kind = k.kind
   AND c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
 GROUP BY k.kind
""",
    compared=True,
    list_url="cases:cases?kind={key}",
)
