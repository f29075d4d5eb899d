"""会话：两个时限、退出、自己结束、停用即出（B4 B5）。"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import SignInSession, User
from agencies.services.sessions import end_sessions, remove_ended_sessions
from supervision.audit.models import AuditEvent
from tests.cast import Cast
from tests.statements import statements

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
PASSWORD = "Mufeng-27-Yuhua"


def is_in(client: Client) -> bool:
    """Whether the server still knows this browser."""
    return client.get("/").status_code == 200


def test_b4_thirty_idle_minutes_end_the_session_and_a_person_at_work_stays(cast: Cast, sign_in: SignIn) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(cast.county_supervisor)
        for _ in range(4):
            clock.shift(timedelta(minutes=28))
            assert is_in(client)
        clock.shift(timedelta(minutes=30))
        answer = client.get("/cases/?page=2")
        assert answer.url == "/sign-in/?next=/cases/%3Fpage%3D2"
    assert AuditEvent.objects.get(verb="agencies.session_expired").payload == {"limit": "idle"}
    assert not SignInSession.objects.filter(user=cast.county_supervisor).exists()


def test_b4_eight_hours_end_the_session_of_the_busiest(cast: Cast, sign_in: SignIn) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(cast.county_supervisor)
        for _ in range(47):
            clock.shift(timedelta(minutes=10))
            assert is_in(client)
        clock.shift(timedelta(minutes=10))
        assert not is_in(client)


def test_b4_a_session_that_does_not_say_when_it_began_is_over(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.county_supervisor)
    session = client.session
    del session["signed_in_at"]
    session.save()
    assert not is_in(client)


def test_b4_the_limits_cost_a_page_no_statement_but_one_write_a_minute(cast: Cast, sign_in: SignIn) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(cast.county_supervisor)
        template = reverse("cases:template", args=["penalty"])
        assert statements(client, template) == 3  # the session with its account, the posts, the claim
        clock.shift(timedelta(seconds=61))
        assert statements(client, template) == 4  # and the update


def test_b5_signing_in_gives_a_new_key_and_the_old_one_is_worth_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.county_supervisor.pk).update(password=make_password(PASSWORD))
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    client.post(reverse("agencies:sign_in"), {"username": "county-supervisor", "password": PASSWORD})
    assert is_in(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(thief)


def test_b5_signing_out_ends_the_session_on_the_server_and_has_the_browser_forget(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.county_supervisor)
    page = client.get("/")
    assert "no-store" in page["Cache-Control"], "the back button asks again"
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    answer = client.post(reverse("agencies:sign_out"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not is_in(thief)


def test_a9_a_disabled_account_is_out_at_the_very_next_request(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.county_supervisor)
    assert is_in(client)
    User.objects.filter(pk=cast.county_supervisor.pk).update(is_active=False)
    assert not is_in(client)


def test_a9_ended_sessions_are_out_at_the_very_next_request_with_a_reason_in_the_trail(cast: Cast, sign_in: SignIn) -> None:
    browsers = [sign_in(cast.county_supervisor) for _ in range(3)]
    colleague = sign_in(cast.county_chief)
    with pytest.raises(PermissionDenied):
        end_sessions(account=cast.county_supervisor, actor=cast.county_chief, reason="想试试")
    assert end_sessions(account=cast.county_supervisor, actor=cast.security_admin, reason="账号疑似被他人使用") == 3
    assert [is_in(browser) for browser in browsers] == [False, False, False]
    assert is_in(colleague)
    assert AuditEvent.objects.get(verb="agencies.session_ended").payload["reason"] == "账号疑似被他人使用"


def handles(client: Client) -> list[str]:
    """The buttons on 我的账号 that end a session."""
    return re.findall(r'name="session" value="([^"]+)"', client.get("/me/").content.decode())


def test_a_person_sees_the_own_sessions_and_ends_one_or_all_others(cast: Cast) -> None:
    agents = {"电脑": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0", "手机": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0"}
    here, phone = (Client(headers={"User-Agent": agent}) for agent in agents.values())
    User.objects.filter(pk=cast.county_supervisor.pk).update(password=make_password(PASSWORD))
    for browser in (phone, here):
        browser.post(reverse("agencies:sign_in"), {"username": "county-supervisor", "password": PASSWORD})
    page = here.get("/me/").content.decode()
    assert "Chrome · Windows" in page
    assert "Chrome · 安卓" in page
    assert "127.0.0.1" in page
    assert here.cookies[settings.SESSION_COOKIE_NAME].value not in page, "no key on any page"
    here.post(reverse("agencies:end_session"), {"session": handles(here)[0]})
    assert (is_in(here), is_in(phone)) == (True, False)


def test_a_session_of_somebody_else_cannot_be_ended(cast: Cast, sign_in: SignIn) -> None:
    mine, theirs, other = sign_in(cast.county_supervisor), sign_in(cast.county_chief), sign_in(cast.county_chief)
    stolen = handles(other)[0]
    mine.post(reverse("agencies:end_session"), {"session": stolen})
    mine.post(reverse("agencies:end_session"), {"session": "others"})
    assert is_in(mine)
    assert is_in(theirs)
    assert is_in(other)


def test_rows_of_sessions_that_are_over_are_removed_and_no_other(cast: Cast, sign_in: SignIn) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(cast.county_supervisor)
        clock.shift(timedelta(hours=8, minutes=1))
        still = sign_in(cast.county_chief)
        assert remove_ended_sessions() == 1
        assert is_in(still)
