"""P-30 九十日内作出决定."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Counted, Doubt, Rule

RULE = Rule(
    code="P-30",
    title="90日内作出决定",
    step="decision",
    requires="普通程序应当自立案之日起90日内（行业另有规定的从其规定）作出处罚决定；立案当日不计，听证、检验等依法扣除的期间不计，经批准的延长另加。",
    articles=(
        Article("行政处罚法", "第六十条"),
        Article("湘程序规定", "第八十五条"),
        Article("市监程序规定", "第六十四条、第八十条", sector="market"),
        Article("住建程序规定", "第二十九条、第三十条、第四十五条", sector="housing"),
    ),
    severity=Severity.HIGH,
    duty=True,
    in_force_from=PENALTY_LAW_2021,
    dated_by="filing_date",
    applies="procedure = 'ordinary' AND filing_status IS DISTINCT FROM 'not_filed' AND (decision_type = 'penalty'"
    " OR (decision_date IS NULL AND decision_type IS NULL) OR (decide_limit_any_outcome AND decision_type IS NOT NULL))",
    needs=("filing_date", "decided_or_today"),
    wants={
        "procedure": "procedure IS NULL",
        "decision_type": "decision_type IS NULL AND decision_date IS NOT NULL",
        "decide_by": "filing_date IS NOT NULL",
    },
    looks_at=("decision_date", "days_taken", "decide_by", "extension_days", "excluded"),
    passes="(decided_or_today <= decide_by_unrolled OR decided_or_today <= decide_by)"
    " AND CASE WHEN decided_or_today > decide_by_at_least THEN NULL ELSE true END",
    doubts=(
        Doubt("remade_after_annulment", "决定被撤销后重作的，自重新立案或者判决生效起算，起算日无从确定。"),
        Doubt(
            # Beyond the published calendar nobody knows the next working day yet; no rest is longer than a fortnight.
            "coalesce(decided_or_today <= decide_by_next_workday, decided_or_today <= decide_by_unrolled + 14)",
            "届满日是休息日，在其后第一个工作日以前作出；是否顺延没有明文，由人工认定。",
        ),
        Doubt(
            "decided_or_today <= decide_by_at_most",
            "有的期间能否扣除或者延长不能确定（未见书面告知、没有截止日、行业期限待核，或者延长的规章依据不明）；如可计入则没有超期。",
        ),
        Doubt("own_law_decide_limit", "该系统另有程序法，办案期限以其规定为准，待核。"),
    ),
    due="decide_by",
    counted=Counted("filing_date", "decide_by_unrolled - filing_date", "day", "rolls_over", actual="decision_date"),
    fails=(
        (
            "decision_date IS NULL",
            "{filing_date} 立案，办案期限于 {decide_by} 届满，至 {as_of} 仍未作出决定，已是立案后第 {days_taken} 日。",
        ),
        ("true", "{filing_date} 立案，{decision_date} 才作出决定，是立案后第 {days_taken} 日；法定期限 {decide_by} 届满。"),
    ),
    exceptions=(
        "立案当日不计入。",
        "本行业规章列明的期间（听证、检验、中止等）不计；依《湖南省行政程序规定》第八十五条扣除的，须书面告知当事人，未告知的由人工认定。",
        "经批准的延长另加，是否依法批准由 P-31 判断。",
        "届满日是法定节假日的：市场监管、住房城乡建设顺延至节后第一个工作日；其他行业和普通周末没有明文，顺延日内作出的由人工认定。",
        "不予处罚等决定：规章写明“处理决定”的（市场监管）适用，其他不适用。",
        "2021-07-15 以前立案的，不适用。",
        "撤销后重作的，起算日无从确定，由人工认定。",
    ),
    last_lawful="2026-01-14 立案，无扣除、无延长，2026-04-14（第90日）决定。",
    first_unlawful="同样情形，2026-04-15 决定。",
    parameters=(
        "decide_limit",
        "decide_limit_any_outcome",
        "extension_allowed",
        "rolls_over",
        "own_law_decide_limit",
        "excluded_*",
    ),
)
