"""P-66 暂缓、分期缴纳须经申请和批准."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

_MARKET = "sector = 'market'"

RULE = Rule(
    code="P-66",
    title="暂缓、分期缴纳有申请和批准",
    step="payment",
    requires="当事人确有经济困难，需要延期或者分期缴纳罚款的，经当事人申请和行政机关批准，可以暂缓或者分期缴纳；市场监督管理部门还须由负责人批准，并书面告知期限。",
    articles=(
        Article("行政处罚法", "第六十六条第二款"),
        Article("市监程序规定", "第七十四条", sector="market"),
    ),
    severity=Severity.MEDIUM,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="deferral_approved_on IS NOT NULL OR deferral_until IS NOT NULL",
    wants={
        "deferral_applied_on": "true",
        "deferral_approved_on": "true",
        "deferral_reason": "true",
        "deferral_by_head": _MARKET,
        "deferral_notified": _MARKET,
    },
    looks_at=("deferral_until",),
    passes=(
        Part("当事人申请在先，机关批准在后", "deferral_applied_on <= deferral_approved_on"),
        # What the application says is read by a person; the record must say something.
        Part("申请载明理由", "CASE WHEN deferral_reason IS NOT NULL THEN true END"),
        Part("由负责人批准（市场监管）", f"CASE WHEN {_MARKET} THEN deferral_by_head ELSE true END"),
        Part("书面告知期限（市场监管）", f"CASE WHEN {_MARKET} THEN deferral_notified ELSE true END"),
    ),
    fails="暂缓或者分期缴纳（{deferral_applied_on} 申请，{deferral_approved_on} 批准）不符合下列要求：{broken}。",
    exceptions=(
        "没有批准暂缓、分期的，不适用；当事人自行分次缴纳的不算分期。",
        "逾期以后才申请的，法律没有禁止。",
        "经济困难是否属实，由人工审查。",
        "人民法院执行和解的，不适用。",
    ),
    last_lawful="2026-03-10 申请，2026-03-12 批准分三期。",
    first_unlawful="2026-03-12 批准分期，2026-03-13 才申请。",
)
