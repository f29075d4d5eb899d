"""记一笔：全系统唯一的留痕入口。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from supervision.audit import context, verbs
from supervision.audit.leaf import FIELDS, canonical_ip, canonical_json, leaf_hash

# Lean on purpose: this statement is part of every deed. Nothing comes back, because whoever may write an event may not read it.
_INSERT = f"INSERT INTO audit_auditevent ({', '.join(FIELDS)}, leaf_hash) VALUES ({', '.join(['%s'] * (len(FIELDS) + 1))})"


@dataclass(frozen=True)
class Named:
    """Something an event is about that has no row of its own: in words what it is, and its number."""

    kind: str
    number: str


def record(
    verb: str,
    *,
    actor: Any,
    target: models.Model | Named | None = None,
    payload: dict[str, Any] | None = None,
    agency_id: int | None = None,
    region_code: str = "",
    result: str = "ok",
) -> None:
    """Write one event, inside the caller's transaction, so that deed and trace commit or vanish together.

    `actor` is the signed-in user, or None for the system itself. `agency_id` and `region_code` default to the target's own; a target whose trail
    is not for the agency it is about says whose it is in `trail_agency_id`.
    Bulk work records one event a batch, with counts. `payload` carries no personal data in clear, and no float: the database may
    spell a float otherwise than we hashed it.
    Raises KeyError for a verb nobody registered, TransactionManagementError outside a transaction, TypeError for a float.
    """
    verbs.get(verb)
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("audit.record() belongs inside the transaction of the deed it traces")
    here = context.current()
    payload = _with_principal(payload or {}, actor)
    _refuse_floats(payload)
    fields: dict[str, Any] = {
        "at": timezone.now(),
        "verb": verb,
        "result": result,
        "actor_id": getattr(actor, "pk", None),
        "actor_name": _name(actor),
        **_about(target),
        "agency_id": agency_id if agency_id is not None else _agency_of(target),
        "region_code": region_code or getattr(target, "region_code", "") or "",
        "payload": payload,
        "request_id": here.request_id,
        "client_ip": canonical_ip(here.client_ip) if here.client_ip else None,
        "channel": here.channel,
    }
    digest = leaf_hash(fields)
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT, [*({**fields, "payload": canonical_json(payload), "request_id": str(here.request_id)}.values()), digest]
        )


def _about(target: models.Model | Named | None) -> dict[str, str]:
    if isinstance(target, Named):
        return {"target_type": target.kind, "target_id": target.number, "target_label": target.number}
    if target is None:
        return {"target_type": "", "target_id": "", "target_label": ""}
    return {"target_type": target._meta.label_lower, "target_id": str(target.pk), "target_label": str(target)[:200]}


def _agency_of(target: models.Model | Named | None) -> int | None:
    """Whose officers may find the event: the target's agency, unless the target keeps its trail from it."""
    found: int | None = getattr(target, "trail_agency_id", getattr(target, "agency_id", None))
    return found


def _name(actor: Any) -> str:
    if actor is None or actor.pk is None:
        return "系统" if actor is None else "未登录者"
    principal = getattr(actor, "acts_for", None)
    return f"{actor} 代 {principal.name}"[:60] if principal else str(actor)[:60]


def _with_principal(payload: dict[str, Any], actor: Any) -> dict[str, Any]:
    """The payload, and for a deputy's act in whose place it was done."""
    principal = getattr(actor, "acts_for", None)
    return {**payload, "on_behalf_of": {"id": principal.pk, "name": principal.name}} if principal else payload


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a float in the payload of an event: write it as text or as a whole number")
    if isinstance(value, dict):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)
