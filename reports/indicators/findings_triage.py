"""问题研判：待研判、成立、排除、已立监督事项各多少。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row
from reports.indicators.facts import Facts

STATES = {"open": "待研判", "confirmed": "认定成立", "in_matter": "已立监督事项", "dismissed": "经研判排除"}


def measure(facts: Facts) -> tuple[Row, ...]:
    """One row a state, zero included."""
    return tuple(
        Row(state, label, sum(row["findings"] for row in facts.found(states=frozenset({state}))))
        for state, label in STATES.items()
    )


INDICATOR = Indicator(
    code="findings_triage",
    label="问题研判情况",
    unit="个",
    kind=Kind.COUNT,
    group="规则检查",
    order=160,
    definition="本期检出问题线索按快照时的研判状态分。",
    formula="按状态计问题线索数",
    sources=("cases_enforcementcase", "cases_finding"),
    measure=measure,
    query="""
SELECT s.state AS key, count(f.id) AS part, NULL AS base
  FROM (VALUES ('open'), ('confirmed'), ('in_matter'), ('dismissed')) AS s (state)
  LEFT JOIN (cases_finding f JOIN cases_enforcementcase c ON c.id = f.case_id) ON f.state = s.state
   AND c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
 GROUP BY s.state
""",
)
