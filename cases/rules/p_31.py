"""P-31 延长办案期限有批准."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

_AGAIN = "extension_times >= 2"
_LATE_FIRST = "NOT (first_extension_on <= extend_first_by_unrolled OR first_extension_on <= extend_first_by)"
_LATE_NEXT = "NOT (next_extension_on <= extend_next_by_unrolled OR next_extension_on <= extend_next_by)"

RULE = Rule(
    code="P-31",
    title="延期有批准",
    step="clock",
    requires="延长办案期限须有法律、法规、规章依据，在当时的期限届满以前批准：首次由负责人批准，不超过30日；再次由负责人集体讨论（住房城乡建设不超过60日）。",
    articles=(
        Article("行政处罚法", "第六十条"),
        Article("市监程序规定", "第六十四条第一款", sector="market"),
        Article("住建程序规定", "第二十九条第一款", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    dated_by="filing_date",
    applies="extension_times > 0",
    needs=("filing_date", "first_extension_on"),
    wants={
        "extension_by_head": "extension_ground",
        "next_extension_on": _AGAIN,
        "extension_again_discussed": f"{_AGAIN} AND NOT next_extension_collective",
    },
    looks_at=("extension_times", "first_extension_days", "next_extension_days", "extend_first_by", "extend_next_by"),
    passes=(
        Part("有规章依据", "extension_ground"),
        Part("首次延长由负责人批准", "extension_by_head"),
        Part("首次延长不超过规章的上限", "first_extension_days <= extension_cap"),
        Part("首次延长在期限届满以前批准", f"NOT ({_LATE_FIRST})"),
        Part(
            "再次延长由负责人集体讨论",
            f"NOT {_AGAIN} OR CASE WHEN next_extension_collective THEN true ELSE extension_again_discussed END",
        ),
        Part(
            "再次延长不超过规章的上限",
            f"NOT {_AGAIN} OR extension_cap_again IS NULL OR next_extension_days <= extension_cap_again",
        ),
        Part("再次延长在期限届满以前批准", f"NOT {_AGAIN} OR NOT ({_LATE_NEXT})"),
        Part("两次以上的延长", "CASE WHEN extension_times > 2 THEN NULL ELSE true END"),
    ),
    doubts=(
        Doubt("extension_ground IS NULL", "该系统的规章有没有延长办案期限的规定没有核对，由人工认定。"),
        Doubt(
            f"({_LATE_FIRST}) AND coalesce(first_extension_on <= extend_first_next_workday, first_extension_on <= extend_first_by_unrolled + 14)"
            f" OR {_AGAIN} AND ({_LATE_NEXT})"
            " AND coalesce(next_extension_on <= extend_next_next_workday, next_extension_on <= extend_next_by_unrolled + 14)",
            "届满日是休息日，在其后第一个工作日以前批准；是否顺延没有明文，由人工认定。",
        ),
        Doubt(
            f"({_LATE_FIRST}) AND first_extension_on <= extend_first_by_at_most"
            f" OR {_AGAIN} AND ({_LATE_NEXT}) AND next_extension_on <= extend_next_by_at_most",
            "有的期间能否扣除不能确定；如可扣除，批准时期限没有届满。",
        ),
        Doubt("remade_after_annulment", "决定被撤销后重作的，起算日无从确定。"),
        Doubt("own_law_decide_limit", "该系统另有程序法，办案期限以其规定为准，待核。"),
    ),
    fails="{filing_date} 立案，首次延长 {first_extension_days} 日（{first_extension_on} 批准，期限 {extend_first_by} 届满），不符合下列要求：{broken}。",
    exceptions=(
        "没有延长的，不适用；批准日期没有记载的，缺数据。",
        "本行业的延长规定没有核对的，由人工认定；核对为没有规定而延长的，不符合。",
        "届满日含已经依法扣除的期间；逢法定节假日，市场监管、住房城乡建设顺延，其他休息日由人工认定。",
        "市场监管再次延长的天数由集体讨论确定，没有上限。",
        "《湖南省行政程序规定》第八十一条第四项只适用于法律、法规、规章没有规定期限的事项，不得用来延长处罚的期限。",
    ),
    last_lawful="2026-01-14 立案，2026-04-14（第90日）负责人批准延长30日。",
    first_unlawful="同样情形，2026-04-15 才批准。",
    parameters=(
        "decide_limit",
        "extension_allowed",
        "extension_cap",
        "extension_cap_again",
        "rolls_over",
        "own_law_decide_limit",
    ),
)
