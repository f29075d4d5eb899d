"""检出问题案件较多的单位：前十。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """The ten agencies with most such cases."""
    sums = facts.by_agency("cases", "with_findings")
    ranked = sorted(
        ((facts.agencies[key], row) for key, row in sums.items() if key in facts.agencies and row["with_findings"]),
        key=lambda pair: (-pair[1]["with_findings"], pair[0]["code"]),
    )
    return tuple(Row(agency["code"], agency["name"], row["with_findings"], row["cases"]) for agency, row in ranked[:10])


INDICATOR = Indicator(
    code="agencies_most_findings",
    label="检出问题案件较多的单位",
    unit="%",
    kind=Kind.SHARE,
    group="单位与地方",
    order=310,
    definition="本期检出问题的案件最多的十个单位，按检出问题的案件数从多到少。案件多的单位自然排在前面，因此同时给出占比、基数和置信区间；案件少于八件的单位不计算占比。",
    formula="该单位检出问题的案件数 ÷ 该单位归集执法案件数",
    sources=("cases_enforcementcase", "cases_finding"),
    measure=measure,
    query="""
SELECT a.code AS key, count(DISTINCT f.case_id) AS part, count(DISTINCT c.id) AS base
  FROM cases_enforcementcase c JOIN agencies_agency a ON a.id = c.agency_id
  LEFT JOIN cases_finding f ON f.case_id = c.id AND f.state NOT IN ('cleared', 'waived')
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
 GROUP BY a.code HAVING count(DISTINCT f.case_id) > 0
 ORDER BY count(DISTINCT f.case_id) DESC, a.code COLLATE "C" LIMIT 10
""",
)
