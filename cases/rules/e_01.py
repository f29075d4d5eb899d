"""E-01 强制措施有法律、法规依据."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.topics.measure import MEASURES
from cases.rules.unsettled import unsettled

_LEVEL = Part(
    "依据的层级足够：限制人身自由、冻结须有法律；查封、扣押须有法律、行政法规或者地方性法规；其他措施须有法律、行政法规",
    "CASE WHEN coercion_is IN ('restraint', 'freeze') THEN 'law' = ANY(basis_levels)"
    " WHEN coercion_is = 'other_measure' THEN basis_levels && '{law,regulation}'::text[]"
    " ELSE basis_levels && '{law,regulation,local_regulation}'::text[] END",
)
_IN_FORCE = Part("依据在实施时有效", "basis_in_force")
_OWN_HANDS = Part("没有委托实施", "NOT measure_delegated")
_UNSURE_BODY = "measure_body = 'town' OR (measure_body = 'authorised' AND basis_levels IS NOT NULL AND NOT basis_levels && '{law,regulation}'::text[])"

RULE = Rule(
    code="E-01",
    title="强制措施有法律、法规依据",
    step="decision",
    requires="行政强制措施由法律设定；查封、扣押也可以由行政法规、地方性法规设定，其他措施也可以由行政法规设定。行政强制措施权不得委托。",
    articles=(
        Article("行政强制法", "第九条至第十一条"),
        Article("行政强制法", "第十六条、第十七条"),
        Article("行政强制法", "第二十二条、第二十九条"),
        Article("行政强制法", "第七十条"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"CASE WHEN outside_coercion_law THEN false ELSE {MEASURES} END",
    wants={
        "coercion_type": "coercion_is IS NULL",
        "basis_levels": MEASURES,
        "basis_in_force": MEASURES,
        "measure_delegated": MEASURES,
    },
    looks_at=("coercion_is", "measure_body"),
    passes=(
        _LEVEL,
        _IN_FORCE,
        _OWN_HANDS,
        Part("实施主体的资格无须人工认定", f"CASE WHEN {_UNSURE_BODY} THEN NULL ELSE true END"),
    ),
    doubts=(
        unsettled(
            (_LEVEL, _IN_FORCE, _OWN_HANDS),
            _UNSURE_BODY,
            "乡镇街道承接赋权，或者只凭地方性法规授权的组织实施强制措施，是否具备资格由人工认定。",
        ),
    ),
    fails="采取{coercion_is}，依据的层级为{basis_levels}，不符合下列要求：{broken}。",
    exceptions=(
        "突发事件应急措施、金融业审慎监管措施、进出境货物强制性技术监控措施，不适用。",
        "先行登记保存、责令改正不是强制措施，不按行政强制报送。",
        "行使相对集中行政处罚权的行政机关可以实施与处罚权有关的措施，不看依据写的是哪个部门。",
        "强制执行、申请法院执行，不适用。",
    ),
    last_lawful="2026-03-10 扣押，依据为现行地方性法规。",
    first_unlawful="2026-03-10 冻结存款，依据只有行政法规；或者扣押的依据只有规章。",
)
