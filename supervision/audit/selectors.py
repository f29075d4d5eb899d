"""留痕查询。"""

from __future__ import annotations

from django.db.models import Model, QuerySet

from supervision.audit.models import AuditEvent


def events_of(target: Model, *, limit: int = 50) -> QuerySet[AuditEvent]:
    """The latest events of one object, newest first."""
    return AuditEvent.objects.filter(target_type=target._meta.label_lower, target_id=str(target.pk)).order_by("-id")[:limit]
