"""各规则检出问题：哪条规则检出最多。"""

from __future__ import annotations

from collections import Counter

from reports.indicators.declaration import Indicator, Kind, Row
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """One row a rule that found something, most first."""
    counts: Counter[str] = Counter()
    for row in facts.found():
        counts[row["rule_code"]] += row["findings"]
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Row(code, facts.rule_titles.get(code, code), count) for code, count in ranked)


INDICATOR = Indicator(
    code="findings_by_rule",
    label="各规则检出问题",
    unit="个",
    kind=Kind.COUNT,
    group="规则检查",
    order=140,
    definition="本期检出问题线索按规则分，从多到少。",
    formula="按规则计问题线索数",
    sources=("cases_enforcementcase", "cases_finding"),
    measure=measure,
    query="""
SELECT f.rule_code AS key, count(*) AS part, NULL AS base
  FROM cases_finding f JOIN cases_enforcementcase c ON c.id = f.case_id
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
   AND f.state NOT IN ('cleared', 'waived')
 GROUP BY f.rule_code ORDER BY count(*) DESC, f.rule_code
""",
    list_url="cases:cases?rule={key}",
)
