"""W04 零执法记录."""

from reports.warnings.judging import each
from reports.warnings.model import MONTHS, Found, Given, Model, Subject, whole


def _say(one: Subject, given: Given) -> Found:
    officers, last = int(one.extra["officers"]), one.extra["last"]
    peers, usual = int(one.extra["peers"]), one.extra["median"]
    before = f"最近一条是{last}的" if last else "从来没有报送过"
    beside = (
        f"同领域、同层级的其他单位{peers}个，同期记录数的中位数为{float(usual):,.0f}件"
        if peers >= given["min_n"]
        else f"同领域、同层级的其他单位只有{peers}个，样本过少，不作比较"
    )
    sentence = (
        f"{one.label}登记在岗执法人员{officers}人，近{given['months']:.0f}个月没有一条处罚、许可、强制、检查记录（{before}）；{beside}。"
        "可能没有执法，也可能没有报送，建议核实。"
    )
    return Found(one, sentence, 0, usual=float(usual) if peers >= given["min_n"] else None, n=peers)


MODEL = Model(
    code="W04",
    title="零执法记录",
    subject="单位",
    says="某单位有相当数量的执法人员而长期没有任何执法记录。",
    seen_at="天津平台",
    group="全市同领域、同层级的其他执法机关同期记录数的中位数；其他单位少于最小样本的不作比较。",
    formula="在用的执法机关，登记在岗执法人员不少于参数，统计区间内四类执法记录均为零。",
    unit="件",
    places=0,
    parameters=(
        MONTHS,
        whole("officers", "在岗执法人员不少于", 5, "人", 1, 500),
        whole("min_n", "比较的最小样本", 8, "个单位", 3, 200),
    ),
    query="""
WITH counted AS (
    SELECT c.agency_id, count(*) FILTER (WHERE c.listed_on > %(today)s::date - make_interval(months => %(months)s::int)) AS acts,
           max(c.listed_on) AS last
      FROM cases_enforcementcase c WHERE c.listed_on <= %(today)s::date GROUP BY 1
), bodies AS (
    SELECT a.*, coalesce(counted.acts, 0) AS acts, counted.last,
           (SELECT count(*) FROM agencies_enforcementofficer o WHERE o.agency_id = a.id AND o.kind = 'officer'
               AND (o.entered_on IS NULL OR o.entered_on <= %(today)s::date) AND (o.left_on IS NULL OR o.left_on > %(today)s::date)) AS officers
      FROM agencies_agency a LEFT JOIN counted ON counted.agency_id = a.id WHERE a.kind = 'enforcement' AND a.is_active
)
SELECT b.id::text AS key, b.name AS label, b.id AS agency_id, b.region_code,
       jsonb_build_object('officers', b.officers, 'last', b.last, 'peers', peers.n, 'median', peers.median,
                          'looked_at', (SELECT count(*) FROM bodies WHERE officers >= %(officers)s::int)) AS extra
  FROM bodies b CROSS JOIN LATERAL (
       SELECT count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY other.acts) AS median
         FROM bodies other WHERE other.sector = b.sector AND other.tier = b.tier AND other.id <> b.id) peers
 WHERE b.acts = 0 AND b.officers >= %(officers)s::int ORDER BY b.id""",
    judge=each(_say, group="执法人员达到参数的执法机关"),
    limits="平台只知道报送来的记录。没有报送和没有执法，从数据上分不开。",
)
