"""修改与重置密码。"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from agencies.access.administering import refuse_own, require_administrator
from agencies.identity.passwords import new_password
from agencies.models import PasswordHistory, User
from agencies.services.sessions import remove_sessions
from supervision.audit.record import record
from supervision.web.errors import UserError


@transaction.atomic
def change_password(*, account: User, new: str, session_key: str | None) -> None:
    """The person's own new password; every other session of the account ends.

    The page has asked for the old one. Raises ValidationError with each rule that the new one breaks.
    """
    validate_password(new, account)
    _store(account, new, must_change=False)
    ended = remove_sessions(account, keep=session_key)
    record("agencies.password_changed", actor=account, target=account, payload={"sessions_ended": ended})


@transaction.atomic
def reset_password(*, account: User, actor: User, reason: str) -> str:
    """A new one-time password, to be handed over in person and changed at the first sign-in; the account's sessions end at once.

    It opens nothing by itself: a locked account stays locked, a second factor is still asked. Returns the password; it is kept nowhere.
    PermissionDenied for anybody but a system administrator, and for one's own account; UserError without a reason.
    """
    require_administrator(actor, "agencies.manage_people", account)
    refuse_own(actor, account)
    if not reason.strip():
        raise UserError("没有写明重置原因。", where="原因", remedy="例如“本人当面申请，已核对身份”。")
    if account.is_machine:
        raise UserError("系统账号没有密码，只用接口令牌。", remedy="需要更换凭证的，请作废旧令牌、发放新令牌。")
    password = new_password()
    _store(account, password, must_change=True)
    ended = remove_sessions(account)
    record(
        "agencies.password_reset", actor=actor, target=account, payload={"reason": reason.strip()[:200], "sessions_ended": ended}
    )
    return password


def _store(account: User, password: str, *, must_change: bool) -> None:
    """The hash, its day, and the last few hashes before it."""
    before = account.password
    account.password = make_password(password)
    account.password_changed_at, account.must_change_password = timezone.now(), must_change
    account.save(update_fields=["password", "password_changed_at", "must_change_password"])
    PasswordHistory.objects.create(user=account, password=before)
    kept = PasswordHistory.objects.filter(user=account).order_by("-id").values("pk")[: settings.PASSWORD_HISTORY]
    PasswordHistory.objects.filter(user=account).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
