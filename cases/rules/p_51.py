"""P-51 电子送达须有确认书."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Rule

RULE = Rule(
    code="P-51",
    title="电子送达先签确认书",
    step="service",
    requires="当事人同意并签订确认书的，才可以采用传真、电子邮件等电子方式送达；确认书应当在发送以前签订。",
    articles=(
        Article("行政处罚法", "第六十一条第二款"),
        Article("市监程序规定", "第八十二条第三项", sector="market"),
        Article("住建程序规定", "第三十七条", sector="housing"),
    ),
    severity=Severity.MEDIUM,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    dated_by="decided_or_today",
    applies="CASE WHEN decision_date IS NULL THEN false ELSE coalesce(served_by = 'electronic', false) END",
    wants={
        "e_consent_signed": "e_consent_on IS NULL AND served_otherwise_too IS NOT TRUE",
        "e_consent_on": "e_consent_signed IS NOT FALSE AND served_otherwise_too IS NOT TRUE",
        "e_sent_on": "e_consent_on <= served_on OR served_on IS NULL",
    },
    looks_at=("served_on", "served_otherwise_too"),
    # It cannot have been sent later than it arrived.
    passes="CASE WHEN served_otherwise_too THEN true WHEN e_consent_signed IS FALSE THEN false WHEN e_consent_on <= e_sent_on THEN true"
    " WHEN e_consent_on > e_sent_on OR e_consent_on > served_on THEN false END",
    doubts=(
        Doubt("e_receipt_admitted", "当事人事后书面认可收悉，送达是否有效由人工认定。"),
        Doubt("own_law_serve", "该系统另有程序法，送达以其规定为准，待核。"),
    ),
    fails=(
        ("e_consent_signed IS FALSE", "决定书以电子方式送达，当事人没有签订确认书。"),
        ("true", "决定书 {e_sent_on} 以电子方式发送，{e_consent_on} 才签订确认书。"),
    ),
    exceptions=(
        "同时另以法定方式送达的，符合。",
        "确认书一次签订、覆盖全案的即可。",
        "当事人事后书面认可收悉的，由人工认定。",
        "送达日期是到达当事人特定系统的日期。",
    ),
    last_lawful="2026-03-30 签订确认书，当日发送。",
    first_unlawful="2026-03-30 发送，2026-03-31 才签订确认书。",
    parameters=("own_law_serve",),
)
