"""统一身份认证：政务身份认证平台的 OpenID Connect 登录。

Authorization code with PKCE, state and nonce by Authlib; here is what we demand beyond it: one issuer, the one of the settings; signatures
with a public key only; a nonce in every token; us as the audience. Everything the provider may get wrong ends in `Refused`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from authlib.integrations.django_client.apps import DjangoOAuth2App
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

SIGNATURES = ("RS256", "PS256", "ES256")
"""Algorithms we take. Neither `none` nor HS256: with those, who knows the public key or the client's secret could write tokens."""
LEEWAY = 30
"""Seconds that the provider's clock may be off."""
TIMEOUT = 5


class Refused(Exception):
    """The provider's answer proves nothing. The text is for the trail, not for the person."""


@dataclass(frozen=True)
class Proved:
    """Whom the provider vouches for, and whether it saw two factors."""

    issuer: str
    subject: str
    two_factors: bool


class _Provider(DjangoOAuth2App):
    """Authlib's client, told to believe the provider's own description only so far."""

    def load_server_metadata(self) -> dict[str, Any]:
        metadata: dict[str, Any] = super().load_server_metadata()
        if metadata.get("issuer", "").rstrip("/") != settings.OIDC_ISSUER:
            raise RuntimeError("the provider's description names another issuer")
        metadata["id_token_signing_alg_values_supported"] = list(SIGNATURES)
        return metadata


def start(request: HttpRequest, callback: str) -> HttpResponse:
    """Send the browser to the provider. Refused when the provider cannot be reached or describes itself wrongly."""
    try:
        answer: HttpResponse = _provider().authorize_redirect(request, callback)
    except _WRONG as error:
        raise Refused(_reason(error)) from error
    return answer


def finish(request: HttpRequest) -> Proved:
    """The provider's answer, checked. Refused when anything about it is not right."""
    expected = {"essential": True, "value": settings.OIDC_CLIENT_ID}
    provider = _provider()
    try:
        issuer = provider.load_server_metadata()["issuer"]
        token = provider.authorize_access_token(
            request, claims_options={"iss": {"essential": True, "value": issuer}, "aud": expected}, leeway=LEEWAY
        )
    except _WRONG as error:
        raise Refused(_reason(error)) from error
    claims = token.get("userinfo") or {}
    if not claims.get("nonce") or not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise Refused("no identity in the answer")
    methods = claims.get("amr") or []
    return Proved(settings.OIDC_ISSUER, claims["sub"], not settings.OIDC_TWO_FACTOR_METHODS.isdisjoint(methods))


_WRONG = (AuthlibBaseError, JoseError, RequestException, RuntimeError, ValueError, KeyError, TypeError)


def _reason(error: Exception) -> str:
    """The kind of the mistake; never its text, which may hold a piece of a token."""
    return type(error).__name__


def _provider() -> _Provider:
    return _registered(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)


@lru_cache(maxsize=4)
def _registered(issuer: str, client_id: str, client_secret: str) -> _Provider:
    oauth = OAuth()
    oauth.register(
        name="government", client_cls=_Provider, client_id=client_id, client_secret=client_secret,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "default_timeout": TIMEOUT},
    )  # fmt: skip
    provider: _Provider = oauth.create_client("government")
    return provider
