"""Q-01 统一社会信用代码校验."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Doubt, Rule

RULE = Rule(
    code="Q-01",
    title="统一社会信用代码校验",
    step="source",
    requires="统一社会信用代码为18位，只用31个规定字符，末位校验码正确。",
    articles=(Article("GB 32100", ""),),
    severity=Severity.MEDIUM,
    duty=True,
    kinds=tuple(CaseKind),
    # A person has none; a small trader may still carry the old 15-digit registration number, or no code at all.
    applies="party_type IS DISTINCT FROM 'person'"
    " AND NOT (coalesce(party_type = 'self_employed', false) AND (credit_code IS NULL OR credit_code ~ '^[0-9]{15}$'))",
    wants={"party_type": "credit_code IS NULL"},
    needs=("credit_code",),
    looks_at=("credit_code_shape", "credit_code_right_if_swapped"),
    passes="credit_code_right",
    doubts=(Doubt("credit_code ~ '[*＊×]'", "代码已脱敏，无从校验。"),),
    fails=(
        ("credit_code_right_if_swapped", "统一社会信用代码 {credit_code} 校验不通过；把O、I换成0、1后通过，疑似录入错误。"),
        ("NOT credit_code_shape", "统一社会信用代码 {credit_code} 的位数或者字符不符合标准。"),
        ("true", "统一社会信用代码 {credit_code} 的校验码不正确。"),
    ),
    exceptions=(
        "没有统一代码的个体工商户（旧15位注册号）、境外主体，不适用。",
        "把O与0、I与1写错的，提示疑似录入错误。",
        "已脱敏的代码无从校验，属于缺数据。",
    ),
    last_lawful="2026-03-10 录入 91350100M000100Y43。",
    first_unlawful="2026-03-10 录入 91350100M000100Y44。",
)
