"""两步验证：绑定、核对、恢复码、重置。"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agencies.access.administering import refuse_own, require_administrator
from agencies.identity import factor
from agencies.models import RecoveryCode, TotpDevice, User
from agencies.services.sessions import remove_sessions
from supervision.audit.record import record
from supervision.web.errors import UserError


class Verdict(Enum):
    """What came of a code. Told, not raised: a failure must be counted, and an exception would take the count back."""

    PASSED = "passed"
    WRONG = "wrong"
    LOCKED = "locked"


@transaction.atomic
def enrol(*, account: User, secret: bytes, code: str) -> list[str]:
    """Bind an authenticator app that has shown a right code; replaces an earlier one. Returns the recovery codes, to be shown once.

    UserError when the code is not the one that the app should show now.
    """
    step = factor.accepted_step(secret, factor.plain_code(code))
    if step is None:
        raise UserError("动态码不对。", remedy="请确认手机时间准确，输入应用里现在显示的 6 位数字。")
    TotpDevice.objects.update_or_create(
        user=account,
        defaults={
            "secret": factor.named(secret, account.pk), "last_step": step[0], "drift": step[1], "failures": 0, "failed_at": None,
            "enrolled_at": timezone.now(),
        },
    )  # fmt: skip
    record("agencies.factor_enrolled", actor=account, target=account)
    return _make_codes(account)


@transaction.atomic
def renew_recovery_codes(*, account: User) -> list[str]:
    """Ten new recovery codes; the earlier ones are void. UserError without an authenticator app."""
    if not TotpDevice.objects.filter(user=account).exists():
        raise UserError("还没有绑定两步验证。", remedy="请先绑定，再生成恢复码。")
    return _make_codes(account)


def _make_codes(account: User) -> list[str]:
    codes = factor.new_recovery_codes()
    RecoveryCode.objects.filter(user=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=account, digest=factor.recovery_digest(code, account.pk)) for code in codes
    )
    record("agencies.recovery_codes_made", actor=account, target=account, payload={"count": len(codes)})
    return codes


@transaction.atomic
def verify(*, account: User, code: str, recovery: bool = True) -> Verdict:
    """Try a code of the app, or (`recovery`) a recovery code. The device's row is locked: the same code sent twice at once passes once.

    Five failures in a row lock the second factor for as long as a password.
    """
    device = TotpDevice.objects.select_for_update().filter(user=account).first()
    if device is None:
        return Verdict.WRONG
    if _locked(device):
        return Verdict.LOCKED
    method = _method(device, factor.plain_code(code), recovery=recovery)
    if method:
        device.failures, device.failed_at = 0, None
        device.save()
        record("agencies.factor_passed", actor=account, target=account, payload={"method": method})
        return Verdict.PASSED
    device.failures, device.failed_at = device.failures + 1, timezone.now()
    device.save()
    record("agencies.factor_failed", actor=account, target=account, result="denied", payload={"failures": device.failures})
    if device.failures == settings.AXES_FAILURE_LIMIT:
        record("agencies.locked_out", actor=None, target=account, result="denied", payload={"what": "second_factor"})
    return Verdict.WRONG


def _locked(device: TotpDevice) -> bool:
    """Whether too many failures are too recent; after the pause the count begins anew."""
    if device.failures < settings.AXES_FAILURE_LIMIT or device.failed_at is None:
        return False
    if timezone.now() - device.failed_at < timedelta(seconds=settings.AXES_COOLOFF_TIME.total_seconds()):
        return True
    device.failures = 0
    return False


def _method(device: TotpDevice, code: str, *, recovery: bool) -> str:
    """How the code proves the person: "totp", "recovery_code", or "" when it does not. A code that passed is spent."""
    sealed: Any = device.secret
    secret = factor.secret_of(sealed.reveal(), device.user_id)
    step = factor.accepted_step(secret, code, after=device.last_step, drift=device.drift)
    if step is not None:
        device.last_step, device.drift = step
        return "totp"
    unused = RecoveryCode.objects.filter(user=device.user_id, digest=factor.recovery_digest(code, device.user_id), used_at=None)
    return "recovery_code" if recovery and unused.update(used_at=timezone.now()) else ""


@transaction.atomic
def reset_second_factor(*, account: User, actor: User, reason: str) -> None:
    """Forget the app and the recovery codes of somebody who has lost both, and end the account's sessions: nobody is signed in by it.

    The next sign-in needs the password, and where a second factor is required it leads to enrolling a new one.
    PermissionDenied for anybody but a security administrator, and for one's own account; UserError without a reason.
    """
    require_administrator(actor, "agencies.secure_accounts", account)
    refuse_own(actor, account)
    if not reason.strip():
        raise UserError("没有写明重置原因。", where="原因", remedy="例如“手机遗失，本人当面申请，已核对身份”。")
    TotpDevice.objects.filter(user=account).delete()
    RecoveryCode.objects.filter(user=account).delete()
    ended = remove_sessions(account)
    record(
        "agencies.factor_reset", actor=actor, target=account, payload={"reason": reason.strip()[:200], "sessions_ended": ended}
    )
