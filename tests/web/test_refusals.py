"""拒绝留痕：防伪校验没过、操作太频繁，都是一条留痕；成片涌来的，一人（一个来源）一种一小时一条。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.test import Client
from django.utils import timezone

from agencies.models import ApiToken, User
from agencies.models.token import PREFIX
from agencies.services import accounts, tokens
from agencies.views.account import Me
from agencies.views.session import SignIn as SignInPage
from supervision.audit.models import AuditEvent
from supervision.audit.verbs import label
from supervision.trail.genuine import GenuinePage
from supervision.trail.selectors import payload_lines
from supervision.web import counters
from supervision.web.throttling import READS, SIGN_IN, UNSAFE, Throttle
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def nothing_counted(settings: Any) -> Iterator[None]:
    settings.RATE_LIMITS = True
    there = redis.Redis.from_url(settings.REDIS_URL)
    counters.COUNTERS = counters.Counters(lambda: str(settings.REDIS_URL))
    for part in (0, 1):
        for pattern in ("limit:*", "refused:*"):
            for key in there.scan_iter(pattern):
                there.delete(key)
        if part == 0:
            yield


def told() -> list[tuple[str, str, str]]:
    return list(AuditEvent.objects.filter(result="denied").order_by("id").values_list("verb", "actor_name", "client_ip"))


def careful(person: User | None = None, **more: Any) -> Client:
    client = Client(enforce_csrf_checks=True, **more)
    if person:
        client.force_login(person)
    return client


def test_D3_B8_a_form_without_its_token_is_one_event_a_person_and_hour(cast: Cast) -> None:
    first, second = careful(cast.county_supervisor), careful(cast.county_chief)
    for _ in range(5):
        assert first.post("/sign-out/").status_code == 403
        assert first.post("/me/", {"name": "x"}).status_code == 403
    assert told() == [("web.form_refused", str(cast.county_supervisor), "127.0.0.1")]
    assert second.post("/sign-out/").status_code == 403
    assert told()[1:] == [("web.form_refused", str(cast.county_chief), "127.0.0.1")]
    assert label("web.form_refused") == "提交未通过防伪校验被拒绝"


def test_D3_B8_of_somebody_unknown_it_is_one_an_address_and_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("192.0.2.7", "192.0.2.8", "192.0.2.7"):
        assert careful(REMOTE_ADDR=address).post("/sign-in/", {"username": "a", "password": "b"}).status_code == 403
    assert told() == [("web.form_refused", "未登录者", "192.0.2.7"), ("web.form_refused", "未登录者", "192.0.2.8")]
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    careful(REMOTE_ADDR="192.0.2.7").post("/sign-in/", {"username": "a", "password": "b"})
    assert told()[2:] == [("web.form_refused", "未登录者", "192.0.2.7")]


def test_D3_a_line_with_all_its_ipv6_addresses_is_one_asker() -> None:
    for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"):
        careful(REMOTE_ADDR=address).post("/sign-in/", {})
    assert [address for _verb, _name, address in told()] == ["2001:db8:1:2::1", "2001:db8:1:3::1"]


def test_D3_the_event_holds_nothing_that_the_asker_wrote(cast: Cast) -> None:
    secret = "430102199001011234"
    client = careful(cast.county_supervisor)
    headers = {"referer": f"https://testserver.evil/{secret}", "origin": f"https://{secret}.example", "user-agent": secret}
    assert client.post(f"/cases/{secret}/unmask/?q={secret}", {secret: secret}, headers=headers, secure=True).status_code == 403
    event = AuditEvent.objects.get(result="denied")
    assert event.payload == {"path": "/cases/<int:pk>/unmask/", "method": "POST"}
    assert secret not in str(list(AuditEvent.objects.filter(pk=event.pk).values()))


def test_D3_H6_a_limit_that_was_passed_is_one_event_a_person_kind_and_hour(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Throttle("search", READS | UNSAFE, person=3, address=0, seconds=3600)
    monkeypatch.setattr(Me, "throttle", small, raising=False)
    client = sign_in(cast.county_supervisor)
    before = AuditEvent.objects.count()
    assert [client.get("/me/").status_code for _ in range(9)] == [200] * 3 + [429] * 6
    event = AuditEvent.objects.get(verb="web.throttled")
    assert AuditEvent.objects.count() == before + 1
    assert (event.actor_id, event.result, event.client_ip) == (cast.county_supervisor.pk, "denied", "127.0.0.1")
    assert event.payload == {"path": "/me/", "method": "GET", "throttle": "search"}
    assert {(line["label"], line["value"]) for line in payload_lines(event)} >= {("限流种类", "查询")}
    monkeypatch.setattr(Me, "throttle", replace(small, name="export"))
    assert [client.get("/me/").status_code for _ in range(5)] == [200] * 3 + [429] * 2
    assert AuditEvent.objects.filter(verb="web.throttled").count() == 2


def test_D3_H6_guessing_from_one_address_shows_in_the_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SignInPage, "throttle", replace(SIGN_IN, address=2, seconds=3600))
    guess = {"username": "13812345678", "password": "430102199001011234"}
    assert [Client().post("/sign-in/", guess).status_code for _ in range(8)][2:] == [429] * 6
    event = AuditEvent.objects.get(verb="web.throttled")
    assert (event.actor_id, event.actor_name, event.payload["throttle"]) == (None, "未登录者", "sign_in")
    assert not any(value in str(event.payload) for value in guess.values())


def test_D3_without_redis_a_flood_is_still_one_event_a_process(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(GenuinePage, "throttle", Throttle("public", READS | UNSAFE, person=0, address=1))
    assert [Client().get("/verify/").status_code for _ in range(6)][1:] == [429] * 5
    assert [careful().post("/verify/", {}).status_code for _ in range(4)] == [403] * 4
    assert sorted(verb for verb, _name, _address in told()) == ["web.form_refused", "web.throttled"]


def test_D3_B8_a_request_without_a_token_that_opens_is_one_event_a_reason_and_hour(cast: Cast) -> None:
    machine, _password = accounts.create_account(
        username="liuyang-zhujian-xitong", display_name="住建业务系统", agency=cast.county_housing, reason="对接申请〔2026〕1号",
        actor=cast.system_admin, machine=True,
    )  # fmt: skip
    today = timezone.localdate()
    row, token = tokens.issue_token(user=machine, expires_on=today, reason="首次对接", actor=cast.system_admin)
    foreign = PREFIX + "x" * 43
    path = "/api/v1/batches/430102199001011234/"

    def ask(**headers: str) -> int:
        return Client().get(path, headers=headers).status_code

    for _ in range(3):
        assert [ask(), ask(authorization=f"Bearer {foreign}"), ask(authorization="Basic YTpi")] == [401] * 3
    ApiToken.objects.filter(pk=row.pk).update(expires_on=today - timedelta(days=1))
    assert ask(authorization=f"Bearer {token}") == 401
    tokens.revoke_token(token=row, reason="系统更换", actor=cast.system_admin)
    assert ask(authorization=f"Bearer {token}") == 401
    events = AuditEvent.objects.filter(verb="web.token_refused").order_by("id")
    assert [event.payload["token_refused"] for event in events] == ["none", "unknown", "expired", "revoked"]
    assert {(event.actor_id, event.result, event.client_ip) for event in events} == {(None, "denied", "127.0.0.1")}
    kept = str(list(events.values()))
    assert not any(secret in kept for secret in (token, foreign, "YTpi", "430102199001011234"))
    assert {(line["label"], line["value"]) for line in payload_lines(events[3])} >= {("令牌情况", "已作废")}
