"""W11 以罚代管."""

from reports.warnings.enterprises import IS_ENTERPRISE, TOUCHED
from reports.warnings.judging import amount, each
from reports.warnings.model import EVIDENCE_KEPT, MONTHS, Found, Given, Model, Subject, whole


def _say(one: Subject, given: Given) -> Found:
    sentence = (
        f"{one.label}近{given['months']:.0f}个月就同一事项罚款{int(one.part)}次，合计{amount(float(one.extra['fines']))}元，"
        "决定内容里都没有写责令改正。可能已经另行责令改正或者复查而没有报送，建议核实。"
    )
    return Found(one, sentence, one.part, usual=given["fines"], n=int(one.part))


MODEL = Model(
    code="W11",
    title="以罚代管",
    subject="单位 × 企业 × 事项",
    says="某单位对同一企业同一事项反复罚款，记录里没有责令改正。",
    seen_at="《行政执法监督条例》第十一条第二款第四项所列情形",
    group="不比较：与参数相比。",
    formula="统计区间内同一单位、同一企业、同一事项的罚款不少于参数次数，且每一次的决定内容都没有“责令”字样。",
    unit="次",
    places=0,
    parameters=(MONTHS, whole("fines", "罚款不少于", 3, "次", 2, 50)),
    touched=True,
    query=f"""
SELECT concat_ws(':', c.agency_id, c.party_credit_code, c.item_code) AS key, a.id AS agency_id, a.region_code,
       a.name || '对' || max(c.party_name) || '（事项' || c.item_code || '）' AS label, count(*) AS part, count(*) AS total,
       (array_agg(c.id ORDER BY c.listed_on DESC, c.id DESC))[1:{EVIDENCE_KEPT}] AS cases, c.party_credit_code AS about,
       jsonb_build_object('fines', sum(c.fine_amount)) AS extra
  FROM cases_enforcementcase c JOIN agencies_agency a ON a.id = c.agency_id
 WHERE c.kind = 'penalty' AND c.fine_amount > 0 AND c.item_code <> '' AND c.decision_date IS NOT NULL AND {IS_ENTERPRISE}
   AND c.listed_on > %(today)s::date - make_interval(months => %(months)s::int) AND c.listed_on <= %(today)s::date AND {TOUCHED}
 GROUP BY c.agency_id, a.id, c.party_credit_code, c.item_code
HAVING count(*) >= %(fines)s::int AND NOT bool_or(c.content ~ '责令') ORDER BY 1""",
    judge=each(_say),
    limits="自然人和个体工商户不在内。责令改正只从决定内容的文字看，另发责令改正通知书的看不到。",
    waits_for="责令改正通知书和复查记录：数据标准还没有这些栏目。",
)
