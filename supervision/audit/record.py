"""记一笔：全系统唯一的留痕入口。"""

from __future__ import annotations

from typing import Any

from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone

from supervision.audit import context, verbs
from supervision.audit.leaf import leaf_hash
from supervision.audit.models import AuditEvent


def record(
    verb: str,
    *,
    actor: Any,
    target: models.Model | None = None,
    payload: dict[str, Any] | None = None,
    agency_id: int | None = None,
    region_code: str = "",
    result: str = "ok",
) -> AuditEvent:
    """Write one event, inside the caller's transaction, so that deed and trace commit or vanish together.

    `actor` is the signed-in user, or None for the system itself. `agency_id` and `region_code` default to the target's own.
    Bulk work records one event a batch, with counts. `payload` carries no personal data in clear.
    Raises KeyError for a verb nobody registered, TransactionManagementError outside a transaction.
    """
    verbs.get(verb)
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("audit.record() belongs inside the transaction of the deed it traces")
    here = context.current()
    fields: dict[str, Any] = {
        "at": timezone.now(),
        "verb": verb,
        "result": result,
        "actor_id": getattr(actor, "pk", None),
        "actor_name": _name(actor),
        "target_type": target._meta.label_lower if target is not None else "",
        "target_id": str(target.pk) if target is not None else "",
        "target_label": str(target)[:200] if target is not None else "",
        "agency_id": agency_id if agency_id is not None else getattr(target, "agency_id", None),
        "region_code": region_code or getattr(target, "region_code", "") or "",
        "payload": _with_principal(payload or {}, actor),
        "request_id": here.request_id,
        "client_ip": here.client_ip,
        "channel": here.channel,
    }
    event = AuditEvent(**fields, leaf_hash=leaf_hash(fields))
    insert = InsertQuery(AuditEvent)
    insert.insert_values([f for f in AuditEvent._meta.concrete_fields if not f.primary_key], [event])
    insert.get_compiler(connection=connection).execute_sql()
    return event


def _name(actor: Any) -> str:
    if actor is None or actor.pk is None:
        return "系统" if actor is None else "未登录者"
    principal = getattr(actor, "acts_for", None)
    return f"{actor} 代 {principal.name}"[:60] if principal else str(actor)[:60]


def _with_principal(payload: dict[str, Any], actor: Any) -> dict[str, Any]:
    """The payload, and for a deputy's act in whose place it was done."""
    principal = getattr(actor, "acts_for", None)
    return {**payload, "on_behalf_of": {"id": principal.pk, "name": principal.name}} if principal else payload
