"""放入待办箱。"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from supervision.outbox import registry
from supervision.outbox.models import OutboxJob

logger = logging.getLogger(__name__)


def put(kind: str, payload: dict[str, Any], *, dedupe_key: str, due_at: datetime | None = None) -> OutboxJob:
    """Write a job into the caller's transaction and, once that commits, ring for a worker.

    The same `dedupe_key` twice gives the first job back and adds nothing. `due_at` in the future waits for the scanner.
    Raises KeyError for a kind nobody handles.
    """
    registry.get(kind)
    due = due_at or timezone.now()
    job, created = OutboxJob.objects.get_or_create(
        dedupe_key=dedupe_key, defaults={"kind": kind, "payload": payload, "due_at": due}
    )
    if created and due <= timezone.now():
        transaction.on_commit(lambda: ring(job.pk))
    return job


def ring(job_id: int) -> None:
    """Tell a worker that a job waits. A hint: when Redis is away the scanner finds the row within seconds."""
    from supervision.outbox.tasks import deliver

    try:
        deliver.apply_async((job_id,), retry=False)
    except (OperationalError, RedisError, OSError) as problem:
        logger.warning("outbox job %s was not announced (%s); the scanner will find it", job_id, problem)
