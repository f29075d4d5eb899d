"""事实：拟处罚的内容、听证范围、申请与通知的期限、听证主持人。"""

from __future__ import annotations

from cases.choices import PenaltyType
from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.topics.declaration import Facts, Layer

HEARD_KINDS = "'{downgrade,revoke_licence,suspend_business,close,bar}'::text[]"
"""行政处罚法 §63 三、四项: kinds of penalty with a right to a hearing whatever the amount. 暂扣、限制生产经营、通报批评、拘留 are not among them."""

_ORGANISATIONS = "'legal_person', 'other_organisation'"

# A proposal is known when every kind of money in it has its amount.
_PROPOSAL_KNOWN = """proposed_kinds IS NOT NULL
    AND (proposed_fine IS NOT NULL OR NOT 'fine' = ANY(proposed_kinds))
    AND (proposed_confiscation IS NOT NULL OR NOT 'confiscate_gains' = ANY(proposed_kinds))
    AND (proposed_goods_value IS NOT NULL OR NOT 'confiscate_property' = ANY(proposed_kinds))"""

_SCOPE = f"""CASE WHEN told_kinds && {HEARD_KINDS} OR hearing_other_ground OR hearing_amount >= hearing_from THEN true
    WHEN proposal_known AND (hearing_amount IS NULL OR hearing_amount < hearing_below) THEN false END"""


def _by_party(person: str, organisation: str, either: str) -> str:
    """The number for this kind of party; for the self-employed and where the record does not say, the one that holds for both."""
    return (
        f"CASE WHEN party_type = 'person' THEN {person} WHEN party_type IN ({_ORGANISATIONS}) THEN {organisation}"
        f" WHEN {person} IS NOT NULL AND {organisation} IS NOT NULL THEN {either}({person}, {organisation}) END"
    )


def _layers(p: Parameters) -> tuple[Layer, ...]:
    on = "informed_served_date"
    person = f"({p.value('hearing_threshold_person', on=on)})::numeric"
    organisation = f"({p.value('hearing_threshold_organisation', on=on)})::numeric"
    lowest_person = f"coalesce({person}, {p.value('hearing_lowest_person', on=on, unverified=True)})"
    lowest_organisation = f"coalesce({organisation}, {p.value('hearing_lowest_organisation', on=on, unverified=True)})"
    first: Layer = {
        "told_kinds": (
            "coalesce(proposed_kinds, nullif(penalty_kinds, '{}')::text[])",
            Fact("拟处罚（没有记载的为所作处罚）种类", "list", dict(PenaltyType.choices)),
        ),
        "hearing_amount": (
            "greatest(coalesce(proposed_fine, fine_amount), coalesce(proposed_confiscation, confiscated_amount), proposed_goods_value)",
            Fact("拟罚款、拟没收中的最大数额", "money"),
        ),
        "proposal_known": (_PROPOSAL_KNOWN, Fact("拟处罚内容齐全", "flag")),
        "hearing_from": (_by_party(person, organisation, "greatest"), Fact("听证的数额标准", "money")),
        "hearing_below": (
            _by_party(lowest_person, lowest_organisation, "least"),
            Fact("低于此数即不属听证范围的数额", "money"),
        ),
        "hearing_earliest": (calendar.workday_after("hearing_notice_date", "7"), Fact("通知后第7个工作日", "date")),
        "hearing_last_on": (
            "coalesce(hearing_ended_on, hearing_held_date)",
            Fact("末次听证日期（只有一次的为听证日期）", "date"),
        ),
        "hearing_took_place": (
            "coalesce(hearing_held, hearing_held_date IS NOT NULL)",
            Fact("举行了听证", "flag"),
        ),
    }
    second: Layer = {
        "hearing_scope": (_SCOPE, Fact("依拟处罚内容应当告知听证权利", "flag")),
        "hearing_request_by": (
            "greatest(hearing_by, hearing_request_until)",
            Fact("要求听证的最后一日（含准许的顺延）", "date"),
        ),
    }
    return first, second


FACTS = Facts(layers=_layers)
