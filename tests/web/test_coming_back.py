"""登录失效、地址误用：说得清，回得去。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.notices import builders

SignIn = Callable[[Any], Client]


def test_a_button_pressed_after_the_sign_in_ended_leads_back_to_the_page_it_stands_on(cast: Cast) -> None:
    finding = builders.make_finding(cast.county_housing)
    url = reverse("cases:finding_act", args=[finding.pk])
    answer = Client().post(url, headers={"referer": "http://testserver/findings/?rule=P-30"})
    assert answer.status_code == 302
    assert answer.url.endswith("?next=/findings/%3Frule%3DP-30")
    elsewhere = Client().post(url, headers={"referer": "https://elsewhere.example/findings/"})
    assert elsewhere.url.endswith("?next=/")


def test_a_fragment_asked_for_after_the_sign_in_ended_sends_the_whole_page_to_the_sign_in(cast: Cast) -> None:
    page = {"hx-request": "true", "hx-current-url": "http://testserver/reports/?year=2026"}
    answer = Client().get("/findings/", headers=page)
    assert answer.status_code == 401
    assert answer["HX-Redirect"].endswith("?next=/reports/%3Fyear%3D2026")


def test_the_address_of_a_button_opened_by_hand_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    finding = builders.make_finding(cast.county_housing)
    answer = sign_in(cast.county_supervisor).get(reverse("cases:finding_act", args=[finding.pk]))
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert "只供页面上的按钮使用" in answer.content.decode()


def test_a_form_older_than_the_sign_in_is_refused_in_chinese(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.county_supervisor)
    answer = client.post(reverse("agencies:sign_out"), headers={"referer": "http://testserver/"})
    assert answer.status_code == 403
    assert "请返回上一页并刷新" in answer.content.decode()
    assert settings.CSRF_FAILURE_VIEW.startswith("supervision.")
