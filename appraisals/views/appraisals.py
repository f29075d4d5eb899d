"""执法质效评议：列表、方案、一次评议、每一步。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from agencies.access.person import person
from agencies.selectors import narrowed
from appraisals import selectors
from appraisals.choices import Part
from appraisals.exports import APPRAISALS
from appraisals.forms import STEP_FORMS, AppraisalFilter, NoticeForm, PlanForm, StepForm, kept
from appraisals.lifecycles import PUBLISHED, RUN
from appraisals.models import Appraisal
from appraisals.openness import BASIS, judge
from appraisals.services import concluding, planning, publishing
from supervision.web.errors import UserError
from supervision.web.views import ActionView, ListPage, ObjectPage, Page, TakesForm
from supervision.workflow import Conflict, NotAllowed

CRUMBS = (("执法质效评议", "/appraisals/"),)


class AppraisalList(ListPage):
    """The appraisals within reach, newest first, with how far each is and what is published of it."""

    permission = "appraisals.view_appraisal"
    model = Appraisal
    template_name = "appraisals/list.html"
    title = "执法质效评议"
    exported = APPRAISALS

    def get_queryset(self) -> QuerySet[Any]:
        return selectors.appraisals_for(person(self.request))

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = AppraisalFilter(self.request.GET)
        return self.form.narrow(narrowed(rows, self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = planning.body_of(person(self.request)) is not None
        return {**super().get_context_data(**kwargs), "form": self.form, "may_plan": may}


class _Planning(TakesForm):
    """Beside a page: the form of a plan."""

    request: HttpRequest

    def _form(self, data: Any, initial: dict[str, Any]) -> PlanForm:
        grant = planning.body_of(person(self.request))
        agencies = planning.agencies_of(grant).values_list("pk", "name") if grant else []
        return PlanForm(data, agencies=list(agencies), initial=initial)

    def _plan(self, form: PlanForm, made: Appraisal | None) -> HttpResponse:
        planned = planning.plan(given=form.plan, actor=person(self.request), made=made)
        messages.success(self.request, "方案已保存。标准公开以前可以修改，公开后开始评议。")
        return HttpResponseRedirect(planned.get_absolute_url())


class NewAppraisal(_Planning, Page):
    """Write a plan."""

    permission = RUN
    template_name = "appraisals/plan.html"
    title = "拟订评议方案"
    breadcrumb = CRUMBS

    def form_of(self, data: Any = None) -> PlanForm:
        year = timezone.localdate().year
        return self._form(
            data, {"title": f"{year}年度执法质效评议", "period_start": f"{year}-01-01", "period_end": f"{year}-12-31", "basis": BASIS}
        )  # fmt: skip

    def act(self, form: PlanForm) -> HttpResponse:
        return self._plan(form, None)


class ChangePlan(_Planning, ObjectPage):
    """Change a plan whose standard is not published yet."""

    permission = RUN
    model = Appraisal
    template_name = "appraisals/plan.html"
    title = "修改评议方案"

    def admit(self) -> None:
        super().admit()
        if refusal := planning.change_refusal(self.object, person(self.request)):
            raise NotAllowed(refusal.message, refusal.article)

    def form_of(self, data: Any = None) -> PlanForm:
        return self._form(data, {} if data is not None else kept(self.object))

    def act(self, form: PlanForm) -> HttpResponse:
        return self._plan(form, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(breadcrumb=(*CRUMBS, (str(self.object), self.object.get_absolute_url())), **kwargs)


def _one(request: HttpRequest) -> QuerySet[Any]:
    people = ("made_by", "made_for", "settled_by", "settled_for", "closed_by", "closed_for")
    return Appraisal.objects.visible_to(request.user).select_related("agency", *people)


class AppraisalPage(ObjectPage):
    """One appraisal: plan, standard, what is published, who has how many points, what may be done next."""

    permission = "appraisals.view_appraisal"
    model = Appraisal
    template_name = "appraisals/appraisal.html"

    def get_queryset(self) -> QuerySet[Any]:
        return _one(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**_context(self.request, self.object), **kwargs)


class AppraisalAct(ActionView):
    """公开标准、公开过程、定结果、公开结果、办结、撤销. What is wrong in the form stands in it, with all that was written (422)."""

    permission = "appraisals.view_appraisal"
    fresh = {"settle": "定评议结果"}
    model = Appraisal

    def get_queryset(self) -> QuerySet[Any]:
        return _one(self.request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reach()
        action = request.POST.get("action", "")
        if action not in STEP_FORMS:
            messages.error(request, "没有这一步。请从页面上的按钮办理。")
            return HttpResponseRedirect(self.done_url())
        form = STEP_FORMS[action](action, request.POST)
        try:
            if form.is_valid():
                messages.success(request, _do(action, self.object, form, person(request)))
                return HttpResponseRedirect(self.done_url())
        except NotAllowed as refusal:
            messages.error(request, f"{refusal.message}{f'（{refusal.article}）' if refusal.article else ''}")
            return HttpResponseRedirect(self.done_url())
        except Conflict as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.done_url())
        except UserError as refusal:
            form.add_error(None, str(refusal))
        found = _context(request, self.object, (action, form))
        return render(request, "appraisals/appraisal.html", {"object": self.object, **found}, status=422)


def _context(request: HttpRequest, made: Appraisal, wrong: tuple[str, StepForm] | None = None) -> dict[str, Any]:
    """What the page of an appraisal shows; `wrong`: a step whose form was sent and has errors."""
    user = person(request)
    options = selectors.options(made, user)
    grant = user.scope.grant_for(RUN, made)
    own = grant is not None and made.handled_at(grant)
    steps = []
    for action, option in ((one.transition.action, one) for one in options if one.allowed):
        steps.append((option, wrong[1] if wrong and wrong[0] == action else STEP_FORMS[action](action)))
    return {
        "title": made.title,
        "breadcrumb": CRUMBS,
        "items": list(made.items.all()),
        "told": selectors.publications_of(made),
        "rows": list(selectors.rows_of(made)),
        "judgement": judge(made.closed_on, made.days),
        "basis": BASIS,
        "steps": steps,
        "form": wrong[1] if wrong else None,
        "shut": [option for option in options if option.refusal not in {None, PUBLISHED}],
        "may_change": own and made.state == "draft",
        "may_score": own and made.state == "scoring",
    }


def _do(action: str, made: Appraisal, form: StepForm, actor: Any) -> str:
    """One step; what to tell the person."""
    if isinstance(form, NoticeForm):
        part = Part(action.removeprefix("publish_"))
        publishing.publish(made=made, part=part, notice=form.notice, actor=actor)
        return {
            Part.CRITERIA: "评议标准已登记公开，开始评议；被评议单位现在可以看到标准。",
            Part.PROCESS: "评议过程已登记公开。",
            Part.RESULT: "评议结果已登记公开；被评议单位现在可以看到得分。",
        }[part]
    match action:
        case "settle":
            concluding.settle(made=made, words=form.cleaned_data["words"], actor=actor)
            return "结果已定，评分不能再改；请登记公开过程和结果。"
        case "cancel":
            concluding.cancel(made=made, words=form.cleaned_data["words"], actor=actor)
            return "评议已撤销。"
    concluding.close(made=made, actor=actor)
    return "评议已办结。"
