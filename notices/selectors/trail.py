"""办理经过：从操作留痕读出，给人看的一行一行。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from agencies.access.remembered import any_text, remembered_parts
from notices.choices import ObjectionOutcome, ReminderStage, Verdict
from notices.models import CertificateSuspension, Instrument, Matter
from supervision.audit.models import AuditEvent

LINES = 80
UNTOLD = (
    "notices.answers_saved", "notices.paper_read", "notices.evidence_read", "notices.objection_evidence_read", "notices.referral.noted",
    "notices.referral.settled", "notices.referral_read",
)  # fmt: skip
"""What stands in the trail for the audit administrator, and is no step of the matter; that there is a clue for the supervisory organ is told
only to those who refer it."""


@dataclass(frozen=True)
class TrailLine:
    """One thing that was done: when, by whom, what, to which paper, and its particulars in words."""

    at: datetime
    who: str
    what: str
    about: str
    note: str


def trail(
    *,
    matter: Matter | None = None,
    instruments: Iterable[Instrument] = (),
    suspensions: Iterable[CertificateSuspension] = (),
    limit: int = LINES,
) -> list[TrailLine]:
    """The latest events of a matter, its instruments and its suspensions, newest first, in one statement."""
    shown, withheld = list(instruments), {str(one.pk): str(one) for one in suspensions}
    papers = [str(one.pk) for one in shown]
    if matter is None and not withheld and len(papers) == 1:
        key = ("an instrument's trail", limit)
        events = remembered_parts(key, lambda: _events(_of_instruments([any_text(0)]), limit), texts=papers)
    else:
        wanted = _of_instruments(papers)
        if matter is not None:
            wanted |= Q(target_type="notices.matter", target_id=str(matter.pk))
        if withheld:
            wanted |= Q(target_type="notices.certificatesuspension", target_id__in=list(withheld))
        events = _events(wanted, limit)
    names = {
        "notices.instrument": {str(one.pk): str(one) for one in shown}, "notices.certificatesuspension": withheld
    }  # fmt: skip
    return [
        TrailLine(
            at=event.at,
            who=event.actor_name,
            what=event.words,
            about=names.get(event.target_type, {}).get(event.target_id, ""),
            note=_note(event.payload),
        )
        for event in events
    ]


def _of_instruments(ids: list[str]) -> Q:
    return Q(target_type="notices.instrument", target_id__in=ids)


def _events(wanted: Q, limit: int) -> QuerySet[AuditEvent]:
    rows: QuerySet[AuditEvent] = AuditEvent.objects.filter(wanted, result="ok").exclude(verb__in=UNTOLD)
    return rows.order_by("-id")[:limit]


def _note(payload: dict[str, Any]) -> str:
    parts = []
    if "note" in payload and isinstance(payload["note"], str):
        parts.append(payload["note"])
    if payload.get("reason"):
        parts.append(f"理由：{payload['reason']}")
    if payload.get("verdict"):
        parts.append(f"第{payload.get('item')}项{Verdict(payload['verdict']).label}")
    elif payload.get("outcome") in ObjectionOutcome.values and payload.get("item"):
        parts.insert(0, f"第{payload['item']}项{ObjectionOutcome(payload['outcome']).label}")
    elif payload.get("item"):
        parts.append(f"第{payload['item']}项")
    if payload.get("stage"):
        parts.append(f"{ReminderStage(payload['stage']).label}（届满日 {payload.get('due_on')}）")
    elif payload.get("due_on") and "round" not in payload:
        parts.append(f"届满日 {payload['due_on']}")
    if payload.get("round"):
        parts.append(f"第{payload['round']}轮{'，逾期报送' if payload.get('late') else ''}")
    if payload.get("name"):
        parts.append(str(payload["name"]))
    if isinstance(payload.get("findings"), list):
        parts.append(f"{len(payload['findings'])} 个问题")
    return "；".join(part for part in parts if part)
