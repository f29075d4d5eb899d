"""E-20 强制执行前催告."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Part, Rule
from cases.rules.topics.enforcement import EXECUTIONS

RULE = Rule(
    code="E-20",
    title="强制执行前书面催告",
    step="service",
    requires="作出强制执行决定前，应当书面催告当事人履行义务，载明履行的期限、方式、金额和陈述申辩权；当事人逾期仍不履行的，才可以决定执行。",
    articles=(Article("行政强制法", "第三十五条至第三十八条"), Article("行政强制法", "第五十二条")),
    severity=Severity.CRITICAL,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies=f"coalesce({EXECUTIONS}, false) AND immediate_substitute IS NOT TRUE AND court_ordered IS NOT TRUE",
    wants={
        "urge_served_on": "urged_in_writing IS NOT FALSE",
        "urge_items": "urged_in_writing IS NOT FALSE",
        "money_duty": "is_money IS NULL AND NOT urge_items @> '{amount}'::text[]",
        "decision_date": "true",
        "urge_perform_by": "urge_items @> '{term}'::text[]",
        "hiding_assets": "decision_date <= urge_perform_by",
    },
    looks_at=("coercion_is", "urged_in_writing"),
    passes=(
        Part(
            "书面催告已送达", "CASE WHEN urged_in_writing IS FALSE THEN false ELSE nullif(urge_served_on IS NOT NULL, false) END"
        ),
        Part(
            "催告书载明法定事项",
            "CASE WHEN urged_in_writing IS FALSE THEN true WHEN NOT urge_items @> '{term,manner,statement}'::text[] THEN false"
            " WHEN urge_items @> '{amount}'::text[] THEN true WHEN urge_items IS NOT NULL THEN NOT is_money END",
        ),
        # Within the term only where there is evidence that assets are being moved or hidden, and never before the demand.
        Part(
            "催告的期限届满以后才决定执行",
            "CASE WHEN urged_in_writing IS FALSE THEN true WHEN decision_date > urge_perform_by THEN true"
            " WHEN decision_date < urge_served_on THEN false WHEN decision_date <= urge_perform_by THEN hiding_assets END",
        ),
    ),
    fails="{urge_served_on} 催告（限 {urge_perform_by} 前履行），{decision_date} 决定执行（{coercion_is}），不符合下列要求：{broken}。",
    exceptions=(
        "加处罚款或者滞纳金、立即代履行、申请人民法院执行（见 E-30）、法院裁定执行的，不适用。",
        "履行期限没有录入的，缺数据；催告书上确实没有载明期限的，不符合。",
        "金额和给付方式只对金钱给付要求。",
        "催告期间有证据证明转移、隐匿财物的，可以立即决定，但仍须先有催告。",
        "当事人有没有正当理由，由人工审查。",
    ),
    last_lawful="2026-03-10 催告送达，限 2026-03-20 前履行，2026-03-23 决定执行。",
    first_unlawful="同样情形，2026-03-18 决定执行，没有转移财物的证据。",
)
