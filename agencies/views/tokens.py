"""接口令牌（系统管理员）：发放、作废。"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.access.administering import people_for
from agencies.access.person import person
from agencies.forms import TokenForm
from agencies.models import ApiToken
from agencies.services import tokens
from agencies.views.people import ACCOUNTS, AccountObject
from supervision.web.views import ActionView, TakesForm


class IssueToken(TakesForm, AccountObject):
    """发放令牌: it is shown once, on the page that answers."""

    permission = ACCOUNTS
    fresh = True
    template_name = "agencies/token_new.html"
    title = "发放接口令牌"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(is_machine=True)

    def form_of(self, data: Any = None) -> TokenForm:
        return TokenForm(data)

    def act(self, form: TokenForm) -> HttpResponse:
        row, token = tokens.issue_token(user=self.object, actor=person(self.request), **form.cleaned_data)
        response = self.render_to_response(self.get_context_data(made=row, token=token))
        response["Cache-Control"] = "no-store, private"
        return response


class RevokeToken(ActionView):
    """作废令牌."""

    permission = ACCOUNTS
    model = ApiToken

    def get_queryset(self) -> QuerySet[Any]:
        return ApiToken.objects.filter(user__in=people_for(person(self.request))).select_related("user")

    def admits(self) -> bool:
        return bool(self.request.user.has_perm(self.permission))

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        tokens.revoke_token(token=self.object, actor=person(request), reason=request.POST.get("reason", ""))
        return f"令牌 {self.object} 已作废，从下一次请求起不再有效。"

    def done_url(self) -> str:
        return reverse("agencies:person", args=[self.object.user_id])
