"""执行一件待办：效果与“已做”在同一事务里提交。"""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from supervision.audit import context
from supervision.outbox import registry
from supervision.outbox.models import OutboxJob
from supervision.rowscope.holding import acting_as_system

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
BACK_OFF = timedelta(seconds=15)


def run(job_id: int) -> bool:
    """Bring about one job; True when this call did it.

    Takes the row FOR UPDATE SKIP LOCKED: of two workers that were told, one works and the other leaves at once. An error of the
    handler rolls its writes back, is kept on the row, and the job is tried again later with a growing pause.
    """
    with context.use(context.AuditContext(channel="worker")):
        try:
            with acting_as_system("后台待办是平台自己的事"):
                job = OutboxJob.objects.select_for_update(skip_locked=True).filter(pk=job_id, done_at=None, dead=False).first()
                if job is None or job.due_at > timezone.now():
                    return False
                registry.get(job.kind)(job)
                OutboxJob.objects.filter(pk=job_id).update(done_at=timezone.now(), attempts=job.attempts + 1, last_error="")
                return True
        except Exception:
            logger.exception("outbox job %s failed", job_id)
            put_back(job_id, traceback.format_exc(limit=-3))
            raise


def put_back(job_id: int, error: str) -> None:
    """Note the error and when to try again; after MAX_ATTEMPTS the job is set aside for a person."""
    with transaction.atomic():
        job = OutboxJob.objects.select_for_update().filter(pk=job_id, done_at=None).first()
        if job is None:
            return
        job.attempts += 1
        job.last_error = error[-4000:]
        job.dead = job.attempts >= MAX_ATTEMPTS
        job.due_at = timezone.now() + BACK_OFF * 2 ** min(job.attempts - 1, 8)
        job.save(update_fields=["attempts", "last_error", "dead", "due_at"])


def waiting(limit: int = 200) -> list[int]:
    """Ids of jobs that are due, oldest first."""
    return list(
        OutboxJob.objects.filter(done_at=None, dead=False, due_at__lte=timezone.now())
        .order_by("due_at")
        .values_list("pk", flat=True)[:limit]
    )
