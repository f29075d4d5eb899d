"""P-36 法律依据现行有效."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

_BINDING = "basis_level IN ('law', 'administrative', 'local', 'departmental', 'local_rule')"
_THEN = "basis_from <= acted_until AND coalesce(basis_to >= acted_until, true)"
# The newer rule applies when it is lighter, and only once it was in force on the day of the decision.
_NEWER = "basis_from <= decision_date AND basis_newer_lighter"

RULE = Rule(
    code="P-36",
    title="法律依据现行有效",
    step="decision",
    requires="处罚应当以违法行为发生（终了）时有效的法律、法规、规章为依据；决定时旧规定已经修改或者废止的，应当比较轻重，新规定处罚较轻或者不认为违法的，适用新规定。",
    articles=(
        Article("行政处罚法", "第三十七条"),
        Article("行政处罚法", "第四条、第十六条、第三十八条第一款"),
        Article("湘程序规定", "第五十五条"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="decision_type = 'penalty' AND decision_date IS NOT NULL",
    needs=("basis_level",),
    wants={
        "decision_type": "decision_type IS NULL",
        "basis_from": "true",
        "violation_start": "violation_end IS NULL",
        "lighter_law_compared": "basis_to < decision_date",
        "basis_newer_lighter": "basis_from > acted_until",
    },
    looks_at=("acted_until", "basis_to", "decision_date"),
    passes=(
        Part("依据是法律、法规或者规章", _BINDING),
        Part(
            "依据在违法行为时有效，或者是较轻的新规定",
            f"CASE WHEN basis_unchanged_in_substance THEN true WHEN {_THEN} THEN true"
            f" WHEN basis_from > acted_until THEN {_NEWER} ELSE {_THEN} END",
        ),
        Part(
            "旧规定已经修改或者废止的，比较过新旧轻重",
            "CASE WHEN basis_to < decision_date AND basis_unchanged_in_substance IS NOT TRUE THEN lighter_law_compared ELSE true END",
        ),
    ),
    doubts=(
        Doubt(
            f"{_BINDING} AND ({_THEN}) AND lighter_law_compared IS FALSE",
            "决定时旧规定已经修改或者废止，没有比较轻重的记载；新规定是否较轻，由人工认定。",
        ),
    ),
    fails="处罚依据（{basis_level}，{basis_from} 起施行，{basis_to} 失效）与违法行为 {acted_until}、决定 {decision_date} 对照，不符合下列要求：{broken}。",
    exceptions=(
        "按报送的依据日期判断；只看实体依据，程序条款以行为发生时有效的为准。",
        "违法行为有连续或者继续状态的，以终了之日为准。",
        "裁量基准等规范性文件只作辅助依据的，按另外引用的法律、法规、规章填。",
        "条文移号、实质未改的，符合。",
        "新旧规定的轻重没有对照的，由人工认定。",
    ),
    last_lawful="规章自 2026-03-01 起修改加重，行为 2026-02-28，引用旧条文（已比较轻重）。",
    first_unlawful="同样情形，引用 2026-03-01 起施行的加重条文。",
)
