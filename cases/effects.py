"""执法案件的后台事项。"""

from __future__ import annotations

import datetime

from django.utils import timezone

from cases import search
from cases.models import ImportBatch
from cases.services import archiving, batches, destroying, disposing, trials, upward
from cases.services.enterprises import count_enterprises
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


@handler("cases.archive")
def archive(job: OutboxJob) -> None:
    """Make a part of what is over and done with read-only."""
    archiving.archive_part(today=datetime.date.fromisoformat(job.payload["day"]), after_id=int(job.payload["after"]))


@handler("cases.compile_disposal")
def compile_disposal(job: OutboxJob) -> None:
    """Fill a disposal list."""
    disposing.compile_now(int(job.payload["list"]))


@handler("cases.destroy")
def destroy(job: OutboxJob) -> None:
    """Destroy a part of an approved list. Killed in the middle nothing of it has happened, and it is done again."""
    destroying.destroy_part(list_id=int(job.payload["list"]), part=int(job.payload["part"]))


@handler("cases.shred_file")
def shred_file(job: OutboxJob) -> None:
    """Take the bytes of a file away whose last record is gone."""
    destroying.shred(int(job.payload["file"]))


@handler("cases.count_enterprises")
def count_again(job: OutboxJob) -> None:
    """Count the enterprises of an agency anew: a batch's, or one whose records were destroyed."""
    named = job.payload.get("agency")
    count_enterprises(named or ImportBatch.objects.values_list("agency_id", flat=True).get(pk=job.payload["batch"]))


@handler(trials.JOB)
def try_parameter(job: OutboxJob) -> None:
    """Try a proposed parameter on the cases on record."""
    trials.run(int(job.payload["trial"]), today=timezone.localdate())
