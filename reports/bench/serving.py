"""八个人同时看案件清单、看一个案件：真实的网站服务器（gunicorn），一秒答几次。"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from threading import Thread
from urllib.parse import urlparse

from django.conf import settings
from django.db import connection
from django.urls import reverse

from agencies.models import User
from cases.choices import CaseKind
from cases.models import EnforcementCase
from reports.bench.asking import Asker
from reports.bench.city import City
from reports.bench.figure import Figure, Missing
from reports.bench.lists import PERSON

USERS = 8
LIST, CASE = 60, 80
"""Requests a second that are wanted, on two cores that also hold the database and the eight who ask."""
WARM, MEASURED = 3.0, 12.0
PATIENCE = 60.0


def list_rate(city: City) -> Iterator[Figure]:
    """Requests a second for the first page of the large city's cases, eight supervisors of a county at once, through gunicorn with its own
    settings; `list_rate:case` the same for the page of one case. Ratio = ours / what is wanted."""
    with city.scratch.using(city.large):
        cookies = [Asker(PERSON).cookie for _ in range(USERS)]
        pages = (("list_rate", reverse("cases:cases"), LIST), ("list_rate:case", _a_case(), CASE))
        with _server() as port:
            counts = {name: sum(_asked(port, url, cookies)) for name, url, _ in pages}
    for name, _, wanted in pages:
        rate = counts[name] / MEASURED
        yield Figure(name, rate, wanted, rate / wanted, "requests/s", counts[name])


def _a_case() -> str:
    """The page of the newest penalty that this person sees."""
    case = (
        EnforcementCase.objects.visible_to(User.objects.get(username=PERSON))
        .filter(kind=CaseKind.PENALTY)
        .order_by("-id")
        .first()
    )
    if case is None:
        raise Missing(f"大库里没有 {PERSON} 看得见的处罚案件。")
    address: str = case.get_absolute_url()
    return address


@contextmanager
def _server() -> Iterator[int]:
    """gunicorn over the database in use, on a free port."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = urlparse(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    environment = os.environ | {
        "DATABASE_URL": place,
        "REDIS_URL": settings.REDIS_URL,
        "PORT": str(port),
        "RATE_LIMITS": "0",
        "HTTPS": "0",
    }
    server = subprocess.Popen(  # noqa: S603 - our own server
        [sys.executable, "-m", "gunicorn", "supervision.wsgi", "--access-logfile", os.devnull, "--log-level", "warning"],
        cwd=settings.BASE_DIR, env=environment,
    )  # fmt: skip
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with closing(socket.socket()) as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise Missing("gunicorn 没有起来。")


def _asked(port: int, url: str, cookies: list[str]) -> list[int]:
    """How many answers each got while it was measured."""
    counts, faults = [0] * len(cookies), list[str]()
    begin = time.monotonic() + WARM

    def ask(place: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        while (now := time.monotonic()) < begin + MEASURED and not faults:
            line.request("GET", url, headers={"Cookie": cookies[place]})
            answer = line.getresponse()
            answer.read()
            if answer.status != HTTPStatus.OK:
                faults.append(f"{url} 答 {answer.status}")
            counts[place] += now >= begin
        line.close()

    people = [Thread(target=ask, args=[place]) for place in range(len(cookies))]
    for one in people:
        one.start()
    for one in people:
        one.join()
    if faults:
        raise Missing(faults[0])
    return counts
