"""本级各单位：归集案件与检出问题。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """One row for each agency of the report's own region with cases, most cases first."""
    sums = facts.by_agency("cases", "with_findings")
    mine = [
        (facts.agencies[key], row)
        for key, row in sums.items()
        if key in facts.agencies and row["cases"] and facts.agencies[key]["region_code"] == facts.window.region_code
    ]
    mine.sort(key=lambda pair: (-pair[1]["cases"], pair[0]["code"]))
    return tuple(Row(agency["code"], agency["name"], row["with_findings"], row["cases"]) for agency, row in mine)


INDICATOR = Indicator(
    code="agencies_own_tier",
    label="本级各单位检出问题案件占比",
    unit="%",
    kind=Kind.SHARE,
    group="单位与地方",
    order=320,
    definition="本级（报告所属层级）各单位本期检出问题的案件占比及基数。没有归集到案件的单位不列。案件少于八件的单位不计算占比，也不参与中位数。",
    formula="该单位检出问题的案件数 ÷ 该单位归集执法案件数",
    sources=("cases_enforcementcase", "cases_finding"),
    measure=measure,
    query="""
SELECT a.code AS key, count(DISTINCT f.case_id) AS part, count(DISTINCT c.id) AS base
  FROM cases_enforcementcase c JOIN agencies_agency a ON a.id = c.agency_id
  LEFT JOIN cases_finding f ON f.case_id = c.id AND f.state NOT IN ('cleared', 'waived')
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
   AND a.region_code = %(region)s
 GROUP BY a.code ORDER BY count(DISTINCT c.id) DESC, a.code COLLATE "C"
""",
    with_median=True,
)
