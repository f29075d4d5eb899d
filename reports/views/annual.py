"""行政执法统计年报：五张表，表下印口径；每个数点开是它数的案件；可以导出工作簿、打印公文。"""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from agencies.models import Agency, EnforcementOfficer
from agencies.selectors import narrowed
from cases.models import EnforcementCase
from cases.selectors.cases import with_marks
from reports.annual.counting import (
    BY_AGENCY,
    BY_REGION,
    PERMISSION,
    Annual,
    Asked,
    Counted,
    Line,
    Period,
    Places,
    annual,
    cases_behind,
    places_of,
)
from reports.annual.kinds import rule_of
from reports.annual.paper import government_of, print_annual
from reports.annual.tables import BY_KEY, PENALTIES, TABLES, Column
from reports.annual.wording import change, footnotes, heading, shown
from reports.annual.workbook import write_annual
from reports.models import ActivityMonth
from reports.services.issuing import DOCX, PDF
from supervision.web.errors import UserError
from supervision.web.export_views import TYPES, downloaded
from supervision.web.exporting import ExportedFile, new_number, trace_export, watermark
from supervision.web.inputs import whole
from supervision.web.list_tables import filter_words
from supervision.web.throttling import PRINT
from supervision.web.views import ListPage, Page, View

EXPORT_PERMISSION = "reports.export_annual"
NAME = "行政执法统计年报"
YEARS_BACK = 5
MONTHS = [(str(month), f"{month}月") for month in range(1, 13)]


class AnnualForm(forms.Form):
    """The year, the months within it, the place, and what a line is; in the address. What is not named is the whole of the year that is
    due: last year until March, then the current one."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    first = forms.TypedChoiceField(label="月份自", coerce=int, choices=MONTHS)
    last = forms.TypedChoiceField(label="至", coerce=int, choices=MONTHS)
    region = forms.ChoiceField(label="地区", required=False)
    by = forms.ChoiceField(label="分行", choices=[(BY_AGENCY, "按单位"), (BY_REGION, "按地区")])

    def __init__(self, data: Any, *, places: Places) -> None:
        today = timezone.localdate()
        several = len(places.regions) > 1
        usual = {
            "year": str(today.year - (today.month <= 3)),
            "first": "1",
            "last": "12",
            "region": "",
            "by": BY_REGION if several and not data.get("region") else BY_AGENCY,
        }
        super().__init__({name: data.get(name) or value for name, value in usual.items()})
        years = range(today.year, today.year - YEARS_BACK, -1)
        self.fields["year"].choices = [(str(year), f"{year}年") for year in years]  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", "全部"), *places.regions.items()]  # type: ignore[attr-defined]
        if not several:
            self.fields["region"].widget = self.fields["by"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Months in order."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("first") and found.get("last") and found["last"] < found["first"]:
            self.add_error("last", "止月早于起月，请改一下。")
        return found

    def asked(self) -> Asked | None:
        """What is asked for; None when it does not parse."""
        if not self.is_valid():
            return None
        found = self.cleaned_data
        return Asked(Period(found["year"], found["first"], found["last"]), found["region"], found["by"])


class _Annual:
    """What the pages of the annual statistics have in common: the figures that this person may see."""

    request: HttpRequest

    def places(self) -> Places:
        """The agencies in scope, within the county chosen in the frame."""
        return places_of(narrowed(Agency.objects.visible_to(person(self.request), PERMISSION), self.request))

    def rows(self) -> QuerySet[ActivityMonth]:
        """What has been counted of them."""
        return ActivityMonth.objects.visible_to(person(self.request))

    def annual(self, places: Places, asked: Asked) -> Annual:
        """The figures."""
        officers = EnforcementOfficer.objects.visible_to(person(self.request))
        return annual(rows=self.rows(), officers=officers, places=places, asked=asked, rule=rule_of(asked.period.year))

    def place(self, places: Places, asked: Asked) -> str:
        """Whose statistics these are, in words."""
        grant = person(self.request).scope.with_permission(PERMISSION)[0]
        if grant.by_agency:
            return grant.agency_name
        if asked.region:
            return places.regions[asked.region]
        return next(iter(places.regions.values())) if len(places.regions) == 1 else grant.region_name


class AnnualPage(_Annual, Page):
    """One table on the screen, the others as tabs."""

    permission = PERMISSION
    template_name = "reports/annual.html"
    title = "行政执法统计年报"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = self.places()
        form = AnnualForm(self.request.GET, places=places)
        asked = form.asked()
        key = self.request.GET.get("table", "")
        table = BY_KEY.get(key, PENALTIES)
        context: dict[str, Any] = {"form": form, "table": table, "asked": asked, "today": timezone.localdate()}
        if asked is not None:
            found = self.annual(places, asked)
            counted = next(one for one in found.tables if one.table is table)
            context |= {
                "rule": found.rule,
                "place": self.place(places, asked),
                "headings": [(column, heading(column, found.rule.unit)) for column in table.columns],
                "lines": [self._line(line, counted, found) for line in counted.lines],
                "total": self._line(counted.total, counted, found),
                "before": [shown(one, counted.before.values[one.key], found.rule.unit) for one in table.columns],
                "changes": [change(one, counted.total.values[one.key], counted.before.values[one.key]) for one in table.columns],
                "footnotes": footnotes(counted, found.rule),
                "query": self._query(asked),
            }
        tabs = [
            {"label": one.title, "url": f"?{self._query(asked, table=one.key)}", "current": one is table, "count": None}
            for one in TABLES
        ]
        may = person(self.request)
        return super().get_context_data(**context, tabs=tabs, exports=may.has_perm(EXPORT_PERMISSION), **kwargs)

    @staticmethod
    def _query(asked: Asked | None, **more: str) -> str:
        if asked is None:
            return urlencode(more)
        period = asked.period
        named = {"year": period.year, "first": period.first, "last": period.last, "region": asked.region, "by": asked.by}
        return urlencode(named | more)

    def _line(self, line: Line, counted: Counted, found: Annual) -> dict[str, Any]:
        """A line with the addresses of the cases that its figures count."""
        asked = found.asked
        region = line.region if line.agency_id is None and line.region else asked.region
        whose = {"region": region} | ({"agency": str(line.agency_id)} if line.agency_id else {})
        cells = []
        for column in counted.table.columns:
            value = line.values[column.key]
            url = ""
            if value and column.leads:
                query = self._query(asked, **whose, table=counted.table.key, column=column.key)
                url = f"{reverse('reports:annual_cases')}?{query}"
            cells.append((column, shown(column, value, found.rule.unit), url))
        return {"label": line.label, "agency_id": line.agency_id, "cells": cells}


class AnnualCases(_Annual, ListPage):
    """The cases that one figure counts: as many as the figure says, as far as this person sees them."""

    permission = PERMISSION
    model = EnforcementCase
    template_name = "reports/annual_cases.html"
    title = "年报数字对应的案件"
    keyset_by = "listed_on"

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        places = self.places()
        asked = AnnualForm(self.request.GET, places=places).asked()
        self.column = self._column()
        if asked is None or self.column is None:
            return rows.none()
        self.whose = self._whose(places, asked)
        self.asked = asked
        rule = rule_of(asked.period.year)
        agency = whole(self.request.GET.get("agency", ""))
        found = cases_behind(
            narrowed(rows, self.request), self.rows(), column=self.column, asked=asked, rule=rule, agency_id=agency
        )
        return with_marks(found, self.request.user)

    def _column(self) -> Column | None:
        table = BY_KEY.get(self.request.GET.get("table", ""), PENALTIES)
        self.table = table
        return next((one for one in table.columns if one.key == self.request.GET.get("column", "")), None)

    def _whose(self, places: Places, asked: Asked) -> str:
        agency = whole(self.request.GET.get("agency", ""))
        named = next((one.name for one in places.agencies if one.pk == agency), "")
        return named or self.place(places, asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        query = self.request.GET.copy()
        for name in ("after", "before", "column", "agency"):
            query.pop(name, None)
        back = f"{reverse('reports:annual')}?{query.urlencode()}"
        told = {name: getattr(self, name, None) for name in ("column", "whose", "asked", "table")}
        shows_marks = self.request.user.has_perm("cases.view_finding")
        return {**found, **told, "breadcrumb": (("统计年报", back),), "back": back, "shows_marks": shows_marks}


class AnnualFile(_Annual, View):
    """The tables as a workbook, or as a report in the format of official papers. A POST: it is numbered and traced."""

    permission = EXPORT_PERMISSION
    throttle = PRINT
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """The file. Raises UserError for a period or a form that there is not."""
        form, places = request.POST.get("form", ""), self.places()
        wanted = AnnualForm(request.GET, places=places)
        asked = wanted.asked()
        if asked is None or form not in ("xlsx", "pdf", "docx"):
            raise UserError("年度、月份或者格式不对。", where="导出", remedy="请回到“统计年报”重新选择。")
        with transaction.atomic():
            made = self._made(self.annual(places, asked), self.place(places, asked), form, filter_words(wanted))
        name = f"{self.place(places, asked)}{asked.period.label}行政执法统计 {made.number}.{form}"
        return downloaded(made.file, name, {**TYPES, "pdf": PDF, "docx": DOCX}[form])

    def _made(self, found: Annual, place: str, form: str, words: dict[str, str]) -> ExportedFile:
        actor = person(self.request)
        number = new_number()
        if form == "xlsx":
            mark = watermark(number, name=NAME, wanted=words, body=actor.bodies(EXPORT_PERMISSION), actor=actor)
            file = write_annual(found, title=f"{place}{found.asked.period.label}", mark=mark)
        else:
            grant = actor.scope.with_permission(EXPORT_PERMISSION)[0]
            title = f"关于{place}{found.asked.period.label}\n行政执法统计情况的报告"
            printed = print_annual(found, title=title, issuer=grant.agency_name, recipient=government_of(grant.region_code))
            file = io.BytesIO(printed.pdf if form == "pdf" else printed.docx)
        made = ExportedFile(file, number, sum(len(counted.lines) for counted in found.tables))
        trace_export(made, name=NAME, form=form, wanted=words, actor=actor)
        return made
