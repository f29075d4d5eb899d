"""P-25 审核时限."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Part, Rule

_IN_TIME = "reviewed_or_today <= review_by"

RULE = Rule(
    code="P-25",
    title="审核时限",
    step="review",
    requires="审核机构应当在收到审核材料之日起10个工作日内完成审核（市场监管、住房城乡建设）；市场监管经负责人在期限内批准，可以延长。",
    articles=(
        Article("市监程序规定", "第五十五条", sector="market"),
        Article("住建程序规定", "第二十五条、第四十五条", sector="housing"),
    ),
    severity=Severity.LOW,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="review_dated_on",
    applies="CASE WHEN has_review_limit THEN review_submitted_on IS NOT NULL OR legal_review_date IS NOT NULL"
    " ELSE other_review_limit IS NOT NULL AND review_submitted_on IS NOT NULL END",
    needs=("review_submitted_on",),
    wants={
        "legal_review_date": "reviewed_or_today IS NULL",
        "review_by": "has_review_limit",
        "review_extension_by_head": "review_by_extended IS NOT NULL AND reviewed_or_today > review_by",
        "review_extension_approved_on": "review_by_extended IS NOT NULL AND reviewed_or_today > review_by",
    },
    looks_at=("reviewed_or_today", "review_extension_days", "review_by_extended"),
    passes=(
        Part(
            "在期限（含延长）内完成审核",
            f"CASE WHEN NOT has_review_limit THEN CASE WHEN reviewed_or_today <= other_review_by THEN true END"
            # Not reviewed yet and not late yet: open.
            f" WHEN {_IN_TIME} AND legal_review_date IS NULL THEN NULL"
            " ELSE reviewed_or_today <= coalesce(review_by_extended, review_by) END",
        ),
        Part(
            "延长由负责人在原期限内批准",
            f"CASE WHEN review_by_extended IS NULL OR {_IN_TIME} THEN true"
            " ELSE review_extension_by_head AND review_extension_approved_on <= review_by END",
        ),
    ),
    due="coalesce(review_by_extended, review_by)",
    counted=Counted("review_submitted_on", "review_limit", "workday"),
    fails=(
        ("legal_review_date IS NULL", "{review_submitted_on} 送审，审核应于 {review_by} 前完成，至 {as_of} 没有审核记录。"),
        ("true", "{review_submitted_on} 送审，{legal_review_date} 完成审核，不符合下列要求：{broken}。期限 {review_by} 届满。"),
    ),
    exceptions=(
        "其他行业没有核对到审核时限，不据以认定。",
        "退回补充调查、补正材料后再次送审的，自末次送审重新起算。",
        "住房城乡建设的规章没有延长的规定；市场监管的延长没有天数上限，只看批准。",
        "送审当日不计入。",
    ),
    last_lawful="市场监管，2026-03-02 送审，2026-03-16（第10个工作日）完成审核。",
    first_unlawful="同样情形，2026-03-17 完成，没有延长批准。",
    parameters=("review_days", "review_extension_allowed"),
)
