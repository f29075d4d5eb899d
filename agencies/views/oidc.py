"""通过统一身份认证登录、绑定。"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from agencies.access.person import person
from agencies.identity import oidc
from agencies.identity.selectors import account_of_identity
from agencies.models import User
from agencies.services.external_identities import link_identity
from supervision.audit.record import record
from supervision.web.detour import way_back
from supervision.web.errors import UserError
from supervision.web.permissions import PUBLIC, SIGNED_IN
from supervision.web.throttling import PUBLIC_PAGE

PURPOSE = "oidc_purpose"
"""In the session: ["sign-in", next] or ["link", account]."""
BACKEND = "agencies.access.backend.ScopeBackend"


class _ProviderView(View):
    """Not there at all while no provider is configured."""

    http_method_names = ("get",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "GET" and not settings.OIDC_ISSUER:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class Start(_ProviderView):
    """Out to the provider, to sign in."""

    permission = PUBLIC
    throttle = PUBLIC_PAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        return _leave(request, ["sign-in", way_back(request)])


class Link(_ProviderView):
    """Out to the provider, to prove that its account and this one are the same person."""

    permission = SIGNED_IN
    fresh = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return _leave(request, ["link", person(request).pk])


class Callback(_ProviderView):
    """Back from the provider."""

    permission = PUBLIC
    throttle = PUBLIC_PAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        purpose, detail = request.session.pop(PURPOSE, ("", ""))
        try:
            proved = oidc.finish(request)
        except oidc.Refused as refused:
            return _refused(request, str(refused))
        if purpose == "link":
            return _link(request, proved, detail)
        account = account_of_identity(proved.issuer, proved.subject)
        if purpose != "sign-in" or account is None or not account.is_active:
            return _refused(request, "no account" if account is None else "not asked for, or disabled")
        return _sign_in(request, account, proved, detail)


def _leave(request: HttpRequest, purpose: list[Any]) -> HttpResponse:
    request.session[PURPOSE] = purpose
    try:
        return oidc.start(request, request.build_absolute_uri(reverse("agencies:oidc_callback")))
    except oidc.Refused as refused:
        return _refused(request, str(refused))


def _sign_in(request: HttpRequest, account: User, proved: oidc.Proved, back: str) -> HttpResponse:
    account.signed_in_by, account.asserted_second_factor = "oidc", proved.two_factors  # type: ignore[attr-defined]
    login(request, account, backend=BACKEND)
    return HttpResponseRedirect(back)


def _link(request: HttpRequest, proved: oidc.Proved, asked_by: Any) -> HttpResponse:
    """Only for the person who asked, still signed in in this browser."""
    if not request.user.is_authenticated or request.user.pk != asked_by:
        return _refused(request, "not the person who asked")
    account = person(request)
    try:
        link_identity(account=account, issuer=proved.issuer, subject=proved.subject, actor=account, reason="本人绑定")
    except UserError as mistake:
        messages.error(request, str(mistake))
    else:
        messages.success(request, f"已绑定{settings.OIDC_NAME}。")
    return HttpResponseRedirect(reverse("agencies:me"))


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    """One page for everything that can be wrong; the trail knows more."""
    actor = request.user if request.user.is_authenticated else None
    with transaction.atomic():
        record("agencies.identity_refused", actor=actor, result="denied", payload={"reason": reason[:100]})
    return render(request, "registration/oidc_refused.html", {"name": settings.OIDC_NAME, "title": "没有登录"}, status=403)
