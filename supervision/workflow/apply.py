"""走一步：核对、比较并交换、留痕，一个事务。"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from supervision.audit.record import record
from supervision.audit.verbs import Verb, register
from supervision.workflow.errors import Conflict, NotAllowed
from supervision.workflow.lifecycle import Lifecycle


def apply(
    lifecycle: Lifecycle,
    obj: models.Model,
    action: str,
    *,
    actor: Any,
    changes: dict[str, Any] | None = None,
    payload: dict[str, Any] | None = None,
) -> None:
    """Move an object along its lifecycle.

    In one transaction: the step must exist from the state that `obj` carries (NotAllowed), the actor must hold its permission on
    this object (PermissionDenied), the guard must not object (NotAllowed, with the article), and exactly one row must still be in
    the old state (Conflict: somebody else was faster, nothing changes). `changes` are stored with the move and set on `obj`.
    Effects belong into the outbox, put by the calling service in the same transaction.
    `actor` None is the system itself and skips the permission, never the guard.
    """
    source = getattr(obj, lifecycle.field)
    step = lifecycle.find(source, action)
    if step is None:
        label = lifecycle.actions().get(action, action)
        raise NotAllowed(f"当前状态为“{lifecycle.state(source).label}”，不能{label}。请刷新页面查看现在可以办理的事项。")
    if actor is not None and not actor.has_perm(step.permission, obj):
        raise PermissionDenied(actor.why_not(step.permission, obj) or f"您的岗位不能{step.label}。")
    refusal = step.guard(obj, actor) if step.guard else None
    if refusal is not None:
        raise NotAllowed(refusal.message, refusal.article)
    fields = {lifecycle.field: step.target, **(changes or {})}
    with transaction.atomic():
        moved = type(obj)._base_manager.filter(pk=obj.pk, **{lifecycle.field: source}).update(**fields)
        if moved != 1:
            raise Conflict
        for name, value in fields.items():
            setattr(obj, name, value)
        record(
            f"{lifecycle.name}.{action}", actor=actor, target=obj, payload={"from": source, "to": step.target, **(payload or {})}
        )


def register_verbs(*lifecycles: Lifecycle) -> None:
    """Register `<lifecycle>.<action>` for every step, so that the trail knows the words."""
    for lifecycle in lifecycles:
        register(*(Verb(f"{lifecycle.name}.{action}", label) for action, label in lifecycle.actions().items()))
