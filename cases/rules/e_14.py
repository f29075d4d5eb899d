"""E-14 冻结金额与涉案金额相当."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.unsettled import unsettled

_NOT_TWICE = Part("没有重复冻结", "NOT frozen_by_another")

RULE = Rule(
    code="E-14",
    title="冻结金额与涉案金额相当",
    step="measure",
    requires="冻结存款、汇款的数额应当与违法行为涉及的金额相当；已被其他国家机关依法冻结的，不得重复冻结。",
    articles=(Article("行政强制法", "第二十九条第二款"),),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies="coalesce(coercion_is = 'freeze', false)",
    wants={"frozen_amount": "true", "money_involved": "true", "frozen_by_another": "true"},
    looks_at=("freeze_at_most",),
    passes=(
        Part(
            "冻结金额与涉案金额相当",
            "CASE WHEN frozen_amount <= money_involved THEN true WHEN frozen_amount > freeze_at_most THEN false END",
        ),
        _NOT_TWICE,
    ),
    doubts=(
        unsettled(
            (_NOT_TWICE,),
            "frozen_amount > money_involved AND frozen_amount <= freeze_at_most",
            "冻结金额略高于涉案金额；“相当”没有法定比例，由人工认定。",
        ),
    ),
    fails="冻结 {frozen_amount} 元，违法行为涉及 {money_involved} 元，不符合下列要求：{broken}。",
    exceptions=(
        "冻结金额高出涉案金额不到两成的，由人工认定；两成是本平台的设计值，法律没有比例。",
        "涉案金额没有查清的，缺数据。",
        "没有冻结的，不适用。",
    ),
    last_lawful="2026-03-10 冻结50万元，涉案金额50万元。",
    first_unlawful="2026-03-10 冻结80万元，涉案金额50万元；或者同一款项已被人民法院冻结。",
    parameters=("freeze_tolerance",),
    note="高出两成以上才算不相当，是本平台的设计值；法律只说“相当”。",
)
