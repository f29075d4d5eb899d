"""P-40 未成年人、精神病人的处理."""

from cases.choices import Severity
from cases.rules.declaration import PENALTY_LAW_2021, Article, Part, Rule

_SPARED = "decision_type = 'no_penalty' AND guardian_ordered"

RULE = Rule(
    code="P-40",
    title="未成年人和精神病人",
    step="decision",
    requires="不满十四周岁的人、在不能辨认或者不能控制自己行为时违法的人，不予处罚，并责令监护人管教或者看管治疗；已满十四周岁不满十八周岁的，应当从轻或者减轻处罚。",
    articles=(
        Article("行政处罚法", "第三十条"),
        Article("行政处罚法", "第三十一条"),
    ),
    severity=Severity.CRITICAL,
    duty=False,
    in_force_from=PENALTY_LAW_2021,
    applies="CASE WHEN party_type IN ('legal_person', 'other_organisation') OR decision_date IS NULL"
    " OR decision_type IN ('withdrawn', 'transferred') THEN false WHEN party_type = 'self_employed' AND party_age_group IS NULL"
    " AND party_capacity IS NULL THEN false ELSE party_type IS NOT NULL AND decision_type IS NOT NULL OR NULL END",
    wants={
        "party_type": "party_type IS NULL",
        "decision_type": "decision_type IS NULL",
        "party_age_group": "party_capacity IS DISTINCT FROM 'none'",
        "mitigation_kind": "party_age_group = 'under_18' AND decision_type = 'penalty'",
        "guardian_ordered": "decision_type = 'no_penalty' AND (party_age_group = 'under_14' OR party_capacity = 'none')",
    },
    looks_at=("party_capacity", "decision_type"),
    passes=(
        Part(
            "不满十四周岁的不予处罚，责令监护人管教",
            f"CASE WHEN party_age_group IN ('under_18', 'adult') THEN true WHEN party_age_group = 'under_14' THEN {_SPARED} END",
        ),
        Part(
            "已满十四周岁不满十八周岁的从轻或者减轻",
            "CASE WHEN party_age_group = 'under_18' AND decision_type = 'penalty' THEN mitigation_kind IN ('lighter', 'reduced')"
            " WHEN party_age_group IN ('under_14', 'under_18', 'adult') THEN true END",
        ),
        Part(
            "不能辨认或者不能控制自己行为的不予处罚，责令看管治疗",
            f"CASE WHEN party_capacity = 'none' THEN {_SPARED} ELSE true END",
        ),
    ),
    fails="当事人行为时{party_age_group}，辨认控制能力：{party_capacity}，处理结果为{decision_type}，不符合下列要求：{broken}。",
    exceptions=(
        "“已满”自周岁生日的次日起算；行为当日恰为周岁日的，由人工认定。",
        "尚未完全丧失辨认或者控制能力的，是“可以”从轻减轻，不判；间歇性精神病人精神正常时违法的，应当处罚。",
        "法人、其他组织不适用；个体工商户填写了经营者年龄段的才判。",
        "自然人没有年龄段的，缺数据。",
    ),
    last_lawful="2012-03-10 出生：2026-03-09 的行为（不满十四周岁）不予处罚并责令管教；2026-03-11 的行为处罚并载明从轻。",
    first_unlawful="2026-03-09 的行为处罚50元；2026-03-11 的行为处罚而没有从轻减轻。",
)
