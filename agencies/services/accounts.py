"""账号：登记、停用、启用。系统管理员的事；账号本身不带任何权限。"""

from __future__ import annotations

import re

from django.db import transaction

from agencies.access.administering import refuse_own, require_administrator
from agencies.identity.passwords import new_password
from agencies.models import Agency, User
from agencies.services.sessions import remove_sessions
from supervision.audit.record import record
from supervision.web.errors import UserError

_MANAGE = "agencies.manage_people"
_USERNAME = re.compile(r"[a-z][a-z0-9.\-_]{2,39}")


@transaction.atomic
def create_account(
    *, username: str, display_name: str, agency: Agency, reason: str, actor: User, machine: bool = False
) -> tuple[User, str]:
    """A new account without any post, and its first password, which is shown once and kept nowhere ("" for a system account, which never
    signs in). UserError for a name that is taken or malformed."""
    require_administrator(actor, _MANAGE)
    username, display_name = username.strip().lower(), display_name.strip()
    if not _USERNAME.fullmatch(username):
        raise UserError("用户名应当以小写字母开头，由 3 至 40 位小写字母、数字、点、横线组成。", where="用户名")
    if not display_name:
        raise UserError("没有填写姓名。", where="姓名")
    _need(reason)
    if User.objects.filter(username=username).exists():
        raise UserError("这个用户名已经有人使用。", where="用户名", remedy="请换一个，例如加上单位拼音。")
    password = None if machine else new_password()
    user = User.objects.create_user(username, password, display_name=display_name)
    user.agency, user.is_machine, user.must_change_password = agency, machine, not machine
    user.save(update_fields=["agency", "is_machine", "must_change_password"])
    facts = {"username": username, "reason": reason.strip(), **({"machine": True} if machine else {})}
    record("agencies.account_created", actor=actor, target=user, payload=facts)
    return user, password or ""


@transaction.atomic
def disable_account(*, user: User, reason: str, actor: User) -> int:
    """Shut an account: out at the next request, whatever session is open. Returns how many sessions were ended."""
    locked = _change(user, actor, reason)
    if not locked.is_active:
        raise UserError("这个账号已经停用。")
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    ended = remove_sessions(locked)
    record("agencies.account_disabled", actor=actor, target=locked, payload={"reason": reason.strip(), "sessions": ended})
    return ended


@transaction.atomic
def enable_account(*, user: User, reason: str, actor: User) -> None:
    """Open a shut account again; its posts are what they are on the day."""
    locked = _change(user, actor, reason)
    if locked.is_active:
        raise UserError("这个账号没有停用。")
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    record("agencies.account_enabled", actor=actor, target=locked, payload={"reason": reason.strip()})


def _change(user: User, actor: User, reason: str) -> User:
    require_administrator(actor, _MANAGE, user)
    refuse_own(actor, user)
    _need(reason)
    return User.objects.select_for_update().get(pk=user.pk)


def _need(reason: str) -> None:
    if not reason.strip():
        raise UserError("没有写明理由。", where="理由", remedy="请写明依据，例如调令、离职手续的文号。")
