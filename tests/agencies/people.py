"""测试用的人事：授岗、代理、例外、借调，都走产品自己的服务。"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from agencies.access import things
from agencies.access.grants import grant_exception
from agencies.choices import Role
from agencies.models import AccessException, Agency, Delegation, Post, User
from agencies.services.deputising import delegate_post
from agencies.services.posts import give_post
from tests.cast import Cast


def again(user: User) -> User:
    """The person as the next request sees them."""
    return User.objects.get(pk=user.pk)


def day(offset: int = 0) -> datetime.date:
    """Today, or some days from it."""
    return timezone.localdate() + datetime.timedelta(days=offset)


def newcomer(username: str = "newcomer") -> User:
    """An account without any post."""
    return User.objects.create(username=username, display_name="钱新人", password="!")


def given(cast: Cast, user: User, role: Role, agency: Agency, **more: Any) -> Post:
    """A post, given by the security administrator."""
    values: dict[str, Any] = {"title": role.label, "starts_on": day(), "reason": "演任〔2026〕1号"} | more
    return give_post(user=user, agency=agency, role=role, actor=again(cast.security_admin), **values)


def lent(post_of: User, to: User, *, first: int = 0, last: int = 7) -> Delegation:
    """The only post of a person, lent by its holder."""
    return delegate_post(
        post=post_of.posts.get(), delegate=to, starts_on=day(first), ends_on=day(last), reason="出差", actor=again(post_of)
    )


def excepted(cast: Cast, user: User, obj: Any, permission: str, *, days: int = 30) -> AccessException:
    """A named exception, made by the security administrator."""
    thing = things.of_model(obj._meta.label_lower)
    assert thing is not None
    return grant_exception(
        user=user,
        thing=thing,
        obj=obj,
        permission=permission,
        reason="参加联合检查",
        expires_on=day(days),
        actor=again(cast.security_admin),
    )
