"""E-25 代履行三日前催告，送达决定书，派员监督."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, Article, Counted, Part, Rule

RULE = Rule(
    code="E-25",
    title="代履行3日前催告并派员监督",
    step="measure",
    requires="代履行3日（工作日）前应当催告当事人履行，代履行前送达决定书；代履行时派员到场监督，完毕后由监督人员、代履行人和当事人或者见证人签名。",
    articles=(
        Article("行政强制法", "第五十条至第五十二条"),
        Article("行政强制法", "第六十九条"),
    ),
    severity=Severity.HIGH,
    duty=False,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies="coalesce(coercion_is = 'substitute' AND executed_on IS NOT NULL, false) AND immediate_substitute IS NOT TRUE",
    wants={
        "urge_served_on": "urged_in_writing IS NOT FALSE",
        "served_on": "true",
        "substitute_items": "true",
        "substitute_supervised": "true",
        "completion_signers": "true",
    },
    looks_at=("substitute_from", "executed_on"),
    passes=(
        Part("3日前催告", "CASE WHEN urged_in_writing IS FALSE THEN false ELSE executed_on >= substitute_from END"),
        Part("代履行前送达决定书", "served_on <= executed_on"),
        Part("决定书载明法定事项", "substitute_items @> '{party,grounds,manner,object,budget,performer}'::text[]"),
        Part("派员到场监督", "substitute_supervised"),
        Part(
            "监督人员、代履行人和当事人或者见证人签名",
            "completion_signers @> '{supervisor,performer}'::text[] AND completion_signers && '{party,witness}'::text[]",
        ),
    ),
    due="substitute_from",
    counted=Counted("urge_served_on", "3", "workday"),
    fails="{urge_served_on} 催告，{served_on} 送达决定书，{executed_on} 代履行，不符合下列要求：{broken}。",
    exceptions=(
        "催告送达当日不计入；“3日”是工作日。",
        "需要立即清除遗洒物、障碍物、污染物而立即代履行的，不适用；当事人不在场的须事后立即通知，由人工审查。",
        "当事人在期内履行的，停止代履行，不填执行日期。",
        "先行催告与代履行前的催告是否分别作出、费用是否合理，由人工审查。",
    ),
    last_lawful="2026-03-06（星期五）催告，2026-03-11（星期三）代履行。",
    first_unlawful="2026-03-09（星期一）催告，2026-03-11（星期三）代履行。",
)
