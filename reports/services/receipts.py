"""签收印发的报告。"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.models import User
from reports.models import ReportReceipt
from supervision.audit.record import record
from supervision.workflow import NotAllowed


@transaction.atomic
def acknowledge(*, receipt: ReportReceipt, actor: User) -> bool:
    """Confirm that one's own agency has received a report; False when it already had. NotAllowed for another agency's receipt."""
    if not actor.has_perm("reports.acknowledge_report", receipt):
        raise PermissionDenied("您的岗位不能签收报告。")
    if receipt.agency_id not in own_agencies(actor):
        raise NotAllowed("只能签收送达本单位的报告。")
    now = timezone.now()
    taken = ReportReceipt.objects.filter(pk=receipt.pk, acknowledged_at=None).update(acknowledged_at=now, acknowledged_by=actor)
    if taken:
        receipt.acknowledged_at, receipt.acknowledged_by = now, actor
        record("reports.acknowledged", actor=actor, target=receipt, payload={"report": receipt.report_id})
    return bool(taken)


def own_agencies(actor: User) -> set[int]:
    """The agencies at which a person holds a post that may acknowledge."""
    return {grant.agency_id for grant in actor.scope.with_permission("reports.acknowledge_report")}
