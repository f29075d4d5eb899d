"""事实：当场处罚备案、决定书、依据、幅度、没收与再次罚款。"""

from __future__ import annotations

from cases.code_lists.penalty import DecisionElement
from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.scope import Scope
from cases.rules.topics.declaration import Added, Facts, Layer

# 行政处罚法 §29: of the few cases of which somebody confirmed that another decision fined the same act, that other decision. The same party:
# by credit code or by the fingerprint of the document number. Whoever fined first, and whose fine still stands, makes the later one a second.
_OTHER_FINES = """
    SELECT own.id AS case_id, count(*)::int AS known,
        (count(*) FILTER (
            WHERE other.fine_amount > 0 AND other.decision_type = 'penalty' AND undone.decision_annulled_on IS NULL
                AND (other.decision_date, other.id) < (own.decision_date, own.id)
        ))::int AS standing
    FROM cases_caseparticulars k
    JOIN cases_enforcementcase own ON own.id = k.case_id
    JOIN cases_enforcementcase other ON other.decision_no = k.same_fact_decision_no AND other.decision_no <> '' AND other.id <> own.id
        AND other.kind = 'penalty'
        AND (upper(other.party_credit_code) = nullif(upper(own.party_credit_code), '')
            OR other.party_identity = nullif(own.party_identity, ''))
    LEFT JOIN cases_caseparticulars undone ON undone.case_id = other.id
    WHERE k.same_fact_confirmed AND k.same_fact_decision_no <> '' AND {in_scope}
    GROUP BY own.id"""

_ORGANS = "SELECT id AS agency_id, tier, vertically_managed FROM agencies_agency"

_REQUIRED_ITEMS = """CASE WHEN procedure = 'summary' THEN '{facts,basis,time,place,remedies,agency}'::text[]
        || CASE WHEN fine_amount > 0 THEN '{fine}'::text[] ELSE '{}'::text[] END
    ELSE '{party,address,facts,basis,remedies,agency,dated}'::text[]
        || CASE WHEN only_warned THEN '{}'::text[] ELSE '{performance}'::text[] END
        || CASE WHEN sector = 'market' AND statement_made_on IS NOT NULL THEN '{statement}'::text[] ELSE '{}'::text[] END END"""


def _other_fines(scope: Scope, parameters: Parameters) -> str:
    return _OTHER_FINES.format(in_scope=scope.of_part("k.case_id"))


def _organs(scope: Scope, parameters: Parameters) -> str:
    return _ORGANS


def _layers(p: Parameters) -> tuple[Layer, ...]:
    file_days = f"({p.value('onsite_file_days', on='decision_date')})::int"
    first: Layer = {
        "onsite_file_days": (file_days, Fact("备案期限（工作日）", "number")),
        "onsite_file_by": (calendar.workday_after("decision_date", file_days), Fact("备案的最后一日", "date")),
        "other_onsite_file_by": (
            p.last_day("onsite_file_days", start="decision_date", unverified=True),
            Fact("待核的备案期限届满日", "date"),
        ),
        "only_warned": (
            "coalesce(penalty_kinds <@ '{warning,criticism}' AND penalty_kinds <> '{}', false)",
            Fact("只有警告、通报批评", "flag"),
        ),
        "acted_until": ("coalesce(violation_end, violation_start)", Fact("违法行为（终了）日期", "date")),
        "fine_ceiling": ("least(fine_law_max, fine_local_cap)", Fact("罚款上限", "money")),
        "gain_to_take": (
            "greatest(illegal_gain - greatest(coalesce(refund_due, 0), coalesce(refunded, 0)), 0)",
            Fact("违法所得减退赔", "money"),
        ),
        "gain_taken": (
            "coalesce(confiscated_amount, CASE WHEN NOT penalty_kinds && '{confiscate_gains,confiscate_property}'"
            " AND penalty_kinds <> '{}' THEN 0 END)",
            Fact("没收数额", "money"),
        ),
    }
    second: Layer = {
        "decision_items_missing": (
            f"(SELECT array_agg(item) FROM unnest({_REQUIRED_ITEMS}) item WHERE item <> ALL(coalesce(decision_items, '{{}}')))",
            Fact("决定书缺少的事项", "list", dict(DecisionElement.choices)),
        ),
    }
    return first, second


FACTS = Facts(
    added={
        "other_fines": Added(
            _other_fines, "other_fines.case_id = c.id", ("same_fact_decision_no", "party_credit_code", "party_identity")
        ),
        "organs": Added(_organs, "organs.agency_id = c.agency_id"),
    },
    added_up={
        "other_fines_known": ("other_fines.known", Fact("库中同一当事人的另案", "number")),
        "other_fines_standing": ("other_fines.standing", Fact("在先且有效的罚款决定", "number")),
        "agency_tier": ("organs.tier", Fact("机关层级", "text")),
        "agency_led_from_above": ("organs.vertically_managed", Fact("机关垂直管理", "flag")),
    },
    layers=_layers,
)
