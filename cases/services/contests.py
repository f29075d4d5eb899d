"""请单位说明、单位申辩、监督机构答复。"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.models import User
from cases.contest_lifecycles import CONTEST
from cases.lifecycles import FINDING, not_archived
from cases.models import ContestEvidence, Finding, FindingContest
from cases.models.contest import PENDING_STATES
from supervision.audit.record import record
from supervision.uploads import clean_name, keep_evidence
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed, apply

MOST_FILES = 20
LONGEST = 10_000
_PUT, _CONTEST = "cases.triage_finding", "cases.contest_finding"


@transaction.atomic
def put_to_agency(*, finding: Finding, question: str, actor: User) -> FindingContest:
    """请单位说明: open one finding to its agency, which may then contest it. The finding stays as it is.

    PermissionDenied for who may not triage it; NotAllowed for a finding that is decided otherwise, stands in a matter (there the instrument
    asks) or is archived, and while an earlier round is open; UserError without a question.
    """
    if not actor.has_perm(_PUT, finding):
        raise PermissionDenied(actor.why_not(_PUT, finding) or "您的岗位不能请单位说明。")
    held = Finding.objects.select_for_update(of=("self",)).select_related("case").get(pk=finding.pk)
    if held.state not in ("open", "confirmed"):
        raise NotAllowed(f"线索{held.status.label}，不能再请单位说明。")
    if refusal := not_archived(held, actor):
        raise NotAllowed(refusal.message)
    if FindingContest.objects.filter(finding=held, state__in=PENDING_STATES).exists():
        raise NotAllowed("已经请单位说明，还没有了结，不重复发出。")
    made: FindingContest = FindingContest.objects.create(
        finding=held,
        agency_id=held.agency_id,
        region_code=held.region_code,
        question=_needed(question, "请说明的事项"),
        put_by=actor,
        put_for_id=actor.stands_in(_PUT, held),
    )
    record("cases.contest_put", actor=actor, target=made, payload={"finding": held.pk, "rule": held.rule_code})
    return made


@transaction.atomic
def contest(*, contest: FindingContest, statement: str, actor: User) -> None:
    """The agency contests: what it says is kept word for word with its files, and waits for the bureau. Errors as `workflow.apply`;
    UserError without words."""
    said = {"statement": _needed(statement, "申辩意见")[:LONGEST]}
    apply(
        CONTEST, contest, "contest", actor=actor, changes=said | _said(contest, actor),
        payload={"finding": contest.finding_id, "files": contest.evidence.count()},
    )  # fmt: skip


@transaction.atomic
def concede(*, contest: FindingContest, actor: User) -> None:
    """The agency has nothing to say against it. The finding stays for the bureau to judge."""
    apply(CONTEST, contest, "concede", actor=actor, changes=_said(contest, actor), payload={"finding": contest.finding_id})


@transaction.atomic
def answer(*, contest: FindingContest, adopt: bool, reason: str, actor: User) -> None:
    """The bureau answers, with its reason, and the finding follows: 采纳 dismisses it, 不采纳 confirms one that nobody had judged yet. Both
    teach the rule's precision. Errors as `workflow.apply`; UserError without a reason.

    A finding that meanwhile went another way (cleared, dismissed, waived; in a matter and not adopted) is left as it is.
    """
    words = _needed(reason, "答复理由")[:LONGEST]
    finding = Finding.objects.select_for_update(of=("self",)).select_related("case").get(pk=contest.finding_id)
    contest.finding = finding
    now = timezone.now()
    changes = {
        "answer": words,
        "answered_by": actor,
        "answered_for_id": actor.stands_in(_PUT, contest),
        "answered_at": now,
    }
    apply(CONTEST, contest, "adopt" if adopt else "reject", actor=actor, changes=changes, payload={"finding": finding.pk})
    step = "adopt" if adopt else "confirm"
    if finding.state == "open" or (adopt and finding.state == "confirmed"):
        told = f"{'采纳' if adopt else '不采纳'}单位申辩：{words}"
        decided = {"reviewed_by": actor, "reviewed_at": now, "reason": told}
        apply(FINDING, finding, step, actor=actor, changes=decided, payload={"contest": contest.pk, "reason": words})


@transaction.atomic
def attach(*, contest: FindingContest, name: str, content: bytes, actor: User) -> ContestEvidence:
    """Keep a file with what the agency is about to say. UserError for a kind, a size or a content that is not allowed."""
    held = _being_written(contest, actor)
    if held.evidence.count() >= MOST_FILES:
        raise UserError(f"最多上传 {MOST_FILES} 个文件。", where=clean_name(name), remedy="请合并后再上传。")
    name, file = keep_evidence(name, content)
    if held.evidence.filter(file=file).exists():
        raise UserError("这个文件已经上传过。", where=name)
    kept: ContestEvidence = ContestEvidence.objects.create(contest=held, file=file, name=name, uploaded_by=actor)
    record("cases.contest_file_added", actor=actor, target=held, payload={"name": name, "sha256": file.sha256, "size": file.size})
    return kept


@transaction.atomic
def detach(*, contest: FindingContest, evidence_id: int, actor: User) -> None:
    """Take a file off before the contest is sent. The trail names it."""
    held = _being_written(contest, actor)
    kept = held.evidence.select_related("file").filter(pk=evidence_id).first()
    if kept is None:
        raise UserError("没有这个附件，可能已经移除。", remedy="请刷新页面。")
    payload = {"name": kept.name, "sha256": kept.file.sha256}
    kept.delete()
    record("cases.contest_file_removed", actor=actor, target=held, payload=payload)


def _being_written(contest: FindingContest, actor: User) -> FindingContest:
    """The round, locked, while the agency still writes. PermissionDenied for others than the agency's own."""
    if not actor.has_perm(_CONTEST, contest):
        raise PermissionDenied("只有被请说明的单位可以上传证据。")
    held: FindingContest = FindingContest.objects.select_for_update().get(pk=contest.pk)
    if held.state != "put":
        raise NotAllowed(f"{held.status.label}，证据不能再增减。")
    return held


def _said(contest: FindingContest, actor: User) -> dict[str, Any]:
    return {"said_by": actor, "said_for_id": actor.stands_in(_CONTEST, contest), "said_at": timezone.now()}


def _needed(words: str, label: str) -> str:
    if not words.strip():
        raise UserError(f"请填写{label}。", where=label, remedy="写清楚事实和依据即可。")
    return words.strip()
