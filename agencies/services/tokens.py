"""接口令牌：发放、作废。系统管理员的事；令牌只是凭证，能做什么由系统账号的岗位决定。"""

from __future__ import annotations

import datetime
import secrets

from django.db import transaction
from django.utils import timezone

from agencies.access.administering import require_administrator
from agencies.models import ApiToken, User
from agencies.models.token import HINT, PREFIX, digest_of
from supervision.audit.record import record
from supervision.web.errors import UserError

_MANAGE = "agencies.manage_people"
LONGEST = datetime.timedelta(days=366)


@transaction.atomic
def issue_token(*, user: User, expires_on: datetime.date, reason: str, actor: User) -> tuple[ApiToken, str]:
    """A token for a system account, shown once and kept nowhere. UserError for a person's account, a day past or more than a year ahead."""
    require_administrator(actor, _MANAGE, user)
    account: User = User.objects.select_for_update().get(pk=user.pk)
    today = timezone.localdate()
    if not account.is_machine:
        raise UserError("令牌只发给系统账号，不发给个人。", remedy="请先登记一个系统账号，由安全管理员授予“报送系统”岗位。")
    if not account.is_active:
        raise UserError("这个账号已经停用。", remedy="请先启用账号。")
    if not reason.strip():
        raise UserError("没有写明理由。", where="理由", remedy="例如对接申请的文号。")
    if not today <= expires_on <= today + LONGEST:
        raise UserError("有效期应当从今天起，不超过一年。", where="有效至", remedy=f"最晚可填 {today + LONGEST}。")
    if account.tokens.live(today).filter(expires_on=expires_on, reason=reason.strip()).exists():
        raise UserError("同样理由、同样期限的令牌已经发放过一个。", remedy="没有记下的，请作废它，再发放新的。")
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        user=account, digest=digest_of(token), hint=token[:HINT], expires_on=expires_on, reason=reason.strip(), made_by=actor
    )
    record(
        "agencies.token_issued", actor=actor, target=account,
        payload={"token": row.hint, "expires_on": str(expires_on), "reason": row.reason},
    )  # fmt: skip
    return row, token


@transaction.atomic
def revoke_token(*, token: ApiToken, reason: str, actor: User) -> None:
    """It opens nothing from the next request on."""
    locked: ApiToken = ApiToken.objects.select_for_update(of=("self",)).select_related("user").get(pk=token.pk)
    require_administrator(actor, _MANAGE, locked.user)
    if locked.revoked_at is not None:
        raise UserError("这个令牌已经作废。")
    if not reason.strip():
        raise UserError("没有写明理由。", where="理由", remedy="例如系统下线、疑似泄露。")
    locked.revoked_by, locked.revoked_at = actor, timezone.now()
    locked.save(update_fields=["revoked_by", "revoked_at"])
    record("agencies.token_revoked", actor=actor, target=locked.user, payload={"token": locked.hint, "reason": reason.strip()})
