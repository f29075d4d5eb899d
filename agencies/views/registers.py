"""基础台账：机构、执法人员与证件。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from agencies.choices import AgencyKind, Sector
from agencies.exports import AGENCIES
from agencies.models import Agency, EnforcementOfficer
from agencies.registers.officers import EXPORTED, OFFICERS
from agencies.registers.views import RegisterList
from agencies.selectors import certificate_status, narrowed, officers_with_certificates
from supervision.web.views import ListPage, ObjectPage


class AgencyFilter(forms.Form):
    """Filters of the agency list."""

    q = forms.CharField(label="单位名称", required=False)
    kind = forms.ChoiceField(label="性质", required=False, choices=[("", "全部"), *AgencyKind.choices])
    sector = forms.ChoiceField(label="领域", required=False, choices=[("", "全部"), *Sector.choices])


class AgencyList(ListPage):
    """All agencies in scope."""

    permission = "agencies.view_agency"
    model = Agency
    template_name = "agencies/agency_list.html"
    title = "机构"
    ascending = True
    exported = AGENCIES

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = AgencyFilter(self.request.GET)
        rows = narrowed(rows.select_related("region", "superior"), self.request)
        if self.form.is_valid():
            found = self.form.cleaned_data
            if found["q"]:
                rows = rows.filter(Q(name__contains=found["q"]) | Q(short_name__contains=found["q"]) | Q(code=found["q"]))
            for name in ("kind", "sector"):
                if found[name]:
                    rows = rows.filter(**{name: found[name]})
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        return {**found, "form": self.form}


class AgencyPage(ObjectPage):
    """One agency."""

    permission = "agencies.view_agency"
    model = Agency
    template_name = "agencies/agency.html"
    breadcrumb = (("机构", "/agencies/"),)

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("region", "superior")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        officers = EnforcementOfficer.objects.visible_to(self.request.user).filter(agency=self.object)[:50]
        rows = [(officer, _certificates(officer)) for officer in officers_with_certificates(officers)]
        return super().get_context_data(title=self.object.name, officers=rows, basics=_basics(self.object), **kwargs)


class OfficerFilter(forms.Form):
    """Filters of the officer list."""

    q = forms.CharField(label="姓名或证号", required=False)


class OfficerList(RegisterList):
    """Officers and their certificates."""

    permission = "agencies.view_officer"
    model = EnforcementOfficer
    template_name = "agencies/officer_list.html"
    title = "执法人员与证件"
    exported = EXPORTED
    register = OFFICERS

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = OfficerFilter(self.request.GET)
        rows = narrowed(officers_with_certificates(rows), self.request)
        if self.form.is_valid() and self.form.cleaned_data["q"]:
            text = self.form.cleaned_data["q"]
            rows = rows.filter(Q(name__startswith=text) | Q(pk__in=_holders(text)))
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        return {**found, "officers": [(officer, _certificates(officer)) for officer in found["rows"]]}


def _basics(agency: Agency) -> list[dict[str, str]]:
    """What the register says of one agency."""
    rows = (
        ("单位编码", agency.code),
        ("统一社会信用代码", agency.credit_code),
        ("领域", agency.get_sector_display()),
        ("执法主体资格", _qualification(agency)),
        ("上一级主管部门" if agency.vertically_managed else "上级对口单位", agency.superior_department),
        ("联系电话", agency.phone),
    )
    return [{"label": label, "value": value} for label, value in rows]


def _qualification(agency: Agency) -> str:
    """Whether the qualification to enforce is confirmed, and from when to when."""
    if not agency.is_qualified:
        return "未确认"
    days = [f"{agency.qualified_from} 起"] if agency.qualified_from else []
    days += [f"至 {agency.qualified_until}"] if agency.qualified_until else []
    return "已确认" + (f"（{'，'.join(days)}）" if days else "")


def _holders(number: str) -> QuerySet[Any]:
    return EnforcementOfficer.objects.filter(certificates__number=number).values("pk")


def _certificates(officer: EnforcementOfficer) -> list[tuple[Any, str]]:
    return [(certificate, certificate_status(certificate)) for certificate in officer.certificates.all()]
