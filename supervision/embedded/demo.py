"""演示：make demo 的全部过程，从一台空机器到可以登录的网站，直到 Ctrl-C。

One checkout has one body of data. A second `make demo` with another PORT joins the running database and Redis and
adds a web server; worker and beat run once, looked after by whichever demo holds the lock, and pass to the other
when that one ends.
"""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from . import ensure, preparing, release
from .places import CHECKOUT
from .processes import Make, die_with_parent
from .services import Service
from .sharing import EmbeddedError, join, open_lock, take

WEB_PATIENCE = 90.0  # seconds until the first page must have answered
STOP_PATIENCE = 7.0  # seconds for all services together
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ANY_ADDRESS = "0.0.0.0"  # noqa: S104 - bound only when the person asks for it with HOST


class Ended(BaseException):
    """Somebody asked the demo to end (Ctrl-C, SIGTERM, a closed terminal)."""


class Demo:
    """The launcher: starts the parts and the services, watches over them, ends them."""

    def __init__(self, *, host: str, port: str) -> None:
        self.host = host
        self.port = port
        self.embedded = [name for name, key in _PARTS if not os.environ.get(key)]
        self.services: list[Service] = []
        self.jobs_lock: int | None = None
        self.make = Make()

    @property
    def var(self) -> Path:
        """The data directory, known once `ensure` has run."""
        return Path(os.environ["VAR_DIR"])

    def run(self) -> int:
        """The whole demo; returns the exit status."""
        if self.make.process:
            die_with_parent(signal.SIGTERM)()  # a killed make must not leave us behind
        for number in ENDING:
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup make demo
                signal.signal(number, _end)
        try:
            self._check_port()
            self._start()
            self._watch()
        except Ended:
            say("\n正在停止…")
            return self._stop()
        except (EmbeddedError, preparing.StepFailed, OSError) as reason:
            say(f"\n演示没有启动：{reason}")
            self._stop(silent=True)
            return 1
        return 0

    def _check_port(self) -> None:
        if not self.port.isdigit() or not 0 < int(self.port) < 65536:
            raise EmbeddedError(f"PORT={self.port} 不是端口号（1–65535），例如 make demo PORT=8001。")
        deadline = time.monotonic() + 2  # a web server whose launcher was killed may still be on its way out
        while not _port_is_free(self.host, int(self.port)):
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        else:
            return
        other = next((port for port in range(int(self.port) + 1, 65536) if _port_is_free(self.host, port)), 8001)
        raise EmbeddedError(
            f"端口 {self.port} 已被别的程序占用。\n"
            f"  · 换一个端口：make demo PORT={other}\n"
            f"  · 或先停掉占用它的程序（若是另一个 make demo，到它的窗口按 Ctrl-C），再重试。"
        )

    def _start(self) -> None:
        began = time.monotonic()
        say("启动数据库与 Redis…")
        ensure()
        os.environ["DEMO"] = "1"
        os.environ["PORT"], os.environ["HOST"] = self.port, self.host
        os.environ["PYTHONUNBUFFERED"] = "1"
        with self._alone("prepare"):
            preparing.prepare(self.var, embedded="postgres" in self.embedded, say=say)
        say("启动网站与后台任务…")
        web = [sys.executable, "-m", "gunicorn", "supervision.wsgi"]
        self._launch(Service("网站", web, self._log(f"web-{self.port}")))
        accounts = subprocess.Popen(
            [*preparing.MANAGE, "demo_accounts"],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        if not self._take_over_jobs():
            say("后台任务与定时器由同一份数据上的另一个演示运行；它停止后由这里接手。")
        self._wait_for_web()
        self._announce(accounts)
        say(f"就绪，用时 {time.monotonic() - began:.0f} 秒。")

    @contextlib.contextmanager
    def _alone(self, what: str) -> Iterator[None]:
        """Two demos of one checkout started together prepare one after the other."""
        lock = open_lock(self.var, f"{what}.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"

    def _launch(self, service: Service) -> None:
        self.services.append(service)
        service.start()

    def _take_over_jobs(self) -> bool:
        """Run worker and beat here, unless another demo of this data does; are they run here?"""
        if self.jobs_lock is not None:
            return True
        lock = open_lock(self.var, "jobs.lock")
        if not take(lock, fcntl.LOCK_EX):
            os.close(lock)
            return False
        self.jobs_lock = lock
        celery = [sys.executable, "-m", "celery", "-A", "supervision"]
        schedule = self.var / "beat"
        schedule.mkdir(mode=0o700, exist_ok=True)
        worker = ["worker", "--loglevel", "INFO", "--concurrency", "2", "--without-gossip", "--without-mingle"]
        beat = ["beat", "--loglevel", "INFO", "--schedule", str(schedule / "schedule"), "--pidfile", ""]
        work = {"DATABASE_URL": os.environ.get("WORKER_DATABASE_URL") or os.environ["DATABASE_URL"]}
        self._launch(Service("后台任务", celery + worker, self._log("worker"), work))
        self._launch(Service("定时器", celery + beat, self._log("beat"), work))
        return True

    def _wait_for_web(self) -> None:
        deadline = time.monotonic() + WEB_PATIENCE
        web = self.services[0]
        while not _answers(self.host, int(self.port)):
            if (web.process is not None and web.process.poll() is not None) or time.monotonic() > deadline:
                raise EmbeddedError(f"网站没有响应。日志 {web.log} 的末尾：\n{_tail(web.log)}")
            time.sleep(0.1)

    def _announce(self, accounts: subprocess.Popen[str]) -> None:
        """The address and one sign-in per role (the platform's own command prints them)."""
        try:
            printed, complaint = accounts.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            accounts.kill()
            printed, complaint = accounts.communicate()
        known = accounts.returncode == 0
        say(printed.rstrip() if known else f"（取不到演示账号：{complaint.strip()[-300:]}）")
        shown = "localhost" if self.host in {"127.0.0.1", ANY_ADDRESS} else self.host
        say(f"\n行政执法监督平台（演示数据，均属虚构）：  http://{shown}:{self.port}/")
        say(f"按 Ctrl-C 停止；数据留在 {self.var}")

    def _watch(self) -> None:
        """Until told to end: restart what dies, take over worker and beat from a demo that ended."""
        ear, mouth = os.pipe()
        for end in (ear, mouth):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        while True:
            select.select([ear], [], [], 1.0)
            with contextlib.suppress(BlockingIOError):
                os.read(ear, 4096)
            if self.make.was_interrupted():
                raise Ended
            for service in self.services:
                if news := service.look_after():
                    say(f"{time.strftime('%H:%M:%S')} {news}")
            for part in self.embedded:
                with contextlib.suppress(EmbeddedError):
                    join(part, self.var)  # nothing to do unless its keeper was killed
            self._take_over_jobs()

    def _stop(self, *, silent: bool = False) -> int:
        """End what was started, and only that; a second Ctrl-C ends it at once. Returns the exit status."""
        for number in ENDING:
            signal.signal(number, _hurry)
        deadline = time.monotonic() + STOP_PATIENCE
        with contextlib.suppress(Ended):
            for service in self.services:
                service.ask_to_stop()
            for service in self.services:
                service.stop_until(deadline)
        for service in self.services:
            service.stop_until(0)
        if self.jobs_lock is not None:
            os.close(self.jobs_lock)
        clean = release()
        if not silent:
            say("已全部停止。" if clean else f"数据库或 Redis 仍在停止中，日志在 {os.environ.get('VAR_DIR', '')}/log。")
        return 0 if clean else 1


_PARTS = (("postgres", "DATABASE_URL"), ("redis", "REDIS_URL"))


def say(text: str) -> None:
    """A line for the person at the terminal; a closed terminal is no reason to fail."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


def _end(_number: int, _frame: FrameType | None) -> None:
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    raise Ended


def _hurry(_number: int, _frame: FrameType | None) -> None:
    raise Ended


def _port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _answers(host: str, port: int) -> bool:
    """Does the web server answer, with anything but its own failure?"""
    address = "127.0.0.1" if host == ANY_ADDRESS else host
    link = http.client.HTTPConnection(address, port, timeout=10)
    try:
        link.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return link.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def _tail(path: Path, lines: int = 25) -> str:
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return "（没有日志）"
