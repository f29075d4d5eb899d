"""登录、退出、我的账号。"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.auth.views import LoginView, LogoutView
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from agencies.access.person import person
from agencies.demo.accounts import ACCOUNTS, DEMO_PASSWORD
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
        return super().get_context_data(posts=person(self.request).scope.grants, **kwargs)


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
