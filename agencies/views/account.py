"""我的账号：岗位、密码、两步验证、登录会话；修改密码；再次验证。"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from agencies.access.person import person
from agencies.identity.forms import ChangePasswordForm, ConfirmForm
from agencies.identity.lockout import ONE_ANSWER
from agencies.identity.passwords import must_change
from agencies.identity.selectors import own_sessions, security_of
from agencies.models import TotpDevice
from agencies.selectors import delegations_of
from agencies.services import passwords, second_factor, sessions
from supervision.audit.record import record
from supervision.web import fresh
from supervision.web.detour import way_back
from supervision.web.permissions import SIGNED_IN
from supervision.web.views import Page


class Me(Page):
    """What this account may do, and why: its posts; and how it is kept safe."""

    permission = SIGNED_IN
    template_name = "agencies/me.html"
    title = "我的账号"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account, today = person(self.request), timezone.localdate()
        lent = [row for row in delegations_of(account) if row.revoked_at is None and row.ends_on >= today]
        return super().get_context_data(
            posts=account.scope.grants,
            conflicts=account.scope.conflicts,
            lent=[row for row in lent if row.delegate_id != account.pk],
            taken=[row for row in lent if row.delegate_id == account.pk],
            exceptions=account.exceptions.live(today).select_related("granted_by"),
            security=security_of(account),
            sessions=own_sessions(account, self.request.session.session_key),
            **kwargs,
        )


class EndSession(View):
    """End one of one's own sessions, or all but this one."""

    permission = SIGNED_IN
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        account, wanted = person(request), request.POST.get("session", "")
        others = [one for one in own_sessions(account, request.session.session_key) if not one.current]
        keys = [one.key for one in others if wanted in {"others", one.handle}]
        if sessions.end_own_sessions(account=account, keys=keys):
            messages.success(request, "已结束。那边的浏览器下一次操作时要重新登录。")
        return HttpResponseRedirect(reverse("agencies:me"))


class Door(FormView):
    """A page that stands before the platform: a card, without the menu; refuses with 422."""

    permission = SIGNED_IN
    title = ""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, next=way_back(self.request), **kwargs)


class ChangePassword(Door):
    """修改密码: of one's own accord, after a reset, or because it is ninety days old."""

    template_name = "registration/password.html"
    form_class = ChangePasswordForm
    title = "修改密码"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = person(self.request)
        forced = must_change(account)
        why = "管理员给的密码只能用一次，请换成只有您自己知道的。" if account.must_change_password else ""
        if forced and not why:
            why = f"密码已使用满 {settings.PASSWORD_MAX_DAYS} 天，请更换。"
        return super().get_context_data(
            rules=password_validators_help_texts(), forced=forced, why=why, has_password=account.has_usable_password(), **kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        account = person(self.request)
        if authenticate(self.request, username=account.username, password=form.cleaned_data["old"]) is None:
            form.add_error("old", "现在的密码不对，或者输错次数太多，暂时不能修改。")
            return self.form_invalid(form)
        try:
            passwords.change_password(account=account, new=form.cleaned_data["new"], session_key=self.request.session.session_key)
        except ValidationError as broken:
            form.add_error("new", broken)
            return self.form_invalid(form)
        update_session_auth_hash(self.request, account)
        fresh.prove(self.request.session)
        messages.success(self.request, "密码已修改，其他浏览器上的登录都已结束。")
        return HttpResponseRedirect(way_back(self.request))


class Confirm(Door):
    """再次验证: password or code, then back to the page the person came from."""

    template_name = "registration/confirm.html"
    title = "再次验证身份"

    def get_form(self, form_class: Any = None) -> ConfirmForm:
        account = person(self.request)
        self.has_factor = TotpDevice.objects.filter(user=account).exists()
        found = {"has_password": account.has_usable_password(), "has_factor": self.has_factor}
        return ConfirmForm(self.request.POST or None, **found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        button = self.request.session.get(fresh.INTERRUPTED, [""])[0]
        return super().get_context_data(button=button, minutes=settings.FRESH_SECONDS // 60, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        account, found = person(self.request), form.cleaned_data
        if found.get("code"):
            verdict = second_factor.verify(account=account, code=found["code"], recovery=False)
            proved, method = verdict is second_factor.Verdict.PASSED, "totp"
        else:
            proved, method = (
                authenticate(self.request, username=account.username, password=found["password"]) == account,
                "password",
            )
        if not proved:
            form.add_error(None, ONE_ANSWER.replace("用户名或密码", "密码或动态码"))
            return self.form_invalid(form)
        self._prove(method)
        return HttpResponseRedirect(way_back(self.request))

    def _prove(self, method: str) -> None:
        """A new key for a session that may now do more, and what to press again."""
        self.request.session.cycle_key()
        fresh.prove(self.request.session)
        with transaction.atomic():
            record("agencies.confirmed", actor=person(self.request), target=person(self.request), payload={"method": method})
        told = fresh.resume(self.request.session)
        if told:
            messages.warning(self.request, told)
