"""嵌入部件的测试用件：每个测试有自己的数据目录，里面的服务是真的，测试结束后一个进程也不留。"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
BARE = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}


def processes_about(place: Path) -> list[int]:
    """Living processes that name `place` in their command line or work inside it."""
    found = []
    inside = place.resolve()
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            about = str(place).encode() in (entry / "cmdline").read_bytes()
            working = Path(os.readlink(entry / "cwd"))
            if (about or working == inside or inside in working.parents) and int(entry.name) != os.getpid():
                found.append(int(entry.name))
    return found


def kill_all(place: Path) -> None:
    """kill -9 of everything about `place`, the database's outside directory included."""
    outside = (place / "postgres").resolve()
    for process in {*processes_about(place), *processes_about(outside)}:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def eventually(question: Callable[[], object]) -> None:
    """Wait until the answer is yes; fail when it stays no."""
    deadline = time.monotonic() + 30
    while not question():
        assert time.monotonic() < deadline, "did not come true"
        time.sleep(0.05)


class Bench:
    """One data directory and the means to start processes on it in an otherwise empty environment."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.environment = BARE | {"VAR_DIR": str(var), "HOME": str(var.parent), "PYTHONPATH": str(CHECKOUT)}
        self.started: list[subprocess.Popen[str]] = []

    def start(self, code: str) -> subprocess.Popen[str]:
        """A process that has the parts, runs `code`, and lives until its input closes."""
        text = (
            "import os, sys\n"
            "import psycopg2, redis\n"
            "from supervision.embedded import ensure\n"
            "ensure(fsync=False)\n"
            "def sql(statement):\n"
            "    link = psycopg2.connect(os.environ['OWNER_DATABASE_URL']); link.autocommit = True\n"
            "    cursor = link.cursor(); cursor.execute(statement)\n"
            "    return cursor.fetchone()[0] if cursor.description else None\n"
            "queue = redis.from_url(os.environ['REDIS_URL'], decode_responses=True)\n"
            f"{code}\n"
            "print('done', flush=True)\n"
            "sys.stdin.read()\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", text],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, code: str) -> list[str]:
        """The same, to its end; what it printed."""
        printed, complaint = self.start(code).communicate(timeout=120)
        lines = printed.splitlines()
        assert lines[-1:] == ["done"], complaint
        return lines[:-1]

    def nothing_runs(self) -> bool:
        """No process is about this directory, the database's outside one included."""
        return not processes_about(self.var) and not processes_about((self.var / "postgres").resolve())

    def clear(self) -> None:
        """End what the test left, then remove all files."""
        for process in self.started:
            process.kill()
            process.communicate()
        kill_all(self.var)
        if (state := self.var / "run" / "postgres.json").exists():
            shutil.rmtree(json.loads(state.read_text())["sockets"], ignore_errors=True)
        outside = (self.var / "postgres").resolve()
        if outside != self.var / "postgres" and (outside.parent / "belongs-to").exists():
            shutil.rmtree(outside.parent)


@pytest.fixture
def place() -> Iterator[Path]:
    """A fresh directory that everybody may pass through (pytest's own are private to the user)."""
    made = Path(tempfile.mkdtemp(prefix="embedded-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def bench(place: Path) -> Iterator[Bench]:
    """An empty data directory."""
    made = Bench(place / "var")
    yield made
    made.clear()
