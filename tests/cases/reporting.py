"""上报测试的公用件：收一批案件，把要做的都做完。"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from cases.models import ImportBatch, UpwardCase, UpwardPackage
from cases.services import batches, upward
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run
from tests.cases.intake_files import as_csv, good, table


def report(agency: Any, rows: list[dict[str, str]] | int, name: str = "演示.csv") -> ImportBatch:
    """A batch of an agency, stored and checked."""
    records = [good(number) for number in range(1, rows + 1)] if isinstance(rows, int) else rows
    header = list(dict.fromkeys(heading for row in records for heading in row))
    batch, _ = batches.receive(
        content=as_csv(table(records, header)), name=name, agency=agency, kind="penalty", actor=None, deliver=False
    )
    return batches.run(batch_id=batch.pk, today=datetime.date(2026, 3, 20))


def send_all(*, patient: bool = False, most: int = 50) -> None:
    """Ring, and do what is due, until nothing is; `patient` waits for what is due later, by turning the clock on the rows."""
    for _ in range(most):
        upward.advance()
        waiting = OutboxJob.objects.filter(kind=upward.JOB, done_at=None, dead=False)
        if patient:
            waiting.update(due_at=timezone.now())
        due = list(waiting.filter(due_at__lte=timezone.now()).values_list("pk", flat=True))
        if not due:
            return
        for job in due:
            run(job)


def packages() -> list[tuple[int, str, int, int, int]]:
    """Number, state, records, accepted, refused of every package."""
    rows = UpwardPackage.objects.order_by("id")
    return list(rows.values_list("sequence", "state", "records", "accepted", "refused"))


def told() -> dict[str, tuple[int, str, bool]]:
    """Version, outcome and whether it waits, of every case by its record number."""
    rows = UpwardCase.objects.values_list("case__external_id", "version", "outcome", "waiting")
    return {name: (version, outcome, waiting) for name, version, outcome, waiting in rows}
