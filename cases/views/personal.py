"""查看个人信息：先说明用途、再次认证，然后十分钟内可见，不留缓存。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from cases.models import EnforcementCase, Unmasking
from cases.selectors import personal as selectors
from cases.services.unmasking import SHORTEST_REASON, unmask
from supervision.web.views import ObjectPage, TakesForm


class UnmaskForm(forms.Form):
    """Purpose and reason. That it is the person, the view's `fresh` has made sure of."""

    purpose = forms.ChoiceField(label="用途", choices=Unmasking.Purpose.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="理由",
        min_length=SHORTEST_REASON,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明是哪件事需要、需要核对什么。会记入操作留痕，不要写证件号码。",
    )


class _CasePersonal(ObjectPage):
    permission = "cases.unmask"
    model = EnforcementCase
    fresh = True

    def get_queryset(self) -> Any:
        return self.model.objects.visible_to(self.request.user).select_related("agency")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Cache-Control"] = "no-store, private"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object
        kwargs.setdefault("breadcrumb", (("案件库", reverse("cases:cases")), (str(case), case.get_absolute_url())))
        found = super().get_context_data(**kwargs)
        return {**found, "breadcrumb": kwargs["breadcrumb"]}


class Unmask(TakesForm, _CasePersonal):
    """Ask to see the personal data of one case: a good reason opens the page for ten minutes."""

    template_name = "cases/unmask.html"
    title = "查看个人信息"

    def form_of(self, data: Any = None) -> UnmaskForm:
        return UnmaskForm(data)

    def act(self, form: UnmaskForm) -> HttpResponse:
        unmask(
            case=self.object, actor=self.request.user, purpose=form.cleaned_data["purpose"], reason=form.cleaned_data["reason"]
        )
        return HttpResponseRedirect(reverse("cases:personal", args=[self.object.pk]))


class Personal(_CasePersonal):
    """The personal data of one case in clear, while a look lasts; otherwise back to asking."""

    template_name = "cases/personal.html"
    title = "个人信息（原文）"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page takes itself away when the look ends."""
        look = selectors.standing_look(self.object, request.user)
        if look is None:
            return HttpResponseRedirect(reverse("cases:unmask", args=[self.object.pk]))
        seconds = max(int((look.until - timezone.now()).total_seconds()), 1)
        response = self.render_to_response(self.get_context_data(look=look, items=selectors.in_clear(self.object)))
        response["Refresh"] = f"{seconds}; url={self.object.get_absolute_url()}"
        return response
