"""社会监督员的三页：反映问题、我的记录、其中一件。用手机，一只手。

Everything here is by person: what somebody reported themselves is theirs to follow, and nothing else is there. Within the bodies a lead is
what `leads.py` shows; here stand no names, no transfers, no judgement of the sixty days, only the day they end and what came of it.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from leads.choices import DECLINE_BASIS
from leads.forms import ReportForm
from leads.limits import BASIS, LIMIT, counted
from leads.models import Lead
from leads.selectors import own_rows
from leads.services.reporting import report_lead
from supervision.web.views import ListPage, ObjectPage, Page, TakesForm
from supervision.workdays import calendar, due_on


class Report(TakesForm, Page):
    """反映问题: about whom, what, and that is all."""

    permission = "leads.report_lead"
    template_name = "leads/report.html"
    title = "反映问题"

    def form_of(self, data: Any = None) -> ReportForm:
        return ReportForm(data, user=self.request.user)

    def act(self, form: ReportForm) -> HttpResponse:
        given = form.cleaned_data
        made = report_lead(text=given["text"], contact=given["contact"], agency=given["agency"], actor=person(self.request))
        messages.success(self.request, f"已经提交，编号 {made.number}，由{made.handler.name}办理。")
        return HttpResponseRedirect(reverse("leads:own_lead", args=[made.pk]))


class OwnLeads(ListPage):
    """我的记录, newest first."""

    permission = "leads.view_own_lead"
    model = Lead
    template_name = "leads/own_leads.html"
    title = "我的记录"
    page_size = 20

    def get_queryset(self) -> QuerySet[Any]:
        return own_rows(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, days = super().get_context_data(**kwargs), calendar.current()
        lines = [(row, due_on(row.accepted_on, LIMIT, days) if row.accepted_on else None) for row in found["rows"]]
        return {**found, "lines": lines, "today": timezone.localdate()}


class OwnLead(ObjectPage):
    """One of one's own: where it stands, why, what came of it, and until when."""

    permission = "leads.view_own_lead"
    model = Lead
    template_name = "leads/own_lead.html"

    def get_queryset(self) -> QuerySet[Any]:
        return own_rows(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        explanation = counted(self.object.facts, calendar.current())
        return super().get_context_data(
            **{
                "title": f"反映 {self.object.number}",
                "breadcrumb": (("我的记录", reverse("leads:mine")),),
                "today": timezone.localdate(),
                "explanation": explanation,
                "due_on": explanation.due.day if explanation else None,
                "basis": BASIS,
                "decline_basis": DECLINE_BASIS.get(self.object.decline_kind, ""),
                **kwargs,
            }
        )
