"""进程：子进程随父进程而终，并找出上次遗留的服务进程。

Two facts of Linux used here: a child can ask to be signalled when its parent dies (prctl), and /proc tells which
program a process runs and in which directory it works.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """For `Popen(preexec_fn=…)`: when the parent is killed, however hard, the child receives `number`.

    The promise is tied to the thread that starts the child, so start children from the main thread.
    """
    value = int(number)

    def ask() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, value, 0, 0, 0)

    return ask


def servers_working_in(directory: Path, program: str) -> Iterator[int]:
    """Processes running `program` (its file name) in `directory`: both servers work in their data directory."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            running = Path(os.readlink(entry / "exe").removesuffix(" (deleted)"))
            if running.name == program and Path(os.readlink(entry / "cwd")) == directory:
                yield int(entry.name)


def end_servers_in(directory: Path, program: str, gently: signal.Signals, patience: float = 10.0) -> None:
    """End what an earlier, killed keeper left working in `directory`: ask, then insist, until none is left."""
    directory = directory.resolve()
    deadline = time.monotonic() + patience
    asked: set[int] = set()
    while left := set(servers_working_in(directory, program)):
        number = gently if time.monotonic() < deadline else signal.SIGKILL
        for process in left if number == signal.SIGKILL else left - asked:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, number)
        asked |= left
        time.sleep(0.05)


def end_group(group: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Signal a whole process group; quiet when it is gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


class Make:
    """The `make` that started us, if one did.

    GNU make passes SIGTERM on to what it runs, but not SIGINT: it trusts the terminal to have sent that to everybody. When a
    script sends it to make alone, make waits for us and we would never know; but having caught it, make stops catching it.
    """

    def __init__(self) -> None:
        self.process = os.getppid() if os.environ.get("MAKELEVEL") else 0
        self.listened = self._listens()

    def was_interrupted(self) -> bool:
        """Did make get a SIGINT that nobody passed on?"""
        return self.listened and not self._listens()

    def _listens(self) -> bool:
        if not self.process:
            return False
        with contextlib.suppress(OSError, ValueError):
            for line in Path(f"/proc/{self.process}/status").read_text().splitlines():
                if line.startswith("SigCgt:"):
                    return bool(int(line.split()[1], 16) >> (signal.SIGINT - 1) & 1)
        return False
