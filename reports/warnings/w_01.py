"""W01 临期、超期办案."""

from cases.models.finding import STANDING_STATES
from reports.warnings.judging import each
from reports.warnings.model import EVIDENCE_KEPT, Found, Given, Model, Subject, whole

_STANDING = ", ".join(repr(state) for state in STANDING_STATES)


def _say(one: Subject, given: Given) -> Found:
    near, late = int(one.extra["near"]), int(one.extra["late"])
    sentence = (
        f"{one.label}尚未作出决定的普通程序处罚案件{int(one.base):,}件，其中{given['soon']:.0f}日内期限届满的{near}件、"
        f"规则 P-30 检出已经超期的{late}件。期限按立案后{given['limit']:.0f}日加报送的扣除、延长天数推算，行业另有规定的以规则 P-30 为准。"
    )
    return Found(one, sentence, near + late, n=int(one.base))


MODEL = Model(
    code="W01",
    title="临期、超期办案",
    subject="单位",
    says="某单位有处罚案件的办案期限即将届满或者已经届满而没有决定。",
    seen_at="各平台都有",
    group="不比较：期限是法定的。列出本单位全部未决案件数作为基数。",
    formula="普通程序、已立案、没有处理结果的案件，立案日加办案期限、扣除天数、延长天数，距今不多于“临期天数”的为临期；"
    "规则 P-30 检出的未决案件为超期。合计不少于参数即列出。",
    unit="件",
    places=0,
    parameters=(
        whole("soon", "临期天数", 10, "日", 1, 60),
        whole("limit", "办案期限", 90, "日", 30, 365),
        whole("least", "合计不少于", 1, "件", 1, 100),
    ),
    query=f"""
WITH waiting AS (
    SELECT c.id, c.agency_id, c.listed_on,
           c.filing_date + %(limit)s::int + coalesce((SELECT sum(e.days) FROM cases_extension e WHERE e.case_id = c.id), 0)::int
             + coalesce((SELECT sum(least(coalesce(s.to_day, %(today)s::date), %(today)s::date) - s.from_day + 1)
                           FROM cases_excludedspan s WHERE s.case_id = c.id AND s.from_day <= %(today)s::date), 0)::int AS due,
           EXISTS (SELECT FROM cases_finding f WHERE f.case_id = c.id AND f.rule_code = 'P-30' AND f.state IN ({_STANDING})) AS late
      FROM cases_enforcementcase c
     WHERE c.kind = 'penalty' AND c.decision_date IS NULL AND c.decision_type = '' AND c.procedure = 'ordinary'
       AND c.filing_status <> 'not_filed' AND c.closed_on IS NULL AND c.filing_date <= %(today)s::date
), told AS (
    SELECT w.*, NOT late AND due - %(today)s::date BETWEEN 0 AND %(soon)s::int AS near FROM waiting w
), counted AS (
    SELECT agency_id, count(*) AS base, count(*) FILTER (WHERE near) AS near, count(*) FILTER (WHERE late) AS late,
           (array_agg(id ORDER BY due, id) FILTER (WHERE near OR late))[1:{EVIDENCE_KEPT}] AS cases
      FROM told GROUP BY 1
)
SELECT a.id::text AS key, a.name AS label, a.id AS agency_id, a.region_code, base, near + late AS part, near + late AS total, cases,
       jsonb_build_object('near', near, 'late', late, 'looked_at', (SELECT count(*) FROM counted)) AS extra
  FROM counted JOIN agencies_agency a ON a.id = counted.agency_id WHERE near + late >= %(least)s::int ORDER BY a.id""",
    judge=each(_say, group="有未决处罚案件的单位"),
    limits="没有报送立案日期的案件看不到。扣除期间只按报送的日期计算，是否依法可以扣除由规则和人判断。",
)
