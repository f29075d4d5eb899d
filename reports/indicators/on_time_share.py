"""按期反馈率：期限在本期届满的监督文书有多少按期反馈。"""

from __future__ import annotations

from reports.indicators.declaration import Indicator, Kind, Row, one
from reports.indicators.facts import Facts


def measure(facts: Facts) -> tuple[Row, ...]:
    """Answered by the due date, of those that fell due."""
    return one(int(facts.supervision["on_time"]), int(facts.supervision["fell_due"]))


INDICATOR = Indicator(
    code="on_time_share",
    label="按期反馈率",
    unit="%",
    kind=Kind.SHARE,
    group="监督处理",
    order=250,
    definition="反馈期限届满日在本期内（且已经届满）的监督文书中，首次反馈不晚于届满日的比例。批准延期的按延期后的届满日计；已撤销的，和届满前提出的异议尚未答复的，不计入。基数少于八件的不计算比率。",
    formula="按期反馈件数 ÷ 期限届满件数",
    sources=("notices_instrument", "notices_agencyresponse", "notices_objection"),
    measure=measure,
    query="""
SELECT '' AS key,
       count(*) FILTER (WHERE EXISTS (
           SELECT 1 FROM notices_agencyresponse r WHERE r.instrument_id = i.id
              AND (r.sent_at AT TIME ZONE 'Asia/Shanghai')::date <= i.due_on)) AS part,
       count(*) AS base
  FROM notices_instrument i
 WHERE starts_with(i.region_code, %(prefix)s) AND i.issued_on IS NOT NULL
   AND i.due_on BETWEEN %(start)s AND %(end)s AND i.due_on < %(as_of)s
   AND i.state <> 'revoked' AND NOT EXISTS (
       SELECT FROM notices_objection o WHERE o.instrument_id = i.id AND o.outcome = ''
          AND (o.raised_at AT TIME ZONE 'Asia/Shanghai')::date <= i.due_on)
""",
    compared=True,
    list_url="notices:instruments",
)
