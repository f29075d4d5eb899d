"""执法案件的后台事项。"""

from __future__ import annotations

from django.utils import timezone

from cases import search
from cases.models import ImportBatch
from cases.services import batches
from cases.services.enterprises import count_enterprises
from supervision.outbox.models import OutboxJob
from supervision.outbox.registry import handler


@handler("cases.import_batch")
def import_batch(job: OutboxJob) -> None:
    """Store and check a file that was uploaded. Killed in the middle it leaves nothing, and is done again."""
    batches.run(batch_id=job.payload["batch"], today=timezone.localdate())


@handler("cases.index_batch")
def index_batch(job: OutboxJob) -> None:
    """Make a batch's cases findable by text."""
    search.index_batch(job.payload["batch"])


@handler("cases.count_enterprises")
def count_again(job: OutboxJob) -> None:
    """Count the enterprises of a batch's agency anew."""
    count_enterprises(ImportBatch.objects.values_list("agency_id", flat=True).get(pk=job.payload["batch"]))
