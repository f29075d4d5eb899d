"""三员分立：系统、安全、审计三类管理员相互独立，不看案件，谁也不能管自己（F 三员）。"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agencies.access.roles import ADMINISTRATORS, PERMISSIONS
from agencies.choices import Role
from agencies.models import AccessException, Delegation, Post
from agencies.services import accounts, posts
from cases.models import EnforcementCase
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from tests.agencies.people import again, day, given, newcomer
from tests.cast import Cast
from tests.notices import builders

ADMINS = sorted(ADMINISTRATORS)
OTHERS = sorted(set(Role) - ADMINISTRATORS)


def raw(user: Any, role: str, agency: Any, first: str = "2026-01-01", last: str | None = None) -> Post:
    return Post.objects.create(user=user, agency=agency, role=role, title="x", starts_on=first, ends_on=last)


@pytest.mark.parametrize("admin", ADMINS)
@pytest.mark.parametrize("other", sorted(Role))
def test_the_database_refuses_an_administrator_any_other_role_on_the_same_days(cast: Cast, admin: str, other: str) -> None:
    if admin == other:
        return
    for first, second in ((admin, other), (other, admin)):
        user = newcomer(f"{first}-{second}")
        raw(user, first, cast.city_bureau)
        with pytest.raises(IntegrityError, match="administrators stand alone"), transaction.atomic():
            raw(user, second, cast.county_bureau)


def test_days_that_do_not_meet_do_not_exclude(cast: Cast) -> None:
    user = newcomer()
    raw(user, "supervisor", cast.city_bureau, "2025-01-01", "2025-12-31")
    admin = raw(user, "audit_admin", cast.city_bureau, "2026-01-01")
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(user=user, role="supervisor").update(ends_on="2026-01-01")
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=admin.pk).update(starts_on="2025-12-31")


def test_the_database_refuses_an_administrator_to_deputise_to_be_deputised_and_to_be_excepted(cast: Cast) -> None:
    days = {"starts_on": day(), "ends_on": day(3), "reason": "x", "made_by": cast.security_admin}
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(post=cast.county_chief.posts.get(), delegate=cast.audit_admin, **days)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(post=cast.audit_admin.posts.get(), delegate=cast.county_chief, **days)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessException.objects.create(
            user=cast.system_admin, model_label="notices.matter", object_id=1, object_label="x", permission="notices.view_matter",
            reason="x", granted_by=cast.security_admin, starts_on=day(), expires_on=day(3),
        )  # fmt: skip


def test_who_deputises_does_not_become_an_administrator(cast: Cast) -> None:
    user = newcomer()
    Delegation.objects.create(
        post=cast.county_chief.posts.get(),
        delegate=user,
        starts_on=day(),
        ends_on=day(3),
        reason="x",
        made_by=cast.security_admin,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        raw(user, "system_admin", cast.city_bureau)
    with pytest.raises(UserError, match="还在代理他人岗位"):
        given(cast, user, Role.SYSTEM_ADMIN, cast.city_bureau)


def test_the_service_says_it_in_plain_chinese_before_the_database(cast: Cast) -> None:
    with pytest.raises(UserError, match="相互独立，也不得兼任查看案件的岗位"):
        given(cast, cast.county_supervisor, Role.AUDIT_ADMIN, cast.county_bureau)
    with pytest.raises(UserError, match="相互独立"):
        given(cast, cast.system_admin, Role.AUDIT_ADMIN, cast.city_bureau)


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "audit_admin"])
def test_no_administrator_reads_a_case_or_holds_a_permission_of_the_loop(cast: Cast, who: str) -> None:
    case = builders.make_case(cast.city_market)
    user = again(cast.people[who])
    assert not EnforcementCase.objects.visible_to(user).exists()
    assert not user.has_perm("cases.view_case", case)
    held = {code for code in user.scope.permissions if code.startswith(("cases.", "notices.", "reports."))}
    # How a file's headings are read is administration: it opens no record.
    assert held == ({"cases.view_profile", "cases.draw_profile"} if who == "system_admin" else set())


def test_accounts_posts_and_the_trail_are_three_administrators_business() -> None:
    held = {role: PERMISSIONS[role] for role in ADMINISTRATORS}
    assert [role for role in held if "agencies.manage_people" in held[role]] == [Role.SYSTEM_ADMIN]
    assert [role for role in held if "agencies.manage_posts" in held[role]] == [Role.SECURITY_ADMIN]
    assert [role for role in held if "audit.view_event" in held[role]] == [Role.AUDIT_ADMIN]


def test_nobody_changes_their_own_posts_or_account(cast: Cast) -> None:
    with pytest.raises(PermissionDenied, match="不能变更自己的"):
        given(cast, cast.security_admin, Role.SECURITY_ADMIN, cast.county_bureau)
    security = again(cast.security_admin)
    with pytest.raises(PermissionDenied, match="不能变更自己的"):
        posts.end_post(post=security.posts.get(), last_day=day(), reason="x", actor=security)
    system = again(cast.system_admin)
    with pytest.raises(PermissionDenied, match="不能变更自己的"):
        accounts.disable_account(user=system, reason="x", actor=system)


@pytest.mark.parametrize("who", ["system_admin", "audit_admin", "city_director", "county_supervisor"])
def test_only_the_security_administrator_gives_posts(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        posts.give_post(
            user=cast.county_chief, agency=cast.county_bureau, role=Role.SUPERVISOR, title="科员", starts_on=day(), reason="x",
            actor=again(cast.people[who]),
        )  # fmt: skip


@pytest.mark.parametrize("who", ["security_admin", "audit_admin", "city_director"])
def test_only_the_system_administrator_makes_and_shuts_accounts(cast: Cast, who: str) -> None:
    actor = again(cast.people[who])
    with pytest.raises(PermissionDenied):
        accounts.create_account(username="somebody", display_name="某", agency=cast.city_bureau, reason="x", actor=actor)
    with pytest.raises(PermissionDenied):
        accounts.disable_account(user=cast.county_chief, reason="x", actor=actor)


def test_a_post_is_given_with_a_reason_and_traced(cast: Cast) -> None:
    user = newcomer()
    with pytest.raises(UserError, match="理由"):
        given(cast, user, Role.SUPERVISOR, cast.county_bureau, reason=" ")
    post = given(cast, user, Role.SUPERVISOR, cast.county_bureau, ends_on=day(30))
    event = AuditEvent.objects.get(verb="agencies.post_given")
    assert (event.actor_name, event.target_label, event.payload["reason"]) == ("吕安全", "钱新人", "演任〔2026〕1号")
    assert again(user).has_perm("cases.triage_finding", builders.make_finding(cast.county_housing, state="open"))
    posts.end_post(post=post, last_day=day(-1), reason="调离", actor=again(cast.security_admin))
    assert post.starts_on == day()
    assert Post.objects.get(pk=post.pk).ends_on == day()  # a post of today's is never shorter than its first day
    with pytest.raises(UserError, match="不能设在"):
        given(cast, user, Role.LEGAL_OFFICER, cast.county_bureau)
    with pytest.raises(UserError, match="早于"):
        given(cast, user, Role.DIVISION_CHIEF, cast.county_bureau, ends_on=day(-1))


def test_the_past_is_not_rewritten(cast: Cast) -> None:
    with pytest.raises(UserError, match="不能改写"):
        posts.end_post(
            post=cast.county_chief.posts.get(),
            last_day=day() - datetime.timedelta(days=30),
            reason="x",
            actor=again(cast.security_admin),
        )


def test_a_countys_administrator_deals_with_the_county_alone(cast: Cast) -> None:
    county_admin = newcomer("county-security")
    raw(county_admin, "security_admin", cast.county_bureau)
    with pytest.raises(PermissionDenied, match="管理范围"):
        posts.end_post(post=cast.neighbour_supervisor.posts.get(), last_day=day(), reason="x", actor=again(county_admin))
    posts.end_post(post=cast.county_chief.posts.get(), last_day=day(-1), reason="调离", actor=again(county_admin))
    assert not again(cast.county_chief).scope.grants


def test_a_disabled_person_is_out_at_the_next_request(cast: Cast, sign_in: Any) -> None:
    browser, other = sign_in(cast.county_supervisor), sign_in(cast.county_chief)
    assert browser.get("/me/").status_code == 200
    assert accounts.disable_account(user=cast.county_supervisor, reason="离职", actor=again(cast.system_admin)) == 1
    assert browser.get("/me/").status_code == 302
    assert other.get("/me/").status_code == 200
    accounts.enable_account(user=cast.county_supervisor, reason="返岗", actor=again(cast.system_admin))
    assert browser.get("/me/").status_code == 302  # the old session stays dead
    assert set(AuditEvent.objects.filter(target_label="褚督员").values_list("verb", flat=True)) >= {
        "agencies.account_disabled",
        "agencies.account_enabled",
    }
