"""共用：几个进程共用一套服务，最后一个离开时服务才停。

For each part there are three lock files in `VAR_DIR/run`. All are `flock` locks: the kernel drops them when their
holder ends, by whatever death, so there is no count that could be wrong and no stale process number to believe.

    <part>.door     held exclusively for a moment by whoever joins: one at a time, so a server is started once
    <part>.users    held shared by every user for as long as it lives; the keeper waits to get it exclusively,
                    which happens exactly when no user is left — then it stops the server
    <part>.keeper   held exclusively by the keeper while it lives
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

from . import places
from .part import read_state

_held: dict[tuple[str, Path], int] = {}  # the users' locks of this process
_children: dict[tuple[str, Path], int] = {}  # the keepers it started


class EmbeddedError(RuntimeError):
    """An embedded part could not be started; the message is for a person, in Chinese, and says where to look."""


def open_lock(var: Path, name: str) -> int:
    """The file descriptor of one of the lock files; not inherited by programs that are started."""
    return os.open(var / "run" / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def take(descriptor: int, how: int) -> bool:
    """Take a lock without waiting; False when somebody holds it in a way that excludes `how`."""
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def join(part: str, var: Path, *, fsync: bool = True) -> str:
    """Become a user of `part`, starting it if nobody else has; returns its address. Lasts until this process ends."""
    door = open_lock(var, f"{part}.door")
    try:
        fcntl.flock(door, fcntl.LOCK_EX)
        if (part, var) not in _held:
            users = open_lock(var, f"{part}.users")
            fcntl.flock(users, fcntl.LOCK_SH)  # waits only while a keeper without users is stopping its server
            _held[part, var] = users
        if not keeper_lives(part, var):
            _start_keeper(part, var, fsync=fsync)
        return read_state(var, part)["url"]
    except BaseException:
        leave(part, var)
        raise
    finally:
        os.close(door)


def keeper_lives(part: str, var: Path) -> bool:
    """Is somebody keeping this part running?"""
    keeper = open_lock(var, f"{part}.keeper")
    try:
        return not take(keeper, fcntl.LOCK_SH)
    finally:
        os.close(keeper)


def _start_keeper(part: str, var: Path, *, fsync: bool) -> None:
    """Start the keeper as a process of its own (Ctrl-C in our terminal is not meant for it) and wait for its word."""
    command = [sys.executable, "-m", "supervision.embedded", "keep", part, str(var)]
    if not fsync:
        command.append("--no-fsync")
    with (var / "log" / f"{part}.log").open("ab") as log:
        keeper = subprocess.Popen(
            command,
            cwd=places.CHECKOUT,
            env=places.CLEAN_ENVIRONMENT | {"HOME": os.environ.get("HOME", "/")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    assert keeper.stdout is not None
    with keeper.stdout:
        word = keeper.stdout.readline().decode().strip()
    if word == "ready":
        keeper.returncode = 0  # it outlives us, as a rule: no warning that it still runs
        _children[part, var] = keeper.pid
        return
    with contextlib.suppress(subprocess.TimeoutExpired):
        keeper.wait(timeout=10)
    raise EmbeddedError(word or f"{part} 没有启动，原因见 {var / 'log' / f'{part}.log'}。")


def leave(part: str, var: Path) -> None:
    """Stop being a user of `part`."""
    users = _held.pop((part, var), None)
    if users is not None:
        os.close(users)


def release(*, patience: float = 15.0) -> bool:
    """Leave every part and wait until those that nobody else uses have stopped; False when that took too long."""
    left = list(_held)
    for part, var in left:
        leave(part, var)
    deadline = time.monotonic() + patience
    stopped = [_wait_until_stopped(part, var, deadline) for part, var in left]
    return all(stopped)


def _wait_until_stopped(part: str, var: Path, deadline: float) -> bool:
    """Wait for the keeper's end. That others still use the part shows in the lock staying shared for half a second."""
    shared = 0
    while keeper_lives(part, var):
        users = open_lock(var, f"{part}.users")
        try:
            shared = shared + 1 if take(users, fcntl.LOCK_SH) else 0
        finally:
            os.close(users)
        if shared >= 10:
            return True
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    if child := _children.pop((part, var), None):
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child, 0)
    return True
