"""演示故事的时间：让一步发生在过去的某一天。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone

from supervision.outbox import run
from supervision.outbox.models import OutboxJob


@contextmanager
def on(day: datetime.date, hour: int = 10) -> Iterator[datetime.datetime]:
    """Everything inside happens on that day, outbox jobs included. For the demo's data only: the product reads the real clock."""
    moment = datetime.datetime.combine(day, datetime.time(hour), tzinfo=timezone.get_default_timezone())
    with mock.patch.object(timezone, "now", return_value=moment):
        yield moment
        drain()


def drain() -> None:
    """Do the jobs that wait, here and now, as a worker would."""
    while ids := list(
        OutboxJob.objects.filter(done_at=None, dead=False, due_at__lte=timezone.now()).values_list("pk", flat=True)[:500]
    ):
        for job_id in ids:
            run.run(job_id)
