"""年报统计口径：处罚种类的轻重次序和金额单位，哪一年起适用，来源是什么。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from reports.annual.counting import PERMISSION
from reports.annual.kinds import KINDS, PUBLISHED, RANKED, Rule, UnreadableOrder, read_order, rule_of
from reports.models import CountingRule
from reports.services.counting import ONLY_THE_CITY, may_set, set_rule
from supervision.web.views import Page, TakesForm


class CountingForm(forms.Form):
    """One rule: from which year, which order, from where, which unit."""

    from_year = forms.IntegerField(
        label="适用起始年", min_value=2000, max_value=2100, help_text="同一年已有设定的，由这一次取代，前后都留痕。"
    )
    order = forms.CharField(
        label="轻重次序",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=400,
        help_text="从轻到重，用“＜”隔开，每一种写一次；“其他”不写，有明确种类的总归入明确的种类。",
    )
    source = forms.CharField(label="次序的来源", max_length=200, help_text="公布这一次序的机关、文件或者年报。")
    money_unit = forms.ChoiceField(label="金额单位", choices=CountingRule.Unit.choices)

    def clean_order(self) -> tuple[str, ...]:
        """The order; what is wrong with it stands beside the field."""
        try:
            return read_order(self.cleaned_data["order"])
        except UnreadableOrder as mistake:
            raise forms.ValidationError(str(mistake)) from mistake


class Counting(TakesForm, Page):
    """The rules that there are, for everybody who reads the statistics; the form for who sets them."""

    permission = PERMISSION
    template_name = "reports/counting.html"
    title = "年报统计口径"

    def form_of(self, data: Any = None) -> CountingForm:
        """Empty: what holds this year, or the published order that was asked for."""
        year = timezone.localdate().year
        rule = rule_of(year)
        asked = next((one for one in PUBLISHED if one.key == self.request.GET.get("order")), None)
        shown = Rule(asked.order, asked.source, rule.unit) if asked else rule
        initial = {"from_year": year, "order": shown.in_words, "source": shown.source, "money_unit": rule.unit}
        return CountingForm(data, initial=initial)

    def act(self, form: CountingForm) -> HttpResponse:
        """Put it in force."""
        found = form.cleaned_data
        rule = set_rule(
            from_year=found["from_year"],
            order=found["order"],
            source=found["source"],
            money_unit=found["money_unit"],
            actor=person(self.request),
        )
        messages.success(self.request, f"已设定：{rule.from_year}年起照新口径统计，印在每张表下。")
        return HttpResponseRedirect(reverse("reports:counting"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refused at once for who may not set it, whatever was written."""
        if not may_set(person(request)):
            raise PermissionDenied(ONLY_THE_CITY)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = [
            (rule, Rule(tuple(rule.order), rule.source, rule.money_unit, rule.from_year))
            for rule in CountingRule.objects.select_related("set_by", "set_for")
        ]
        return super().get_context_data(
            rules=rules,
            default=Rule(PUBLISHED[0].order, PUBLISHED[0].source, CountingRule.Unit.WAN),
            published=PUBLISHED,
            kinds=[KINDS[kind] for kind in RANKED],
            sets=may_set(person(self.request)),
            breadcrumb=(("统计年报", reverse("reports:annual")),),
            **kwargs,
        )
