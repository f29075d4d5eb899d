"""G-10 回避."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

RULE = Rule(
    code="G-10",
    title="回避",
    step="investigation",
    requires="与案件有直接利害关系或者有其他关系可能影响公正执法的人员应当回避；当事人申请回避的，应当依法审查，由行政机关负责人决定，并在作出处罚决定以前决定。",
    articles=(
        Article("行政处罚法", "第四十三条"),
        Article("湘程序规定", "第十八条"),
        Article("市监程序规定", "第四条", sector="market"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="recusal_requested_on IS NOT NULL OR interest_confirmed_on IS NOT NULL",
    wants={
        "recusal_decided_on": "recusal_requested_on IS NOT NULL AND decision_date IS NULL",
        "recusal_decided_by": "recusal_decided_on IS NOT NULL",
        "recused_last_acted_on": "interest_confirmed_on IS NOT NULL",
    },
    looks_at=("recusal_requested_on", "recusal_decided_on", "decision_date", "interest_confirmed_on", "recusal_of_chief"),
    passes=(
        Part(
            "作出处罚决定以前对回避申请作出决定",
            "CASE WHEN recusal_requested_on IS NULL OR recusal_requested_on > decision_date THEN true"
            " WHEN decision_date IS NULL THEN CASE WHEN recusal_decided_on IS NOT NULL THEN true END"
            " ELSE coalesce(recusal_decided_on <= decision_date, false) END",
        ),
        Part(
            "由有权的负责人决定；主要负责人的回避由集体讨论或者上级决定",
            "CASE WHEN recusal_decided_on IS NULL THEN true WHEN recusal_of_chief THEN recusal_decided_by IN ('collective', 'above')"
            " ELSE recusal_decided_by IN ('head', 'collective', 'above') END",
        ),
        Part(
            "认定应当回避以后不再参与办案",
            "CASE WHEN interest_confirmed_on IS NULL THEN true ELSE recused_last_acted_on <= interest_confirmed_on END",
        ),
    ),
    fails=(
        (
            "recusal_requested_on IS NULL",
            "{interest_confirmed_on} 认定应当回避，{recused_last_acted_on} 仍在办案，不符合下列要求：{broken}。",
        ),
        (
            "recusal_decided_on IS NULL",
            "{recusal_requested_on} 申请回避，没有决定的记载，{decision_date} 作出处罚决定，不符合下列要求：{broken}。",
        ),
        (
            "true",
            "{recusal_requested_on} 申请回避，{recusal_decided_on} 决定，{decision_date} 作出处罚决定，不符合下列要求：{broken}。",
        ),
    ),
    exceptions=(
        "申请经审查驳回的，是依法作出了决定，通过。",
        "回避决定作出以前不停止调查，以前的调查不因此违法。",
        "只有怀疑、没有申明也没有查实的，不算应当回避。",
        "处罚决定以后才申请的，不影响已经作出的决定。",
    ),
    last_lawful="2026-03-02 申请，2026-03-05 决定驳回，2026-03-20 作出处罚决定。",
    first_unlawful="2026-03-02 申请，一直没有决定，2026-03-20 作出处罚决定。",
)
