"""身份的一路：第一次登录、绑定手机、恢复码、再登录；局长在手机上签发前再次验证。"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django_otp.oath import TOTP
from playwright.sync_api import expect

from agencies.models import SignInSession, User
from notices.models import Instrument
from supervision.web.fresh import PROVED_AT
from tests.cast import Cast
from tests.journeys.browsing import PASSWORD, Seat
from tests.notices import builders

pytestmark = pytest.mark.browser
NEW = "Mufeng-27-Yuhua"


def code_of(key: str) -> str:
    """What the app shows after the key was typed into it."""
    return f"{TOTP(base64.b32decode(key.replace('-', ''))).token():06d}"


def test_a_newcomer_changes_the_password_binds_a_phone_and_comes_back_with_a_recovery_code(
    people: Cast, seat: Callable[..., Seat], settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    User.objects.filter(pk=people.county_supervisor.pk).update(must_change_password=True)
    one = seat(people.county_supervisor, arriving_at="绑定两步验证")
    page = one.page
    assert one.barriers(one.path) == []
    page.get_by_text("手工输入密钥").click()
    key = page.locator(".door-key").inner_text()
    page.get_by_label("6 位动态码").fill(code_of(key))
    one.press("绑定").reads("只显示这一次").look()
    codes = page.locator(".door-codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="我已保存好").click()
    one.reads("管理员给的密码只能用一次").look()
    assert one.barriers(one.path) == []
    page.get_by_label("现在的密码").fill(PASSWORD)
    page.get_by_label("新密码", exact=False).first.fill(NEW)
    page.get_by_label("再输一遍新密码").fill(NEW)
    one.press("修改密码").reads("密码已修改")
    one.open("/me/").reads("还有 10 个恢复码可用")
    assert one.barriers("/me/") == []
    page.locator(".top-tools summary").last.click()
    one.press("退出登录")
    page.get_by_label("用户名").fill(people.county_supervisor.username)
    page.get_by_label("密码").fill(NEW)
    one.press("登录").reads("手机不在身边").look()
    assert one.barriers(one.path) == []
    page.get_by_label("动态码或恢复码").fill(codes[3])
    one.press("继续")
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")


def test_the_director_signs_on_a_phone_after_proving_it_is_the_director(people: Cast, seat: Callable[..., Seat]) -> None:
    waiting = builders.signing(people)
    director = seat(people.county_director, phone=True).open(waiting.get_absolute_url())
    make_stale(people.county_director)
    director.press("签发", sure=True).reads("“签发”需要确认是您本人").look()
    assert director.barriers(director.path) == []
    director.page.get_by_label("登录密码").fill(PASSWORD)
    director.press("验证").reads("请再按一次“签发”").look()
    assert Instrument.objects.get(pk=waiting.pk).state == "signing"
    director.press("签发", sure=True).reads("已签发")


def make_stale(account: User) -> None:
    """The last proof of identity lies further back than it may."""
    for row in SignInSession.objects.filter(user=account):
        store = SignInSession.get_session_store_class()(row.session_key)
        store[PROVED_AT] = int(time.time()) - settings.FRESH_SECONDS - 1
        store.save()
