"""案件库与研判的筛选表单。"""

from __future__ import annotations

from typing import Any

from django import forms

from agencies.choices import Sector
from cases.choices import CaseKind
from cases.rules import RULESET
from cases.selectors.cases import CaseFilter, agency_choices

ALL: list[tuple[Any, str]] = [("", "全部")]


class CaseFilterForm(forms.Form):
    """Filters of the case list; they live in the address."""

    q = forms.CharField(label="检索", required=False, max_length=80)
    kind = forms.ChoiceField(label="种类", required=False, choices=ALL + CaseKind.choices)
    agency = forms.TypedChoiceField(label="机关", required=False, coerce=int, empty_value=None)
    sector = forms.ChoiceField(label="领域", required=False, choices=ALL + Sector.choices)
    rule = forms.ChoiceField(
        label="规则", required=False, choices=ALL + [(code, f"{code} {RULESET.rule(code).title}") for code in RULESET.codes]
    )
    only_problems = forms.BooleanField(label="只看有问题的", required=False)
    archived = forms.ChoiceField(label="归档", required=False, choices=[*ALL, ("yes", "已归档"), ("no", "未归档")])
    listed_from = forms.DateField(label="自", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    listed_to = forms.DateField(label="至", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        if not user.has_perm("cases.view_finding"):
            del self.fields["rule"], self.fields["only_problems"]
        self.fields["agency"].choices = ALL + agency_choices(user)  # type: ignore[attr-defined]

    def wanted(self) -> CaseFilter:
        """The filter asked for; what does not parse is left out (the form shows it beside the field)."""
        self.is_valid()
        found = self.cleaned_data
        return CaseFilter(
            text=found.get("q", ""),
            kind=found.get("kind", ""),
            agency_id=found.get("agency"),
            sector=found.get("sector", ""),
            rule=found.get("rule", ""),
            only_problems=bool(found.get("only_problems")),
            archived=found.get("archived", ""),
            listed_from=found.get("listed_from"),
            listed_to=found.get("listed_to"),
        )
