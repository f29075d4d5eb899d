"""线索的表单：筛选、登记、每一步。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from agencies.choices import AgencyKind
from agencies.forms import DayInput
from agencies.models import Agency
from leads.choices import DeclineKind, LeadOutcome, LeadSource
from leads.lifecycles import LEAD
from leads.models import Lead
from leads.selectors import due_within, receivers, to_do
from leads.services.informants import SHORTEST_REASON

ALL: list[tuple[Any, str]] = [("", "全部")]
CHOOSE: list[tuple[Any, str]] = [("", "请选择")]


class LeadFilter(forms.Form):
    """Filters of the list; they live in the address."""

    state = forms.ChoiceField(label="状态", required=False, choices=ALL + LEAD.choices)
    source = forms.ChoiceField(label="来源", required=False, choices=ALL + LeadSource.choices)
    due = forms.ChoiceField(
        label="期限",
        required=False,
        choices=[*ALL, ("late", "已逾期"), ("soon", "将到期（十日内）"), ("todo", "待本机构办理：待受理、将到期、逾期、待告知")],
    )

    def narrow(self, rows: QuerySet[Any], today: date, user: Any) -> QuerySet[Any]:
        """What does not parse does not narrow."""
        self.is_valid()
        found = self.cleaned_data
        rows = rows.filter(**{name: found[name] for name in ("state", "source") if found.get(name)})
        match found.get("due"):
            case "todo":
                return rows.filter(pk__in=to_do(user, today).order_by().values("pk"))
            case "late" | "soon" as due:
                return rows.filter(due_within(today=today, late=due == "late"))
        return rows


class LeadForm(forms.Form):
    """What somebody told us."""

    agency = forms.ModelChoiceField(
        label="被反映单位", queryset=Agency.objects.none(), empty_label="请选择", help_text="只列您管辖范围内的行政执法机关。"
    )
    source = forms.ChoiceField(label="来源", choices=CHOOSE + LeadSource.choices)
    received_on = forms.DateField(label="收到日期", widget=DayInput())
    text = forms.CharField(
        label="反映内容",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写明何时、何处、哪个案件、什么问题。不写投诉人、举报人的姓名和电话，号码会自动遮盖。",
    )
    anonymous = forms.BooleanField(label="匿名", required=False, help_text="匿名的不登记姓名、联系方式，也不需要告知。")
    name = forms.CharField(label="投诉人、举报人姓名", required=False, max_length=40, help_text="加密保存，被反映单位看不到。")
    contact = forms.CharField(
        label="联系方式", required=False, max_length=100, help_text="电话或者地址，用于告知结果；加密保存。"
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Agency.objects.visible_to(user, "leads.register_lead").filter(kind=AgencyKind.ENFORCEMENT, is_active=True)
        self.fields["agency"].queryset = rows.order_by("region_code", "code")  # type: ignore[attr-defined]
        self.initial.setdefault("received_on", timezone.localdate())


class _ByRegion(forms.models.ModelChoiceIterator):
    """The agencies of a list under the name of their region."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        rows = self.queryset.select_related("region")
        for region, found in groupby(rows, key=lambda one: one.region.name):
            yield region, [self.choice(one) for one in found]


class _AgencyField(forms.ModelChoiceField):
    """One of the agencies, listed by region: a thumb finds it."""

    iterator = _ByRegion


class ReportForm(forms.Form):
    """What a social supervisor reports: about whom, what, and how to reach them."""

    agency = _AgencyField(label="反映哪个单位", queryset=Agency.objects.none(), empty_label="请选择")
    text = forms.CharField(
        label="反映什么问题",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="写明何时、何处、什么事；知道案件文号的，写上文号。不要写自己的姓名和电话，号码会自动遮盖。",
    )
    contact = forms.CharField(
        label="联系电话",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text="可以不填。加密保存，只有办理机构需要联系您时才看得到。",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Agency.objects.visible_to(user, "leads.report_lead").filter(kind=AgencyKind.ENFORCEMENT, is_active=True)
        self.fields["agency"].queryset = rows.order_by("region_code", "code")  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """One step of a lead. Several stand on one page, so the fields of each carry its name."""

    def __init__(self, action: str, lead: Lead, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{action}-%s", initial={"on": timezone.localdate()})
        self.lead = lead


def _words(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))


class AcceptForm(StepForm):
    """受理."""

    on = forms.DateField(label="受理日期", widget=DayInput(), help_text="六十日自次日起算。")


class DeclineForm(StepForm):
    """不予受理."""

    kind = forms.ChoiceField(label="情形", choices=CHOOSE + DeclineKind.choices)
    words = _words("不予受理理由")
    on = forms.DateField(label="不予受理日期", widget=DayInput())


class HandleForm(StepForm):
    """办结."""

    outcome = forms.ChoiceField(label="结论", choices=LeadOutcome.choices, widget=forms.RadioSelect)
    words = _words("处理结果")
    on = forms.DateField(label="办结日期", widget=DayInput(), help_text="作出处理决定的日期。")


class InformForm(StepForm):
    """登记告知."""

    on = forms.DateField(label="告知日期", widget=DayInput())


class PassForm(StepForm):
    """转办."""

    to = forms.TypedChoiceField(label="转给", coerce=int)
    words = _words("转办理由")

    def __init__(self, action: str, lead: Lead, data: Any = None) -> None:
        super().__init__(action, lead, data)
        found = receivers(lead)
        self.bodies = {body.pk: body for body, _ in found}
        self.fields["to"].choices = [*CHOOSE, *((body.pk, f"{way} {body.name}") for body, way in found)]  # type: ignore[attr-defined]

    def clean_to(self) -> Agency:
        """The body itself."""
        body: Agency = self.bodies[self.cleaned_data["to"]]
        return body


STEP_FORMS: dict[str, Callable[..., StepForm]] = {
    "accept": AcceptForm,
    "decline": DeclineForm,
    "handle": HandleForm,
    "inform": InformForm,
    "pass": PassForm,
}
"""The form of each step of the lifecycle."""


class LookForm(forms.Form):
    """Why the informant must be seen."""

    reason = forms.CharField(
        label="理由",
        min_length=SHORTEST_REASON,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明为什么要联系本人。会记入操作留痕，不要写姓名和号码。",
    )
