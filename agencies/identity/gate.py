"""身份之门：会话过时的请回到登录；两步验证没过、口令该换的，先办这一步。

A middleware after Django's own authentication and before the permission of the page is asked. It needs no statement of its own: the session
carries its times and the state of the second factor, the account row the age of the password.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from agencies.identity import clock, factor
from agencies.identity.passwords import must_change
from supervision.audit.record import record
from supervision.web.detour import detour
from supervision.web.middleware import GetResponse

SIGN_OUT, VERIFY, ENROL = "agencies:sign_out", "agencies:verify", "agencies:second_factor"
CHANGE = "agencies:password"
SIGNED_IN_BY = "signed_in_by"
"""In the session: "password" or "oidc"."""

STAGES = {
    VERIFY: frozenset({VERIFY, SIGN_OUT}),
    ENROL: frozenset({ENROL, SIGN_OUT, settings.CONFIRM_URL}),
    CHANGE: frozenset({CHANGE, SIGN_OUT}),
}
"""Where somebody stands who is not all the way in, and the only pages open there."""


class IdentityMiddleware:
    """Ends sessions by the clock and keeps half-finished sign-ins at their next step."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            limit = clock.ran_out(request.session)
            if limit:
                _end(request, limit)
            else:
                clock.touch(request.session)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """None lets the request through; otherwise the way to the step that is missing."""
        if not request.user.is_authenticated or request.user.is_machine:  # a system came with its token
            return None
        step = missing_step(request)
        if step is None or (request.resolver_match and request.resolver_match.view_name in STAGES[step]):
            return None
        return detour(request, step)


def missing_step(request: HttpRequest) -> str | None:
    """The page that this person must pass first; None for somebody who is all the way in."""
    state = request.session.get(factor.FACTOR, factor.PENDING)
    account: Any = request.user
    if state == factor.PENDING:
        return VERIFY
    if state == factor.NONE and factor.required_of(account.scope.roles):
        return ENROL
    if request.session.get(SIGNED_IN_BY) == "oidc":
        return None  # who comes by that way need not know the password that has grown old
    return CHANGE if must_change(account) else None


def _end(request: HttpRequest, limit: str) -> None:
    with transaction.atomic():
        record("agencies.session_expired", actor=request.user, target=request.user, payload={"limit": limit})  # type: ignore[arg-type]
        request.session.flush()
    request.user = AnonymousUser()
