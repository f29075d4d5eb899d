"""限流：一个人、一个地址、一段时间；超过了说清楚什么时候再来；Redis 不在也不放开。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import redis
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, path, reverse
from django.views.generic import View

from agencies.models import User
from agencies.views.session import SignIn as SignInPage
from supervision import settings as product
from supervision.web import counters
from supervision.web.checks import walk
from supervision.web.edge import EdgeMiddleware
from supervision.web.throttling import EXPORT, PRINT, PUBLIC_PAGE, READS, SEARCH, SIGN_IN, UNSAFE, UPLOAD, Throttle
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SMALL = Throttle("small", READS | UNSAFE, person=3, address=8, seconds=3600)


@pytest.fixture(autouse=True)
def limits(settings: Any) -> Iterator[None]:
    """Limits on, counters empty, a fresh memory of whether Redis answers."""
    settings.RATE_LIMITS, there = True, settings.REDIS_URL
    counters.COUNTERS = counters.Counters(lambda: str(settings.REDIS_URL))
    _forget(there)
    yield
    _forget(there)


def _forget(url: str) -> None:
    client = redis.Redis.from_url(url)
    for pattern in ("limit:*", "refused:*"):
        for key in client.scan_iter(pattern):
            client.delete(key)


@pytest.fixture
def limited() -> Iterator[str]:
    """A page with small limits."""

    class Limited(View):
        permission = "public"
        throttle = SMALL

        def get(self, request: Any) -> Any:
            return HttpResponse("here")

    patterns = get_resolver().url_patterns
    patterns.append(path("limited/", Limited.as_view()))
    yield "/limited/"
    patterns.pop()


def statuses(client: Client, url: str, times: int, **more: Any) -> list[int]:
    return [client.get(url, **more).status_code for _ in range(times)]


def test_H6_a_person_has_a_limit_and_another_person_another(limited: str, cast: Cast, sign_in: SignIn) -> None:
    first, second = sign_in(cast.county_supervisor), sign_in(cast.county_chief)
    assert statuses(first, limited, 4) == [200, 200, 200, 429]
    assert statuses(second, limited, 3) == [200, 200, 200]


def test_H6_an_address_has_a_limit_whoever_asks(limited: str, cast: Cast, sign_in: SignIn) -> None:
    assert statuses(Client(), limited, 9) == [200] * 8 + [429]
    assert sign_in(cast.county_supervisor).get(limited).status_code == 429
    assert Client().get(limited, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_H6_the_page_says_when_to_come_back_and_so_does_the_header(limited: str) -> None:
    statuses(Client(), limited, 8)
    response = Client().get(limited)
    words = response.content.decode()
    assert "操作太频繁" in words
    found = re.search(r"请在 (\d\d:\d\d:\d\d) 之后再试（约 (\d+) 秒）", words)
    assert found
    assert found[2] == response["Retry-After"]
    assert 0 < int(response["Retry-After"]) <= 3600


def test_H6_nobody_escapes_by_writing_another_address_into_a_header(limited: str, settings: Any) -> None:
    assert statuses(Client(), limited, 8) == [200] * 8
    for name in (
        "X-Forwarded-For",
        "X-Real-IP",
        "Forwarded",
        "Client-IP",
        "X-Client-IP",
        "True-Client-IP",
        "X-Originating-IP",
        "Via",
    ):
        assert Client().get(limited, headers={name: "192.0.2.99"}).status_code == 429, name


def test_H6_behind_a_declared_proxy_each_person_counts_for_themselves(limited: str, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    client = Client()  # its middleware is made with the first request
    assert statuses(client, limited, 8, headers={"X-Forwarded-For": "192.0.2.1"}) == [200] * 8
    assert client.get(limited, headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 429
    assert client.get(limited, headers={"X-Forwarded-For": "192.0.2.1, 192.0.2.2"}).status_code == 200
    assert EdgeMiddleware(lambda _: None).proxies  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "unix:///nowhere/redis.sock"])
def test_H6_without_redis_each_process_counts_for_itself_and_nothing_opens(limited: str, settings: Any, url: str) -> None:
    settings.REDIS_URL = url
    assert statuses(Client(), limited, 9) == [200] * 8 + [429]


def test_H6_a_redis_that_came_back_is_asked_again(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    there = settings.REDIS_URL
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    counting = counters.Counters(lambda: str(settings.REDIS_URL))
    assert counting.add(["limit:a:1"], 60) == [1]
    settings.REDIS_URL = there
    assert counting.add(["limit:a:1"], 60) == [2]
    monkeypatch.setattr(counters, "REST_AFTER_FAILURE", 0.0)
    counting._resting_until = 0.0
    assert counting.add(["limit:a:1"], 60) == [1]
    assert redis.Redis.from_url(there).ttl("limit:a:1") > 0


def test_H6_the_table_of_own_counters_cannot_be_filled_to_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "MOST_COUNTERS", 10)
    counting = counters.Counters(lambda: "redis://127.0.0.1:1/0")
    for number in range(10):
        counting.add([f"limit:{number}"], 60)
    assert counting.add(["limit:0"], 60) == [2]
    assert counting.add(["limit:new"], 60) == [10]
    assert len(counting._own) == 10


def test_H6_guessing_passwords_from_one_address_ends(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SignInPage, "throttle", replace(SIGN_IN, address=3, seconds=3600))
    guess = {"username": "city-supervisor", "password": "x"}
    assert [Client().post("/sign-in/", guess).status_code for _ in range(4)][-1] == 429
    assert Client().get("/sign-in/").status_code == 200  # reading the page is no guess


WANTED = {
    "agencies:sign_in": SIGN_IN, "cases:upload": UPLOAD, "notices:attach_evidence": UPLOAD, "cases:batch_rejected": EXPORT, "cases:template": EXPORT,
    "notices:instrument_file": EXPORT, "notices:evidence": EXPORT, "notices:instrument_preview": PRINT, "notices:instrument_pages": PRINT,
    "reports:paper": PRINT, "reports:receipt_paper": PRINT, "reports:page": PRINT, "reports:receipt_page": PRINT, "reports:layout": PRINT,
    "cases:cases": SEARCH, "cases:triage": SEARCH, "cases:batches": SEARCH, "agencies:agency_list": SEARCH, "agencies:officer_list": SEARCH,
    "cases:cases_export": EXPORT, "cases:triage_export": EXPORT, "notices:inbox_export": EXPORT, "reports:reports_export": EXPORT,
    "notices:matters": SEARCH, "notices:instruments": SEARCH, "notices:inbox": SEARCH, "reports:reports": SEARCH,
}  # fmt: skip


def test_H6_every_costly_door_declares_its_limit_and_every_public_page_has_one() -> None:
    found = {
        name: getattr(getattr(pattern.callback, "view_class", pattern.callback), "throttle", None)
        for _path, name, pattern in walk(get_resolver())
    }
    assert {name: found[name] for name in WANTED} == WANTED
    public = [
        name
        for _path, name, pattern in walk(get_resolver())
        if getattr(getattr(pattern.callback, "view_class", pattern.callback), "permission", "") == "public"
    ]
    assert [name for name in public if found[name] is None] == []
    assert PUBLIC_PAGE.address > 0
    assert reverse("agencies:sign_in")


def test_H6_limits_are_on_unless_switched_off() -> None:
    assert product.RATE_LIMITS


def test_h6_questions_about_papers_are_limited_by_address() -> None:
    client = Client()
    answers = [client.post(reverse("trail:genuine"), {"code": "123"}).status_code for _ in range(PUBLIC_PAGE.address + 1)]
    assert answers[-1] == 429
    assert 429 not in answers[:-1]
