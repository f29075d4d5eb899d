"""罚款案件：罚款金额大于零的行政处罚案件。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """The sum over the place."""
    return one(facts.total("fined", kind="penalty"))


INDICATOR = Indicator(
    code="fined_cases",
    label="罚款案件",
    unit="件",
    kind=Kind.COUNT,
    group="执法案件",
    order=50,
    definition="本期行政处罚案件中罚款金额大于零的件数。金额未填的不计，也不当作零。",
    formula="罚款金额大于零的案件数",
    sources=("cases_enforcementcase",),
    measure=measure,
    query="""
SELECT '' AS key, count(*) AS part, NULL AS base
  FROM cases_enforcementcase c
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
   AND c.kind = 'penalty' AND c.fine_amount > 0
""",
    compared=True,
    list_url="cases:cases?kind=penalty",
)
