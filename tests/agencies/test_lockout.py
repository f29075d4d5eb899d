"""锁定与答复：连错五次，锁三十分钟；谁问都是一个答复（B2 B7）。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.identity.lockout import locked_until
from agencies.models import User
from agencies.services.sessions import unlock
from supervision.audit.models import AuditEvent
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PASSWORD = "Mufeng-27-Yuhua"
PROXY_HEADERS = (
    "X-Forwarded-For", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-Forwarded", "Forwarded-For", "Forwarded", "Via",
    "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP", "X-Originating-IP", "X-Remote-IP", "X-Remote-Addr", "X-Host",
    "X-Original-Forwarded-For", "X-ProxyUser-IP", "Client-IP", "WL-Proxy-Client-IP", "Proxy-Client-IP",
)  # fmt: skip


@pytest.fixture
def account(cast: Cast) -> User:
    """A supervisor with a password."""
    cast.county_supervisor.password = make_password(PASSWORD)
    cast.county_supervisor.save()
    return cast.county_supervisor


def attempt(username: str, password: str = "Cuo-de-mima-99", address: str = "10.0.0.1", **headers: str) -> Any:
    """One try at the sign-in page from an address, in a browser of its own."""
    return Client(REMOTE_ADDR=address).post(
        reverse("agencies:sign_in"), {"username": username, "password": password}, headers=headers
    )


def succeeds(username: str, address: str = "10.0.0.1") -> bool:
    """Whether the right password lets in now."""
    return attempt(username, PASSWORD, address).status_code == 302


def test_b2_four_failures_leave_the_door_open_and_the_fifth_shuts_it_for_thirty_minutes(account: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(4):
            attempt(account.username)
        assert succeeds(account.username)
        assert locked_until(account.username) is None
        for _ in range(5):
            attempt(account.username)
        assert locked_until(account.username) == timezone.now() + timedelta(minutes=30)
        assert not succeeds(account.username)
        clock.shift(timedelta(minutes=29))
        assert not succeeds(account.username), "a try during the lock does not open it"
        clock.shift(timedelta(minutes=2))
        assert succeeds(account.username), "nor does it make it longer"


def test_b2_failures_from_many_addresses_count_together(account: User) -> None:
    for number in range(5):
        attempt(account.username, address=f"10.0.{number}.1")
    assert not succeeds(account.username, "10.9.9.9")


@pytest.mark.parametrize("header", PROXY_HEADERS)
def test_b2_a_header_written_by_the_visitor_neither_escapes_the_lock_nor_enters_the_trail(account: User, header: str) -> None:
    for number in range(5):
        attempt(account.username, **{header: f"192.0.2.{number + 1}"})
    assert not succeeds(account.username)
    assert set(AuditEvent.objects.filter(verb="agencies.sign_in_failed").values_list("client_ip", flat=True)) == {"10.0.0.1"}


def test_b2_one_locked_account_does_not_lock_the_colleague_at_the_same_address(account: User, cast: Cast) -> None:
    User.objects.filter(pk=cast.county_chief.pk).update(password=account.password)
    for _ in range(6):
        attempt(account.username)
    assert succeeds(cast.county_chief.username)


def test_b2_the_security_administrator_unlocks_with_a_reason_and_nobody_else_does(account: User, cast: Cast) -> None:
    for _ in range(5):
        attempt(account.username)
    for actor in (cast.system_admin, cast.audit_admin, cast.city_director, account):
        with pytest.raises(PermissionDenied):
            unlock(account=account, actor=actor, reason="急用")
    unlock(account=account, actor=cast.security_admin, reason="本人来电，已核对身份")
    assert succeeds(account.username)
    event = AuditEvent.objects.get(verb="agencies.unlocked")
    assert (event.actor_id, event.target_id) == (cast.security_admin.pk, str(account.pk))
    assert event.payload == {"reason": "本人来电，已核对身份", "failures": 5}


def test_b2_the_trail_has_each_failure_and_the_lock_once_and_no_password(account: User) -> None:
    for _ in range(7):
        attempt(account.username)
    attempt("Mima-Wu-Shuru-77", "x")
    assert AuditEvent.objects.filter(verb="agencies.sign_in_failed", target_id=str(account.pk)).count() == 7
    assert AuditEvent.objects.filter(verb="agencies.locked_out", target_id=str(account.pk)).count() == 1
    written = str(list(AuditEvent.objects.values_list("payload", "target_label")))
    assert "Cuo-de-mima" not in written
    assert "Mima-Wu-Shuru" not in written, "a password typed into the wrong field"


@contextmanager
def counted_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """How often Argon2 really runs, for making a hash or for comparing with one."""
    runs: list[str] = []
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify

    def counting_encode(self: Any, *args: Any, **kwargs: Any) -> str:
        runs.append("encode")
        return encode(self, *args, **kwargs)

    def counting_verify(self: Any, *args: Any, **kwargs: Any) -> bool:
        runs.append("verify")
        return verify(self, *args, **kwargs)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counting_encode)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", counting_verify)
    yield runs


def test_b7_unknown_wrong_disabled_and_locked_answer_with_the_same_page_after_the_same_work(
    account: User, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=cast.county_chief.pk).update(password=account.password, is_active=False)
    for _ in range(5):
        attempt(cast.city_chief.username)
    tries = {
        "unknown": ("meiyou-zhege-ren", PASSWORD), "wrong": (account.username, "Cuo-de-mima-99"),
        "disabled": (cast.county_chief.username, PASSWORD), "locked": (cast.city_chief.username, PASSWORD),
        "no password": (cast.city_legal.username, PASSWORD),
    }  # fmt: skip
    pages, work = set(), set()
    for username, password in tries.values():
        with counted_hashes(monkeypatch) as runs:
            answer = attempt(username, password)
        page = re.sub(r'(name="(csrfmiddlewaretoken|username)"[^>]*?value=")[^"]*', r"\1", answer.content.decode())
        pages.add((answer.status_code, page, str(sorted(set(answer.headers) - {"X-Request-ID"}))))
        work.add(len(runs))
    assert len(pages) == 1
    assert work == {1}
    assert "账号锁定 30 分钟" in pages.pop()[1]
