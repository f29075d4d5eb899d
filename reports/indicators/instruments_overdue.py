"""逾期未反馈：期限已过仍未反馈的监督文书。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """From the one row of supervision facts."""
    return one(int(facts.supervision["overdue"]))


INDICATOR = Indicator(
    code="instruments_overdue",
    label="逾期未反馈",
    unit="件",
    kind=Kind.COUNT,
    group="监督处理",
    order=240,
    definition="截至快照之日，反馈期限已过、单位仍未反馈（或者退回补正后仍未补正）的监督文书件数，不论何时制发；单位在期限届满前提出的异议尚未答复的，期限是否停止计算法律没有规定，不计入。",
    formula="逾期件数",
    sources=("notices_instrument", "notices_objection"),
    measure=measure,
    query="""
SELECT '' AS key, count(*) AS part, NULL AS base
  FROM notices_instrument i
 WHERE starts_with(i.region_code, %(prefix)s) AND i.issued_on IS NOT NULL
   AND i.state IN ('delivered', 'handling', 'returned') AND i.due_on < %(as_of)s
   AND NOT EXISTS (SELECT FROM notices_objection o WHERE o.instrument_id = i.id AND o.outcome = ''
                    AND (o.raised_at AT TIME ZONE 'Asia/Shanghai')::date <= i.due_on)
""",
    list_url="notices:overdue",
)
