"""工作日历页：哪一年已公布，哪些天放假、哪些天调休上班；新一年的安排在这里载入。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from agencies.services.calendar import load_arrangement
from supervision.web.views import Page
from supervision.workdays.models import CalendarDay, CalendarYear


class ArrangementForm(forms.Form):
    """One year's arrangement as CSV."""

    year = forms.IntegerField(label="年份", min_value=2004, max_value=2100)
    source = forms.CharField(label="来源", max_length=200, help_text="国务院办公厅通知的文号")
    file = forms.FileField(label="文件", help_text="CSV，列：日期、是否工作日、名称；只列放假日和调休上班日即可")


class CalendarPage(Page):
    """The years and, of one year, every day that differs from the plain week."""

    permission = "workdays.view_calendar"
    template_name = "agencies/calendar.html"
    title = "工作日历"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self.request.GET.get("year", "")
        year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else timezone.localdate().year
        special = CalendarDay.objects.filter(day__year=year).filter(~Q(name="") | Q(is_statutory_holiday=True)).order_by("day")
        kwargs.setdefault("form", ArrangementForm(initial={"year": timezone.localdate().year + 1}))
        return super().get_context_data(
            year=year,
            years=CalendarYear.objects.filter(year__gte=timezone.localdate().year - 3),
            days=[day for day in special if day.is_statutory_holiday or day.is_workday],
            may_load=person(self.request).has_perm("workdays.load_calendar"),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if not person(request).has_perm("workdays.load_calendar"):
            raise PermissionDenied("只有系统管理员可以载入工作日历。")
        form = ArrangementForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        year = form.cleaned_data["year"]
        change = load_arrangement(
            year=year, content=form.cleaned_data["file"].read(), source=form.cleaned_data["source"], actor=person(request)
        )
        messages.success(request, f"已载入{year}年放假安排：{change.in_words}；受影响的期限已重新计算并留痕。")
        return HttpResponseRedirect(f"{reverse('agencies:calendar')}?year={year}")
