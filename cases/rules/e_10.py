"""E-10 查封、扣押不得超范围."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.topics.measure import SEIZURES
from cases.rules.unsettled import unsettled

_SEALED = "coercion_is IN ('seal', 'seal_and_seize')"
_ORGANISATION = "party_type IN ('legal_person', 'other_organisation')"
_RELATED = Part("财物与违法行为有关", "goods_related")
_NOT_TWICE = Part("没有重复查封", f"CASE WHEN {_SEALED} THEN NOT sealed_by_another ELSE true END")

RULE = Rule(
    code="E-10",
    title="查封扣押不得超范围",
    step="measure",
    requires="查封、扣押限于涉案的场所、设施或者财物，不得查封、扣押公民个人及其所扶养家属的生活必需品，不得重复查封。",
    articles=(
        Article("行政强制法", "第二十三条"),
        Article("行政强制法", "第六十二条第一项"),
        Article("民营经济促进法", "第六十二条"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({SEIZURES}, false)",
    wants={
        "goods_related": "true",
        "party_type": "necessities_taken",
        "necessities_taken": f"({_ORGANISATION}) IS NOT TRUE",
        "sealed_by_another": _SEALED,
    },
    looks_at=("coercion_is",),
    passes=(
        _RELATED,
        Part(
            "没有查封、扣押公民的生活必需品",
            f"CASE WHEN {_ORGANISATION} OR NOT necessities_taken THEN true WHEN necessities_taken AND party_type = 'person' THEN false END",
        ),
        _NOT_TWICE,
    ),
    doubts=(
        unsettled(
            (_RELATED, _NOT_TWICE),
            "necessities_taken AND party_type = 'self_employed'",
            "当事人是个体工商户，是否属于公民个人及其家属的生活必需品，由人工认定。",
        ),
    ),
    fails="实施{coercion_is}，不符合下列要求：{broken}。",
    exceptions=(
        "是否与违法行为有关由人填写，没有填写的缺数据，不由金额推定。",
        "物品价值远超涉案金额的只作提示，不在此列。",
        "单位的财物不适用生活必需品的规定；只有查封不得重复。",
    ),
    last_lawful="2026-03-10 扣押企业涉案原料，全部与案件有关。",
    first_unlawful="2026-03-10 查封已被人民法院查封的厂房；或者扣押公民家中的口粮。",
)
