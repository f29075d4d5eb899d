"""W13 检查频次临近、超过上限."""

from reports.warnings.enterprises import IS_ENTERPRISE, TOUCHED
from reports.warnings.judging import each
from reports.warnings.model import EVIDENCE_KEPT, Found, Given, Model, Subject, whole


def _say(one: Subject, given: Given) -> Found:
    cap = int(given["cap"])
    how = "超过" if one.part > cap else "达到" if one.part == cap else "差一次达到"
    sentence = (
        f"{one.label}本年已检查{int(one.part)}次，{how}按参数所设的上限{cap}次。投诉举报、转办交办、数据监测、企业申请和上级部署的专项检查没有计入。"
        "各机关公布的上限尚未接入，请以公布的为准。"
    )
    return Found(one, sentence, one.part, usual=cap, n=int(one.part))


MODEL = Model(
    code="W13",
    title="检查频次临近、超过上限",
    subject="单位 × 企业",
    says="某单位本年对同一企业的检查次数临近或者超过年度频次上限。",
    seen_at="上海",
    group="不比较：与上限相比。",
    formula="本年（1 月 1 日起）同一单位对同一企业的检查次数 ≥ 上限 − 1。来源为投诉举报、转办交办、数据监测、企业申请的，和专项检查，不计；观摩、调研等上门见 W17。",
    unit="次",
    places=0,
    parameters=(whole("cap", "年度频次上限", 4, "次", 2, 50),),
    touched=True,
    query=f"""
SELECT concat_ws(':', extract(year FROM %(today)s::date), c.agency_id, c.party_credit_code) AS key, a.id AS agency_id, a.region_code,
       a.name || '对' || max(c.party_name) AS label, count(*) AS part, count(*) AS total, c.party_credit_code AS about,
       (array_agg(c.id ORDER BY c.listed_on DESC, c.id DESC))[1:{EVIDENCE_KEPT}] AS cases
  FROM cases_enforcementcase c JOIN agencies_agency a ON a.id = c.agency_id
 WHERE c.kind = 'inspection' AND {IS_ENTERPRISE} AND c.inspected_on >= date_trunc('year', %(today)s::date) AND c.inspected_on <= %(today)s::date
   AND c.source !~ '投诉|举报|转办|交办|移送|监测|申请' AND c.inspection_kind !~ '专项|观摩|督导|考察|调研|指导|走访' AND {TOUCHED}
 GROUP BY c.agency_id, a.id, c.party_credit_code HAVING count(*) >= %(cap)s::int - 1 ORDER BY 1""",
    judge=each(_say),
    limits="上限是参数里的一个数，不是各机关公布的上限；规则 I-07 检出超限的，以规则为准。",
    waits_for="各机关公布的年度频次上限：平台还没有这张表。",
)
