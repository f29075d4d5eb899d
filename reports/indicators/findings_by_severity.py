"""各程度问题：严重、较重、一般、轻微、提示各多少。"""

from __future__ import annotations

from cases.choices import Severity
from reports.indicators.declaration import Indicator, Kind, Row
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """One row a severity, gravest first, zero included."""
    return tuple(
        Row(
            str(level.value),
            str(level.label),
            sum(row["findings"] for row in facts.found() if row["severity"] == level),
        )
        for level in Severity
    )


INDICATOR = Indicator(
    code="findings_by_severity",
    label="各程度问题",
    unit="个",
    kind=Kind.COUNT,
    group="规则检查",
    order=150,
    definition="本期检出问题线索按规则所定的程度分。",
    formula="按程度计问题线索数",
    sources=("cases_enforcementcase", "cases_finding"),
    measure=measure,
    query="""
SELECT s.level AS key, count(f.id) AS part, NULL AS base
  FROM generate_series(1, 5) AS s (level)
  LEFT JOIN (cases_finding f JOIN cases_enforcementcase c ON c.id = f.case_id) ON f.severity = s.level
   AND c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
   AND f.state NOT IN ('cleared', 'waived')
 GROUP BY s.level ORDER BY s.level
""",
)
