"""浏览器走查的公用件：真的 Chromium、真的网站、真的后台。

The site is Django's live server on the test database; what the worker has to do is done by a real Celery worker in a process of its own, told
through the real Redis and scanned for by the real outbox, as in production.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from agencies.models import User
from tests.cast import Cast, build_cast
from tests.journeys.browsing import PASSWORD, Seat

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium: $CHROMIUM (set by `make test`), else Debian's. Without one the tests fail, they are never passed over."""
    path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    if not Path(path).exists():
        pytest.fail(f"没有 Chromium（{path}）。请运行 make test（它会安装），或者设置 CHROMIUM=路径。", pytrace=False)
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # Playwright keeps a loop in this thread; the tests' own queries are not asynchronous
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A real Celery worker (with beat, for what was never told) on the test database.

    One for each test, gone before the tables are emptied: a worker at its sweep and TRUNCATE would wait for one another.
    """
    parts = urlsplit(os.environ["WORKER_DATABASE_URL"])
    address = urlunsplit(parts._replace(path="/" + str(connection.settings_dict["NAME"])))
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "supervision.settings"}
    log = settings.VAR_DIR / "journeys-worker.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "supervision", "worker", "--pool", "solo", "--beat", "--loglevel", "INFO",
             "--schedule", str(settings.VAR_DIR / "journeys-beat"), "--without-gossip", "--without-mingle"],
            cwd=settings.BASE_DIR, env=environment, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    yield
    died = process.poll()
    if died is None:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
    assert died is None, log.read_text()
    wait_for_the_last_answers()


def wait_for_the_last_answers() -> None:
    """Until no other session holds a table: a page may still be asked for by a window that has just been shut."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
                " WHERE datname = current_database() AND locktype = 'relation' AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.1)


@pytest.fixture
def people(worker: None) -> Cast:
    """The cast, with a password that can be typed."""
    cast = build_cast()
    User.objects.update(password=make_password(PASSWORD))
    return cast


@pytest.fixture
def seat(people: Cast, chromium: Browser, live_server: Any) -> Iterator[Callable[..., Seat]]:
    """Opens a window for a person; when the test has passed, no window may have complained."""
    seats: list[Seat] = []

    def sit(user: User, *, phone: bool = False, arriving_at: str = "工作台") -> Seat:
        seats.append(Seat(chromium, live_server.url, phone=phone))
        return seats[-1].sign_in(user, arriving_at)

    yield sit
    complaints = [complaint for one in seats for complaint in one.complaints]
    for one in seats:
        one.context.close()
    assert complaints == []
