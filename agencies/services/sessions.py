"""结束登录会话、解除锁定。"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from agencies.access.administering import refuse_own, require_administrator
from agencies.identity.lockout import forget_failures
from agencies.models import SignInSession, TotpDevice, User
from supervision.audit.record import record
from supervision.web.errors import UserError


def remove_sessions(account: User, *, keep: str | None = None) -> int:
    """Delete an account's sessions (but one), inside the caller's transaction and under its event; how many ended."""
    return SignInSession.objects.filter(user=account).exclude(session_key=keep).delete()[0]


@transaction.atomic
def end_sessions(*, account: User, actor: User, reason: str) -> int:
    """Everybody who is signed in as this account is out at the next request.

    PermissionDenied for anybody but a security administrator; UserError without a reason.
    """
    require_administrator(actor, "agencies.secure_accounts", account)
    if not reason.strip():
        raise UserError("没有写明原因。", where="原因")
    ended = remove_sessions(account)
    record(
        "agencies.session_ended", actor=actor, target=account, payload={"reason": reason.strip()[:200], "sessions_ended": ended}
    )
    return ended


@transaction.atomic
def end_own_sessions(*, account: User, keys: list[str]) -> int:
    """End some of one's own sessions; keys that belong to somebody else are like none at all."""
    ended = SignInSession.objects.filter(user=account, session_key__in=keys).delete()[0]
    if ended:
        record("agencies.session_ended", actor=account, target=account, payload={"sessions_ended": ended})
    return ended


def remove_ended_sessions() -> int:
    """Delete the rows of sessions past their absolute limit, visitors' included. Housekeeping: nobody is signed out by it, no event."""
    return SignInSession.objects.filter(expire_date__lt=timezone.now()).delete()[0]


@transaction.atomic
def unlock(*, account: User, actor: User, reason: str) -> None:
    """End a lock-out, of the password and of the second factor, before its thirty minutes are over.

    PermissionDenied for anybody but a security administrator, and for one's own account; UserError without a reason.
    """
    require_administrator(actor, "agencies.secure_accounts", account)
    refuse_own(actor, account)
    if not reason.strip():
        raise UserError("没有写明解锁原因。", where="原因", remedy="例如“本人来电，已核对身份”。")
    counted = forget_failures(account.username)
    TotpDevice.objects.filter(user=account).update(failures=0, failed_at=None)
    record("agencies.unlocked", actor=actor, target=account, payload={"reason": reason.strip()[:200], "failures": counted})
