"""例外授权：一个人、一件东西、一个理由、一个到期日。

Named exceptions with django-guardian: `UserObjectPermission` is the permission, `AccessException` says why, by whom and until when. Only the
security administrator makes them, one at a time. How they are honoured stands in `scope.py`: read together with the posts.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from guardian.models import UserObjectPermission

from agencies.access.administering import refuse_own, require_administrator
from agencies.access.roles import ADMINISTRATORS, RECORDLESS_ROLES
from agencies.access.things import Thing
from agencies.models import AccessException, User
from agencies.models.lent import LONGEST_EXCEPTION
from supervision.audit.record import record
from supervision.rowscope.holding import acting_as_system
from supervision.web.errors import UserError

_MANAGE = "agencies.manage_posts"


@transaction.atomic
def grant_by_number(
    *, user: User, thing: Thing, number: str, assisting: bool, reason: str, expires_on: datetime.date, actor: User
) -> list[AccessException]:
    """`grant_exception` for the object that bears a number: to view it, and with `assisting` to note what one found."""
    require_administrator(actor, _MANAGE, user)
    with acting_as_system("安全管理员按编号授予例外：本人看不到案件"):
        found = thing.find(number)
    if len(found) != 1:
        what = f"没有编号为“{number}”的{thing.label}。" if not found else f"有几件{thing.label}用这个编号。"
        raise UserError(what, where="编号", remedy="可以改填系统内编号（网址末尾的数字）。")
    if assisting and len(thing.exceptable) < 2:
        raise UserError(f"{thing.label}只能例外开放查看。", where="开放")
    return [
        grant_exception(
            user=user, thing=thing, obj=found[0], permission=permission, reason=reason, expires_on=expires_on, actor=actor
        )
        for permission in (thing.exceptable if assisting else thing.exceptable[:1])
    ]


@transaction.atomic
def grant_exception(
    *, user: User, thing: Thing, obj: Any, permission: str, reason: str, expires_on: datetime.date, actor: User
) -> AccessException:
    """Open one object to one person until a day. UserError for a permission that no exception may carry, a day out of bounds, a missing
    reason, a person who may read no record at all, or an exception that stands already."""
    require_administrator(actor, _MANAGE, user)
    refuse_own(actor, user)
    today = timezone.localdate()
    if permission not in thing.exceptable:
        raise UserError("这项权限不能例外授予：立项、签发、核验等办理行为依岗位行使。", where="权限")
    if not reason.strip():
        raise UserError("没有写明理由。", where="理由", remedy="请写明为什么需要，例如“参加联合检查”。")
    if not today <= expires_on <= today + LONGEST_EXCEPTION:
        raise UserError("到期日应当在今天之后、一年以内。", where="到期日", remedy="到期后确有需要的，重新授予。")
    _refuse_recordless(user)
    held = AccessException.objects.select_for_update().filter(
        user=user, model_label=thing.model, object_id=obj.pk, permission=permission, object_permission__isnull=False
    )
    for old in held:
        if old.expires_on >= today:
            raise UserError(f"这项例外已经授予，有效期至 {old.expires_on}。", remedy="需要改变期限的，先收回再重新授予。")
        _clear(old)
    row: AccessException = AccessException.objects.create(
        user=user,
        model_label=thing.model,
        object_id=obj.pk,
        object_label=f"{thing.label} {obj.pk}",
        permission=permission,
        object_permission=UserObjectPermission.objects.assign_perm(_permission(thing, permission), user, obj),
        reason=reason.strip(),
        granted_by=actor,
        starts_on=today,
        expires_on=expires_on,
    )
    record("agencies.exception_granted", actor=actor, target=user, payload=_payload(row))
    return row


@transaction.atomic
def revoke_exception(*, exception: AccessException, reason: str, actor: User) -> None:
    """Take an exception back before its day; at once, and with guardian's row."""
    row = AccessException.objects.select_for_update(of=("self",)).select_related("user").get(pk=exception.pk)
    require_administrator(actor, _MANAGE, row.user)
    if row.revoked_at is not None:
        raise UserError("这项例外已经收回。")
    if not reason.strip():
        raise UserError("没有写明收回理由。", where="理由")
    row.revoked_at, row.revoked_by = timezone.now(), actor
    row.save(update_fields=["revoked_at", "revoked_by"])
    _clear(row)
    record("agencies.exception_revoked", actor=actor, target=row.user, payload={**_payload(row), "why": reason.strip()})


def _clear(row: AccessException) -> None:
    """Remove guardian's row; ours stays as the record."""
    if row.object_permission_id is not None:
        UserObjectPermission.objects.filter(pk=row.object_permission_id).delete()


def _permission(thing: Thing, code: str) -> Permission:
    """Django's row for one of our permissions, bound to the object's model as guardian wants it."""
    permission, _ = Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(thing.model_class),
        codename=code.partition(".")[2],
        defaults={"name": thing.words_for(code)},
    )
    return permission


def _refuse_recordless(user: User) -> None:
    if user.is_machine:
        raise UserError("例外只授予个人，不授予系统账号。")
    roles = user.scope.roles
    if roles & ADMINISTRATORS:
        raise UserError(f"{user} 是管理员，依“三员分立”不得查看案件和监督文书，不能授予例外。")
    if not roles - RECORDLESS_ROLES:
        raise UserError(f"{user} 现在没有可以查看记录的岗位，例外不会生效。", remedy="请先登记岗位。")


def _payload(row: AccessException) -> dict[str, Any]:
    return {
        "exception": row.pk, "object": row.object_label, "permission": row.permission, "reason": row.reason, "until": str(row.expires_on),
    }  # fmt: skip
