"""研判成立率：研判过的问题有多少成立。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """Upheld, of all that were decided."""
    upheld = sum(row["findings"] for row in facts.found(states=frozenset({"confirmed", "in_matter"})))
    dismissed = sum(row["findings"] for row in facts.found(states=frozenset({"dismissed"})))
    return one(upheld, upheld + dismissed)


INDICATOR = Indicator(
    code="confirmed_share",
    label="研判成立率",
    unit="%",
    kind=Kind.SHARE,
    group="规则检查",
    order=170,
    definition="本期检出问题线索中，已经研判的（成立、已立监督事项、排除）有多少成立。它反映规则的准确程度；待研判的不计入基数。",
    formula="（认定成立 + 已立监督事项）÷（认定成立 + 已立监督事项 + 排除）",
    sources=("cases_enforcementcase", "cases_finding"),
    measure=measure,
    query="""
SELECT '' AS key, count(*) FILTER (WHERE f.state <> 'dismissed') AS part, count(*) AS base
  FROM cases_finding f JOIN cases_enforcementcase c ON c.id = f.case_id
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
   AND f.state IN ('confirmed', 'in_matter', 'dismissed')
""",
    compared=True,
)
