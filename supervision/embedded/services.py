"""子进程：网站、后台任务、定时器——各自成组，死了重启，停时停净。

A `Service` is one long-running child of the launcher. Each is the leader of its own process group, so that Ctrl-C
in the terminal reaches only the launcher, and so that all of a service's own children can be ended with it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .places import CHECKOUT
from .processes import die_with_parent, end_group

LOG_LIMIT = 20 * 1024 * 1024  # bytes
LONGEST_PAUSE = 20.0  # seconds between two restarts of a service that keeps dying
STEADY = 60.0  # seconds after which an earlier death is forgotten


@dataclass
class Service:
    """One child: what it is called (for people), its command, its log, and what its environment adds to ours."""

    title: str
    command: Sequence[str]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    _began: float = 0.0
    _due: float = field(default=0.0)

    def start(self) -> None:
        """Start it; output goes to its log, a large old log is set aside."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=CHECKOUT,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )
        self._began = time.monotonic()

    def look_after(self) -> str:
        """Restart it if it died and its pause is over; returns a sentence when something happened, else ""."""
        now = time.monotonic()
        if self.process is not None:
            status = self.process.poll()
            if status is None:
                return ""
            end_group(self.process.pid)  # children it may have left behind
            self.process = None
            self.deaths = 1 if now - self._began > STEADY else self.deaths + 1
            pause = min(0.5 * 2 ** (self.deaths - 1), LONGEST_PAUSE)
            self._due = now + pause
            return f"{self.title}意外退出（{_how(status)}），{pause:g} 秒后重启；详情见 {self.log}"
        if now < self._due:
            return ""
        self.start()
        return f"{self.title}已重启"

    def ask_to_stop(self) -> None:
        """Ask for an orderly end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def stop_until(self, deadline: float) -> None:
        """Wait for its end, then end whatever is left of its group."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.05, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            end_group(self.process.pid)
            self.process.wait()
        end_group(self.process.pid)
        self.process = None


def _how(status: int) -> str:
    """An exit status in words."""
    if status < 0:
        return f"被信号 {signal.Signals(-status).name} 终止"
    return f"退出码 {status}"
