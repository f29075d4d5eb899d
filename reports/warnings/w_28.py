"""W28 整改超期、问题反复."""

from notices.lifecycles import AWAITING_STATES
from reports.warnings.judging import each
from reports.warnings.model import EVIDENCE_KEPT, Found, Given, Model, Subject, whole

_AWAITING = ", ".join(f"'{state}'" for state in sorted(AWAITING_STATES))


def _say(one: Subject, given: Given) -> Found:
    late, again = int(one.extra["late"]), int(one.extra["again"])
    told = []
    if late:
        beyond = f"超过{given['grace']:.0f}日" if given["grace"] else ""
        told.append(f"反馈期限届满{beyond}没有反馈的监督文书{late}件")
    if again:
        told.append(f"文书办结后{given['months']:.0f}个月内又检出同一规则问题的案件{again}件")
    sentence = f"{one.label}{'，'.join(told)}；近{given['months']:.0f}个月送达文书{int(one.base)}件。建议核实整改是否落实。"
    return Found(one, sentence, late + again, n=int(one.base))


MODEL = Model(
    code="W28",
    title="整改超期、问题反复",
    subject="单位",
    says="某单位的监督文书逾期没有反馈，或者整改办结以后又出现同一规则的问题。",
    seen_at="本平台",
    group="不比较：与参数相比。列出送达文书件数作为基数。",
    formula="反馈期限届满超过宽限天数仍未反馈的文书；或者文书办结后若干个月内立案、决定的案件又有同一规则的线索，不少于参数件数。",
    unit="件",
    places=0,
    parameters=(
        whole("grace", "逾期超过", 0, "日", 0, 90),
        whole("again", "再次检出不少于", 3, "件", 1, 100),
        whole("months", "办结后", 12, "个月", 3, 36),
    ),
    query=f"""
WITH papers AS (
    SELECT i.id, i.agency_id, i.number, i.due_on, i.state, (i.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS closed_on,
           i.state IN ({_AWAITING}) AND i.due_on + %(grace)s::int < %(today)s::date AND NOT EXISTS (
               SELECT FROM notices_objection o WHERE o.instrument_id = i.id AND o.outcome = ''
                  AND (o.raised_at AT TIME ZONE 'Asia/Shanghai')::date <= i.due_on) AS late
      FROM notices_instrument i
     WHERE i.served_on IS NOT NULL AND i.served_on > %(today)s::date - make_interval(months => %(months)s::int * 2) AND i.served_on <= %(today)s::date
), mended AS (
    SELECT p.agency_id, f.rule_code, min(p.closed_on) AS closed_on
      FROM papers p JOIN notices_instrumentitem t ON t.instrument_id = p.id JOIN notices_matteritem m ON m.id = t.matter_item_id
      JOIN cases_finding f ON f.id = m.finding_id
     WHERE p.state = 'closed' AND p.closed_on > %(today)s::date - make_interval(months => %(months)s::int) GROUP BY 1, 2
), again AS (
    SELECT m.agency_id, count(DISTINCT f.case_id) AS n, (array_agg(DISTINCT f.case_id))[1:{EVIDENCE_KEPT}] AS cases,
           array_agg(DISTINCT f.rule_code) AS rules
      FROM mended m JOIN cases_finding f ON f.agency_id = m.agency_id AND f.rule_code = m.rule_code
      JOIN cases_enforcementcase c ON c.id = f.case_id
     WHERE f.state IN ('open', 'confirmed', 'in_matter') AND coalesce(c.filing_date, c.decision_date, c.listed_on) > m.closed_on
     GROUP BY 1
), counted AS (
    SELECT p.agency_id, count(*) AS base, count(*) FILTER (WHERE late) AS late,
           array_agg(p.number || '，反馈期限' || p.due_on ORDER BY p.due_on) FILTER (WHERE late) AS told
      FROM papers p GROUP BY 1
)
SELECT a.id::text AS key, a.name AS label, a.id AS agency_id, a.region_code, base, late + coalesce(again.n, 0) AS part,
       coalesce(again.n, 0) AS total, again.cases,
       coalesce(told, '{{}}') || coalesce((SELECT array_agg('办结后再次检出：规则 ' || r) FROM unnest(again.rules) r), '{{}}') AS told,
       jsonb_build_object('late', late, 'again', CASE WHEN coalesce(again.n, 0) >= %(again)s::int THEN again.n ELSE 0 END,
                          'looked_at', (SELECT count(*) FROM counted)) AS extra
  FROM counted JOIN agencies_agency a ON a.id = counted.agency_id LEFT JOIN again ON again.agency_id = a.id
 WHERE late > 0 OR coalesce(again.n, 0) >= %(again)s::int ORDER BY a.id""",
    judge=each(_say, group="收到过监督文书的单位"),
    limits="同一规则再次检出不等于同一问题没有整改：新的案件可能另有原因。",
    rules=(),
)
