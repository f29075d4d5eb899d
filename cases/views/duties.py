"""机关职责检查：列表与一个单位一年的逐条结果。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from agencies.registers.views import RegisterList
from agencies.selectors import narrowed
from cases.choices import Outcome
from cases.models import AgencyDuty
from cases.registers.duties import DUTIES, EXPORTED
from cases.rules.duties import DUTIES as RULES
from cases.selectors.duties import outcomes_of, results_of
from supervision.web.views import ObjectPage


class DutyFilter(forms.Form):
    """Filters of the list; they live in the address."""

    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2100)
    q = forms.CharField(label="单位", required=False, max_length=80)


class DutyList(RegisterList):
    """One line an agency and year, with how its duties fare."""

    permission = "cases.view_duty"
    model = AgencyDuty
    template_name = "cases/duty_list.html"
    title = "机关职责检查"
    keyset_by = "year"
    exported = EXPORTED
    register = DUTIES

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = DutyFilter(self.request.GET)
        self.form.is_valid()
        rows = narrowed(rows.select_related("agency"), self.request)
        if year := self.form.cleaned_data.get("year"):
            rows = rows.filter(year=year)
        if text := self.form.cleaned_data.get("q"):
            rows = rows.filter(agency__name__contains=text)
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        outcomes = outcomes_of([one.pk for one in found["rows"]], timezone.localdate())
        for one in found["rows"]:
            mine = outcomes.get(one.pk, {})
            one.failed = [code for code, outcome in mine.items() if outcome == Outcome.FAIL]
            one.missing = sum(outcome == Outcome.UNKNOWN for outcome in mine.values())
        return {**found, "rules": RULES.rules}


class DutyResults(ObjectPage):
    """One agency's year: every rule with what it looked at."""

    permission = "cases.view_duty"
    model = AgencyDuty
    template_name = "cases/duty_results.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("agency")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        results = results_of(self.object, timezone.localdate())
        return super().get_context_data(
            breadcrumb=(("机关职责检查", reverse("cases:duty_list")),),
            results=results,
            tally={outcome.name.lower(): sum(one.outcome == outcome for one in results) for outcome in Outcome},
            may_edit=self.request.user.has_perm("cases.edit_duty", self.object),
            **kwargs,
        )
