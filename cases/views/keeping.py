"""保管期限表、修改期限、案件保全。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from cases.choices import CaseKind, CountedFrom, KeptKind
from cases.models import EnforcementCase, RetentionPeriod
from cases.selectors.keeping import DAYS_OF_CASES, in_force, schedule, standing_hold
from cases.services import retention as services
from supervision.web.views import ObjectPage, Page, TakesForm


class Retention(Page):
    """How long each kind of record is kept, from which day, by which source; what was before and what is to come."""

    permission = "cases.view_retention"
    template_name = "cases/retention.html"
    title = "保管期限"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            kinds=schedule(timezone.localdate()), may_change=services.may_change(person(self.request)), **kwargs
        )


class RetentionForm(forms.Form):
    """One row of the schedule. Without years it is 永久; without the second number nothing is archived by itself."""

    years = forms.IntegerField(label="保管期限（年）", required=False, min_value=0, max_value=999, help_text="不填为永久。")
    archive_years = forms.IntegerField(
        label="满几年归档", required=False, min_value=1, max_value=99, help_text="自同一日起算；不填则不自动归档。归档后只读。"
    )
    counted_from = forms.ChoiceField(label="自何日起算")
    source = forms.CharField(label="依据", max_length=200, help_text="文件名称、文号、条款。")
    status = forms.ChoiceField(label="核对", choices=RetentionPeriod.Status.choices, help_text="待核的期限不据以销毁。")
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="会记入操作留痕。")
    effective_on = forms.DateField(label="施行日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = in_force(kind, timezone.localdate())
        is_case = kind in CaseKind.values
        days = DAYS_OF_CASES if is_case else (now.counted_from if now else CountedFrom.MADE,)
        self.fields["counted_from"].choices = [(day, CountedFrom(day).label) for day in days]  # type: ignore[attr-defined]
        if not is_case:
            del self.fields["archive_years"]
        if now:
            self.initial = {name: getattr(now, name) for name in ("years", "archive_years", "counted_from", "source", "status")}
        self.initial["effective_on"] = timezone.localdate()


class RetentionChange(TakesForm, Page):
    """A new row for one kind: what it says, from when, and why."""

    permission = "cases.change_retention"
    template_name = "cases/retention_change.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["kind"] not in KeptKind.values:
            raise Http404
        if not services.may_change(request.user):
            raise PermissionDenied("保管期限由市级执法监督机构修改。")
        return super().dispatch(request, *args, **kwargs)

    def form_of(self, data: Any = None) -> RetentionForm:
        return RetentionForm(data, kind=self.kwargs["kind"])

    def act(self, form: RetentionForm) -> HttpResponse:
        row = services.change_period(
            kind=self.kwargs["kind"], actor=person(self.request), today=timezone.localdate(),
            **{"archive_years": None, **form.cleaned_data},
        )  # fmt: skip
        messages.success(self.request, f"{row}，{row.effective_on} 起施行。")
        return HttpResponseRedirect(reverse("cases:retention"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = KeptKind(self.kwargs["kind"])
        crumbs = (("保管期限", reverse("cases:retention")),)
        return super().get_context_data(**{**kwargs, "title": f"修改保管期限：{kind.label}", "kind": kind, "breadcrumb": crumbs})


class HoldForm(forms.Form):
    """Why a hold is set or lifted."""

    action = forms.ChoiceField(choices=[("place", "设置"), ("lift", "解除")], widget=forms.HiddenInput)
    reason = forms.CharField(
        label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="会记入操作留痕，不要写个人信息。"
    )


class Hold(TakesForm, ObjectPage):
    """Set a hold on one case, or lift the one that stands."""

    permission = "cases.hold_case"
    model = EnforcementCase
    template_name = "cases/hold.html"
    title = "案件保全"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("agency")

    def form_of(self, data: Any = None) -> HoldForm:
        return HoldForm(data)

    def act(self, form: HoldForm) -> HttpResponse:
        deed = services.place_hold if form.cleaned_data["action"] == "place" else services.lift_hold
        deed(case=self.object, reason=form.cleaned_data["reason"], actor=person(self.request))
        done = "已设置保全：解除之前不列入销毁。" if form.cleaned_data["action"] == "place" else "已解除保全。"
        messages.success(self.request, done)
        return HttpResponseRedirect(self.object.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = (("案件库", reverse("cases:cases")), (str(self.object), self.object.get_absolute_url()))
        return super().get_context_data(hold=standing_hold(self.object), breadcrumb=crumbs, **kwargs)
