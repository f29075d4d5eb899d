"""演示的启动器：起得来、死得起、停得净。用一个极小的站点，跑的是真的 gunicorn、Celery、PostgreSQL 与 Redis。"""

from __future__ import annotations

import http.client
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from .conftest import BARE, CHECKOUT, Bench, eventually, kill_all, processes_about

SITE = {
    "supervision/__init__.py": "from supervision.celery import app\n",
    "supervision/celery.py": (
        "import os\n"
        "from celery import Celery\n"
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'supervision.settings')\n"
        "app = Celery('supervision')\n"
        "app.config_from_object('django.conf:settings', namespace='CELERY')\n"
        "app.conf.beat_schedule = {'every second': {'task': 'count', 'schedule': 1.0}}\n"
        "@app.task(name='count')\n"
        "def count():\n"
        "    import redis\n"
        "    redis.from_url(os.environ['REDIS_URL']).incr('counted')\n"
    ),
    "supervision/settings.py": (
        "import os\n"
        "from pathlib import Path\n"
        "from urllib.parse import parse_qs, urlparse\n"
        "SECRET_KEY = os.environ['SECRET_KEY']\n"
        "ALLOWED_HOSTS = ['*']\n"
        "BASE_DIR = Path(__file__).resolve().parent.parent\n"
        "INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.staticfiles', 'supervision.site']\n"
        "ROOT_URLCONF = 'supervision.urls'\n"
        "STATIC_URL = 'static/'\n"
        "STATICFILES_DIRS = [BASE_DIR / 'static']\n"
        "STATIC_ROOT = Path(os.environ['VAR_DIR']) / 'static'\n"
        "address = urlparse(os.environ['OWNER_DATABASE_URL'])\n"
        "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': address.path[1:],\n"
        "    'USER': address.username, 'HOST': parse_qs(address.query)['host'][0]}}\n"
        "CELERY_BROKER_URL = os.environ['REDIS_URL']\n"
    ),
    "supervision/wsgi.py": (
        "import os\n"
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'supervision.settings')\n"
        "from django.core.wsgi import get_wsgi_application\n"
        "application = get_wsgi_application()\n"
    ),
    "supervision/urls.py": (
        "import os, redis\n"
        "from django.contrib.contenttypes.models import ContentType\n"
        "from django.http import HttpResponse\n"
        "from django.urls import path\n"
        "def home(request):\n"
        "    counted = redis.from_url(os.environ['REDIS_URL']).get('counted') or b'0'\n"
        "    return HttpResponse(f'{ContentType.objects.count()} {counted.decode()}')\n"
        "urlpatterns = [path('', home)]\n"
    ),
    "supervision/site/__init__.py": "",
    "supervision/site/management/__init__.py": "",
    "supervision/site/management/commands/__init__.py": "",
    "supervision/site/management/commands/seed_demo.py": (
        "from django.core.management.base import BaseCommand\n"
        "from django.db import connection\n"
        "class Command(BaseCommand):\n"
        "    def handle(self, **options):\n"
        "        self.stdout.write('seeding')\n"
        "        connection.cursor().execute('CREATE TABLE sown AS SELECT generate_series(1, 300000)')\n"
    ),
    "supervision/site/management/commands/demo_accounts.py": (
        "from django.core.management.base import BaseCommand\n"
        "class Command(BaseCommand):\n"
        "    def handle(self, **options):\n"
        "        self.stdout.write('监督处 zhang / secret')\n"
    ),
    "static/page.css": "a {}\n",
}


class Site:
    """A checkout that holds this launcher and a tiny site."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.bench = Bench(home / "var")
        self.demos: list[subprocess.Popen[str]] = []
        for name, text in SITE.items():
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        shutil.copytree(CHECKOUT / "supervision" / "embedded", home / "supervision" / "embedded")
        for name in ("manage.py", "gunicorn.conf.py"):
            shutil.copy(CHECKOUT / name, home)

    def demo(self, port: int) -> tuple[subprocess.Popen[str], str]:
        """Start the launcher; returns it and what it said until it was ready or gave up."""
        running = subprocess.Popen(
            [sys.executable, "-m", "supervision.embedded", "demo"],
            cwd=self.home,
            env=BARE | {"HOME": str(self.home), "PORT": str(port), "WEB_CONCURRENCY": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.demos.append(running)
        said = ""
        assert running.stdout is not None
        while "就绪" not in said and (line := running.stdout.readline()):
            said += line
        return running, said

    def clear(self) -> None:
        """End everything."""
        for running in self.demos:
            running.kill()
            running.wait()
            if running.stdout:
                running.stdout.close()
        self.bench.clear()


@pytest.fixture
def site(place: Path) -> Iterator[Site]:
    made = Site(place / "checkout")
    yield made
    made.clear()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def page(port: int) -> str:
    """The front page's text; empty when there is no answer."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request("GET", "/")
        answer = link.getresponse()
        return answer.read().decode() if answer.status == 200 else ""
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        link.close()


def counted(port: int) -> int:
    return int(page(port).split()[1] if page(port) else 0)


def of(site: Site, words: str) -> list[int]:
    """The site's processes with `words` in their command line."""
    found = []
    for process in processes_about(site.home):
        try:
            command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if words in command:
            found.append(process)
    return found


def came_again(site: Site, words: str, before: list[int]) -> bool:
    """Is there a process of that kind that was not there before?"""
    return bool(set(of(site, words)) - set(before))


def test_it_starts_shows_the_sign_ins_works_and_leaves_nothing_behind_after_ctrl_c(site: Site) -> None:
    port = free_port()
    running, said = site.demo(port)
    assert "seeding" in said
    assert "监督处 zhang / secret" in said
    assert f"http://localhost:{port}/" in said
    assert (site.home / "var" / "static" / "page.css").exists()
    eventually(lambda: counted(port) > 0)  # beat rang, the worker answered
    os.killpg(running.pid, signal.SIGINT)
    rest, _ = running.communicate(timeout=60)
    assert "已全部停止" in rest
    assert site.bench.nothing_runs()
    assert not processes_about(site.home)


def test_the_second_start_repeats_nothing_that_was_done(site: Site) -> None:
    port = free_port()
    running, _ = site.demo(port)
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=60)
    _, said = site.demo(port)
    assert "就绪" in said
    for step in ("更新数据库结构", "seeding", "收集静态文件"):
        assert step not in said
    assert page(port).startswith("1 ")


def test_what_was_sown_is_on_disk_before_anybody_presses_ctrl_c(site: Site) -> None:
    """Else the first Ctrl-C has to write it all, is cut short, and the second start replays it. The sowing alone writes some 18 MB of log."""
    site.demo(free_port())
    (left,) = site.bench.run(
        "print(sql('SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::bigint FROM pg_control_checkpoint()'))"
    )
    assert int(left) < 2**20


def test_what_is_killed_is_reported_and_started_again(site: Site) -> None:
    port = free_port()
    running, _ = site.demo(port)
    for words in ("celery -A supervision worker", "gunicorn", "keep postgres", "keep redis"):
        before = of(site, words)
        for process in before:
            os.kill(process, signal.SIGKILL)
        eventually(partial(came_again, site, words, before))
    eventually(lambda: page(port))
    reached = counted(port)
    eventually(lambda: counted(port) > reached)
    os.killpg(running.pid, signal.SIGINT)
    rest, _ = running.communicate(timeout=60)
    assert "后台任务意外退出（被信号 SIGKILL 终止）" in rest
    assert site.bench.nothing_runs()


def test_an_interrupt_that_reaches_only_make_ends_it_too(site: Site) -> None:
    (site.home / "Makefile").write_text(f"demo:\n\t@exec {shlex.quote(sys.executable)} -m supervision.embedded demo\n")
    environment = BARE | {"HOME": str(site.home), "PORT": str(free_port()), "WEB_CONCURRENCY": "1"}
    # As from a terminal: a shell's background job (a test run under nohup or a CI) would hand down an ignored Ctrl-C.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    make = subprocess.Popen(
        ["make", "demo"], cwd=site.home, env=environment, stdout=subprocess.PIPE, text=True, preexec_fn=heeding
    )
    site.demos.append(make)
    assert make.stdout is not None
    while "就绪" not in (line := make.stdout.readline()):
        assert line, "make ended before the demo was ready"
    make.send_signal(signal.SIGINT)
    rest, _ = make.communicate(timeout=60)
    assert "已全部停止" in rest
    assert site.bench.nothing_runs()


def test_two_demos_of_one_checkout_share_the_data_and_the_second_takes_over_the_jobs(site: Site) -> None:
    one, other = free_port(), free_port()
    first, _ = site.demo(one)
    second, said = site.demo(other)
    assert "另一个演示" in said
    assert len(of(site, "celery -A supervision beat")) == 1
    os.killpg(first.pid, signal.SIGINT)
    first.communicate(timeout=60)
    reached = counted(other)
    eventually(lambda: counted(other) > reached)
    assert second.poll() is None
    assert not page(one)


def test_after_everything_was_killed_it_starts_again(site: Site) -> None:
    port = free_port()
    running, _ = site.demo(port)
    kill_all(site.home)
    running.communicate()
    _, said = site.demo(port)
    assert "就绪" in said
    assert page(port).startswith("1 ")


def test_a_killed_launcher_takes_its_services_along(site: Site) -> None:
    running, _ = site.demo(free_port())
    running.kill()
    running.communicate()
    eventually(lambda: not processes_about(site.home))


def test_a_taken_port_is_explained_and_a_free_one_named(site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running, said = site.demo(taken.getsockname()[1])
    assert running.wait(timeout=60) == 1
    assert "已被别的程序占用" in said
    assert "make demo PORT=" in said
    assert not processes_about(site.home)


def test_a_port_that_is_no_port_is_explained(site: Site) -> None:
    running, said = site.demo(99999)
    assert running.wait(timeout=60) == 1
    assert "PORT=99999 不是端口号" in said


def test_a_site_that_cannot_start_says_so_with_the_end_of_its_log(site: Site) -> None:
    (site.home / "supervision" / "wsgi.py").write_text("raise RuntimeError('broken on purpose')\n")
    running, said = site.demo(free_port())
    assert running.wait(timeout=120) == 1
    assert "broken on purpose" in said
    eventually(site.bench.nothing_runs)
