"""准备：迁移、演示数据、静态文件——没有变化就不做，第二次启动因此很快。

Each step leaves a note in `VAR_DIR/done/` of what it was done for: the code it read and the database it changed. A
step whose note still fits is skipped.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import psycopg2

from . import places
from .processes import die_with_parent

MANAGE = [sys.executable, str(places.CHECKOUT / "manage.py")]


class StepFailed(RuntimeError):
    """A preparing step failed; its own output has already been shown."""


def manage(*arguments: str) -> None:
    """Run a manage.py command, its output in the open. Raises `StepFailed`."""
    ending_with_us = die_with_parent(signal.SIGTERM)
    done = subprocess.run([*MANAGE, *arguments], cwd=places.CHECKOUT, preexec_fn=ending_with_us, check=False)
    if done.returncode != 0:
        raise StepFailed(f"manage.py {' '.join(arguments)} 失败（退出码 {done.returncode}），原因见上面的输出。")


def prepare(var: Path, *, embedded: bool, say: Callable[[str], None]) -> None:
    """Bring database and static files up to date. `embedded=False`: not our database, notes prove nothing."""
    database = _identity(var) if embedded else ""
    migrations = _fingerprint(_sources("*/migrations/*.py"), database)
    if not database or not _is_done(var, "migrated", migrations):
        say("更新数据库结构…")
        manage("migrate", "--noinput", "--verbosity", "0")
        _note(var, "migrated", migrations)
    if not database or not _is_done(var, "seeded", database):
        say("载入演示数据（虚构，首次约需一两分钟）…")
        manage("seed_demo")
        if embedded:
            _to_disk()
        _note(var, "seeded", database)
    static = _fingerprint([*_sources("static/**/*"), *_sources("*/static/**/*"), *_locks()], str(var))
    if not (var / "static").is_dir() or not _is_done(var, "static", static):
        say("收集静态文件…")
        manage("collectstatic", "--noinput", "--verbosity", "0")
        _note(var, "static", static)


def _to_disk() -> None:
    """Half a gigabyte was just written: on disk now, or the first Ctrl-C has to do it, runs out of patience, and the next start replays it."""
    with contextlib.closing(psycopg2.connect(os.environ["OWNER_DATABASE_URL"])) as link:
        link.autocommit = True
        link.cursor().execute("CHECKPOINT")


def _identity(var: Path) -> str:
    """Which database this is: made anew, it is another, though it lies at the same place."""
    info = (places.postgres_data(var) / "PG_VERSION").stat()
    return f"{info.st_ino}-{info.st_mtime_ns}"


def _sources(pattern: str) -> list[Path]:
    """Files of the checkout's own rooms; environments, packages and data are passed over."""
    passed_over = {".venv", ".git", "node_modules", "var"}
    rooms = [room for room in places.CHECKOUT.iterdir() if room.is_dir() and room.name not in passed_over]
    found: list[Path] = []
    for room in rooms:
        files = (path for path in room.rglob("*") if path.is_file())
        found += [path for path in files if path.relative_to(places.CHECKOUT).match(pattern)]
    return sorted(found)


def _locks() -> list[Path]:
    names = ("package-lock.json", "requirements.lock", "supervision/settings.py")
    return [path for name in names if (path := places.CHECKOUT / name).exists()]


def _fingerprint(files: Iterable[Path], *words: str) -> str:
    """A digest of the files' names and contents and of the words."""
    digest = hashlib.sha256("\n".join(words).encode())
    for path in files:
        digest.update(f"{path}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _is_done(var: Path, step: str, wanted: str) -> bool:
    note = var / "done" / step
    return note.exists() and note.read_text() == wanted


def _note(var: Path, step: str, done: str) -> None:
    (var / "done").mkdir(mode=0o700, exist_ok=True)
    (var / "done" / step).write_text(done)
