"""变更经过：登记簿的一行何时、由谁、从什么改成什么，从操作留痕读出。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agencies.registers.declaration import Entry, Register
from supervision.audit.models import AuditEvent

LINES = 50


@dataclass(frozen=True)
class Past:
    """One change of a row. `changes`: (column, before, after)."""

    at: datetime
    who: str
    what: str
    note: str
    changes: tuple[tuple[str, str, str], ...]


def history(register: Register, entry: Entry) -> list[Past]:
    """The latest changes of a row, newest first, in one statement."""
    about = {"target_type": register.model._meta.label_lower, "target_id": str(entry.pk), "result": "ok"}
    return [_past(event) for event in AuditEvent.objects.filter(**about).order_by("-id")[:LINES]]


def _past(event: AuditEvent) -> Past:
    told = event.payload
    before, after = told.get("before", {}), told.get("after", {})
    note = f"文件“{told['file']}”" if "file" in told else str(told.get("reason", ""))
    changes = tuple((label, before.get(label, ""), words) for label, words in after.items())
    return Past(event.at, event.actor_name, event.words, note, changes)
