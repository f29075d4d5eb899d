"""作出处罚决定：本期列示、载明决定日期的行政处罚案件。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """The sum over the place."""
    return one(facts.total("decided", kind="penalty"))


INDICATOR = Indicator(
    code="decisions",
    label="作出处罚决定",
    unit="件",
    kind=Kind.COUNT,
    group="执法案件",
    order=30,
    definition="本期行政处罚案件中载明决定日期的件数，包括不予处罚、撤销立案、移送。",
    formula="有决定日期的行政处罚案件数",
    sources=("cases_enforcementcase",),
    measure=measure,
    query="""
SELECT '' AS key, count(*) AS part, NULL AS base
  FROM cases_enforcementcase c
 WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
   AND c.kind = 'penalty' AND c.decision_date IS NOT NULL
""",
    compared=True,
    list_url="cases:cases?kind=penalty",
)
