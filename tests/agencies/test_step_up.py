"""再次验证：签发、批示之前，十五分钟内证明过是本人（B10）。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from agencies.models import User
from notices.models import Instrument
from supervision.audit.models import AuditEvent
from supervision.web.checks import walk
from tests.cast import Cast
from tests.notices import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
PASSWORD = "Mufeng-27-Yuhua"


@pytest.fixture
def waiting(cast: Cast) -> Instrument:
    """An instrument that waits for the director's signature; the director has a password."""
    User.objects.filter(pk=cast.county_director.pk).update(password=make_password(PASSWORD))
    cast.county_director.refresh_from_db()
    return builders.signing(cast)


def state_of(one: Instrument) -> str:
    """Its state in the database."""
    return str(Instrument.objects.get(pk=one.pk).state)


def test_b10_signing_after_a_quarter_of_an_hour_leads_to_the_proof_and_back_and_says_what_to_press(
    cast: Cast, sign_in: SignIn, waiting: Instrument
) -> None:
    page, deed = waiting.get_absolute_url(), reverse("notices:instrument_act", args=[waiting.pk])
    came_from = {"referer": f"http://testserver{page}"}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(cast.county_director)
        clock.shift(timedelta(minutes=16))
        answer = client.post(deed, {"action": "sign"}, headers=came_from)
        assert answer.url == f"/me/confirm/?next={page}"
        assert state_of(waiting) == "signing"
        asked = client.get(answer.url).content.decode()
        assert "“签发”需要确认是您本人" in asked
        before = client.session.session_key
        wrong = client.post("/me/confirm/", {"password": "Cuo-de-mima-99", "next": page})
        assert wrong.status_code == 422
        assert client.post(deed, {"action": "sign"}, headers=came_from).url.startswith("/me/confirm/")
        right = client.post("/me/confirm/", {"password": PASSWORD, "next": page})
        assert right.url == page
        assert client.session.session_key != before
        assert "请再按一次“签发”" in client.get(page).content.decode()
        assert state_of(waiting) == "signing", "the proof alone signs nothing"
        client.post(deed, {"action": "sign"}, headers=came_from)
        assert state_of(waiting) != "signing"
    assert AuditEvent.objects.filter(verb="agencies.confirmed", payload__method="password").count() == 1


def test_b10_a_fresh_sign_in_counts_as_the_proof(cast: Cast, sign_in: SignIn, waiting: Instrument) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(cast.county_director)
        clock.shift(timedelta(minutes=14))
        client.post(reverse("notices:instrument_act", args=[waiting.pk]), {"action": "sign"})
    assert state_of(waiting) != "signing"


def test_b10_another_step_of_the_same_button_bar_is_not_asked_for(cast: Cast, sign_in: SignIn) -> None:
    draft = builders.draft(cast)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(cast.county_supervisor)
        clock.shift(timedelta(minutes=20))
        client.post(reverse("notices:instrument_act", args=[draft.pk]), {"action": "submit"})
    assert state_of(draft) == "checking"


def test_b10_words_that_were_written_come_back_with_the_message(cast: Cast, sign_in: SignIn) -> None:
    User.objects.filter(pk=cast.county_leader.pk).update(password=make_password(PASSWORD))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(User.objects.get(pk=cast.county_leader.pk))
        clock.shift(timedelta(minutes=16))
        client.post("/reports/1/act/", {"action": "agree", "words": "请抓紧整改<b>。"})
        client.post("/me/confirm/", {"password": PASSWORD, "next": "/"})
        page = client.get("/").content.decode()
    assert "请再按一次“同意”。您刚才写的是：请抓紧整改&lt;b&gt;。" in page


def test_b10_the_way_back_is_ours_alone(cast: Cast, sign_in: SignIn, waiting: Instrument) -> None:
    client = sign_in(cast.county_director)
    answer = client.post("/me/confirm/", {"password": PASSWORD, "next": "https://elsewhere.example/"})
    assert answer.url == "/"


def test_b10_who_has_no_permission_is_refused_before_being_asked(cast: Cast, sign_in: SignIn) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(cast.county_supervisor)
        clock.shift(timedelta(minutes=20))
        assert client.get("/reports/1/instruct/").status_code == 403


def test_b10_a_locked_account_cannot_guess_the_password_here_either(cast: Cast, sign_in: SignIn, waiting: Instrument) -> None:
    client = sign_in(cast.county_director)
    for _ in range(5):
        client.post("/me/confirm/", {"password": "Cuo-de-mima-99"})
    assert client.post("/me/confirm/", {"password": PASSWORD}).status_code == 422


def test_b10_the_deeds_that_need_it_are_exactly_these() -> None:
    """A new deed of this weight is written down here when it gets its `fresh`."""
    asked = {
        name: view.fresh if isinstance(view.fresh, bool) else tuple(view.fresh)
        for _path, name, pattern in walk(get_resolver())
        if getattr(view := getattr(pattern.callback, "view_class", None), "fresh", False)
    }
    assert asked == {
        "notices:instrument_act": ("sign",), "reports:act": ("agree", "issue"), "reports:instruct": True,
        "agencies:second_factor": True, "agencies:recovery_codes": True, "agencies:oidc_link": True,
        "agencies:account_password": True, "agencies:account_factor": True, "agencies:token_new": True,
        "cases:unmask": True, "cases:personal": True, "cases:batch_rejected": True, "cases:disposal_act": ("agree",),
        "cases:trial_act": ("adopt",), "leads:informant": True,
        "cases:review_act": ("publish",), "cases:waiver_act": ("approve",), "notices:suspension_act": ("approve",),
        "appraisals:appraisal_act": ("settle",),
    }  # fmt: skip
