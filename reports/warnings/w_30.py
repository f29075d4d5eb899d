"""W30 执法人员异常."""

from collections.abc import Sequence

from reports.warnings.judging import percent
from reports.warnings.model import EVIDENCE_KEPT, FEWEST, MONTHS, Found, Given, Group, Judged, Model, Subject, decimal
from reports.warnings.statistics import wilson_interval


def judge(subjects: Sequence[Subject], given: Given) -> Judged:
    """Officers whose share on days of rest, or with one partner, is above the parameter with the lower end of its interval."""
    judged = Judged(tested=len(subjects))
    acts, rest = sum(int(one.base) for one in subjects), sum(int(one.part) for one in subjects)
    judged.groups.append(Group("执法次数达到最小样本的执法人员", len(subjects), acts, rest / acts * 100 if acts else None))
    for one in subjects:
        n, pair = int(one.base), int(one.extra["pair"]) if int(one.extra["people"]) > 2 else 0
        spans = (wilson_interval(int(one.part), n), wilson_interval(pair, n))
        restless, paired = spans[0][0] * 100 > given["rest"], spans[1][0] * 100 > given["pair"]
        if restless or paired:
            judged.found.append(_say(one, given, spans, restless, paired, rest / acts))
    return judged


Spans = tuple[tuple[float, float], tuple[float, float]]


def _say(one: Subject, given: Given, spans: Spans, restless: bool, paired: bool, usual: float) -> Found:
    n, rest, pair = int(one.base), int(one.part), int(one.extra["pair"])
    told = []
    if restless:
        told.append(f"在休息日进行的{rest}次，占{percent(rest / n)}（{_span(spans[0])}），全市为{percent(usual)}")
    if paired:
        told.append(f"与同一人（{one.extra['partner'] or '另一人'}）搭档的{pair}次，占{percent(pair / n)}（{_span(spans[1])}）")
    sentence = f"{one.label}近{given['months']:.0f}个月参加有日期的执法行为{n}次，{'；'.join(told)}。可能因值班、分片安排，建议核实执法人员安排。"
    value, (low, high) = (rest, spans[0]) if restless else (pair, spans[1])
    return Found(one, sentence, value / n * 100, usual * 100 if restless else None, low * 100, high * 100, n)


def _span(span: tuple[float, float]) -> str:
    return f"95%置信区间{percent(span[0])}至{percent(span[1])}"


MODEL = Model(
    code="W30",
    title="执法人员安排异常",
    subject="执法人员",
    says="某执法人员的执法行为多数在休息日进行，或者几乎总与同一人搭档。",
    seen_at="本平台",
    group="全市执法人员在休息日进行的执法行为所占比例；搭档比例只与参数相比，且本单位近一年签过名的执法人员多于两人。",
    formula="休息日执法次数 ÷ 有日期的执法次数，或者与同一人搭档次数 ÷ 有日期的执法次数；Wilson 95% 区间的下限超过参数，次数不少于最小样本。",
    parameters=(
        MONTHS,
        FEWEST,
        decimal("rest", "休息日比例超过", "50", "%", "10", "95", 0),
        decimal("pair", "同一搭档比例超过", "90", "%", "50", "99", 0),
    ),
    query=f"""
WITH acts AS (
    SELECT t.case_id, t.no, t.acted_on, c.agency_id, t.enforcing, NOT d.is_workday AS rest
      FROM cases_caseact t JOIN cases_enforcementcase c ON c.id = t.case_id JOIN workdays_calendarday d ON d.day = t.acted_on
     WHERE t.acted_on > %(today)s::date - make_interval(months => %(months)s::int) AND t.acted_on <= %(today)s::date
       AND cardinality(t.enforcing) > 0 AND NOT d.provisional
), signed AS (
    SELECT DISTINCT a.case_id, a.no, a.agency_id, a.rest, a.acted_on, one.number FROM acts a CROSS JOIN LATERAL unnest(a.enforcing) one(number)
), crews AS (
    SELECT agency_id, count(DISTINCT number) AS people FROM signed GROUP BY 1
), counted AS (
    SELECT number, count(*) AS n, count(*) FILTER (WHERE rest) AS rest FROM signed GROUP BY 1 HAVING count(*) >= %(min_n)s::int
), listed AS (
    SELECT x.number, count(*) AS total, (array_agg(x.case_id ORDER BY x.rest DESC, x.acted_on DESC, x.case_id DESC))[1:{EVIDENCE_KEPT}] AS cases
      FROM (SELECT s.number, s.case_id, bool_or(s.rest) AS rest, max(s.acted_on) AS acted_on
              FROM signed s JOIN counted k ON k.number = s.number GROUP BY 1, 2) x GROUP BY 1
), pairs AS (
    SELECT DISTINCT ON (s.number) s.number, o.number AS partner, count(*) AS n
      FROM signed s JOIN counted k ON k.number = s.number
      JOIN signed o ON o.case_id = s.case_id AND o.no = s.no AND o.number <> s.number GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2
)
SELECT k.number AS key, o.name || '（' || a.name || '）' AS label, a.id AS agency_id, a.region_code, k.n AS base, k.rest AS part, l.total, l.cases,
       jsonb_build_object('pair', coalesce(p.n, 0), 'people', crew.people,
                          'partner', (SELECT po.name FROM agencies_enforcementcertificate pe JOIN agencies_enforcementofficer po ON po.id = pe.officer_id
                                       WHERE pe.number = p.partner)) AS extra
  FROM counted k JOIN listed l ON l.number = k.number JOIN agencies_enforcementcertificate e ON e.number = k.number
  JOIN agencies_enforcementofficer o ON o.id = e.officer_id
  JOIN agencies_agency a ON a.id = o.agency_id LEFT JOIN crews crew ON crew.agency_id = a.id LEFT JOIN pairs p ON p.number = k.number
 ORDER BY k.number""",
    judge=judge,
    limits="执法行为只有日期，没有钟点，夜间看不到；文化、城管等领域本来就在休息日执法。",
    waits_for="执法行为的钟点和坐标：“夜间比例”“一小时内在两处”暂不计算。",
)
