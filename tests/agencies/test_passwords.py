"""口令：六十个口令，哪些可以，哪些不行（B1）；第一次登录、重置后、满九十天要改。"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.demo.accounts import DEMO_PASSWORD
from agencies.demo.seed import seed_people
from agencies.identity.passwords import new_password
from agencies.models import User
from agencies.services.passwords import reset_password
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from tests.cast import Cast

pytestmark = pytest.mark.django_db

CASES = """
Mufeng-27-Yuhua       ok
Qiao#Liang7fengshan   ok
bamboo-Raft-82        ok
Xiangjiang.Bei-3qu    ok
tall Grass 4 winds    ok
雨花石-Yuhuashi9       ok
稻田Daotian-71hao      ok
Zk7-pWq2-mVx9         ok
0pen-Window-near-me   ok
NINE-lamps-0n-hill    ok
river.Stone.58.cloud  ok
四面山-Hetang-61       ok
aB3-aB4-cD5-eF6       ok
Kongque_Dongnan_fei5  ok
p1ne,Cone,Snow        ok
Liu-Yang-he-9-wan     ok
Yue2lu3shan4jiao      ok
mango/Tree/1987x      ok
窗前明月光-Chuang2      ok
v7Kd92mQxz4T          ok
short-A1              short
Abc-12345             short
Yu-7                  short
abcD-123456           short
一二三四五六七八九十A1    ok
Elevenchar1           short
alllowercaseletters   classes
ALLUPPERCASELETTERS   classes
593827164052          classes
lowerandthen83726     classes
UPPERANDTHEN83726     classes
lower-and-signs-only  classes
UPPER-AND-SIGNS-ONLY  classes
58-27-16-40-93        classes
雨花石稻田湘江岳麓山水     classes
onlyLettersHere       classes
Zhou-Duyuan-77-x      similar
zhou-duyuan-77-X      similar
X9-nauyud-uohz-4      similar
Duyuan-2026-Spring    similar
Spring-2026-nauyud    similar
周督员-Mima-2026        similar
员督周-Mima-2026        similar
My-zhou-duyuan-1      similar
Password-2026         common
P@ssw0rd-2026         common
PASSWORD!2026         common
Welcome-123456        common
Admin-Admin-2026      common
Changsha-2026-        common
Administrator-1       common
Iloveyou-520-1314     common
Qwertyuiop-2026       common
Qwert-Yuiop-2026      common
Asdfghjkl;1234        common
1qaz@WSX3edc4rfv      walk-or-common
!QAZ2wsx#EDC          walk-or-common
Abcdef-ghijkl-1       walk
Zz-987654321-x        walk
Aaaa-1111-Bbbb        walk
Ab1-Ab1-Ab1-Ab        walk
Feng-123456-lai       walk
Letmein-Letmein1      common
Monkey-2026-2026      common
"""


def _cases() -> list[tuple[str, str]]:
    return [tuple(line.rsplit(None, 1)) for line in CASES.strip().splitlines()]  # type: ignore[misc]


@pytest.mark.parametrize(("password", "wanted"), _cases())
def test_b1_sixty_passwords(password: str, wanted: str) -> None:
    account = User(username="zhou-duyuan", display_name="周督员")
    try:
        validate_password(password, account)
        found = {"ok"}
    except ValidationError as broken:
        found = {error.code for error in broken.error_list}
    assert found & set(wanted.split("-or-")), (password, wanted, found)


NEW = "Mufeng-27-Yuhua"


@pytest.fixture
def newcomer(cast: Cast) -> User:
    """An account as an administrator makes it, with a post."""
    account = User.objects.create_user("xin-ren", "Chushi-4-Mima-qu", display_name="新来者")
    cast.county_supervisor.posts.update(user=account)
    return account


def signed_in(account: User, password: str) -> Client:
    """A browser after the sign-in page."""
    client = Client()
    answer = client.post(reverse("agencies:sign_in"), {"username": account.username, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    return client


def change(client: Client, old: str, new: str, again: str = "") -> Any:
    """The form of 修改密码."""
    return client.post(reverse("agencies:password"), {"old": old, "new": new, "again": again or new})


def test_b1_the_first_password_opens_nothing_but_the_page_that_changes_it(newcomer: User) -> None:
    client = signed_in(newcomer, "Chushi-4-Mima-qu")
    assert client.get("/").url == "/me/password/?next=/"
    page = client.get("/me/password/?next=/").content.decode()
    assert "管理员给的密码只能用一次" in page
    assert "不少于 12 位" in page
    assert change(client, "Chushi-4-Mima-qu", NEW).status_code == 302
    assert client.get("/").status_code == 200
    assert AuditEvent.objects.filter(verb="agencies.password_changed", target_id=str(newcomer.pk)).count() == 1


def test_b1_a_reset_password_is_changed_at_the_next_sign_in_and_the_old_sessions_are_out_at_once(
    cast: Cast, newcomer: User
) -> None:
    elsewhere = signed_in(newcomer, "Chushi-4-Mima-qu")
    handed_over = reset_password(account=newcomer, actor=cast.system_admin, reason="本人当面申请")
    assert elsewhere.get("/me/password/").url.startswith("/sign-in/")
    assert signed_in(newcomer, handed_over).get("/").url.startswith("/me/password/")
    event = AuditEvent.objects.get(verb="agencies.password_reset")
    assert handed_over not in str(event.payload)
    assert event.payload["reason"] == "本人当面申请"


def test_b1_only_a_system_administrator_resets_and_never_the_own_password_and_never_without_a_reason(cast: Cast) -> None:
    for actor in (cast.security_admin, cast.audit_admin, cast.city_director):
        with pytest.raises(PermissionDenied):
            reset_password(account=cast.county_supervisor, actor=actor, reason="试试")
    with pytest.raises(PermissionDenied):
        reset_password(account=cast.system_admin, actor=cast.system_admin, reason="忘了")
    with pytest.raises(UserError):
        reset_password(account=cast.county_supervisor, actor=cast.system_admin, reason="  ")


def test_b1_after_ninety_days_every_page_leads_to_the_change_but_not_in_the_demo(newcomer: User, settings: Any) -> None:
    newcomer.must_change_password = False
    newcomer.save()
    client = signed_in(newcomer, "Chushi-4-Mima-qu")
    assert client.get("/").status_code == 200
    User.objects.filter(pk=newcomer.pk).update(password_changed_at=timezone.now() - timedelta(days=90))
    assert client.get("/cases/").url.startswith("/me/password/")
    assert "密码已使用满 90 天" in client.get("/me/password/").content.decode()
    settings.DEMO = True
    assert client.get("/cases/").status_code == 200


def test_b1_none_of_the_last_five_is_taken_again(newcomer: User) -> None:
    client, used = signed_in(newcomer, "Chushi-4-Mima-qu"), ["Chushi-4-Mima-qu"]
    for number in range(1, 6):
        used.append(f"Mufeng-{number}x-Yuhua")
        assert change(client, used[-2], used[-1]).status_code == 302
    for old in used[1:]:
        answer = change(client, used[-1], old)
        assert answer.status_code == 422
        assert "与最近 5 次用过的密码相同" in answer.content.decode()
    assert change(client, used[-1], "Mufeng-6x-Yuhua").status_code == 302
    assert change(client, "Mufeng-6x-Yuhua", used[0]).status_code == 302, "six passwords ago"


def test_b1_a_wrong_old_password_two_different_new_ones_and_a_weak_one_are_told_beside_the_field(newcomer: User) -> None:
    client = signed_in(newcomer, "Chushi-4-Mima-qu")
    assert "现在的密码不对" in change(client, "Cuo-de-mima-99", NEW).content.decode()
    assert "两次输入的新密码不一样" in change(client, "Chushi-4-Mima-qu", NEW, "Bie-de-mima-77").content.decode()
    assert "不足 12 位" in change(client, "Chushi-4-Mima-qu", "Duan-1").content.decode()
    newcomer.refresh_from_db()
    assert newcomer.check_password("Chushi-4-Mima-qu")


def test_b1_argon2_holds_the_passwords_and_what_we_hand_over_satisfies_the_rules(newcomer: User) -> None:
    assert newcomer.password.startswith("argon2$argon2id$")
    for _ in range(20):
        validate_password(new_password(), newcomer)


def test_b6_a_new_installation_has_no_account_and_the_demos_password_is_nobodys_there(db: None) -> None:
    assert not User.objects.exists()
    client = Client()
    for name in ("admin", "root", "shidu", "xitong"):
        assert client.post(reverse("agencies:sign_in"), {"username": name, "password": DEMO_PASSWORD}).status_code == 200


def test_the_demos_accounts_sign_in_with_the_password_on_its_page_however_old_the_demo_is(db: None, settings: Any) -> None:
    settings.DEMO = True
    seed_people(random.Random(1), timezone.localdate())
    User.objects.update(password_changed_at=timezone.now() - timedelta(days=400))
    for username in ("shidu", "shizhang", "faguan", "anquan", "shehui"):
        account = User.objects.get(username=username)
        assert signed_in(account, DEMO_PASSWORD).get("/").status_code == 200
    settings.DEMO = False
    assert signed_in(account, DEMO_PASSWORD).get("/").url.startswith("/me/password/"), "anywhere else it would have to be changed"
