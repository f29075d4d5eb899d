"""执法案件的后台事项。"""

from __future__ import annotations

from django.utils import timezone

from cases import search
from cases.services import batches, upward
from supervision.outbox.models import OutboxJob
from supervision.outbox.registry import handler


@handler("cases.import_batch")
def import_batch(job: OutboxJob) -> None:
    """Store and check a file that was uploaded. Killed in the middle it leaves nothing, and is done again."""
    batches.run(batch_id=job.payload["batch"], today=timezone.localdate(), by=job.payload.get("by"))


@handler("cases.index_batch")
def index_batch(job: OutboxJob) -> None:
    """Make a batch's cases findable by text."""
    search.index_batch(job.payload["batch"])


@handler(upward.JOB)
def send_package(job: OutboxJob) -> None:
    """Try once to send a package to the provincial system. A failure is written on the package, with the moment of the next attempt."""
    upward.send(package_id=job.payload["package"], turn=job.payload["turn"])
