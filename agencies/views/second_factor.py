"""两步验证的页面：登录时核对、绑定、恢复码。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from agencies.access.person import person
from agencies.identity import factor
from agencies.identity.forms import CodeForm, EnrolForm
from agencies.models import TotpDevice
from agencies.services import second_factor
from agencies.services.second_factor import Verdict
from agencies.views.account import Door
from supervision.web.detour import way_back
from supervision.web.errors import UserError
from supervision.web.permissions import SIGNED_IN

DRAFT = "second_factor_draft"
"""In the session: the sealed secret of an app that is being bound."""


class Verify(Door):
    """The second step of a sign-in."""

    template_name = "registration/verify.html"
    form_class = CodeForm
    title = "两步验证"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.session.get(factor.FACTOR) != factor.PENDING:
            return HttpResponseRedirect(way_back(request))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        verdict = second_factor.verify(account=person(self.request), code=form.cleaned_data["code"])
        if verdict is not Verdict.PASSED:
            form.add_error("code", "不对、已经用过，或者输错次数太多。连续输错 5 次要等 30 分钟；手机不在身边的，请用恢复码。")
            return self.form_invalid(form)
        _verified(self.request)
        return HttpResponseRedirect(way_back(self.request))


class Enrol(Door):
    """Bind an authenticator app: QR code, key to type, first code; then the recovery codes, once."""

    template_name = "registration/second_factor.html"
    form_class = EnrolForm
    title = "绑定两步验证"
    fresh = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account, secret = person(self.request), self._draft()
        return super().get_context_data(
            qr=factor.qr_picture(factor.provisioning_uri(secret, account.username)),
            key=factor.in_groups(factor.manual_key(secret)),
            bound=TotpDevice.objects.filter(user=account).first(),
            must=factor.required_of(account.scope.roles),
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            codes = second_factor.enrol(account=person(self.request), secret=self._draft(), code=form.cleaned_data["code"])
        except UserError as mistake:
            form.add_error("code", f"{mistake.what}{mistake.remedy}")
            return self.form_invalid(form)
        del self.request.session[DRAFT]
        _verified(self.request)
        return _codes_page(self.request, codes)

    def _draft(self) -> bytes:
        """The secret being bound: the same on every reload, until it is bound or the session ends."""
        account, session = person(self.request), self.request.session
        if DRAFT not in session:
            session[DRAFT] = factor.seal(factor.new_secret(), account.pk)
        return factor.unseal(session[DRAFT], account.pk)


class RecoveryCodes(View):
    """New recovery codes instead of the old ones."""

    permission = SIGNED_IN
    fresh = True
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            codes = second_factor.renew_recovery_codes(account=person(request))
        except UserError as mistake:
            messages.error(request, str(mistake))
            return HttpResponseRedirect(reverse("agencies:me"))
        return _codes_page(request, codes)


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Shown in the answer to the form and nowhere else."""
    lines = [factor.in_groups(code) for code in codes]
    return render(request, "registration/recovery_codes.html", {"codes": lines, "next": way_back(request), "title": "恢复码"})


def _verified(request: HttpRequest) -> None:
    """The session may now do more: a new key, and the mark."""
    request.session.cycle_key()
    request.session[factor.FACTOR] = factor.VERIFIED
