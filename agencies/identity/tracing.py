"""登录留痕：谁登录、退出、没登上、被锁；会话从这里开始计时。

Receivers of Django's and django-axes' signals; loaded by the app's `ready`.
"""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from agencies.identity import clock, factor
from agencies.identity.gate import SIGNED_IN_BY
from agencies.identity.lockout import address_of
from agencies.models import TotpDevice, User
from supervision.audit.record import record
from supervision.web import fresh


@receiver(user_logged_in)
def begin_session(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The session gets its times and what is known of the second factor; the event says how the person signed in.

    `user.signed_in_by` is set by a way in that is not the password; `user.asserted_second_factor` when its provider vouched for two factors.
    """
    session = request.session
    clock.start(session, address=address_of(request) or "", agent=request.headers.get("User-Agent", ""))
    fresh.prove(session)
    session[factor.FACTOR] = _second_factor(user)
    method = session[SIGNED_IN_BY] = getattr(user, "signed_in_by", "password")
    _trace("agencies.signed_in", user, {"method": method, "second_factor": session[factor.FACTOR]})


def _second_factor(user: User) -> str:
    if settings.SECOND_FACTOR == "off":
        return factor.NONE
    if getattr(user, "asserted_second_factor", False):
        return factor.VERIFIED
    return factor.PENDING if TotpDevice.objects.filter(user=user).exists() else factor.NONE


@receiver(user_logged_out)
def trace_sign_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Who signed out."""
    if user is not None:
        _trace("agencies.signed_out", user)


@receiver(user_login_failed)
def trace_failure(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Which account was tried in vain. What is no account's name may be a password typed into the wrong field: of that only a fingerprint."""
    tried = str(credentials.get("username", ""))
    account = User.objects.filter(username=tried).first()
    payload = {"username": account.username} if account else {"unknown": salted_hmac("sign-in", tried).hexdigest()[:12]}
    with transaction.atomic():
        record("agencies.sign_in_failed", actor=None, target=account, result="denied", payload=payload)


@receiver(user_locked_out)
def trace_lockout(request: Any, username: str, **kwargs: Any) -> None:
    """An account was locked: once, at the failure that did it; later tries in vain are only failures."""
    if request.axes_failures_since_start != settings.AXES_FAILURE_LIMIT:
        return
    account = User.objects.filter(username=username).first()
    if account is not None:
        with transaction.atomic():
            record("agencies.locked_out", actor=None, target=account, result="denied", payload={"minutes": 30})


def _trace(verb: str, user: User, payload: dict[str, Any] | None = None) -> None:
    with transaction.atomic():
        record(verb, actor=user, target=user, payload=payload)
