"""线索：列表、登记、一件线索、每一步、查看投诉人和举报人。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from agencies.access.person import person
from agencies.selectors import narrowed
from leads.choices import DECLINE_BASIS, DeclineKind, LeadOutcome, LeadSource
from leads.exports import LEADS
from leads.forms import STEP_FORMS, LeadFilter, LeadForm, LookForm, PassForm, StepForm
from leads.lifecycles import LEAD, TOLD
from leads.limits import BASIS, LIMIT
from leads.models import Lead
from leads.selectors import lead_rows, listed_rows, view_of
from leads.services import handling, informants
from leads.services.registering import Told, register_lead
from supervision.web.errors import UserError
from supervision.web.views import ActionView, ListPage, ObjectPage, Page, TakesForm
from supervision.workdays import calendar, due_on
from supervision.workflow import Conflict, NotAllowed

CRUMBS = (("投诉举报线索", "/leads/"),)
SHOWN_SECONDS = 600
"""How long a page with an informant in clear stays open."""


class LeadList(ListPage):
    """The leads within reach, newest first, with how long there is."""

    permission = "leads.view_lead"
    model = Lead
    template_name = "leads/lead_list.html"
    title = "投诉举报线索"
    exported = LEADS

    def get_queryset(self) -> QuerySet[Any]:
        return listed_rows(self.request.user)

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = LeadFilter(self.request.GET)
        return self.form.narrow(narrowed(rows, self.request), timezone.localdate(), self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, days = super().get_context_data(**kwargs), calendar.current()
        lines = [(row, due_on(row.accepted_on, LIMIT, days) if row.accepted_on else None) for row in found["rows"]]
        return {
            **found,
            "form": self.form,
            "lines": lines,
            "today": timezone.localdate(),
            "may_register": person(self.request).has_perm("leads.register_lead"),
        }


class RegisterLead(TakesForm, Page):
    """登记线索."""

    permission = "leads.register_lead"
    template_name = "leads/lead_new.html"
    title = "登记线索"
    breadcrumb = CRUMBS

    def form_of(self, data: Any = None) -> LeadForm:
        return LeadForm(data, user=self.request.user)

    def act(self, form: LeadForm) -> HttpResponse:
        given = form.cleaned_data
        told = Told(
            source=LeadSource(given["source"]),
            received_on=given["received_on"],
            text=given["text"],
            anonymous=given["anonymous"],
            name=given["name"],
            contact=given["contact"],
        )
        made = register_lead(told=told, agency=given["agency"], actor=person(self.request))
        messages.success(self.request, f"已登记，编号 {made.number}，由{made.handler.name}办理。")
        return HttpResponseRedirect(made.get_absolute_url())


class LeadPage(ObjectPage):
    """One lead: what was said, whose it is, how long there is, what may be done next."""

    permission = "leads.view_lead"
    model = Lead
    template_name = "leads/lead.html"

    def get_queryset(self) -> QuerySet[Any]:
        return lead_rows(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**_context(self.request, self.object), **kwargs)


class LeadAct(ActionView):
    """受理、不予受理、转办、办结、登记告知. What is wrong in the form stands in it, with all that was written (422)."""

    permission = "leads.handle_lead"
    model = Lead

    def get_queryset(self) -> QuerySet[Any]:
        return lead_rows(self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reach()
        action = request.POST.get("action", "")
        if action not in STEP_FORMS:
            messages.error(request, "没有这种处理方式。请从页面上的按钮办理。")
            return HttpResponseRedirect(self.done_url())
        form = STEP_FORMS[action](action, self.object, request.POST)
        try:
            if form.is_valid():
                messages.success(request, _do(action, self.object, form.cleaned_data, person(request)))
                return HttpResponseRedirect(self.done_url())
        except NotAllowed as refusal:
            messages.error(request, f"{refusal.message}{f'（{refusal.article}）' if refusal.article else ''}")
            return HttpResponseRedirect(self.done_url())
        except Conflict as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.done_url())
        except UserError as refusal:
            form.add_error(None, str(refusal))
        return render(request, "leads/lead.html", {"object": self.object, **_context(request, self.object, form)}, status=422)


class Informant(TakesForm, ObjectPage):
    """查看投诉人、举报人: a reason, a fresh proof of who asks, and the page shows it once. Nothing of it is cached."""

    permission = "leads.see_informant"
    fresh = True
    model = Lead
    template_name = "leads/informant.html"
    title = "投诉人、举报人"

    def get_queryset(self) -> QuerySet[Any]:
        return Lead.objects.visible_to(self.request.user).select_related("agency", "handler")

    def admit(self) -> None:
        informants.require_needed(self.object, person(self.request))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Cache-Control"] = "no-store, private"
        return response

    def form_of(self, data: Any = None) -> LookForm:
        return LookForm(data)

    def act(self, form: LookForm) -> HttpResponse:
        found = informants.show(lead=self.object, reason=form.cleaned_data["reason"], actor=person(self.request))
        response = self.render_to_response(self.get_context_data(form=form, found=found))
        response["Refresh"] = f"{SHOWN_SECONDS}; url={self.object.get_absolute_url()}"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = (*CRUMBS, (self.object.number, self.object.get_absolute_url()))
        return super().get_context_data(**{"breadcrumb": crumbs, **kwargs})


def _context(request: HttpRequest, lead: Lead, wrong: StepForm | None = None) -> dict[str, Any]:
    """What the page of a lead shows; `wrong`: a step's form that was sent and has errors."""
    user, today = person(request), timezone.localdate()
    options = LEAD.available(lead, user)
    steps = []
    for option in (option for option in options if option.allowed):
        action = option.transition.action
        form = wrong if isinstance(wrong, STEP_FORMS[action]) else STEP_FORMS[action](action, lead)  # type: ignore[arg-type]
        if not isinstance(form, PassForm) or form.bodies:
            steps.append((option, form))
    looks = user.scope.grant_for("leads.see_informant", lead)
    return {
        "title": f"线索 {lead.number}",
        "breadcrumb": CRUMBS,
        "view": view_of(lead, today=today, calendar=calendar.current()),
        "today": today,
        "basis": BASIS,
        "steps": steps,
        "form": wrong,
        "shut": [option for option in options if option.refusal not in {None, TOLD}],
        "decline_basis": DECLINE_BASIS.get(lead.decline_kind, ""),  # type: ignore[call-overload]
        "may_look": looks is not None and lead.handled_at(looks) and not lead.anonymous and not lead.is_told,
        "may_triage": user.has_perm("cases.view_finding"),
    }


def _do(action: str, lead: Lead, given: dict[str, Any], actor: Any) -> str:
    """One step; what to tell the person."""
    match action:
        case "accept":
            handling.accept(lead=lead, on=given["on"], actor=actor)
            return f"已受理{'，六十日内作出处理决定并告知' if lead.facts.from_the_public else ''}。"
        case "decline":
            kind = DeclineKind(given["kind"])
            handling.decline(lead=lead, kind=kind, reason=given["words"], on=given["on"], actor=actor)
            return "不予受理，请告知理由后登记告知日期。" if not lead.anonymous else "不予受理。"
        case "handle":
            outcome = LeadOutcome(given["outcome"])
            handling.handle(lead=lead, outcome=outcome, result=given["words"], on=given["on"], actor=actor)
            return "已办结，请告知处理结果后登记告知日期。" if not lead.anonymous else "已办结。"
        case "pass":
            handling.pass_on(lead=lead, to=given["to"], reason=given["words"], actor=actor)
            return f"已转{given['to'].short_name}办理。"
    handling.inform(lead=lead, on=given["on"], actor=actor)
    return "已登记告知日期。"
