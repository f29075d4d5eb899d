"""缺数据检查占比：因记录缺少数据而无法判断的检查。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """Checks that lacked data, of all that applied."""
    return one(facts.total("checks_unknown"), facts.total("checks_applied"))


INDICATOR = Indicator(
    code="checks_unknown",
    label="缺数据检查占比",
    unit="%",
    kind=Kind.SHARE,
    group="数据质量",
    order=430,
    definition="本期案件适用的规则检查中，因记录缺少所需数据而无法判断的比例。缺数据不算违法，但说明检查还看不到。",
    formula="缺数据的检查次数 ÷（通过 + 问题 + 缺数据的检查次数）",
    sources=("cases_enforcementcase", "cases_casecheck"),
    measure=measure,
    query="""
SELECT '' AS key, coalesce(sum(k.unknown), 0) AS part, coalesce(sum(k.passed + k.failed + k.unknown), 0) AS base
  FROM cases_enforcementcase c JOIN cases_casecheck k ON k.case_id = c.id
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
""",
    compared=True,
)
