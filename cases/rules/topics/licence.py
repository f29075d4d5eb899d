"""事实：许可的期限（受理、扣除、延长）、发证、听证、延续。"""

from __future__ import annotations

from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.scope import Scope
from cases.rules.topics.declaration import Added, Facts, Layer

# 行政许可法 §45: hearing, tests and expert review do not count, and the applicant must have been told in writing. In working days (§82). A span
# that still runs while nothing is decided stops the clock; of a decided case an open end is no certain number of days.
_DAYS_OFF = """
    SELECT span.case_id,
        count(DISTINCT day.day) FILTER (WHERE span.kind IN ('hearing', 'testing', 'expert_review') AND span.notified
            AND (span.to_day IS NOT NULL OR k.decision_date IS NULL))::int AS told,
        count(DISTINCT day.day)::int AS at_most
    FROM cases_excludedspan span
    JOIN cases_enforcementcase k ON k.id = span.case_id AND k.kind = 'licence'
    JOIN workdays_calendarday day ON day.day BETWEEN span.from_day AND coalesce(span.to_day, 'infinity')
        AND day.is_workday AND NOT day.provisional
        AND day.day > coalesce(k.accepted_on, '-infinity') AND day.day <= coalesce(k.decision_date, 'infinity')
    WHERE {in_scope}
    GROUP BY span.case_id"""

_LONGER = """
    SELECT e.case_id, count(*)::int AS times, max(e.approved_on) AS approved_on
    FROM cases_extension e
    JOIN cases_enforcementcase k ON k.id = e.case_id AND k.kind = 'licence'
    WHERE {in_scope}
    GROUP BY e.case_id"""

EXTENDED_IN_TIME = "licence_extended_on <= licence_due"
EXTENSION_LAWFUL = (
    "licence_extensions = 1 AND (extension_days <= 10 OR licence_term_special) AND licence_extension_by = 'agency_head'"
    f" AND {EXTENDED_IN_TIME} AND licence_extension_told"
)
"""行政许可法 §42一款: once, at most ten working days, by the agency's own head, before the term ends, the reason told."""

JOINT_EXTENSION_LAWFUL = (
    "licence_extensions = 1 AND extension_days <= 15 AND licence_extension_by = 'government_head'"
    f" AND {EXTENDED_IN_TIME} AND licence_extension_told"
)
"""§42二款: by the head of the government."""


def in_time(lawful: str) -> str:
    """Decided (or still open) within the term, a lawful extension included; `lawful`: SQL saying whether the extension is."""
    return (
        "CASE WHEN licence_due IS NULL THEN NULL WHEN decided_or_today <= licence_due THEN true"
        f" WHEN licence_extensions > 0 AND coalesce(decided_or_today <= licence_due_extended, true) THEN {lawful}"
        " ELSE decided_or_today <= licence_due END"
    )


MAY_NOT_COUNT = "(licence_days_off_at_most > licence_days_off OR lower_review_first) AND coalesce(decided_or_today <= licence_due_at_most, true)"
"""Only late if days count that perhaps do not."""


def _dates() -> Layer:
    """What stands in the record, and the last days counted from it."""
    after = calendar.workday_after
    return {
        "licence_granted": (
            "CASE WHEN licence_outcome IS NOT NULL THEN licence_outcome = 'granted'"
            " WHEN valid_from IS NOT NULL OR valid_to IS NOT NULL THEN true END",
            Fact("准予许可", "flag"),
        ),
        "licence_dated_on": (
            "coalesce(accepted_on, materials_received_on, applied_on, decision_date)",
            Fact("受理（收到申请）日期", "date"),
        ),
        "licence_received_on": ("coalesce(materials_received_on, applied_on)", Fact("收到申请材料（申请）日期", "date")),
        "correction_by": (after("coalesce(materials_received_on, applied_on)", "5"), Fact("告知补正的最后一日", "date")),
        "licence_term_special": (
            "licence_term_days IS NOT NULL AND coalesce(licence_term_level, 'law') IN ('law', 'administrative_regulation', 'local_regulation')",
            Fact("法律法规另定办理期限", "flag"),
        ),
        "licence_days_off_all": (
            "coalesce(licence_days_off, 0) + coalesce(tender_days, 0)",
            Fact("不计入期限的工作日", "number"),
        ),
        "certificate_needed": (
            "coalesce(certificate_required, licence_name IS NOT NULL)",
            Fact("需要颁发许可证件（证书）", "flag"),
        ),
        "certificate_given_on": ("least(certificate_issued_on, certificate_notified_on)", Fact("颁发（通知领取）日期", "date")),
        "certificate_by": (after("decision_date", "10"), Fact("颁发证件的最后一日", "date")),
        "licence_hearing_request_by": (after("licence_hearing_told_on", "5"), Fact("申请许可听证的最后一日", "date")),
        "licence_hearing_hold_by": (after("licence_hearing_requested_on", "20"), Fact("组织许可听证的最后一日", "date")),
        "licence_hearing_earliest": (after("licence_hearing_notice_on", "7"), Fact("通知后第7个工作日", "date")),
        "test_assign_by": (after("accepted_on", "5"), Fact("指派检验人员的最后一日", "date")),
        "renewal_apply_by": ("renewed_expiry_on - coalesce(renewal_lead_days, 30)", Fact("申请延续的最后一日", "date")),
        "renewal_thirty_workdays": (after("applied_on", "30"), Fact("申请后第30个工作日", "date")),
    }


def _layers(p: Parameters) -> tuple[Layer, ...]:
    second: Layer = {
        "licence_base_days": (
            "CASE WHEN licence_joint THEN 45 WHEN licence_term_special THEN licence_term_days ELSE 20 END",
            Fact("办理期限（工作日）", "number"),
        ),
        # Told in time by the earliest day that can be: then surely in time. Late only by the day the papers came.
        "correction_late": (
            "CASE WHEN materials_complete OR correction_told_on <= correction_by THEN false WHEN materials_received_on IS NULL THEN NULL"
            " WHEN correction_told_on > correction_by OR (NOT materials_complete AND as_of > correction_by) THEN true END",
            Fact("逾期未告知补正", "flag"),
        ),
    }
    third: Layer = {
        # §32一款四项: not told in time, the application counts as accepted on the day the papers came.
        "licence_counted_from": (
            "CASE WHEN correction_late THEN materials_received_on ELSE accepted_on END",
            Fact("受理（视为受理）日期", "date"),
        ),
        "licence_due": (_due("licence_days_off_all"), Fact("作出许可决定的最后一日", "date")),
        "licence_due_extended": (_due("licence_days_off_all + extension_days"), Fact("延长后的最后一日", "date")),
        "licence_due_at_most": (
            _due(
                "coalesce(licence_days_off_at_most, 0) + coalesce(tender_days, 0) + extension_days"
                " + CASE WHEN lower_review_first THEN 20 ELSE 0 END"
            ),
            Fact("最晚可能的最后一日", "date"),
        ),
    }
    return _dates(), second, third


def _due(more: str) -> str:
    """The last day, `more` working days added to the term."""
    return calendar.workday_after(
        "(CASE WHEN correction_late THEN materials_received_on ELSE accepted_on END)", f"licence_base_days + {more}"
    )


def _days_off(scope: Scope, parameters: Parameters) -> str:
    return _DAYS_OFF.format(in_scope=scope.of_part("span.case_id"))


def _longer(scope: Scope, parameters: Parameters) -> str:
    return _LONGER.format(in_scope=scope.of_part("e.case_id"))


FACTS = Facts(
    added={
        "licence_off": Added(_days_off, "licence_off.case_id = c.id", ("excluded_spans",)),
        "licence_longer": Added(_longer, "licence_longer.case_id = c.id", ("extension1_approved_on", "extension2_approved_on")),
    },
    added_up={
        "licence_days_off": ("licence_off.told", Fact("已书面告知的听证检验评审工作日", "number")),
        "licence_days_off_at_most": ("licence_off.at_most", Fact("可能不计入的工作日", "number")),
        "licence_extensions": ("licence_longer.times", Fact("延长办理期限的次数", "number")),
        "licence_extended_on": ("licence_longer.approved_on", Fact("延长办理期限批准日期", "date")),
    },
    layers=_layers,
)
