"""部件：两个服务共有的样子。

What a keeper needs to know of a server. `Postgres` and `Redis` are the two that exist.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import IO, Protocol


class NotReady(Exception):
    """The server ended, or did not answer in time; the message says which log to read."""


class Part(Protocol):
    """A server that a keeper can keep."""

    name: str
    stop_signal: signal.Signals  # asks for a clean and quick end
    kill_signal: signal.Signals  # ends it at once, data still safe

    def prepare(self) -> None:
        """Make data and configuration if absent and clear what a crash left. Called before every start."""

    def start(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start the server in the foreground, as a child that ends with this process."""

    def wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Return when it serves. Raises `NotReady`."""

    def publish(self) -> None:
        """Write the address users connect to into the part's state (key `url`)."""

    def tidy(self) -> None:
        """After the last stop: remove what only a running server needs."""


def read_state(var: Path, name: str) -> dict[str, str]:
    """What the part's keeper wrote last; empty when it never ran."""
    try:
        state = json.loads((var / "run" / f"{name}.json").read_text())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_state(var: Path, name: str, state: dict[str, str]) -> None:
    """Replace the part's state in one step; readable by its owner only, since addresses carry passwords."""
    path = var / "run" / f"{name}.json"
    draft = path.with_suffix(".draft")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(state, file, ensure_ascii=False, indent=1)
    draft.replace(path)
