"""把统一身份认证平台的人，对应到本平台的账号。"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import ExternalIdentity, User
from supervision.audit.record import record
from supervision.web.errors import UserError


@transaction.atomic
def link_identity(*, account: User, issuer: str, subject: str, actor: User, reason: str) -> ExternalIdentity:
    """Say that a subject of an issuer is this account.

    By the person itself, signed in here and, in the same browser, there (`actor` is `account`); or by a security administrator with a reason.
    Never by e-mail, phone or name. PermissionDenied for anybody else; UserError when either side is linked already.
    """
    if actor.pk != account.pk and not actor.has_perm("agencies.secure_accounts"):
        raise PermissionDenied("只有本人或者安全管理员可以绑定统一身份认证。")
    if account.is_machine:
        raise UserError("系统账号不登录，不能绑定统一身份认证。")
    if not (issuer and subject and reason.strip()):
        raise UserError("绑定信息不完整。", remedy="请写明认证平台、平台内编号和原因。")
    if ExternalIdentity.objects.filter(issuer=issuer, subject=subject).exists():
        raise UserError("这个统一身份认证账号已经绑定。", remedy="如绑定有误，请联系安全管理员。")
    if ExternalIdentity.objects.filter(issuer=issuer, user=account).exists():
        raise UserError("本账号已经绑定了另一个统一身份认证账号。", remedy="如需更换，请联系安全管理员。")
    row = ExternalIdentity.objects.create(user=account, issuer=issuer, subject=subject)
    record("agencies.identity_linked", actor=actor, target=account, payload={"issuer": issuer, "reason": reason.strip()[:200]})
    return row
