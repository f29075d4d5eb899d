"""报送、审核、退回、批示：每一句话原样留下。"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from reports.choices import Decision, Step
from reports.lifecycles import REPORT
from reports.models import PeriodicReport, ReportApproval, ReportVersion
from supervision.web.errors import UserError
from supervision.workflow import Conflict, apply

APPROVAL_STATES = frozenset({"division", "legal", "director", "leader"})


@transaction.atomic
def submit(*, report: PeriodicReport, actor: User) -> ReportVersion:
    """Send a draft up the chain. Its words are kept as this version; after a return the chain starts anew with the next one."""
    held = PeriodicReport.objects.select_for_update().only("version", "sections").get(pk=report.pk)
    report.version, report.sections = held.version, held.sections
    apply(
        REPORT, report, "submit", actor=actor,
        changes={
            "submitted_by": actor, "submitted_for_id": actor.stands_in("reports.draft_report", report), "submitted_at": timezone.now(),
        },
        payload={"version": report.version, "sha256": report.snapshot_sha256},
    )  # fmt: skip
    return ReportVersion.objects.create(
        report=report,
        version=report.version,
        sections=report.sections,
        submitted_by=actor,
        submitted_for_id=report.submitted_for_id,
    )


@transaction.atomic
def agree(*, report: PeriodicReport, actor: User, version: int, words: str = "") -> ReportApproval:
    """Agree at the step where the report stands; at the leader's step this is `instruct`.

    `version` is the one the person has read: when another has taken its place meanwhile, Conflict.
    """
    if report.state == "leader":
        return instruct(report=report, actor=actor, version=version, words=words)
    return _decide(report, actor, "agree", Decision.AGREED, version, words)


@transaction.atomic
def instruct(*, report: PeriodicReport, actor: User, version: int, words: str) -> ReportApproval:
    """The leader's 批示, kept to the letter. UserError when there are no words: an empty 批示 is none."""
    if not words.strip():
        raise UserError("还没有写批示。", where="批示", remedy="请写明批示内容，例如“同意。”。")
    return _decide(report, actor, "agree", Decision.AGREED, version, words)


@transaction.atomic
def send_back(*, report: PeriodicReport, actor: User, version: int, words: str) -> ReportApproval:
    """Return the report for changes, with words (required). The draft that follows is the next version."""
    if not words.strip():
        raise UserError("退回时要写明意见，承办人才知道改什么。", where="退回意见", remedy="请填写退回意见。")
    return _decide(report, actor, "return", Decision.RETURNED, version, words)


def _decide(report: PeriodicReport, actor: User, action: str, decision: Decision, version: int, words: str) -> ReportApproval:
    held = PeriodicReport.objects.select_for_update().values_list("version", flat=True).get(pk=report.pk)
    if held != version:
        raise Conflict("报告在您阅读期间已退回修改并形成新的版次。请刷新后重新审阅，再作决定。")
    state = report.state
    changes = {"version": version + 1} if decision == Decision.RETURNED else {}
    apply(REPORT, report, action, actor=actor, changes=changes, payload={"version": version})
    permission = REPORT.find(state, action).permission  # type: ignore[union-attr]
    return ReportApproval.objects.create(
        report=report,
        version=version,
        step=Step(state),
        decision=decision,
        words=words,
        actor=actor,
        actor_for_id=actor.acts_for.pk if actor.acts_for else None,
        actor_name=_signature(actor),
        actor_title=_title(actor, permission, report),
    )


def _signature(actor: User) -> str:
    """某某, or 某某 代 某某: settled by the permission check of the step just taken."""
    return f"{actor} 代 {actor.acts_for.name}"[:40] if actor.acts_for else actor.display_name


def _title(actor: User, permission: str, report: PeriodicReport) -> str:
    """Agency and post in which a person decides, as text: it outlives the account."""
    grant = actor.scope.grant_for(permission, report) or actor.scope.with_permission(permission)[0]
    return f"{grant.agency_short_name}{grant.title}"
