"""P-20 听证笔录与公开."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

RULE = Rule(
    code="P-20",
    title="听证笔录与公开",
    step="hearing",
    requires="听证应当制作笔录，由当事人或者其代理人核对后签字或者盖章，拒绝的由主持人注明；除涉及国家秘密、商业秘密、个人隐私的以外，听证公开举行。",
    articles=(
        Article("行政处罚法", "第六十四条第三项、第八项"),
        Article("行政处罚法", "第六十五条"),
        Article("湘程序规定", "第一百三十条、第一百四十三条"),
        Article("住建程序规定", "第三十四条第三款", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="hearing_took_place AND hearing_terminated IS NOT TRUE",
    needs=("hearing_record_made",),
    wants={
        "hearing_record_signed": "hearing_record_signed IS NULL",
        "hearing_refusal_noted": "hearing_record_signed IS FALSE",
        "hearing_public": "hearing_public IS NULL",
        "hearing_closed_reason": "hearing_public IS FALSE",
    },
    looks_at=("hearing_held_date",),
    passes=(
        Part("有听证笔录", "hearing_record_made"),
        Part(
            "笔录由当事人签字盖章，或者由主持人注明拒绝",
            "hearing_record_signed OR hearing_refusal_noted OR NOT hearing_record_made",
        ),
        Part("公开举行，或者有依法不公开的理由", "hearing_public OR hearing_closed_reason IN ('state', 'business', 'privacy')"),
    ),
    fails="{hearing_held_date} 听证，不符合下列要求：{broken}。",
    exceptions=(
        "当事人无正当理由不到或者中途退出、依法终止听证并有记录的，不适用。",
        "代理人签字等同当事人签字；当事人拒绝签字，主持人已经注明的，符合。",
        "没有举行听证的，不适用。",
        "决定是否根据听证笔录、是否采用未经质证的证据，由人工审查。",
    ),
    last_lawful="2026-03-25 听证，当事人拒绝签字，主持人当日在笔录中注明。",
    first_unlawful="2026-03-25 听证，笔录没有当事人签字，也没有注明。",
)
