"""E-31 三个月内申请法院执行."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import COERCION_LAW_2012, PENALTY_LAW_2021, Article, Counted, Part, Rule
from cases.rules.unsettled import unsettled

_NOT_EARLY = Part("复议和起诉的期限已过", "coalesce(court_applied_on > remedies_end_on, court_applied_on IS NULL)")
_LATE = "coalesce(court_applied_on, as_of) > court_apply_by"

RULE = Rule(
    code="E-31",
    title="3个月内申请法院执行",
    step="closing",
    requires="当事人在法定期限内不申请复议、不起诉又不履行的，没有强制执行权的行政机关应当自期限届满之日起3个月内申请人民法院强制执行；批准分期的，自最后期限届满之日起算。",
    articles=(
        Article("行政强制法", "第五十三条"),
        Article("行政处罚法", "第七十二条第二款", since=PENALTY_LAW_2021),
        Article("行政诉讼法解释", "第一百五十六条"),
    ),
    severity=Severity.MEDIUM,
    duty=True,
    kinds=(CaseKind.COERCION,),
    in_force_from=COERCION_LAW_2012,
    applies="CASE WHEN has_exec_power THEN false WHEN court_applied_on IS NOT NULL THEN coalesce(duty_performed_on > court_applied_on, true)"
    " WHEN has_exec_power IS FALSE AND remedies_end_on IS NOT NULL THEN duty_performed_on IS NULL ELSE false END",
    needs=("has_exec_power", "remedies_end_on"),
    wants={
        "court_applied_on": "as_of <= court_apply_by",
        "court_apply_by": "remedies_end_on IS NOT NULL AND (court_applied_on <= court_term_ends) IS NOT TRUE",
    },
    looks_at=("court_applied_on", "instalments_end_on"),
    passes=(
        _NOT_EARLY,
        # Whoever applied within the three months needs no calendar beyond its published end.
        Part(
            "在3个月内申请",
            "CASE WHEN court_applied_on <= court_term_ends OR court_applied_on <= court_apply_by THEN true"
            f" WHEN {_LATE} AND late_application_reason IS NULL THEN false END",
        ),
    ),
    doubts=(
        unsettled(
            (_NOT_EARLY,),
            f"late_application_reason IS NOT NULL AND {_LATE}",
            "逾期申请，案卷记载了正当理由，是否成立由人工认定。",
        ),
    ),
    due="court_apply_by",
    counted=Counted("greatest(remedies_end_on, instalments_end_on)", "3", "month", rolls="true"),
    fails=(
        (
            "court_applied_on IS NULL",
            "复议和起诉期限 {remedies_end_on} 届满，应于 {court_apply_by} 前申请人民法院强制执行，至 {as_of} 没有申请。",
        ),
        (
            "true",
            "复议和起诉期限 {remedies_end_on} 届满，应在其后、{court_apply_by} 以前申请，{court_applied_on} 申请，不符合下列要求：{broken}。",
        ),
    ),
    exceptions=(
        "有强制执行权的机关、当事人已经履行的，不适用。",
        "逾期而有正当理由的，由人工认定。",
        "已经复议的，起诉期限自收到复议决定书之日起15日；期限届满日由机关填写。",
        "末日是节假日的，顺延至节后首个工作日。",
    ),
    last_lawful="起诉期限 2026-03-10 届满，2026-06-10 申请。",
    first_unlawful="同样情形，2026-06-11 申请；或者 2026-03-10 当日申请（期限未满）。",
    note="逾期有正当理由可以受理，出自《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第一百五十六条，条文待核。",
)
