"""P-52 公告送达期满三十日."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Part, Rule

RULE = Rule(
    code="P-52",
    title="公告送达的前提和期满",
    step="service",
    requires="当事人下落不明或者用其他方式无法送达的，才可以公告送达；自公告之日起满30日（2022年以前60日）视为送达，原因和经过记入案卷。",
    articles=(
        Article("行政处罚法", "第六十一条第一款"),
        Article("湘程序规定", "第一百七十六条"),
        Article("市监程序规定", "第八十二条第五项", sector="market"),
        Article("住建程序规定", "第三十六条第二款", sector="housing"),
    ),
    severity=Severity.MEDIUM,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    dated_by="decided_or_today",
    applies="CASE WHEN decision_date IS NULL THEN false ELSE coalesce(served_by = 'public_notice' AND served_on IS NOT NULL, false) END",
    wants={
        "whereabouts_unknown": "NOT other_attempt AND first_attempt_on IS NULL",
        "noticed_on": "true",
        "notice_reason_recorded": "true",
    },
    looks_at=("other_attempt", "first_attempt_on", "notice_runs_to", "served_on"),
    passes=(
        Part(
            "当事人下落不明，或者其他方式无法送达",
            "CASE WHEN other_attempt OR first_attempt_on IS NOT NULL THEN true ELSE whereabouts_unknown END",
        ),
        Part("公告期满才视为送达", "served_on >= notice_runs_to"),
        Part("原因和经过记入案卷", "notice_reason_recorded"),
    ),
    doubts=(Doubt("own_law_serve", "该系统另有程序法，公告期以其规定为准，待核。"),),
    due="notice_runs_to",
    counted=Counted("noticed_on", "public_notice_days", "day"),
    fails="{noticed_on} 公告，公告期 {notice_runs_to} 届满，{served_on} 视为送达，不符合下列要求：{broken}。",
    exceptions=(
        "公告当日不计入；2022-01-01 以前的公告为60日。视为送达之日记得更晚的，符合。",
        "公告还没有视为送达的，不适用。",
        "后续的缴款、复议期限自视为送达的次日起算。",
        "市场监督管理部门张贴公告须拍照、录像，由人工审查。",
        "专门法律另定公告期的，从其规定。",
    ),
    last_lawful="2026-03-02 公告，2026-04-01（第30日）视为送达。",
    first_unlawful="2026-03-02 公告，记为 2026-03-31 送达。",
    parameters=("public_notice_days", "own_law_serve"),
)
