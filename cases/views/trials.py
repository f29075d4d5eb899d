"""参数试算：列表、提出、结果、报批与批准。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from agencies.choices import Sector
from cases.lifecycles import PARAMETER_TRIAL
from cases.models import ParameterTrial, SectorParameter
from cases.registers.parameters import TABLE, UNIT_WORDS, fault_of
from cases.selectors.trials import differences_of, steps_of
from cases.services import trials as services
from supervision.web.views import ActionView, ListPage, ObjectPage, Page, TakesForm

_PLACE = r"^[0-9A-Z]{2,12}$"


class TrialFilter(forms.Form):
    """Filter of the list; it lives in the address."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *PARAMETER_TRIAL.choices])


class Trials(ListPage):
    """Every number that somebody proposed to change, newest first."""

    permission = "cases.view_trial"
    model = ParameterTrial
    template_name = "cases/trial_list.html"
    title = "参数试算"

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = TrialFilter(self.request.GET)
        wanted = self.form.cleaned_data.get("state") if self.form.is_valid() else ""
        rows = rows.select_related("proposed_by", "replaces")
        return rows.filter(state=wanted) if wanted else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = services.body_of(person(self.request)) is not None
        return {**super().get_context_data(**kwargs), "form": self.form, "may_propose": may}


class TrialForm(forms.Form):
    """A row of the parameters as it shall be from some day on."""

    key = forms.ChoiceField(label="参数", choices=list(TABLE.column("key").choices.items()))
    sector = forms.ChoiceField(label="领域", required=False, choices=[("", "各领域"), *Sector.choices])
    place = forms.RegexField(
        _PLACE, label="区划代码", required=False, help_text="只适用于以它开头的地区，例如 43、430181；不填：各地",
        error_messages={"invalid": "不是区划代码，请填 2 至 12 位数字。"},
    )  # fmt: skip
    value = forms.DecimalField(label="数值", min_value=0, max_digits=12, decimal_places=2)
    unit = forms.ChoiceField(label="计量单位", choices=list(UNIT_WORDS.items()))
    source = forms.CharField(label="来源", max_length=200, help_text="法律、法规、规章的名称和条款，或者文件的文号")
    status = forms.ChoiceField(label="核对", choices=SectorParameter.Status.choices, help_text="待核的参数不会使案件成为问题")
    valid_from = forms.DateField(label="施行日期", widget=forms.DateInput(attrs={"type": "date"}), help_text="今天以后的某一日")

    def clean(self) -> dict[str, Any]:
        """The same numbers as the register takes."""
        found = super().clean() or {}
        value = found.get("value")
        if value is not None and (fault := fault_of(value, found.get("unit", ""))):
            self.add_error("value", f"{fault[1]}。")
        return found


class TrialNew(TakesForm, Page):
    """Propose a number; the worker tries it on the cases on record."""

    permission = "cases.edit_parameter"
    template_name = "cases/trial_new.html"
    title = "试算参数"
    breadcrumb = (("行业参数", "/parameters/"), ("参数试算", "/parameters/trials/"))

    def form_of(self, data: Any = None) -> TrialForm:
        if services.body_of(person(self.request)) is None:
            raise PermissionDenied(services.CITY_ONLY)
        return TrialForm(data, initial={name: self.request.GET.get(name, "") for name in ("key", "sector", "place", "unit")})

    def act(self, form: TrialForm) -> HttpResponse:
        made = services.propose(values=form.cleaned_data, actor=person(self.request), today=timezone.localdate())
        messages.success(self.request, "已开始试算，算好后在这里核对影响，再报请批准。")
        return HttpResponseRedirect(made.get_absolute_url())


class TrialPage(ObjectPage):
    """One proposed number: what it would have changed, agency by agency, with cases to look at; and the next step."""

    permission = "cases.view_trial"
    model = ParameterTrial
    template_name = "cases/trial.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("agency", "proposed_by", "decided_by", "replaces", "adopted")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            breadcrumb=(("行业参数", reverse("cases:parameter_list")), ("参数试算", reverse("cases:trials"))),
            options=steps_of(self.object, person(self.request)),
            differences=differences_of(self.object, self.request.user),
            **kwargs,
        )


class TrialAct(ActionView):
    """A step: submit, withdraw, adopt, return."""

    permission = "cases.view_trial"
    fresh = {"adopt": "批准施行"}
    model = ParameterTrial

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        made, actor, words = self.object, person(request), request.POST.get("words", "")
        match request.POST.get("action", ""):
            case "submit":
                services.submit(trial=made, actor=actor)
                return "已报请批准。"
            case "withdraw":
                services.withdraw(trial=made, actor=actor)
                return "已撤回，没有施行。"
            case "adopt":
                row = services.adopt(trial=made, actor=actor, words=words)
                return f"已批准：{row}，自 {row.valid_from} 起适用。"
            case "return":
                services.send_back(trial=made, actor=actor, words=words)
                return "已退回提出人。"
        raise PermissionDenied("没有这一步。")
