"""上报途中后台进程被杀：省平台收到的恰好是每案一次，一件不多、一件不少。

Real processes, killed with SIGKILL by the province itself at the moment it chooses: before it reads, after it has taken a package and not
yet answered, after half an answer, or some milliseconds after the answer, while the worker writes down what it was told.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from cases.models import EnforcementCase, UpwardCase, UpwardPackage
from cases.services import upward
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from tests.cases.reporting import packages, report, send_all
from tests.cast import build_cast
from tests.province import Province

WORKER = """
import sys, time, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from cases.services import upward
from cases.tasks import report_upward
from supervision.outbox.tasks import scan
upward.MOST_RECORDS = int(sys.argv[2])
print("ready", flush=True)
while True:
    report_upward()
    scan()
    time.sleep(0.01)
"""
PATIENCE = 60.0


class Life:
    """One worker process after another, all reporting to one province."""

    def __init__(self, province: Province, most: int) -> None:
        self.most = most
        told = province.settings() | {
            "EXCHANGE_RECEIVER_KEYS": ",".join(province.settings()["EXCHANGE_RECEIVER_KEYS"]),
            "EXCHANGE_PLAIN_LOOPBACK": "1",
        }
        self.environment = os.environ | told | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(settings.BASE_DIR)}
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER, connection.settings_dict["NAME"], str(self.most)], env=self.environment, cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def kill(self, after: float = 0.0) -> None:
        time.sleep(after)
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)

    def ended(self) -> None:
        assert self.process is not None
        assert self.process.wait(PATIENCE) == -signal.SIGKILL, self.process.stderr and self.process.stderr.read().decode()[-2000:]
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()


def told_to(province: Province, settings: Any) -> None:
    for name, value in province.settings().items():
        setattr(settings, name, value)


def until_nobody_works() -> None:
    """The server has noticed that the worker is gone, and has taken back what it had begun."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.02)
    raise AssertionError("the dead worker's connection is still there")


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_sending_and_marking_has_done_nothing_and_the_next_is_answered_as_before(settings: Any) -> None:
    with Province().listening() as province:
        told_to(province, settings)
        report(build_cast().county_housing, 4)
        life = Life(province, most=1000)
        province.on_taken = life.kill
        life.begin()
        life.ended()
        until_nobody_works()
        assert len(province.order) == 4, "the province has them"
        assert packages() == [(1, "ready", 4, 0, 0)]
        assert not UpwardCase.objects.exclude(outcome="").exists()

        province.on_taken = lambda: None
        send_all()
        assert packages() == [(1, "acknowledged", 4, 4, 0)]
        assert (len(province.bodies), len(province.order), len(province.receipts)) == (2, 4, 1)
        assert AuditEvent.objects.filter(verb="cases.package_acknowledged").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_presses_the_button_while_a_worker_is_sending_is_told_so_at_once(settings: Any) -> None:
    told: list[str] = []

    def press() -> None:
        try:
            upward.resend(package=UpwardPackage.objects.get(), actor=cast.city_supervisor)
        except UserError as refusal:
            told.append(str(refusal))
        finally:
            connection.close()  # this thread's own

    with Province().listening() as province:
        told_to(province, settings)
        cast = build_cast()
        report(cast.county_housing, 2)
        province.on_taken = press
        send_all()
    assert told == ["这一包正在发送。请稍候再看。"]
    assert packages() == [(1, "acknowledged", 2, 2, 0)]


KILLS = 20


@pytest.mark.django_db(transaction=True)
def test_twenty_kills_at_random_leave_every_record_once_at_the_receiver(settings: Any) -> None:
    dice = random.Random(20260201)
    with Province().listening() as province:
        told_to(province, settings)
        cast = build_cast()
        report(cast.county_housing, 120)
        report(cast.city_market, 90)  # more than twenty lives can send
        life = Life(province, most=5)
        for _ in range(KILLS):
            where, at = dice.choice(["taken", "answered", "answered", "cut", "half"]), dice.choice([1, 1, 2])
            seen = [0]

            def once(here: str, where: str = where, at: int = at, seen: list[int] = seen) -> None:
                if here == where:
                    seen[0] += 1
                    if seen[0] == at:
                        life.kill(dice.choice([0, 0.001, 0.003, 0.006, 0.01, 0.02, 0.04]) if here == "answered" else 0)

            province.on_taken = lambda once=once: once("taken")  # type: ignore[misc]
            province.on_answered = lambda once=once: once("answered")  # type: ignore[misc]
            if where in ("cut", "half"):
                province.faults.append("cut after taking" if where == "cut" else "half a receipt")
                province.on_taken = life.kill
            life.begin()
            life.ended()
        province.on_taken = province.on_answered = lambda: None
        until_nobody_works()
        upward.MOST_RECORDS, most = 5, upward.MOST_RECORDS
        try:
            send_all(patient=True, most=200)
        finally:
            upward.MOST_RECORDS = most
        expected = {f"case-{pk}" for pk in EnforcementCase.objects.values_list("pk", flat=True)}
        assert set(province.records) == expected
        assert len(province.order) == len(set(province.order)) == len(expected) == 210
        assert {version for version, _ in province.records.values()} == {1}
        assert [row[0] for row in packages()] == list(range(1, len(packages()) + 1))
        assert {row[1] for row in packages()} == {"acknowledged"}
        assert sum(row[3] for row in packages()) == len(expected)
        assert len(province.bodies) > len(packages()), "some went out twice"
        assert AuditEvent.objects.filter(verb="cases.package_acknowledged").count() == len(packages())
