"""W07 罚没金额异常增长."""

from collections.abc import Sequence

from reports.warnings.judging import amount, small
from reports.warnings.model import EVIDENCE_KEPT, FALSE_SHARE, FEWEST, Found, Given, Group, Judged, Model, Subject, whole
from reports.warnings.statistics import adjusted, ratio_interval, rise_p


def judge(subjects: Sequence[Subject], given: Given) -> Judged:
    """Agencies whose mean of fine and confiscation for a penalty has risen beyond the parameter, without the largest decision as well, and by
    more than chance would do over all the agencies tested."""
    judged = Judged()
    everything: tuple[list[float], list[float]] = ([], [])
    tested = []
    for one in subjects:
        now, before = [float(v) for v in one.extra["now"]], [float(v) for v in one.extra["before"]]
        everything[0].extend(now)
        everything[1].extend(before)
        if min(len(now), len(before)) < given["min_n"]:
            judged.too_few += 1
        else:
            tested.append((one, now, before, ratio_interval(now, before)))
    judged.tested = len(tested)
    if not tested:
        return judged
    city = ratio_interval(*everything)[0]
    judged.groups.append(Group("全市", len(subjects), len(everything[0]) + len(everything[1]), city))
    p_values = [rise_p(*interval) for *_, interval in tested]
    for (one, now, before, interval), p, q in zip(tested, p_values, adjusted(p_values), strict=True):
        least = 1 + given["rise"] / 100
        without_largest = (sum(now) - max(now)) / (len(now) - 1) / (sum(before) / len(before))
        if interval[0] > least and without_largest > least and q <= given["q"]:
            sentence = _sentence(one, now, before, interval, city, q)
            judged.found.append(Found(one, sentence, interval[0], city, interval[1], interval[2], len(now) + len(before), p, q))
    return judged


def _sentence(
    one: Subject, now: list[float], before: list[float], interval: tuple[float, float, float], city: float, q: float
) -> str:
    ratio, low, high = interval
    return (
        f"{one.label}近12个月作出罚没决定{len(now):,}件、平均每件罚没{amount(sum(now) / len(now))}元，前12个月{len(before):,}件、"
        f"平均每件{amount(sum(before) / len(before))}元，为{ratio:.2f}倍（95%置信区间{low:.2f}至{high:.2f}倍）；全市同期为{city:.2f}倍。"
        f"经多重比较校正（q{small(q)}），增长难以用随机波动解释；可能因个别大案或者事项变化，不说明执法动机，建议结合案件结构核实。"
    )


MODEL = Model(
    code="W07",
    title="罚没金额异常增长（逐利执法线索）",
    subject="单位",
    says="某单位平均每件罚没金额同比成倍增长，超出随机波动的范围。",
    seen_at="国办发〔2024〕54号、《行政执法监督条例》第十一条所列情形",
    group="本单位前 12 个月；另列全市同期的倍数。",
    formula="近 12 个月平均每件罚没（罚款＋没收）÷ 前 12 个月平均每件罚没；增长超过参数，去掉金额最大的一件后仍超过，单侧检验（对数正态近似）"
    "经 Benjamini–Hochberg 校正后 q 不超过上限，两期件数都不少于最小样本。",
    unit="倍",
    places=2,
    parameters=(whole("rise", "同比增长超过", 100, "%", 20, 1000), FEWEST, FALSE_SHARE),
    query=f"""
WITH fined AS (
    SELECT c.id, c.agency_id, c.listed_on, coalesce(c.fine_amount, 0) + coalesce(c.confiscated_amount, 0) AS sum,
           c.listed_on > %(today)s::date - interval '12 months' AS now
      FROM cases_enforcementcase c
     WHERE c.kind = 'penalty' AND c.decision_date IS NOT NULL AND coalesce(c.fine_amount, 0) + coalesce(c.confiscated_amount, 0) > 0
       AND c.listed_on > %(today)s::date - interval '24 months' AND c.listed_on <= %(today)s::date
)
SELECT a.id::text AS key, a.name AS label, a.id AS agency_id, a.region_code, count(*) FILTER (WHERE now) AS part, count(*) AS base,
       count(*) FILTER (WHERE now) AS total, (array_agg(f.id ORDER BY f.sum DESC, f.id) FILTER (WHERE now))[1:{EVIDENCE_KEPT}] AS cases,
       jsonb_build_object('now', coalesce(jsonb_agg(f.sum) FILTER (WHERE now), '[]'),
                          'before', coalesce(jsonb_agg(f.sum) FILTER (WHERE NOT now), '[]')) AS extra
  FROM fined f JOIN agencies_agency a ON a.id = f.agency_id GROUP BY a.id ORDER BY a.id""",
    judge=judge,
    limits="只看平均每件金额的同比；金额大的案件少数几件就能左右平均数，区间已经计入。",
    waits_for="罚没收入预算、地区生产总值、罚没目标：平台没有财政数据，“接近预算”“占比”“整数目标”三项暂不计算。",
)
