"""P-41 首违不罚、轻微不罚."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Doubt, Part, Rule

_SLIGHT = "coalesce(violation_minor AND corrected_in_time AND harm_level = 'none', false)"
_NO_FAULT = "coalesce(no_fault_proved, false)"
_FIRST = "coalesce(first_violation AND harm_level = 'slight' AND corrected_in_time AND no_penalty_list_hit, false)"

RULE = Rule(
    code="P-41",
    title="首违不罚、轻微不罚",
    step="decision",
    requires="违法行为轻微并及时改正、没有造成危害后果的，以及当事人证明没有主观过错的，不予处罚；初次违法、后果轻微并及时改正，列入清单而仍处罚的，应当说明理由。",
    articles=(
        Article("行政处罚法", "第三十三条第一款、第二款"),
        Article("湘程序规定", "第六十三条、第七十八条"),
    ),
    severity=Severity.HIGH,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN decision_date IS NULL OR decision_type IN ('withdrawn', 'transferred') THEN false"
    f" WHEN {_SLIGHT} OR {_NO_FAULT} OR {_FIRST} THEN decision_type IS NOT NULL OR NULL ELSE false END",
    wants={"decision_type": "decision_type IS NULL", "penalty_reason_given": f"{_FIRST} AND penalty_reason_given IS NULL"},
    looks_at=("violation_minor", "first_violation", "harm_level", "corrected_in_time", "no_fault_proved", "no_penalty_list_hit"),
    passes=(
        Part("轻微并及时改正、没有危害后果的，不予处罚", f"NOT {_SLIGHT} OR decision_type = 'no_penalty'"),
        Part("没有主观过错的，不予处罚", f"NOT {_NO_FAULT} OR decision_type = 'no_penalty'"),
        Part(
            "可以不予处罚而处罚的，说明理由",
            f"CASE WHEN {_FIRST} AND decision_type = 'penalty' THEN penalty_reason_given ELSE true END",
        ),
    ),
    doubts=(
        Doubt(
            f"fault_not_needed AND NOT ({_SLIGHT} AND decision_type = 'penalty')",
            "法律、行政法规不以主观过错为要件，是否成立由人工认定。",
        ),
        Doubt(
            f"NOT ({_SLIGHT} AND decision_type = 'penalty') AND NOT ({_NO_FAULT} AND decision_type = 'penalty')",
            "属于可以不予处罚的情形，没有说明仍予处罚的理由；是裁量事项，作为提示。",
        ),
    ),
    fails="案卷认定的事实属于应当不予处罚的情形，{decision_date} 仍予处罚，不符合下列要求：{broken}。",
    exceptions=(
        "三种情形须由案卷事实认定载明；没有记载的，不适用。",
        "初次违法的一项是“可以”不予处罚：没有说明理由的只作提示，不判违法。",
        "法律、行政法规不以主观过错为要件的，从其规定。",
        "不予处罚清单设有除外领域（食品安全、安全生产等）的，按清单填写。",
    ),
    last_lawful="2026-03-02 责令改正，2026-03-05 复查已改且没有后果，2026-03-30 不予处罚。",
    first_unlawful="同样的事实认定，2026-03-30 罚款1,000元。",
)
