"""看守：每个部件一个小进程，负责启动、崩溃后重启、无人使用时停止。

Nothing here polls: the main thread sleeps in `wait()` until the server ends, a second thread sleeps in `flock`
until the last user is gone.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import IO

from .part import NotReady, Part
from .postgres import Postgres
from .redis import Redis
from .sharing import open_lock, take

LOG_LIMIT = 20 * 1024 * 1024  # bytes; a larger log is set aside when the part starts
STOP_PATIENCE = 8.0  # seconds between asking a server to stop and making it
LONGEST_PAUSE = 10.0  # seconds between two tries to restart a server that keeps dying


def part_named(name: str, var: Path, *, fsync: bool = True) -> Part:
    """The part called `name`. Raises KeyError for any other word."""
    if name == Postgres.name:
        return Postgres(var, fsync=fsync)
    if name == Redis.name:
        return Redis(var)
    raise KeyError(name)


class Keeper:
    """Keeps one part running for as long as it has users."""

    def __init__(self, part: Part, log: IO[bytes]) -> None:
        self.part = part
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        self.stopping = threading.Event()

    def start(self) -> None:
        """One start, until it serves. Raises `NotReady`."""
        self.part.prepare()
        self.process = self.part.start(self.log)
        try:
            self.part.wait_until_ready(self.process)
        except NotReady:
            self.process.kill()
            self.process.wait()
            raise
        self.part.publish()

    def run(self) -> None:
        """Sit with the running server; when it dies unasked, start it again, with growing pauses if it keeps dying."""
        pause = 0.0
        while not self.stopping.is_set():
            began = time.monotonic()
            status = self.process.wait() if self.process else -1
            if self.stopping.is_set():
                return
            pause = 0.0 if time.monotonic() - began > 60 else min(max(0.2, pause * 2), LONGEST_PAUSE)
            self._say(f"{self.part.name} ended with {status}; restarting in {pause:.1f} s")
            self.stopping.wait(pause)
            try:
                self.start()
            except NotReady as reason:
                self._say(str(reason))

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Ask the server to end; insist after a while. Safe as a signal handler."""
        self.stopping.set()
        process = self.process
        if process is None or process.poll() is not None:
            return
        process.send_signal(self.part.stop_signal)
        insist = threading.Timer(STOP_PATIENCE, process.send_signal, [self.part.kill_signal])
        insist.daemon = True
        insist.start()

    def _say(self, text: str) -> None:
        self.log.write(f"[keeper] {text}\n".encode())
        self.log.flush()


def keep(name: str, var: Path, *, fsync: bool = True) -> int:
    """The keeper's whole life. The one line it prints is its word to whoever started it: "ready", or what is wrong."""
    lock = open_lock(var, f"{name}.keeper")
    if not take(lock, fcntl.LOCK_EX):
        return _answer(f"{name} 已有看守进程，却没有就绪。")
    users = open_lock(var, f"{name}.users")
    with _log_file(var / "log" / f"{name}.log") as log:
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            keeper = Keeper(part_named(name, var, fsync=fsync), log)
            signal.signal(signal.SIGTERM, keeper.stop)
            keeper.start()
        except (NotReady, OSError, subprocess.CalledProcessError) as reason:
            return _answer(str(reason))
        _answer("ready")
        threading.Thread(target=_wait_for_last_user, args=(users,), daemon=True).start()
        keeper.run()
        keeper.stop()  # again: the first word may have come while the server was just being restarted
        if keeper.process:
            keeper.process.wait()
        keeper.part.tidy()
    # The keeper's lock first, in so many words: whoever waits at the users' lock must find that no keeper lives. Left to the end of
    # the process, the kernel may drop the two in either order, and a command started at that instant would join a server that is gone.
    os.close(lock)
    return 0


def _wait_for_last_user(users: int) -> None:
    fcntl.flock(users, fcntl.LOCK_EX)
    os.kill(os.getpid(), signal.SIGTERM)


def _answer(word: str) -> int:
    """Say the one line and close the pipe, so that the starter never hangs on us."""
    sys.stdout.write(" ".join(word.split()) + "\n")
    sys.stdout.flush()
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
    return 0 if word == "ready" else 1


def _log_file(path: Path) -> IO[bytes]:
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")
