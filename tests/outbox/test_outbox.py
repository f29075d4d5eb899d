"""待办箱：丢不了、做不重、坏了会再试。"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from agencies.models import Region
from supervision.outbox import registry, run
from supervision.outbox.models import OutboxJob
from supervision.outbox.put import put
from supervision.outbox.tasks import scan


@pytest.fixture(autouse=True)
def _kinds():
    """Two kinds of effect for these tests: one that writes a region, one that fails."""

    def write(job: OutboxJob) -> None:
        Region.objects.create(code=job.payload["code"], name="试", tier="city", scope_prefix=job.payload["code"])

    def fail(job: OutboxJob) -> None:
        write(job)
        raise RuntimeError("坏了")

    registry._HANDLERS.update({"test.write": write, "test.fail": fail})
    yield
    for kind in ("test.write", "test.fail"):
        del registry._HANDLERS[kind]


def test_the_same_key_twice_is_one_job(db: None):
    first = put("test.write", {"code": "1"}, dedupe_key="a")
    assert put("test.write", {"code": "2"}, dedupe_key="a") == first
    assert OutboxJob.objects.count() == 1


def test_a_kind_nobody_handles_is_refused_at_once(db: None):
    with pytest.raises(KeyError):
        put("test.nobody", {}, dedupe_key="a")


def test_running_twice_has_one_effect(db: None):
    job = put("test.write", {"code": "1"}, dedupe_key="a")
    assert run.run(job.pk) is True
    assert run.run(job.pk) is False
    assert Region.objects.count() == 1


def test_a_job_that_is_not_due_yet_waits(db: None):
    job = put("test.write", {"code": "1"}, dedupe_key="a", due_at=timezone.now() + timedelta(hours=1))
    assert run.run(job.pk) is False
    assert run.waiting() == []


def test_a_failure_leaves_no_half_effect_and_is_tried_again_later(db: None):
    job = put("test.fail", {"code": "1"}, dedupe_key="a")
    with pytest.raises(RuntimeError):
        run.run(job.pk)
    job.refresh_from_db()
    assert not Region.objects.exists()
    assert (job.attempts, job.dead, job.done_at) == (1, False, None)
    assert "坏了" in job.last_error
    assert job.due_at > timezone.now()


def test_after_many_failures_a_job_is_set_aside_for_a_person(db: None):
    job = put("test.fail", {"code": "1"}, dedupe_key="a")
    for _ in range(run.MAX_ATTEMPTS):
        OutboxJob.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        with pytest.raises(RuntimeError):
            run.run(job.pk)
    job.refresh_from_db()
    assert job.dead
    assert run.waiting() == []


def test_the_scanner_goes_on_after_a_bad_job(db: None):
    put("test.fail", {"code": "1"}, dedupe_key="bad")
    good = put("test.write", {"code": "2"}, dedupe_key="good")
    scan()
    good.refresh_from_db()
    assert good.done_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_business_transaction_that_fails_takes_its_job_with_it():
    def business() -> None:
        put("test.write", {"code": "1"}, dedupe_key="a")
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        business()
    assert not OutboxJob.objects.exists()


def start(program: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """A second process of the platform, on the test database."""
    own = {"DJANGO_SETTINGS_MODULE": "supervision.settings", "TEST_DATABASE": connection.settings_dict["NAME"]}
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR,
        env={**os.environ, **own, **environment},
    )  # fmt: skip


KILLED = """
import os, sys, time
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
from agencies.models import Region
from supervision.outbox import registry, run
def slow(job):
    Region.objects.create(code="9", name="x", tier="city", scope_prefix="9")
    print("written", flush=True)
    time.sleep(60)
registry._HANDLERS["test.write"] = slow
run.run(int(sys.argv[1]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_the_job_for_the_next():
    job = put("test.write", {"code": "1"}, dedupe_key="a")
    worker = start(KILLED, str(job.pk))
    assert worker.stdout is not None
    assert worker.stdout.readline().strip() == "written"
    assert run.run(job.pk) is False, "while one worker holds the row, a second leaves it alone"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    deadline = time.monotonic() + 20
    while not run.run(job.pk):
        assert time.monotonic() < deadline, "the row stayed locked after its holder died"
        time.sleep(0.1)
    assert list(Region.objects.values_list("code", flat=True)) == ["1"]


WITHOUT_REDIS = """
import os
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
from django.db import transaction
from supervision.outbox import registry
from supervision.outbox.put import put
registry._HANDLERS["test.write"] = print
with transaction.atomic():
    put("test.write", {"code": "1"}, dedupe_key="a")
print("committed", flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_with_redis_away_the_business_commits_and_the_scanner_does_the_job():
    done = start(WITHOUT_REDIS, REDIS_URL="redis://127.0.0.1:1/0").communicate(timeout=60)[0]
    assert done.strip().endswith("committed")
    scan()
    assert list(Region.objects.values_list("code", flat=True)) == ["1"]
