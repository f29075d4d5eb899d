"""岗位权限表：一屏看完谁能做什么。

What a role may do. Whose records it may do it to is decided by the post's agency (`scope.py`); what the law forbids in a given
state is decided by the lifecycle's guards. 行政执法监督条例 §6: a 司法所 assists; it may draft and note, and issues nothing.
"""

from __future__ import annotations

from agencies.choices import Role

_READ = {
    "web.home",
    "agencies.view_agency",
    "agencies.view_officer",
    "agencies.view_power_item",
    "cases.view_enterprise",
    "cases.view_case",
    "cases.view_rule",
    "workdays.view_calendar",
}
_SUPERVISE_READ = _READ | {
    "cases.view_batch",
    "cases.view_finding",
    "cases.view_contest",
    "cases.view_waiver",
    "leads.view_lead",
    "notices.view_matter",
    "notices.view_instrument",
    "reports.view_report",
    "reports.view_annual",
    "reports.view_warning",
    "cases.view_retention",
    "cases.view_disposal",
    "cases.view_duty",
    "cases.view_review",
    "cases.view_review_result",
    "appraisals.view_appraisal",
    "appraisals.view_result",
}

_TAKE_OUT = {
    "agencies.export_agency",
    "agencies.export_officer",
    "agencies.export_power_item",
    "cases.export_case",
    "cases.export_enterprise",
    "cases.export_parameter",
    "cases.export_finding",
    "cases.export_contest",
    "cases.export_waiver",
    "cases.export_batch",
    "cases.export_package",
    "cases.export_publicity",
    "cases.export_disposal",
    "cases.export_duty",
    "cases.export_review",
    "cases.export_review_result",
    "leads.export_lead",
    "appraisals.export_appraisal",
    "appraisals.export_result",
    "notices.export_matter",
    "notices.export_instrument",
    "reports.export_report",
    "reports.export_annual",
    "reports.export_warning",
}
"""Lists as files: for those who work on lists. Who reviews, signs or instructs decides on one paper at a time and takes out none; a 司法所,
a social supervisor and the administrators have nothing to do with a city's records in bulk (个人信息保护法 §6: the least that a task needs)."""

PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.SUPERVISOR: frozenset(
        _SUPERVISE_READ
        | _TAKE_OUT
        | {
            "agencies.edit_officer",
            "agencies.edit_power_item",
            "cases.edit_duty",
            "cases.upload",
            "cases.view_profile",
            "cases.draw_profile",
            "cases.unmask",
            "cases.view_package",
            "cases.resend_package",
            "cases.triage_finding",
            "cases.request_waiver",
            "cases.hold_case",
            "cases.compile_disposal",
            "cases.plan_review",
            "cases.score_review",
            "appraisals.run_appraisal",
            "leads.register_lead",
            "leads.handle_lead",
            "leads.see_informant",
            "notices.open_matter",
            "notices.draft_instrument",
            "notices.deliver_instrument",
            "notices.verify_response",
            "notices.decide_extension",
            "notices.answer_objection",
            "notices.refer_clue",
            "notices.read_referral",
            "notices.write_visit",
            "notices.propose_suspension",
            "reports.compile_report",
            "reports.draft_report",
            "reports.acknowledge_report",
            "reports.review_warning",
        }
    ),
    Role.DIVISION_CHIEF: frozenset(
        _SUPERVISE_READ
        | _TAKE_OUT
        | {
            "cases.view_package",
            "cases.edit_parameter",
            "cases.view_trial",
            "cases.triage_finding",
            "cases.request_waiver",
            "cases.approve_waiver",
            "cases.hold_case",
            "cases.change_retention",
            "cases.review_disposal",
            "cases.plan_review",
            "cases.score_review",
            "appraisals.run_appraisal",
            "cases.conclude_review",
            "leads.register_lead",
            "leads.handle_lead",
            "notices.open_matter",
            "notices.check_instrument",
            "notices.decide_extension",
            "notices.answer_objection",
            "notices.refer_clue",
            "notices.read_referral",
            "notices.write_visit",
            "notices.propose_suspension",
            "reports.compile_report",
            "reports.set_counting",
            "reports.review_warning",
            "reports.set_warning",
            "reports.review_division",
        }
    ),
    Role.LEGAL_REVIEWER: frozenset(
        _SUPERVISE_READ | {"reports.review_legal", "cases.review_disposal", "cases.hold_case", "cases.score_review"}
    ),
    Role.DIRECTOR: frozenset(
        _SUPERVISE_READ
        | {
            "cases.view_trial",
            "cases.adopt_parameter",
            "cases.publish_review",
            "appraisals.settle_appraisal",
            "notices.sign_instrument",
            "notices.read_referral",
            "notices.approve_suspension",
            "reports.approve_director",
            "reports.issue_report",
        }
    ),
    Role.LEADER: frozenset(_SUPERVISE_READ | {"reports.instruct"}),
    Role.LEGAL_OFFICER: frozenset(
        _READ
        | {
            "agencies.export_officer",
            "agencies.export_power_item",
            "cases.export_enterprise",
            "cases.export_batch",
            "cases.export_case",
            "cases.export_publicity",
            "cases.view_duty",
            "cases.export_duty",
            "notices.export_instrument",
            "cases.upload",
            "cases.view_profile",
            "cases.unmask",
            "cases.view_batch",
            "cases.view_retention",
            "cases.view_contest",
            "cases.contest_finding",
            "cases.export_contest",
            "cases.view_waiver",
            "cases.view_review_result",
            "cases.object_review",
            "cases.export_review_result",
            "appraisals.view_result",
            "appraisals.export_result",
            "notices.view_instrument",
            "notices.respond",
            "notices.request_extension",
            "notices.raise_objection",
            "reports.view_report",
            "reports.view_annual",
            "reports.export_annual",
            "reports.acknowledge_report",
        }
    ),
    Role.TOWNSHIP_ASSISTANT: frozenset(
        _READ
        | {
            "cases.view_finding",
            "cases.note_finding",
            "cases.view_contest",
            "leads.view_lead",
            "leads.register_lead",
            "notices.view_matter",
            "notices.assist_matter",
        }
    ),
    Role.SOCIAL_SUPERVISOR: frozenset({"web.home", "leads.report_lead", "leads.view_own_lead"}),
    # Accounts belong to one administrator, what an account may do to another; the third reads what both did.
    Role.SYSTEM_ADMIN: frozenset(
        {
            "web.home",
            "agencies.view_people",
            "agencies.manage_people",
            "cases.view_profile",
            "cases.draw_profile",
            "workdays.view_calendar",
            "workdays.load_calendar",
        }
    ),
    Role.SECURITY_ADMIN: frozenset(
        {"web.home", "agencies.view_people", "agencies.manage_posts", "agencies.secure_accounts", "agencies.view_personal_data"}
    ),
    Role.AUDIT_ADMIN: frozenset({"web.home", "agencies.view_people", "audit.view_event"}),
    # An agency's own software, which reports through the API and reads what became of it; it has no page.
    Role.REPORTING_SYSTEM: frozenset({"cases.upload", "cases.view_batch"}),
}

AGENCY_ROLES = frozenset({Role.LEGAL_OFFICER, Role.REPORTING_SYSTEM})
"""Roles that see their own agency's records only; all others see by region."""

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""The three administrators: each excludes every other post of the same person (a database trigger holds it)."""

UNLENDABLE_ROLES = ADMINISTRATORS | {Role.SOCIAL_SUPERVISOR, Role.REPORTING_SYSTEM}
"""Posts that no deputy exercises: an administrator's, because the three stand apart; a social supervisor's, who is appointed in person; a
system's, which is no person's."""

PERSONAL_ROLES = frozenset({Role.SOCIAL_SUPERVISOR})
"""Roles to which rows are open by person: what they themselves brought, wherever it lies and goes. Their post's region says only of which
agencies they may speak (条例 §23: whom a body invites to take part)."""

RECORDLESS_ROLES = ADMINISTRATORS | PERSONAL_ROLES
"""Roles that read no case, and nothing else, by their post's agency or region."""

ALL_PERMISSIONS = frozenset().union(*PERMISSIONS.values())
