"""登录、退出。"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse

from agencies.demo.accounts import ACCOUNTS, DEMO_PASSWORD
from agencies.identity.forms import SignInForm
from supervision.web.permissions import PUBLIC, SIGNED_IN
from supervision.web.throttling import SIGN_IN


class SignIn(LoginView):
    """The sign-in page; in the demo with one account for each role beside it."""

    permission = PUBLIC
    throttle = SIGN_IN
    template_name = "registration/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        found |= {"bureau_name": settings.BUREAU_NAME, "oidc_name": settings.OIDC_NAME if settings.OIDC_ISSUER else ""}
        if settings.DEMO:
            found["demo_accounts"] = [(account.username, account.role_label, account.does) for account in ACCOUNTS]
            found["demo_password"] = DEMO_PASSWORD
        return found


class SignOut(LogoutView):
    """Ends the session (POST only) and has the browser forget what it kept.

    Not the cookies: `Clear-Site-Data` would take those of the whole registrable domain, other systems of the office included; ours goes by
    itself, and the session it named is gone from the server.
    """

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer
