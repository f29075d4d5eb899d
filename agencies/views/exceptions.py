"""例外授权的页面：列表、授予、收回。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from agencies.access.grants import grant_by_number, revoke_exception
from agencies.access.person import person
from agencies.forms import ExceptionForm, LentFilter
from agencies.models import AccessException
from agencies.selectors import exceptions_for
from agencies.views.people import POSTS, VIEW, AccountObject, back_to, exception_words
from supervision.web.views import ActionView, ListPage, TakesForm


class ExceptionList(ListPage):
    """例外授权: all within reach, live and over."""

    permission = VIEW
    model = AccessException
    template_name = "agencies/exceptions.html"
    title = "例外授权"

    def get_queryset(self) -> QuerySet[Any]:
        return exceptions_for(person(self.request))

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form, today = LentFilter(self.request.GET), timezone.localdate()
        self.form.is_valid()
        found = self.form.cleaned_data
        if found.get("q"):
            rows = rows.filter(user__display_name__contains=found["q"])
        over = Q(revoked_at__isnull=False) | Q(expires_on__lt=today)
        return rows.exclude(over) if found.get("state") == "live" else rows.filter(over) if found.get("state") == "over" else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        lines = [(row, exception_words(row)) for row in context["rows"]]
        may_revoke = person(self.request).has_perm(POSTS)
        return {**context, "form": self.form, "lines": lines, "today": timezone.localdate(), "may_revoke": may_revoke}


class GrantException(TakesForm, AccountObject):
    """授予例外: one person, one object, one reason, one last day."""

    permission = POSTS
    template_name = "agencies/exception_new.html"

    def form_of(self, data: Any = None) -> ExceptionForm:
        return ExceptionForm(data)

    def act(self, form: ExceptionForm) -> HttpResponse:
        data = form.cleaned_data
        grant_by_number(
            user=self.object, thing=data["kind"], number=data["number"], assisting=data["act"] == "assist",
            reason=data["reason"], expires_on=data["expires_on"], actor=person(self.request),
        )  # fmt: skip
        messages.success(self.request, f"已授予，{data['expires_on']} 到期自动失效。")
        return back_to(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=f"授予 {self.object} 例外", **kwargs)


class RevokeException(ActionView):
    """收回例外."""

    permission = POSTS
    model = AccessException

    def get_queryset(self) -> QuerySet[Any]:
        return exceptions_for(person(self.request))

    def admits(self) -> bool:
        return bool(self.request.user.has_perm(self.permission))

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        revoke_exception(exception=self.object, reason=request.POST.get("reason", ""), actor=person(request))
        return "例外已收回。"

    def done_url(self) -> str:
        return reverse("agencies:person", args=[self.object.user_id])
