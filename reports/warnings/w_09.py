"""W09 小过重罚."""

from reports.warnings.judging import amount, each
from reports.warnings.model import EVIDENCE_KEPT, MONTHS, Found, Given, Model, Subject, whole


def _say(one: Subject, given: Given) -> Found:
    most = float(one.extra["most"])
    sentence = (
        f"{one.label}近{given['months']:.0f}个月既有罚款又有没收违法所得的处罚{int(one.base):,}件，其中罚款达到没收金额{given['times']:.0f}倍以上的"
        f"{int(one.part):,}件，最高{most:,.0f}倍（罚款{amount(float(one.extra['fine']))}元，没收{amount(float(one.extra['gain']))}元）。"
        "法律规定最低罚款额的，倍数高可能合法，建议对照罚则和裁量权基准核实。"
    )
    return Found(one, sentence, most, usual=float(one.extra["median"]), n=int(one.base))


MODEL = Model(
    code="W09",
    title="小过重罚",
    subject="单位",
    says="某单位有罚款数额相当于违法所得许多倍的处罚。",
    seen_at="一个公开的过罚不当模型",
    group="全市同期既有罚款又有没收违法所得的处罚，倍数的中位数。",
    formula="罚款 ÷ 没收金额 不低于参数的案件；不少于参数件数即列出。",
    unit="倍",
    places=0,
    parameters=(MONTHS, whole("times", "罚款不低于没收金额的", 50, "倍", 5, 1000), whole("least", "不少于", 1, "件", 1, 100)),
    query=f"""
WITH both_ AS (
    SELECT c.id, c.agency_id, c.fine_amount AS fine, c.confiscated_amount AS gain, c.fine_amount / c.confiscated_amount AS times
      FROM cases_enforcementcase c
     WHERE c.kind = 'penalty' AND c.fine_amount > 0 AND c.confiscated_amount > 0 AND c.decision_date IS NOT NULL
       AND c.penalty_kinds && ARRAY['confiscate_gains']::varchar[]
       AND c.listed_on > %(today)s::date - make_interval(months => %(months)s::int) AND c.listed_on <= %(today)s::date
)
SELECT a.id::text AS key, a.name AS label, a.id AS agency_id, a.region_code, count(*) AS base,
       count(*) FILTER (WHERE times >= %(times)s) AS part, count(*) FILTER (WHERE times >= %(times)s) AS total,
       (array_agg(b.id ORDER BY times DESC, b.id) FILTER (WHERE times >= %(times)s))[1:{EVIDENCE_KEPT}] AS cases,
       jsonb_build_object('most', max(times), 'fine', (array_agg(fine ORDER BY times DESC, b.id))[1],
                          'gain', (array_agg(gain ORDER BY times DESC, b.id))[1],
                          'median', (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY times) FROM both_),
                          'looked_at', (SELECT count(DISTINCT agency_id) FROM both_)) AS extra
  FROM both_ b JOIN agencies_agency a ON a.id = b.agency_id GROUP BY a.id HAVING count(*) FILTER (WHERE times >= %(times)s) >= %(least)s::int
 ORDER BY a.id""",
    judge=each(_say, group="有可比案件的单位"),
    limits="没收金额只在处罚种类写明“没收违法所得”时当作违法所得；没有违法所得的案件看不到。",
    waits_for="注册资本、裁量阶次、罚则的幅度：“超过注册资本的十分之一”“超出最轻阶次上限”“递进条款跳级”暂不计算。",
)
