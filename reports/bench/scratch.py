"""临时场地：真库旁边的临时数据库、临时文件夹、一个空的 Redis 库；用完即删，出错或 Ctrl-C 也一样。

Measuring never touches the platform's own data. Databases are made beside the real one by the tables' owner (who needs CREATEDB) and
measured as web and worker connect, under row-level security. They are told apart by a number, and are dropped at the end whatever
happens. What a `kill -9` leaves behind is dropped by the next run: a run holds an advisory lock on its number for as long as it lives.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from types import FrameType, TracebackType
from typing import Any, Self
from urllib.parse import urlparse

import psycopg2
import redis
from celery import current_app
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import override_settings

from reports.bench.figure import Missing, say

PREFIX = "supervision_bench_"
_LOCKS = 0x42454E43  # "BENC"
_REDIS_DATABASES = range(1, 16)


class Scratch:
    """Databases, files and a Redis database for one run; a context manager."""

    def __init__(self) -> None:
        self.number = random.randrange(1, 2**31)  # noqa: S311 - tells runs apart, guards nothing
        self.folder = Path()
        self._real_name = str(connection.settings_dict["NAME"])
        self._made: list[str] = []
        self._keeper: Any = None
        self._redis: redis.Redis | None = None
        self._settings: override_settings | None = None
        self._wake, self._alarm = socket.socketpair()
        self._wake.setblocking(False)

    def __enter__(self) -> Self:
        self._old_term = signal.signal(signal.SIGTERM, _as_an_interrupt)
        self.worker = {"USER": settings.WORKER_DATABASE["USER"], "PASSWORD": settings.WORKER_DATABASE["PASSWORD"]}
        self.owner = {"USER": settings.OWNER_DATABASE["USER"], "PASSWORD": settings.OWNER_DATABASE["PASSWORD"]}
        as_owner = {"user": self.owner["USER"], "password": self.owner["PASSWORD"]}
        self._keeper = psycopg2.connect(**connection.get_connection_params() | as_owner)
        self._keeper.autocommit = True
        signal.set_wakeup_fd(self._wake.fileno())
        Thread(target=_cancel_on_signal, args=(self._alarm, connections["default"]), daemon=True).start()
        try:
            self._open()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def _open(self) -> None:
        with self._keeper.cursor() as cursor:
            cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            if not cursor.fetchone()[0]:
                raise Missing("数据库用户没有建库权限（CREATEDB），无法建临时库。")
            self._drop_orphans(cursor)
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [_LOCKS, self.number])
        self.folder = Path(tempfile.mkdtemp(prefix="supervision-bench-"))
        url = self._claim_redis()
        self._settings = override_settings(
            MEDIA_ROOT=self.folder / "files",
            AUDIT_KEY_FILE=self.folder / "signing.key",
            REDIS_URL=url,
            ALLOWED_HOSTS=["testserver"],
            SECURE_SSL_REDIRECT=False,
        )
        self._settings.enable()
        current_app.conf.broker_url = url

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take everything away again; a second Ctrl-C does not cut that short."""
        interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        with ExitStack() as last:  # the steps below run from the last to the first, each even when another fails
            last.callback(signal.signal, signal.SIGTERM, self._old_term)
            last.callback(signal.signal, signal.SIGINT, interrupt)
            last.callback(self._wake.close)
            last.callback(signal.set_wakeup_fd, -1)
            if self.folder.name:
                last.callback(shutil.rmtree, self.folder, ignore_errors=True)
            if self._settings is not None:
                last.callback(self._settings.disable)
            if self._redis is not None:
                last.callback(self._redis.flushdb)
            last.callback(self._keeper.close)
            for name in self._made:
                last.callback(self._drop, name)
            last.callback(self._leave)

    def make(self, label: str, *, copied_from: str = "") -> str:
        """A new database, migrated, or copied from another of this run; returns its name."""
        name = f"{PREFIX}{self.number}_{label}"
        self._leave()
        self._made.append(name)
        source = f'TEMPLATE "{copied_from}" STRATEGY FILE_COPY' if copied_from else ""
        with self._keeper.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" {source}')
        if not copied_from:
            with self.using(name, **self.owner):
                call_command("migrate", verbosity=0, interactive=False)
        return name

    def drop(self, name: str) -> None:
        """Remove a database that is no longer needed."""
        self._leave()
        self._drop(name)
        self._made.remove(name)

    def _drop(self, name: str) -> None:
        """Without FORCE: that may not end an autovacuum worker, which the plain form does. Only a session of ours would hinder it."""
        with self._keeper.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')

    @contextmanager
    def using(self, name: str, **others: Any) -> Iterator[None]:
        """Django's connection leads to this database for a while (as another role, if its settings are given)."""
        wanted = {"NAME": name, **others}
        before = {key: connection.settings_dict[key] for key in wanted}
        self._turn_to(wanted)
        try:
            yield
        finally:
            self._turn_to(before)

    def _turn_to(self, wanted: dict[str, Any]) -> None:
        if any(connection.settings_dict[key] != value for key, value in wanted.items()):
            connection.close()
            connection.settings_dict.update(wanted)

    def _leave(self) -> None:
        connection.close()
        connection.settings_dict["NAME"] = self._real_name

    def _drop_orphans(self, cursor: Any) -> None:
        """Drop what a killed run left behind: its lock is free."""
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX.replace("_", r"\_") + "%"])
        for (name,) in cursor.fetchall():
            found = re.fullmatch(rf"{PREFIX}(\d+)_\w+", name)
            if found is not None and self._is_dead(int(found[1])):
                say(f"  清除上次中断留下的临时库 {name}")
                self._drop(name)

    def _claim_redis(self) -> str:
        """The address of a Redis database that nobody uses: the platform's worker must not hear of our jobs."""
        for place in _REDIS_DATABASES:
            url = urlparse(settings.REDIS_URL)._replace(path=f"/{place}").geturl()
            client = redis.Redis.from_url(url)
            left = client.get("bench")
            if isinstance(left, bytes) and self._is_dead(int(left)):
                client.flushdb()
            if client.dbsize() == 0 and client.set("bench", self.number, nx=True):
                self._redis = client
                return url
        raise Missing("Redis 里没有空的库可用（1–15 都有数据）。")

    def _is_dead(self, number: int) -> bool:
        """Whether the run of that number no longer lives."""
        with self._keeper.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, number])
            free = bool(cursor.fetchone()[0])
            if free:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCKS, number])
            return free


def _cancel_on_signal(alarm: socket.socket, database: BaseDatabaseWrapper) -> None:
    """Python hears of Ctrl-C only when the running statement is done; this ends the statement."""
    while alarm.recv(1):
        if database.connection is not None:
            with suppress(psycopg2.Error):
                database.connection.cancel()


def _as_an_interrupt(_number: int, _frame: FrameType | None) -> None:
    """Asked to end: unwind, so that everything is taken away."""
    raise KeyboardInterrupt
