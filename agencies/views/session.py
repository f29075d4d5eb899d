"""登录、退出、我的账号。"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.auth.views import LoginView, LogoutView
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from agencies.access.person import person
from agencies.access.roles import ADMINISTRATORS
from agencies.demo.accounts import ACCOUNTS, DEMO_PASSWORD
from agencies.selectors import delegations_of
from supervision.audit.record import record
from supervision.web.permissions import PUBLIC, SIGNED_IN
from supervision.web.throttling import SIGN_IN
from supervision.web.views import Page


class SignIn(LoginView):
    """The sign-in page; in the demo with one account for each role beside it."""

    permission = PUBLIC
    throttle = SIGN_IN
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        found["bureau_name"] = settings.BUREAU_NAME
        if settings.DEMO:
            found["demo_accounts"] = [(account.username, account.role_label, account.does) for account in ACCOUNTS]
            found["demo_password"] = DEMO_PASSWORD
        return found


class SignOut(LogoutView):
    """Ends the session (POST only)."""

    permission = SIGNED_IN
    http_method_names = ["post"]


class Me(Page):
    """What this account may do, and why: its posts."""

    permission = SIGNED_IN
    template_name = "agencies/me.html"
    title = "我的账号"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = person(self.request), timezone.localdate()
        lent = [row for row in delegations_of(user) if row.revoked_at is None and row.ends_on >= today]
        return super().get_context_data(
            posts=user.scope.grants,
            conflicts=user.scope.conflicts,
            lent=[row for row in lent if row.delegate_id != user.pk],
            taken=[row for row in lent if row.delegate_id == user.pk],
            exceptions=user.exceptions.live(today).select_related("granted_by"),
            may_lend=bool(user.scope.grants) and not user.scope.roles & ADMINISTRATORS,
            **kwargs,
        )


@receiver(user_logged_in)
def trace_sign_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Who signed in."""
    _trace("agencies.signed_in", user)


@receiver(user_logged_out)
def trace_sign_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Who signed out."""
    if user is not None:
        _trace("agencies.signed_out", user)


@receiver(user_login_failed)
def trace_failure(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Which user name was tried in vain; never the password."""
    with transaction.atomic():
        record(
            "agencies.sign_in_failed",
            actor=None,
            result="denied",
            payload={"username": str(credentials.get("username", ""))[:40]},
        )


def _trace(verb: str, user: Any) -> None:
    with transaction.atomic():
        record(verb, actor=user, target=user)
