"""接口之门：凭令牌进来的系统账号。

Below /api/ a browser's session counts for nothing, so that no other site can make a browser act there, and outside /api/ a token opens
nothing. A token that is wrong, revoked, run out or whose account is shut answers like none at all; the trail alone learns which it was.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from agencies.models import ApiToken, User
from agencies.models.token import PREFIX, digest_of
from supervision.web.middleware import GetResponse

ROOM = "/api/"
_HEADER = re.compile(rf"Bearer ({PREFIX}[\w-]{{43}})", re.ASCII)


class TokenMiddleware:
    """Who asks, below /api/: the account of the token in the Authorization header, or nobody. On pages a system account is nobody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ROOM):
            request.user = _holder(request) or AnonymousUser()
        elif isinstance(request.user, User) and request.user.is_machine:
            request.user = AnonymousUser()
        return self.get_response(request)


class TokenAuthentication(BaseAuthentication):
    """For the API's views: who the middleware found."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """The account, if there is one."""
        user = request._request.user
        return (user, None) if isinstance(user, User) else None

    def authenticate_header(self, request: Request) -> str:
        """Said with a 401."""
        return "Bearer"


def _holder(request: HttpRequest) -> User | None:
    """The account that the request's token opens; without one, the request is told why, for the trail."""
    header = request.headers.get("Authorization", "")
    if not header:
        return None
    found = _HEADER.fullmatch(header)
    today = timezone.localdate()
    with transaction.atomic():
        token = found and ApiToken.objects.select_related("user").filter(digest=digest_of(found[1])).first()
        why = _closed(token, today)
        if token and not why and (token.last_used_on is None or token.last_used_on < today):
            ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
    request.token_refused = why  # type: ignore[attr-defined]
    return token.user if token and not why else None


def _closed(token: ApiToken | None, today: datetime.date) -> str:
    """Why a token opens nothing (a word of the trail); "" for one that does."""
    if token is None:
        return "unknown"
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_on < today:
        return "expired"
    return "" if token.user.is_active and token.user.is_machine else "closed"


class TokenScheme(OpenApiAuthenticationExtension):
    """How the API's description tells of the token."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """HTTP Bearer."""
        return {"type": "http", "scheme": "bearer", "description": "系统管理员发放的接口令牌"}
