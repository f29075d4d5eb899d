"""嵌入部件：真的 PostgreSQL 18 与真的 Redis，在任何目录、任何崩溃之后都能起来。"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import BARE, CHECKOUT, Bench, eventually, kill_all


def test_a_bare_environment_gets_a_postgresql_18_that_keeps_chinese_text(bench: Bench) -> None:
    printed = bench.run(
        "print(sql('show server_version'), sql('show server_encoding'), sql('select current_database()'))\n"
        "sql('create table note (words text)'); sql(\"insert into note values ('岳麓区㮾')\")\n"
        "print(sql('select words from note'))"
    )
    version, encoding, database = printed[0].split()
    assert version.startswith("18.")
    assert (encoding, database) == ("UTF8", "supervision")
    assert printed[1] == "岳麓区㮾"


def test_the_platform_is_not_the_databases_superuser_but_may_create_databases(bench: Bench) -> None:
    printed = bench.run(
        "print(sql('select rolsuper from pg_roles where rolname = current_user'),"
        " sql('select rolcreatedb from pg_roles where rolname = current_user'))"
    )
    assert printed == ["False True"]


def test_the_database_opens_no_network_port_and_its_socket_lies_in_a_private_directory(bench: Bench) -> None:
    running = bench.start("print(sql('show listen_addresses') or 'no port', flush=True); print(os.environ['DATABASE_URL'])")
    assert running.stdout is not None
    assert running.stdout.readline() == "no port\n"
    sockets = Path(running.stdout.readline().strip().partition("?host=")[2])
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    running.communicate()
    eventually(bench.nothing_runs)
    assert not sockets.exists(), "the socket directory goes with the server"


def test_redis_writes_to_disk_never_evicts_and_asks_for_a_password(bench: Bench) -> None:
    printed = bench.run(
        "for key in ('appendonly', 'appendfsync', 'maxmemory-policy', 'bind'): print(queue.config_get(key)[key])\n"
        "import socket\n"
        "stranger = socket.create_connection(('127.0.0.1', queue.connection_pool.connection_kwargs['port']))\n"
        "stranger.sendall(b'PING\\r\\n'); print(stranger.recv(100).decode().split()[0])"
    )
    assert printed == ["yes", "everysec", "noeviction", "127.0.0.1", "-NOAUTH"]


def test_addresses_in_the_environment_are_used_and_nothing_is_started(bench: Bench) -> None:
    given = {"DATABASE_URL": "postgresql://a@b/c", "REDIS_URL": "redis://d/0"}
    code = "from supervision.embedded import ensure; import os; ensure(); print(os.environ['DATABASE_URL'])"
    done = subprocess.run([sys.executable, "-c", code], env=bench.environment | given, capture_output=True, text=True)
    assert done.stdout.strip() == given["DATABASE_URL"]
    assert not list((bench.var / "run").iterdir())


def test_where_embedded_parts_are_forbidden_a_missing_address_is_an_error(bench: Bench) -> None:
    code = "from supervision.embedded import ensure; ensure()"
    forbidden = bench.environment | {"EMBEDDED": "off", "DATABASE_URL": "postgresql://a@b/c"}
    done = subprocess.run([sys.executable, "-c", code], env=forbidden, capture_output=True, text=True)
    assert done.returncode != 0
    assert "REDIS_URL" in done.stderr
    assert "DATABASE_URL" not in done.stderr.splitlines()[-1]


def test_processes_share_the_servers_and_the_last_one_out_stops_them(bench: Bench) -> None:
    show = "print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'], flush=True)"
    first, second = bench.start(show), bench.start(show)
    assert first.stdout is not None
    assert second.stdout is not None
    addresses = first.stdout.readline()
    assert addresses == second.stdout.readline()
    first.kill()  # by whatever death
    first.communicate()
    assert bench.run("print(sql('select 1'), queue.ping())") == ["1 True"]
    assert second.poll() is None
    assert not bench.nothing_runs()
    second.communicate()
    eventually(bench.nothing_runs)


def test_after_a_kill_of_everything_the_next_start_finds_the_data(bench: Bench) -> None:
    running = bench.start("sql('create table kept as select 42 as answer'); queue.set('kept', 'yes')\nprint(1, flush=True)")
    assert running.stdout is not None
    running.stdout.readline()
    kill_all(bench.var)
    running.communicate()
    assert bench.run("print(sql('select answer from kept'))") == ["42"]


def test_a_process_number_that_belongs_to_a_stranger_now_does_not_prevent_the_start(bench: Bench) -> None:
    bench.run("")
    eventually(bench.nothing_runs)
    lines = [str(os.getppid()), str(bench.var / "postgres"), "1700000000", "5432", "/nowhere", "", "0 0", "ready"]
    (bench.var / "postgres" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    assert bench.run("print(sql('select 1'))") == ["1"]


def test_a_killed_redis_comes_back_at_the_same_address_with_its_data(bench: Bench) -> None:
    printed = bench.run(
        "import signal, time\n"
        "queue.set('kept', 'yes'); queue.wait(0, 0); time.sleep(1.5)\n"
        "before = queue.info()['process_id']; os.kill(before, signal.SIGKILL)\n"
        "def again():\n"
        "    for _ in range(200):\n"
        "        try: return queue.info()['process_id']\n"
        "        except redis.exceptions.ConnectionError: time.sleep(0.05)\n"
        "print(again() != before, queue.get('kept'))"
    )
    assert printed == ["True yes"]


def test_a_killed_database_comes_back_at_the_same_address(bench: Bench) -> None:
    printed = bench.run(
        "import signal, time\n"
        "from pathlib import Path\n"
        "sql('create table kept as select 42 as answer')\n"
        "state = Path(os.environ['VAR_DIR']) / 'postgres' / 'postmaster.pid'\n"
        "before = state.read_text().split()[0]; os.kill(int(before), signal.SIGKILL)\n"
        "def again():\n"
        "    for _ in range(400):\n"
        "        try: return sql('select answer from kept')\n"
        "        except psycopg2.OperationalError: time.sleep(0.05)\n"
        "print(again(), state.read_text().split()[0] != before)"
    )
    assert printed == ["42 True"]


@pytest.fixture
def deep(place: Path) -> Iterator[Bench]:
    """A data directory whose path is longer than a Unix socket's may be, with a space and Chinese in it."""
    made = Bench(place / ("很深的 目录" * 6) / ("a" * 60) / "var")
    made.var.parent.mkdir(parents=True)
    yield made
    made.clear()


def test_it_works_however_deep_the_directory_lies(deep: Bench) -> None:
    assert len(os.fsencode(deep.var)) > 107
    assert deep.run("print(sql('select 1'), queue.ping())") == ["1 True"]


@pytest.fixture
def private(place: Path) -> Iterator[Bench]:
    """A data directory in a home that only its owner may enter, like root's."""
    place.chmod(0o700)
    made = Bench(place / "checkout" / "var")
    made.var.parent.mkdir()
    yield made
    made.clear()


def test_it_works_in_a_home_that_is_closed_to_others_and_leaves_it_closed(private: Bench, place: Path) -> None:
    assert private.run("sql('create table kept as select 42 as answer'); print(1)") == ["1"]
    eventually(private.nothing_runs)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert (private.var / "postgres").is_dir(), "the data is found from var/, wherever it lies"
    assert private.run("print(sql('select answer from kept'))") == ["42"]


def test_a_copied_checkout_gets_a_database_of_its_own(private: Bench, place: Path) -> None:
    private.run("sql('create table kept as select 42 as answer')")
    eventually(private.nothing_runs)
    copy = Bench(place / "copy" / "var")
    subprocess.run(["cp", "-a", str(private.var.parent), str(copy.var.parent)], check=True)
    original = private.start("print(1, flush=True)")
    assert original.stdout is not None
    original.stdout.readline()
    try:
        assert copy.run("print(sql('select 1'))") == ["1"]
        assert original.poll() is None
        assert private.run("print(sql('select answer from kept'))") == ["42"]
    finally:
        copy.clear()


def test_the_secret_keys_are_made_once_and_are_for_their_owner_only(bench: Bench) -> None:
    show = "print(os.environ['SECRET_KEY'], os.environ['CRYPTO_KEYS'])"
    (first,) = bench.run(show)
    assert bench.run(show) == [first]
    assert len(first) >= 50
    assert " sm4:" in first
    for name in ("secret_key", "crypto_keys"):
        assert stat.S_IMODE((bench.var / name).stat().st_mode) == 0o600


def test_j4_nothing_that_is_started_here_leaves_a_core_dump(bench: Bench) -> None:
    assert bench.run("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))") == ["(0, 0)"]


def test_a_management_command_starts_what_it_needs_and_asking_for_help_starts_nothing(bench: Bench) -> None:
    done = subprocess.run(
        [sys.executable, str(CHECKOUT / "manage.py"), "help", "--commands"],
        env=BARE
        | {
            "VAR_DIR": str(bench.var),
            "SECRET_KEY": "x",
            "CRYPTO_KEYS": "sm4:AAAAAAAAAAAAAAAAAAAAAA==,hmac:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "DATABASE_URL": "postgresql://a@b/c",
            "REDIS_URL": "redis://d",
        },
        capture_output=True,
        text=True,
    )
    assert "migrate" in done.stdout.split()
    assert not bench.var.exists()
