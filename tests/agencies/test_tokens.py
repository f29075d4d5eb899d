"""系统账号与接口令牌：谁发、谁授岗位，什么时候不再有效。"""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from agencies.access import things
from agencies.access.grants import grant_exception
from agencies.choices import Role
from agencies.models import ApiToken, Post, User
from agencies.services import accounts, deputising, passwords, posts, tokens
from agencies.services.external_identities import link_identity
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from tests.cases.factories import make_case
from tests.cast import Cast

TODAY = timezone.localdate()
SOON = TODAY + datetime.timedelta(days=90)


@pytest.fixture
def machine(cast: Cast) -> User:
    """The housing bureau's own software, as the two administrators set it up."""
    user, password = accounts.create_account(
        username="liuyang-zhujian-xitong", display_name="住建业务系统", agency=cast.county_housing, reason="对接申请〔2026〕1号",
        actor=cast.system_admin, machine=True,
    )  # fmt: skip
    assert password == ""
    posts.give_post(
        user=user, agency=cast.county_housing, role=Role.REPORTING_SYSTEM, title="数据接口", starts_on=TODAY, reason="对接申请〔2026〕1号",
        actor=cast.security_admin,
    )  # fmt: skip
    return user


def issue(machine: User, cast: Cast, expires_on: datetime.date = SOON) -> str:
    return tokens.issue_token(user=machine, expires_on=expires_on, reason="首次对接", actor=cast.system_admin)[1]


def ask(token: str, path: str = "/api/v1/batches/1/") -> int:
    return Client().get(path, headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_token_opens_the_api_and_nothing_else(machine: User, cast: Cast) -> None:
    token = issue(machine, cast)
    assert ask(token) == 404  # let in; there is no such batch
    assert ask(token, "/cases/") == 302  # a page: to the sign-in
    assert ask(token[:-1] + ("a" if token[-1] != "a" else "b")) == 401


def test_the_token_is_kept_nowhere(machine: User, cast: Cast) -> None:
    token = issue(machine, cast)
    row = ApiToken.objects.get()
    assert token not in str(vars(row).values())
    assert token.startswith(row.hint)
    event = AuditEvent.objects.get(verb="agencies.token_issued")
    assert token not in str(event.payload)
    assert event.payload["token"] == row.hint


def test_a_browsers_session_is_nobody_in_the_api(cast: Cast, sign_in: Any) -> None:
    """So that no other site can make a browser act there."""
    assert sign_in(cast.housing_officer).get("/api/v1/batches/1/").status_code == 401


def test_A9_a_token_ends_at_the_next_request(machine: User, cast: Cast) -> None:
    first, second = issue(machine, cast), issue(machine, cast, SOON + datetime.timedelta(days=1))
    tokens.revoke_token(token=ApiToken.objects.earliest("pk"), reason="疑似泄露", actor=cast.system_admin)
    assert (ask(first), ask(second)) == (401, 404)
    accounts.disable_account(user=machine, reason="系统下线", actor=cast.system_admin)
    assert ask(second) == 401


def test_a_token_runs_out(machine: User, cast: Cast) -> None:
    token = issue(machine, cast, TODAY)
    assert ask(token) == 404
    ApiToken.objects.update(expires_on=TODAY - datetime.timedelta(days=1))
    assert ask(token) == 401


def test_without_a_post_a_token_opens_nothing(machine: User, cast: Cast) -> None:
    token = issue(machine, cast)
    posts.end_post(
        post=Post.objects.get(user=machine), last_day=TODAY - datetime.timedelta(days=1), reason="停用", actor=cast.security_admin
    )
    Post.objects.filter(user=machine).update(
        starts_on=TODAY - datetime.timedelta(days=9), ends_on=TODAY - datetime.timedelta(days=1)
    )
    assert ask(token) == 403
    assert AuditEvent.objects.filter(verb="web.denied", actor_id=machine.pk).exists()


def test_the_last_day_of_use_is_kept(machine: User, cast: Cast) -> None:
    token = issue(machine, cast)
    ask("xzjd_" + "a" * 43)
    assert ApiToken.objects.get().last_used_on is None
    ask(token)
    assert ApiToken.objects.get().last_used_on == TODAY


@pytest.mark.parametrize(
    ("expires_on", "words"),
    [(TODAY - datetime.timedelta(days=1), "从今天起"), (TODAY + datetime.timedelta(days=367), "不超过一年")],
)
def test_a_token_lasts_a_year_at_most(machine: User, cast: Cast, expires_on: datetime.date, words: str) -> None:
    with pytest.raises(UserError, match=words):
        issue(machine, cast, expires_on)


def test_a_person_gets_no_token(cast: Cast) -> None:
    with pytest.raises(UserError, match="只发给系统账号"):
        issue(cast.housing_officer, cast)


def test_A8_only_the_system_administrator_issues_and_only_the_security_administrator_gives_the_post(
    machine: User, cast: Cast
) -> None:
    for other in (cast.security_admin, cast.audit_admin, cast.housing_officer):
        with pytest.raises(PermissionDenied):
            tokens.issue_token(user=machine, expires_on=SOON, reason="试", actor=other)
    with pytest.raises(PermissionDenied):
        posts.give_post(
            user=machine, agency=cast.county_housing, role=Role.REPORTING_SYSTEM, title="接口", starts_on=TODAY, reason="试",
            actor=cast.system_admin,
        )  # fmt: skip


def test_a_system_is_no_person(machine: User, cast: Cast, client: Client) -> None:
    """No password, no other office, no deputy, no exception, no identity elsewhere."""
    with pytest.raises(UserError, match="没有密码"):
        passwords.reset_password(account=machine, actor=cast.system_admin, reason="试")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=machine.pk).update(password="argon2$something")
    with pytest.raises(UserError, match="系统账号"):
        posts.give_post(
            user=machine, agency=cast.county_housing, role=Role.LEGAL_OFFICER, title="法制", starts_on=TODAY, reason="试",
            actor=cast.security_admin,
        )  # fmt: skip
    with pytest.raises(UserError, match="系统账号"):
        posts.give_post(
            user=cast.housing_officer, agency=cast.county_housing, role=Role.REPORTING_SYSTEM, title="接口", starts_on=TODAY,
            reason="试", actor=cast.security_admin,
        )  # fmt: skip
    with pytest.raises(UserError, match="不是浏阳市住房和城乡建设局的在岗人员"):
        deputising.delegate_post(
            post=cast.housing_officer.posts.get(),
            delegate=machine,
            starts_on=TODAY,
            ends_on=SOON,
            reason="试",
            actor=cast.housing_officer,
        )
    case = make_case(agency=cast.neighbour_market)
    with pytest.raises(UserError, match="不授予系统账号"):
        grant_exception(
            user=machine, thing=things.get("case"), obj=case, permission="cases.view_case", reason="试", expires_on=SOON,  # type: ignore[arg-type]
            actor=cast.security_admin,
        )  # fmt: skip
    with pytest.raises(UserError, match="不能绑定"):
        link_identity(account=machine, issuer="https://idp.example", subject="1", actor=cast.security_admin, reason="试")
    client.post("/sign-in/", {"username": machine.username, "password": "!"})
    assert client.get("/me/").status_code == 302


def test_the_pages_lead_from_the_account_to_its_token_and_back(cast: Cast, sign_in: Any) -> None:
    admin = sign_in(cast.system_admin)
    answer = admin.post(
        "/people/new/",
        {
            "username": "xitong-1",
            "display_name": "办案系统",
            "agency": cast.county_housing.name,
            "machine": "on",
            "reason": "对接",
        },
    )
    assert "系统账号已登记" in answer.content.decode()
    assert "初始密码" not in answer.content.decode()
    machine = User.objects.get(username="xitong-1")
    assert "还没有令牌" in admin.get(f"/people/{machine.pk}/").content.decode()
    page = admin.post(f"/people/{machine.pk}/tokens/new/", {"expires_on": str(SOON), "reason": "首次对接"})
    assert page["Cache-Control"] == "no-store, private"
    shown = re.search(r"xzjd_[\w-]{43}", page.content.decode())
    assert shown
    assert shown[0] not in admin.get(f"/people/{machine.pk}/").content.decode()
    token = ApiToken.objects.get()
    assert token.hint in admin.get(f"/people/{machine.pk}/").content.decode()
    assert (
        admin.post(f"/people/{cast.housing_officer.pk}/tokens/new/", {"expires_on": str(SOON), "reason": "试"}).status_code == 404
    )
    admin.post(f"/tokens/{token.pk}/revoke/", {"reason": "换新"})
    assert "已作废" in admin.get(f"/people/{machine.pk}/").content.decode()
