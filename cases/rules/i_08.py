"""I-08 合并、联合检查."""

from cases.choices import CaseKind, Severity
from cases.rules.declaration import Article, Part, Rule
from cases.rules.topics.inspection import SINCE_54

RULE = Rule(
    code="I-08",
    title="能合并的检查不重复",
    step="investigation",
    requires="能合并的检查不得重复进行，能联合的不得多头进行；不同层级的相同部门对同一单位同一事项，由一级检查或者合并检查。",
    articles=(
        Article("54号文", "（合并与联合检查）"),
        Article("湘裁量办法", "第四十三条"),
        Article("民营经济促进法", "第五十二条"),
        Article("营商条例", "第五十四条"),
    ),
    severity=Severity.LOW,
    duty=False,
    kinds=(CaseKind.INSPECTION,),
    in_force_from=SINCE_54,
    dated_by="inspected_on",
    applies="CASE WHEN NOT enterprise_inspected OR inspection_type <> 'routine' OR inspected_onsite IS FALSE OR key_field OR full_cover_required"
    " THEN false ELSE inspection_type = 'routine' END",
    needs=("party_credit_code",),
    wants={"inspection_type": "inspection_type IS NULL"},
    looks_at=("inspected_on", "routine_before_on", "other_tier_before_on", "joint_inspection"),
    passes=(
        Part(
            "同一机关在间隔期内只检查一次",
            "joint_inspection IS TRUE OR coalesce(days_since_routine > inspection_merge_days, true)",
        ),
        Part(
            "不同层级在间隔期内不重复检查同一事项",
            "joint_inspection IS TRUE OR coalesce(days_since_other_tier > inspection_merge_days, true)",
        ),
    ),
    fails="{inspected_on} 的日常检查，本机关上次 {routine_before_on}，其他层级同事项上次 {other_tier_before_on}，可以合并或者联合：{broken}。",
    exceptions=(
        "个案检查、专项检查、重点领域和要求全覆盖的检查，不计。",
        "已经联合或者合并实施的，算符合。",
        "只建议合并检查，不认定违法。",
    ),
    last_lawful="2026-03-02 与 2026-04-02 同一机关两个科室各检查1次（间隔31日）。",
    first_unlawful="2026-03-02 与 2026-03-20 同一机关两个科室各入企1次。",
    parameters=("inspection_merge_days",),
    note="30日的间隔是平台设计值，不是法律条文；只提示可以合并检查，不认定违法，默认停用。《优化营商环境条例》《民营经济促进法》的条号待核。",
    on=False,
)
