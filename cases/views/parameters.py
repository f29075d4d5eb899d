"""行业参数的列表。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.choices import Sector
from agencies.registers.views import RegisterList
from cases.models import SectorParameter
from cases.registers.parameters import EXPORTED, PARAMETERS, TABLE

ALL = [("", "全部")]


class ParameterFilter(forms.Form):
    """Filters of the list of parameters; they live in the address."""

    key = forms.ChoiceField(label="参数", required=False, choices=ALL + list(TABLE.column("key").choices.items()))
    sector = forms.ChoiceField(label="领域", required=False, choices=ALL + Sector.choices)
    status = forms.ChoiceField(label="核对", required=False, choices=ALL + SectorParameter.Status.choices)


class ParameterList(RegisterList):
    """All numbers that rules take from the register."""

    permission = "cases.view_rule"
    model = SectorParameter
    template_name = "cases/parameter_list.html"
    title = "行业参数"
    keyset_by = "key"
    exported = EXPORTED
    register = PARAMETERS

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = ParameterFilter(self.request.GET)
        self.form.is_valid()
        return rows.filter(**{name: value for name, value in self.form.cleaned_data.items() if value})
