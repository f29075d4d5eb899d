"""每百件案件检出问题：问题的密度。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """All findings, per hundred cases."""
    return one(sum(row["findings"] for row in facts.found()), facts.total("cases"))


INDICATOR = Indicator(
    code="findings_per_hundred",
    label="每百件案件检出问题",
    unit="个",
    kind=Kind.RATIO,
    group="规则检查",
    order=130,
    definition="每一百件归集执法案件检出的问题线索个数。一个案件可以有几个问题，所以可能超过一百，也不计算区间；基数少于八件的不计算。",
    formula="检出问题线索 ÷ 归集执法案件 × 100",
    sources=("cases_enforcementcase", "cases_finding"),
    measure=measure,
    query="""
SELECT '' AS key,
       (SELECT count(*) FROM cases_finding f JOIN cases_enforcementcase c ON c.id = f.case_id
         WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)
           AND f.state NOT IN ('cleared', 'waived')) AS part,
       (SELECT count(*) FROM cases_enforcementcase c
         WHERE c.listed_on BETWEEN %(start)s AND %(end)s AND starts_with(c.region_code, %(prefix)s)) AS base
""",
    compared=True,
)
