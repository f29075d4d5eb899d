"""W12 多头检查、重复检查."""

from reports.warnings.enterprises import IS_ENTERPRISE, ONLY_AGENCY, PLACE, TOUCHED
from reports.warnings.judging import each
from reports.warnings.model import EVIDENCE_KEPT, Found, Given, Model, Subject, whole


def _say(one: Subject, given: Given) -> Found:
    sentence = (
        f"{one.label}近{given['recent']:.0f}日内有不同机关在{given['days']:.0f}日之内先后上门检查，涉及机关{int(one.extra['agencies'])}个、"
        f"检查{int(one.part)}次。同日进行的按联合检查看待，没有计入。可能各有依据，建议核实能否合并、联合。"
    )
    return Found(one, sentence, one.part, usual=given["visits"], n=int(one.part))


MODEL = Model(
    code="W12",
    title="多头检查、重复检查",
    subject="企业",
    says="同一企业在短时间内先后接受不同机关的检查。",
    seen_at="衢州（三十日监测）",
    group="不比较：与参数相比。",
    formula="同一企业，不同机关、不同日期的两次检查相隔不超过“间隔”；属于这种情形的检查不少于参数次数。",
    unit="次",
    places=0,
    parameters=(
        whole("days", "间隔不超过", 30, "日", 1, 180),
        whole("visits", "检查不少于", 2, "次", 2, 20),
        whole("recent", "只看最近", 90, "日", 30, 730),
    ),
    touched=True,
    query=f"""
WITH visits AS (
    SELECT c.id, c.agency_id, c.region_code, c.party_credit_code AS code, c.party_name AS name, c.inspected_on AS day
      FROM cases_enforcementcase c
     WHERE c.kind = 'inspection' AND c.inspected_on > %(today)s::date - %(recent)s::int AND c.inspected_on <= %(today)s::date
       AND {IS_ENTERPRISE} AND {TOUCHED}
), near AS (
    SELECT v.* FROM visits v WHERE EXISTS (
        SELECT FROM visits o WHERE o.code = v.code AND o.agency_id <> v.agency_id AND o.day <> v.day AND abs(o.day - v.day) <= %(days)s::int)
)
SELECT code AS key, max(name) AS label, {ONLY_AGENCY.format(agency="agency_id")} AS agency_id, {PLACE.format(region="region_code")} AS region_code,
       count(*) AS part, count(*) AS total, (array_agg(id ORDER BY day DESC, id DESC))[1:{EVIDENCE_KEPT}] AS cases, code AS about,
       jsonb_build_object('agencies', count(DISTINCT agency_id)) AS extra
  FROM near GROUP BY code HAVING count(*) >= %(visits)s::int ORDER BY code""",
    judge=each(_say),
    limits="没有统一社会信用代码的检查、对自然人和个体工商户的检查不在内；联合检查不在同一日进行的，会被列出。",
)
