"""问题研判：认定、排除、撤回、协助记录，以及成批研判。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cases.lifecycles import FINDING, not_archived
from cases.models import Finding, FindingNote
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed, apply

BulkAction = Literal["confirm", "dismiss", "reopen"]
_TARGETS: Mapping[str, str] = {"confirm": "confirmed", "dismiss": "dismissed", "reopen": "open"}
_TRIAGE = "cases.triage_finding"
MOST_AT_ONCE = 1_000


def confirm(*, finding: Finding, actor: Any, reason: str = "") -> None:
    """A supervisor, having looked, holds the breach to be real: open → confirmed. Errors as `workflow.apply`."""
    apply(FINDING, finding, "confirm", actor=actor, changes=_decided(actor, reason.strip()))


def dismiss(*, finding: Finding, actor: Any, reason: str) -> None:
    """Not a breach after all: open → dismissed, with the reason that teaches the rule. UserError without a reason."""
    apply(
        FINDING,
        finding,
        "dismiss",
        actor=actor,
        changes=_decided(actor, _needed(reason, "排除理由")),
        payload={"reason": reason.strip()},
    )


def reopen(*, finding: Finding, actor: Any) -> None:
    """Take a decision back: confirmed or dismissed → open. Who had decided stays in the trail."""
    apply(FINDING, finding, "reopen", actor=actor, changes={"reviewed_by": None, "reviewed_at": None, "reason": ""})


@transaction.atomic
def note(*, finding: Finding, author: Any, text: str) -> FindingNote:
    """Add a remark of somebody who assists (司法所, 条例 §6). It changes no state. UserError for an empty text."""
    if not author.has_perm("cases.note_finding", finding):
        raise PermissionDenied("您的岗位不能在此件上记录协助情况。")
    if refusal := not_archived(finding, author):
        raise NotAllowed(refusal.message)
    written = FindingNote.objects.create(finding=finding, author=author, text=_needed(text, "协助情况"))
    record("cases.finding_noted", actor=author, target=finding, payload={"note": written.pk})
    return written


@dataclass(frozen=True)
class TriagePreview:
    """What a bulk step would do: how many of the chosen can take it, how many cannot (by state), from which rules."""

    action: BulkAction
    ready: int
    left_alone: Mapping[str, int]
    by_rule: Mapping[str, int]


@dataclass(frozen=True)
class Triaged:
    """What a bulk step did. `ids` are those moved; `left_alone` were in another state or somebody was faster."""

    action: BulkAction
    ids: tuple[int, ...]
    left_alone: int


def preview_triage(*, ids: Collection[int], action: BulkAction, actor: Any) -> TriagePreview:
    """What `triage_many` would do, in one statement, changing nothing. Findings the actor may not triage do not appear."""
    sources = _sources(action)
    rows = Finding.objects.visible_to(actor, _TRIAGE).filter(pk__in=ids).values_list("state", "rule_code")
    states = Counter(state for state, _ in rows)
    return TriagePreview(
        action=action,
        ready=sum(count for state, count in states.items() if state in sources),
        left_alone={FINDING.state(state).label: count for state, count in states.items() if state not in sources},
        by_rule=dict(Counter(rule for state, rule in rows if state in sources)),
    )


@transaction.atomic
def triage_many(*, ids: Collection[int], action: BulkAction, actor: Any, reason: str = "") -> Triaged:
    """Confirm, dismiss or reopen many findings at once: one UPDATE, one audit event that lists them.

    Only findings within the actor's scope, of cases that are not archived, and in a state from which the step exists are moved; the others are
    counted. Undo a
    confirm or dismiss with `reopen` on the returned ids. A dismissal needs a reason. Raises PermissionDenied when the actor's office
    does not triage at all, UserError without a reason or beyond 1,000 at once, NotAllowed for an unknown step.
    """
    if not actor.has_perm(_TRIAGE):
        raise PermissionDenied("您的岗位不能研判问题线索。")
    if len(ids) > MOST_AT_ONCE:
        raise UserError(f"一次最多研判 {MOST_AT_ONCE} 条，现选了 {len(ids)} 条。", remedy="请用筛选条件分几次办理。")
    sources = _sources(action)
    words = _needed(reason, "排除理由") if action == "dismiss" else reason.strip()
    changes = {"reviewed_by": None, "reviewed_at": None, "reason": ""} if action == "reopen" else _decided(actor, words)
    rows = Finding.objects.visible_to(actor, _TRIAGE).filter(pk__in=ids, state__in=sources, case__archived_on=None).order_by("pk")
    moved = tuple(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    Finding.objects.filter(pk__in=moved).update(state=_TARGETS[action], **changes)
    record(
        "cases.findings_triaged",
        actor=actor,
        payload={
            "action": action,
            "reason": words,
            "ids": list(moved),
            "count": len(moved),
            "left_alone": len(set(ids)) - len(moved),
        },
    )
    return Triaged(action, moved, len(set(ids)) - len(moved))


def _sources(action: str) -> frozenset[str]:
    """The states from which the step leads to its bulk target; NotAllowed when it is no step of triage."""
    found = frozenset(step.source for step in FINDING.transitions if step.action == action and action in _TARGETS)
    if not found:
        raise NotAllowed(f"没有“{action}”这一研判事项。")
    return found


def _decided(actor: Any, reason: str) -> dict[str, Any]:
    return {"reviewed_by": actor, "reviewed_at": timezone.now(), "reason": reason}


def _needed(words: str, label: str) -> str:
    if not words.strip():
        raise UserError(f"请填写{label}。", where=label, remedy="写一句话说明即可，以后统计规则准确率时要用。")
    return words.strip()
