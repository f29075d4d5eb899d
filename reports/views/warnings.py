"""预警模型：总表、一个模型、参数，预警列表、一条预警、核实。"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from agencies.access.person import person
from agencies.selectors import narrowed
from cases.wilson import MINIMUM_BASE
from reports import warnings
from reports.exports import WARNINGS
from reports.models import RaisedWarning, WarningState
from reports.models.warning import DECIDED
from reports.services import warnings as services
from reports.warnings.model import EVIDENCE_KEPT, Model, Parameter, plain
from reports.warnings.picture import number, picture_of
from reports.warnings.reading import evidence_of, lines
from supervision.web.views import ListPage, ObjectPage, Page, TakesForm

SHOWN = 20
ALL = ("预警模型", "reports:warnings")


def model_of(code: str) -> Model:
    """The model of an address; 404 for none."""
    try:
        return warnings.get(code)
    except KeyError:
        raise Http404 from None


class Models(Page):
    """Every model: what it says, its parameters, its last run, what stands, how people judged it, what it waits for."""

    permission = "reports.view_warning"
    template_name = "reports/warnings.html"
    title = "预警模型"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = narrowed(RaisedWarning.objects.visible_to(self.request.user), self.request)
        told = lines(person(self.request), rows)
        return super().get_context_data(
            lines=told,
            running=sum(1 for line in told if line.ready),
            waiting=sum(1 for line in told if not line.ready),
            open=sum(line.open for line in told),
            **kwargs,
        )


class ModelPage(Page):
    """One model: definition, comparison group, parameters, last run, and what it lists."""

    permission = "reports.view_warning"
    template_name = "reports/warning_model.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        model = model_of(kwargs["code"])
        rows = narrowed(RaisedWarning.objects.visible_to(self.request.user), self.request)
        (line,) = lines(person(self.request), rows, [model])
        newest = rows.filter(model=model.code, standing=True).select_related("agency").order_by("-id")[:SHOWN]
        return super().get_context_data(
            line=line,
            model=model,
            rows=[with_words(row) for row in newest],
            groups=[(group, base_rate(group, model)) for group in line.run.groups] if line.run else [],
            shown=SHOWN,
            sets=services.may_set(person(self.request)),
            breadcrumb=((ALL[0], reverse(ALL[1])),),
            **kwargs,
        ) | {"title": f"{model.code} {model.title}"}


def base_rate(group: dict[str, Any], model: Model) -> str:
    """A group's base rate as it is read; none where the group is too small to have one."""
    if group["usual"] is None:
        return ""
    return number(group["usual"], model) if group["n"] >= MINIMUM_BASE else "样本过少"


class ParameterForm(forms.Form):
    """A model's parameters as they stand, and why they are changed."""

    reason = forms.CharField(
        label="修改理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="会记入操作留痕，修改前后的数值也一并记下。",
    )

    def __init__(self, data: Any, *, model: Model, values: dict[str, Decimal]) -> None:
        super().__init__(data)
        ordered = {one.key: _field(one, values[one.key]) for one in model.parameters}
        self.fields = ordered | {"reason": self.fields["reason"]}

    @property
    def values(self) -> dict[str, Decimal]:
        """The parameters as given."""
        return {key: value for key, value in self.cleaned_data.items() if key != "reason"}


def _field(one: Parameter, value: Decimal) -> forms.DecimalField:
    unit = f"（{one.unit}）" if one.unit else ""
    return forms.DecimalField(
        label=f"{one.label}{unit}", min_value=one.low, max_value=one.high, decimal_places=one.places, initial=plain(value),
        help_text=f"{plain(one.low)} 至 {plain(one.high)}，默认 {plain(one.default)}。",
    )  # fmt: skip


class Parameters(TakesForm, Page):
    """A model's parameters: the city's division chief sets them, with a reason."""

    permission = services.SET
    template_name = "reports/warning_parameters.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.model = model_of(kwargs["code"])
        if not self.model.parameters:
            raise Http404
        if not services.may_set(person(request)):
            raise PermissionDenied(services.ONLY_THE_CITY)
        return super().dispatch(request, *args, **kwargs)

    def form_of(self, data: Any = None) -> ParameterForm:
        """The parameters in force."""
        return ParameterForm(data, model=self.model, values=services.in_force(self.model))

    def act(self, form: ParameterForm) -> HttpResponse:
        """Set them."""
        changed = services.set_parameters(
            model=self.model, values=form.values, reason=form.cleaned_data["reason"], actor=person(self.request)
        )
        messages.success(self.request, f"已修改：{'、'.join(changed)}。系统随即按新参数重新计算，稍后刷新可见。")
        return HttpResponseRedirect(reverse("reports:warning_model", args=[self.model.code]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = ((ALL[0], reverse(ALL[1])), (self.model.code, reverse("reports:warning_model", args=[self.model.code])))
        return super().get_context_data(model=self.model, breadcrumb=crumbs, **kwargs) | {"title": f"{self.model.code} 参数"}


class WarningFilter(forms.Form):
    """The filters of the list, in the address."""

    model = forms.ChoiceField(label="模型", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *WarningState.choices])
    standing = forms.ChoiceField(label="是否仍成立", required=False, choices=[("", "全部"), ("1", "仍成立"), ("0", "不再成立")])

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        named = [(model.code, f"{model.code} {model.title}") for model in warnings.all_models() if model.runs]
        self.fields["model"].choices = [("", "全部"), *named]  # type: ignore[attr-defined]


class Warnings(ListPage):
    """Warnings of one's own scope, the newest first."""

    permission = "reports.view_warning"
    model = RaisedWarning
    template_name = "reports/warning_list.html"
    title = "预警"
    exported = WARNINGS

    def get_queryset(self) -> QuerySet[Any]:
        rows = RaisedWarning.objects.visible_to(self.request.user).select_related("agency")
        return narrowed(rows, self.request)

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = WarningFilter(self.request.GET)
        self.form.is_valid()
        asked = self.form.cleaned_data
        for name in ("model", "state"):
            if asked.get(name):
                rows = rows.filter(**{name: asked[name]})
        if asked.get("standing"):
            rows = rows.filter(standing=asked["standing"] == "1")
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(breadcrumb=((ALL[0], reverse(ALL[1])),), **kwargs)
        return {**found, "form": self.form, "rows": [with_words(row) for row in found["rows"]]}


def with_words(row: RaisedWarning) -> Any:
    """A row with its model and its numbers as they are read."""
    shown: Any = row
    shown.declared = warnings.get(row.model)
    shown.value_text = number(row.value, shown.declared)
    shown.usual_text = "" if row.usual is None else number(row.usual, shown.declared)
    return shown


class DecisionForm(forms.Form):
    """What became of it, and why."""

    state = forms.ChoiceField(
        label="核实结果", choices=[(state.value, state.label) for state in DECIDED], widget=forms.RadioSelect,
        help_text="不适用：情形属实但有正当原因，或者本模型不适合这个对象；不计入准确率。",
    )  # fmt: skip
    reason = forms.CharField(
        label="核实理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="查了什么、问了谁、依据是什么。会记入操作留痕。",
    )


class WarningPage(ObjectPage):
    """One warning: the sentence, the number beside what is usual, the cases it opens to, and what was made of it."""

    permission = "reports.view_warning"
    model = RaisedWarning
    template_name = "reports/warning.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("agency", "decided_by", "decided_for")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        warning = with_words(self.object)
        model: Model = warning.declared
        user = person(self.request)
        cases = evidence_of(warning, user)
        decides = user.has_perm(services.REVIEW, warning) and warning.state != WarningState.GONE
        return super().get_context_data(
            **{
                "declared": model,
                "picture": picture_of(warning, model),
                "q_text": "" if warning.q is None else f"{warning.q:.3f}" if warning.q >= 0.001 else "小于 0.001",
                "cases": cases,
                "kept": EVIDENCE_KEPT,
                "form": DecisionForm(initial={"state": warning.state, "reason": warning.reason}) if decides else None,
                "breadcrumb": ((ALL[0], reverse(ALL[1])), (model.code, reverse("reports:warning_model", args=[model.code]))),
                **kwargs,
            }
        )


class Decide(TakesForm, WarningPage):
    """Say what became of a warning."""

    permission = services.REVIEW

    def form_of(self, data: Any = None) -> DecisionForm:
        """As it stands."""
        return DecisionForm(data, initial={"state": self.object.state, "reason": self.object.reason})

    def act(self, form: DecisionForm) -> HttpResponse:
        """Keep the word."""
        decided = services.decide(warning=self.object, actor=person(self.request), **form.cleaned_data)
        messages.success(self.request, f"已记下：{WarningState(decided.state).label}。")
        return HttpResponseRedirect(decided.get_absolute_url())
