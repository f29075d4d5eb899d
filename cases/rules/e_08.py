"""E-08 检测期间明确并书面告知，费用由机关承担."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.topics.measure import SEIZURES

RULE = Rule(
    code="E-08",
    title="检测期间书面告知",
    step="measure",
    requires="检测、检验、检疫或者技术鉴定的期间应当明确，并书面告知当事人，费用由行政机关承担。",
    articles=(Article("行政强制法", "第二十五条第三款"),),
    severity=Severity.HIGH,
    duty=True,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({SEIZURES}, false) AND test_days IS NOT NULL",
    wants={"tests_notified": "true", "test_fee_payer": "true"},
    looks_at=("test_days", "tests_open"),
    passes=(
        Part("期间明确", "nullif(NOT tests_open, false)"),
        Part("已书面告知", "tests_notified"),
        Part(
            "费用由行政机关承担",
            "CASE WHEN test_fee_payer IN ('agency', 'none') THEN true WHEN test_fee_payer IS NOT NULL THEN false END",
        ),
    ),
    doubts=(),
    fails="扣除检测期间 {test_days} 日，不符合下列要求：{broken}。",
    exceptions=(
        "没有扣除检测期间的，不适用。",
        "检测还没有截止日的，缺数据。",
        "告知晚于检测开始的，法律没有规定日数，由人工审查。",
        "只计落在查封、扣押期间以内的检测日。",
    ),
    last_lawful="检验期间 2026-03-05 至 2026-03-19，2026-03-05 书面告知，费用由机关支付。",
    first_unlawful="扣除 2026-03-05 至 2026-03-19，案卷内没有书面告知。",
)
