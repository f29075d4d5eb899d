"""企业登记簿：列表与一个企业的全部案件。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from agencies.selectors import chosen_county
from cases.choices import CaseKind
from cases.exports import ENTERPRISES
from cases.models import Enterprise
from cases.selectors import enterprises as selectors
from supervision.web.views import ListPage, ObjectPage

FIGURES = (
    (CaseKind.PENALTY, "penalties"),
    (CaseKind.LICENCE, "licences"),
    (CaseKind.COERCION, "coercions"),
    (CaseKind.INSPECTION, "inspections"),
)


class EnterpriseFilter(forms.Form):
    """Filters of the enterprise list; they live in the address."""

    q = forms.CharField(label="名称或统一社会信用代码", required=False, max_length=80)
    kind = forms.ChoiceField(label="有此类案件", required=False, choices=[("", "全部"), *CaseKind.choices])


class EnterpriseList(ListPage):
    """The enterprises in the records of one's own scope, the most recently concerned first."""

    permission = "cases.view_enterprise"
    model = Enterprise
    template_name = "cases/enterprise_list.html"
    title = "企业登记簿"
    keyset_by = "last_on"
    exported = ENTERPRISES

    def get_queryset(self) -> QuerySet[Any]:
        return selectors.enterprises_of(self.request.user, self.permission, chosen_county(self.request)).defer("search")

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = EnterpriseFilter(self.request.GET)
        self.form.is_valid()
        asked = self.form.cleaned_data
        if asked.get("kind"):
            rows = rows.filter(**{f"{dict(FIGURES)[CaseKind(asked['kind'])]}__gt": 0})
        if asked.get("q"):
            holders = selectors.holders_of(self.request.user, self.permission, chosen_county(self.request))
            rows = selectors.found(rows, asked["q"], holders)
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        several = len({row.holder for row in found["rows"]}) > 1
        names = selectors.holder_names(found["rows"]) if several else {}
        lines = [(row, names.get(row.holder, "")) for row in found["rows"]]
        return {**found, "form": self.form, "several": several, "lines": lines}


class EnterprisePage(ObjectPage):
    """One enterprise: what its cases add up to in one's own scope, agency by agency, and the latest of them."""

    permission = "cases.view_enterprise"
    model = Enterprise
    template_name = "cases/enterprise.html"

    def get_queryset(self) -> QuerySet[Any]:
        """A row of the counts that this person may read: their own place's, or one within it."""
        return super().get_queryset().select_related("agency").defer("search")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        enterprise, user = self.object, self.request.user
        kind = self.request.GET.get("kind", "")
        registered, prefix = selectors.places_of(enterprise)
        rows = selectors.cases_of(enterprise, user, prefix)
        if kind in CaseKind.values:
            rows = rows.filter(kind=kind)
        figures = [(one.value, str(one.label), getattr(enterprise, name)) for one, name in FIGURES]
        return super().get_context_data(
            title=enterprise.name,
            breadcrumb=(("企业登记簿", reverse("cases:enterprises")),),
            facts=self._facts(enterprise, registered, figures),
            tabs=[
                {"label": "全部", "url": "?", "current": kind not in CaseKind.values, "count": enterprise.total},
                *(
                    {"label": label, "url": f"?kind={value}", "current": kind == value, "count": count}
                    for value, label, count in figures
                    if count
                ),
            ],
            cases=list(rows.select_related("agency").order_by("-listed_on", "-id")[: selectors.MOST_CASES]),
            most=selectors.MOST_CASES,
            by_agency=selectors.agencies_of(enterprise, user, prefix),
            **kwargs,
        )

    def _facts(self, enterprise: Enterprise, registered: str, figures: list[tuple[str, str, int]]) -> list[dict[str, str]]:
        kinds = "、".join(f"{label.removeprefix('行政')} {count}" for _value, label, count in figures if count)
        return [
            {"label": "统一社会信用代码", "value": enterprise.credit_code},
            {"label": "登记地", "value": registered},
            {"label": "案件", "value": f"{enterprise.total:,} 件", "note": kinds},
            {"label": "最早", "value": enterprise.first_on.isoformat()},
            {"label": "最近", "value": enterprise.last_on.isoformat()},
        ]
