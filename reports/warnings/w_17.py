"""W17 变相检查."""

from reports.warnings.enterprises import IS_ENTERPRISE, TOUCHED
from reports.warnings.judging import each
from reports.warnings.model import EVIDENCE_KEPT, Found, Given, Model, Subject, whole


def _say(one: Subject, given: Given) -> Found:
    after = int(one.extra["followed"])
    then = f"，其中{after}次之后{given['follow']:.0f}日内该企业受到同一单位处罚" if after else ""
    sentence = (
        f"{one.label}近{given['days']:.0f}日以观摩、督导、考察、调研、走访等名义上门{int(one.part)}次{then}。"
        "这类活动本身不是检查，次数多或者随后处罚的，建议核实是否实际进行了检查。"
    )
    return Found(one, sentence, one.part, usual=given["visits"], n=int(one.part))


MODEL = Model(
    code="W17",
    title="变相检查",
    subject="单位 × 企业",
    says="某单位以观摩、督导、考察等名义频繁上门，或者上门之后处罚同一企业。",
    seen_at="国办发〔2024〕54号的要求",
    group="不比较：与参数相比。",
    formula="一个季度（默认 90 日）内检查类型写明观摩、督导、考察、调研、指导、走访的上门次数不少于参数；或者上门后若干日内有同一单位对同一企业的处罚。",
    unit="次",
    places=0,
    parameters=(
        whole("visits", "上门不少于", 3, "次", 2, 50),
        whole("days", "区间", 90, "日", 30, 365),
        whole("follow", "上门后处罚在", 30, "日内", 1, 180),
    ),
    touched=True,
    query=f"""
WITH visits AS (
    SELECT c.id, c.agency_id, c.party_credit_code AS code, c.party_name AS name, c.inspected_on AS day, EXISTS (
               SELECT FROM cases_enforcementcase p WHERE p.kind = 'penalty' AND p.agency_id = c.agency_id
                  AND p.party_credit_code = c.party_credit_code AND p.decision_date > c.inspected_on
                  AND p.decision_date <= c.inspected_on + %(follow)s::int AND p.decision_date <= %(today)s::date) AS followed
      FROM cases_enforcementcase c
     WHERE c.kind = 'inspection' AND c.inspected_on > %(today)s::date - %(days)s::int AND c.inspected_on <= %(today)s::date
       AND c.inspection_kind ~ '观摩|督导|考察|调研|指导|走访' AND {IS_ENTERPRISE} AND {TOUCHED}
)
SELECT v.agency_id || ':' || v.code AS key, a.id AS agency_id, a.region_code, a.name || '对' || max(v.name) AS label,
       count(*) AS part, count(*) AS total, (array_agg(v.id ORDER BY day DESC, v.id DESC))[1:{EVIDENCE_KEPT}] AS cases, v.code AS about,
       jsonb_build_object('followed', count(*) FILTER (WHERE followed)) AS extra
  FROM visits v JOIN agencies_agency a ON a.id = v.agency_id GROUP BY v.agency_id, a.id, v.code
HAVING count(*) >= %(visits)s::int OR bool_or(followed) ORDER BY 1""",
    judge=each(_say),
    limits="只认检查类型里写明的名义；没有报送的走访看不到。",
)
