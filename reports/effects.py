"""监督报告的后台效果（在待办箱的事务里执行）。"""

from __future__ import annotations

import datetime

from django.utils import timezone

from reports import warnings
from reports.services import activity, compiling, issuing, quality, rollups
from reports.warnings import running
from supervision.outbox.models import OutboxJob
from supervision.outbox.registry import handler


@handler("cases.batch_checked")
def count_again(job: OutboxJob) -> None:
    """After an import or a re-check: count again what it touched of the daily rollup, the quality months and the annual
    statistics.

    Payload: {"batch": id}, or {"agencies": [id, …], "days": ["2026-10-05", …]} for checks without a batch (days missing: all).
    """
    if "batch" in job.payload:
        rollups.refresh_batch(int(job.payload["batch"]))
        quality.refresh_batch(int(job.payload["batch"]))
        activity.refresh_batch(int(job.payload["batch"]))
    if "agencies" in job.payload:
        named = job.payload.get("days")
        days = None if named is None else [datetime.date.fromisoformat(day) for day in named]
        rollups.refresh(agency_ids=job.payload["agencies"], days=days)
        quality.refresh(agency_ids=job.payload["agencies"])
        activity.refresh(agency_ids=job.payload["agencies"])


@handler("reports.compile")
def compile_report(job: OutboxJob) -> None:
    """Freeze the figures of one report and write its first words."""
    compiling.compile_now(int(job.payload["report"]))


@handler("reports.warn")
def warn_again(job: OutboxJob) -> None:
    """Compute one warning model again, because its parameters have been changed."""
    running.run(warnings.get(str(job.payload["model"])), today=timezone.localdate(), whole=True)


@handler("reports.issue")
def issue_report(job: OutboxJob) -> None:
    """Number, print, store and hand out one approved report."""
    issuing.produce(int(job.payload["report"]))
