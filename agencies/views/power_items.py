"""权责事项的列表。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.choices import PowerKind, Tier
from agencies.models import PowerItem
from agencies.registers.power_items import EXPORTED, POWER_ITEMS
from agencies.registers.views import RegisterList
from agencies.selectors import narrowed

ALL = [("", "全部")]


class PowerItemFilter(forms.Form):
    """Filters of the list of power items; they live in the address."""

    q = forms.CharField(label="事项编码或名称", required=False, max_length=80)
    kind = forms.ChoiceField(label="行为种类", required=False, choices=ALL + PowerKind.choices)
    tier = forms.ChoiceField(label="层级", required=False, choices=ALL + Tier.choices[1:])
    granted = forms.BooleanField(label="只看赋权事项", required=False)
    in_force = forms.BooleanField(label="只看实施中的", required=False)


class PowerItemList(RegisterList):
    """The power lists of the agencies in scope, by item code."""

    permission = "agencies.view_power_item"
    model = PowerItem
    template_name = "agencies/power_item_list.html"
    title = "权责事项"
    keyset_by = "code"
    exported = EXPORTED
    register = POWER_ITEMS

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = PowerItemFilter(self.request.GET)
        rows = narrowed(rows.select_related("agency"), self.request)
        self.form.is_valid()
        found = self.form.cleaned_data
        if text := found.get("q"):
            rows = rows.filter(Q(code__startswith=text) | Q(name__contains=text))
        rows = rows.filter(**{name: found[name] for name in ("kind", "tier", "granted") if found.get(name)})
        if found.get("in_force"):
            today = timezone.localdate()
            rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(today=timezone.localdate(), **kwargs)
