"""各区县（市）：检出问题案件占比与中位数。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """One row a county, zero included, in the order of the codes."""
    sums = facts.by_agency("cases", "with_findings")
    rows = []
    for county in facts.counties:
        mine = [
            row
            for key, row in sums.items()
            if key in facts.agencies and facts.agencies[key]["region_code"].startswith(county["scope_prefix"])
        ]
        found, cases = sum(row["with_findings"] for row in mine), sum(row["cases"] for row in mine)
        rows.append(Row(county["code"], county["name"], found, cases))
    return tuple(rows)


INDICATOR = Indicator(
    code="counties_compared",
    label="各区县（市）检出问题案件占比",
    unit="%",
    kind=Kind.SHARE,
    group="单位与地方",
    order=330,
    definition="各区县（市）本期检出问题的案件占比及基数，并与各地中位数比较。占比受归集多少、案件种类影响，不是执法质量的名次。案件少于八件的不计算占比，也不参与中位数。县级报告没有此项。",
    formula="该地检出问题的案件数 ÷ 该地归集执法案件数",
    sources=("cases_enforcementcase", "cases_finding", "agencies_region"),
    measure=measure,
    query="""
SELECT r.code AS key, count(DISTINCT f.case_id) AS part, count(DISTINCT c.id) AS base
  FROM agencies_region r
  LEFT JOIN cases_enforcementcase c ON starts_with(c.region_code, r.scope_prefix)
   AND c.listed_on BETWEEN %(start)s AND %(end)s
  LEFT JOIN cases_finding f ON f.case_id = c.id AND f.state NOT IN ('cleared', 'waived')
 WHERE r.tier = 'county' AND starts_with(r.scope_prefix, %(prefix)s) AND r.scope_prefix <> %(prefix)s
 GROUP BY r.code
""",
    with_median=True,
)
