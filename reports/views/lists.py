"""监督报告列表与发起编制。"""

from __future__ import annotations

from datetime import MAXYEAR
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from agencies.access.person import person
from agencies.models import Region
from reports import selectors
from reports.exports import REPORTS
from reports.forms import ReportFilter, RequestForm
from reports.lifecycles import REPORT
from reports.models import PeriodicReport
from reports.services import compiling
from supervision.web.errors import UserError
from supervision.web.inputs import whole
from supervision.web.list_tables import filter_words
from supervision.web.views import ListPage, Page


class Reports(ListPage):
    """All reports a person may see, newest month first."""

    permission = "reports.view_report"
    title = "监督报告"
    template_name = "reports/reports.html"
    model = PeriodicReport
    keyset_by = "period_start"
    exported = REPORTS

    def get_queryset(self) -> QuerySet[PeriodicReport]:
        return selectors.reports_for(person(self.request))

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.request.GET
        if region := wanted.get("region"):
            rows = rows.filter(region_code=region)
        if state := wanted.get("state"):
            rows = rows.filter(state=state)
        if (year := whole(wanted.get("year", ""))) and year <= MAXYEAR:
            rows = rows.filter(period_start__year=year)
        return rows

    def wanted(self) -> dict[str, str]:
        return filter_words(self._filter(self._regions()))

    def _regions(self) -> dict[str, str]:
        """The places whose reports this person may see."""
        seen = PeriodicReport.objects.visible_to(person(self.request)).order_by()
        return dict(Region.objects.filter(code__in=seen.values("region_code")).values_list("code", "name"))

    def _filter(self, regions: dict[str, str]) -> ReportFilter:
        this_year = timezone.localdate().year
        return ReportFilter(self.request.GET, regions=list(regions.items()), years=list(range(this_year, this_year - 4, -1)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = person(self.request), timezone.localdate()
        context = super().get_context_data(**kwargs)
        context["regions"] = names = self._regions()
        context["filter"] = self._filter(names)
        regions = selectors.bodies_of(user)
        context["request_form"] = RequestForm(regions=regions, today=today) if regions else None
        for row in context["rows"]:
            row.region_name = names.get(row.region_code, row.region_code)
            row.state_shown = REPORT.state(row.state)
        return context


class Request(Page):
    """Asks for a report (POST); a mistake comes back beside the form."""

    permission = "reports.compile_report"
    title = "编制监督报告"
    template_name = "reports/request.html"
    breadcrumb = (("监督报告", "/reports/"),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self._form(None)
        return super().get_context_data(form=form, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        region = get_object_or_404(Region, pk=form.cleaned_data["region"])
        try:
            report = compiling.request_report(region=region, period=form.cleaned_data["period"], actor=person(request))
        except UserError as mistake:
            form.add_error(None, f"{mistake.what}{mistake.remedy}")
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, "已开始编制，完成后可以在这里修改文字、报送审核。")
        return HttpResponseRedirect(report.get_absolute_url())

    def _form(self, data: Any) -> RequestForm:
        return RequestForm(data, regions=selectors.bodies_of(person(self.request)), today=timezone.localdate())
