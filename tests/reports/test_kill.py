"""后台进程在印发途中被杀：扫描后仍只印发一次。

A real process runs the job and is killed with SIGKILL while it waits for a lock that the test holds: after the number was taken, after
the files were stored, before the end.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from reports.models import PeriodicReport, ReportReceipt
from reports.services import issuing
from supervision.audit.models import AuditEvent
from supervision.documents.models import NumberSeries
from supervision.outbox.models import OutboxJob
from supervision.outbox.tasks import scan
from tests.cast import build_cast
from tests.reports.world import approved, build_world, compiled, fresh

WORKER = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from supervision.outbox.tasks import deliver
deliver(int(sys.argv[2]))
"""

PATIENCE = 60.0


@contextmanager
def held(table: str) -> Iterator[None]:
    """A transaction of another connection that keeps everybody out of a table."""
    other = connection.copy()
    try:
        other.settings_dict = {**other.settings_dict, "USER": settings.OWNER_DATABASE["USER"]}  # may lock any table
        with other.cursor() as cursor:
            cursor.execute(f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
        with other.cursor() as cursor:
            cursor.execute("ROLLBACK")
    finally:
        other.close()


def until_somebody_waits_for(table: str, worker: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert worker.poll() is None, worker.stderr.read().decode() if worker.stderr else ""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError(f"the worker never came to {table}")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["documents_numberseries", "documents_storedfile", "reports_reportreceipt", "audit_auditevent"])
def test_a_worker_killed_while_issuing_has_done_nothing_and_the_scanner_issues_once(table: str) -> None:
    cast = build_cast()
    build_world(cast, cases=40)
    report = approved(compiled(cast.city), cast)
    issuing.issue(report=report, actor=fresh(cast.city_director))
    job = OutboxJob.objects.get(kind="reports.issue")

    with held(table):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, connection.settings_dict["NAME"], str(job.pk)],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(settings.BASE_DIR)},
            cwd=settings.BASE_DIR,
            stderr=subprocess.PIPE,
        )
        until_somebody_waits_for(table, worker)
        os.kill(worker.pid, signal.SIGKILL)
        assert worker.wait() == -signal.SIGKILL

    report.refresh_from_db()
    assert (report.state, report.number, report.pdf_id) == ("issuing", "", None)
    assert not ReportReceipt.objects.exists()

    deadline = time.monotonic() + PATIENCE
    while report.state != "issued" and time.monotonic() < deadline:
        scan()  # as beat rings every few seconds; the dead worker's row lock goes when the server notices
        report.refresh_from_db()
        time.sleep(0.05)
    scan()

    report = PeriodicReport.objects.get(pk=report.pk)
    assert (report.state, report.number) == ("issued", "长司报〔2026〕1号")
    assert report.pdf is not None
    assert report.pdf.read().startswith(b"%PDF")
    assert NumberSeries.objects.get(issuer="CS-SFJ").last == 1
    assert ReportReceipt.objects.filter(report=report).count() == 4
    assert AuditEvent.objects.filter(verb="reports.report.finish").count() == 1
    assert OutboxJob.objects.get(pk=job.pk).done_at is not None
