"""Q-04 日期逻辑链."""

from cases.choices import Severity
from cases.rules.declaration import Part, Rule


def _in_order(earlier: str, later: str, words: str) -> Part:
    """Compared only when both are recorded."""
    return Part(words, f"coalesce({earlier} <= {later}, true)")


ALL_DATES = (
    "violation_start, violation_end, discovered_date, filing_date, informed_served_date, hearing_notice_date, hearing_held_date,"
    " legal_review_date, decision_date, served_date, published_date"
)

RULE = Rule(
    code="Q-04",
    title="日期逻辑链",
    step="decision",
    requires="各环节日期的先后应当合乎逻辑，并且不晚于检查当日；只比较两端都有记录的日期。",
    articles=(),
    note="本系统的数据质量要求，不是法律条文。",
    severity=Severity.MEDIUM,
    duty=True,
    applies="true",
    looks_at=tuple(ALL_DATES.replace(" ", "").split(",")),
    passes=(
        _in_order("violation_start", "discovered_date", "违法行为发生日不晚于发现日"),
        _in_order("discovered_date", "filing_date", "发现日不晚于立案日"),
        _in_order("filing_date", "decision_date", "立案日不晚于决定日"),
        _in_order("informed_served_date", "decision_date", "告知日不晚于决定日"),
        _in_order("informed_served_date", "hearing_held_date", "告知日不晚于听证日"),
        _in_order("hearing_notice_date", "hearing_held_date", "听证通知日不晚于听证日"),
        _in_order("legal_review_date", "decision_date", "法制审核日不晚于决定日"),
        _in_order("hearing_held_date", "decision_date", "听证日不晚于决定日"),
        _in_order("decision_date", "served_date", "决定日不晚于送达日"),
        _in_order("decision_date", "published_date", "决定日不晚于公开日"),
        Part("全部日期不晚于检查当日", f"coalesce(greatest({ALL_DATES}) <= as_of, true)"),
    ),
    fails="日期先后不合逻辑，不符合下列要求：{broken}。",
    exceptions=(
        "送达与公开、法制审核与告知或者听证、违法行为终了与发现之间，法律没有先后要求，不比较。",
        "简易程序没有立案日，不比较；紧急情况先行调查、后补立案的不判。",
        "缺少的日期不比较。",
    ),
    last_lawful="2026-03-06 决定，2026-03-10 公开，公告送达 2026-04-09 期满。",
    first_unlawful="2026-03-10 告知，2026-03-06 决定。",
)
