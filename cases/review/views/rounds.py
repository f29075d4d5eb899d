"""评查批次的页面：列表、方案、批次、抽取的核验。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from cases.models import ReviewRound
from cases.review import drawing, results, scoring, selectors
from cases.review import rounds as services
from cases.review.choices import Stratum
from cases.review.exports import ROUNDS
from cases.review.forms import PlanForm, RoundFilter
from supervision.web.inputs import wholes
from supervision.web.views import ActionView, ListPage, ObjectPage, Page, TakesForm
from supervision.workflow import NotAllowed


class ReviewList(ListPage):
    """All rounds that a person may see, newest first."""

    permission = "cases.view_review"
    model = ReviewRound
    template_name = "cases/review/list.html"
    title = "案卷评查"
    exported = ROUNDS

    def get_queryset(self) -> QuerySet[Any]:
        return selectors.rounds_for(person(self.request))

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = RoundFilter(self.request.GET)
        self.form.is_valid()
        return rows.filter(**{name: value for name, value in self.form.cleaned_data.items() if value})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = services.body_of(person(self.request)) is not None
        return {**super().get_context_data(**kwargs), "form": self.form, "may_plan": may}


class _Planning(TakesForm):
    """Beside a page: the form of a plan."""

    request: HttpRequest

    def _form(self, data: Any, initial: dict[str, Any]) -> PlanForm:
        grant = services.body_of(person(self.request))
        agencies = services.agencies_of(grant).values_list("pk", "name") if grant else []
        return PlanForm(data, agencies=list(agencies), initial=initial)

    def _plan(self, form: PlanForm, made: ReviewRound | None) -> HttpResponse:
        given = form.cleaned_data
        planned = services.plan(given=given, agencies=wholes(given["agencies"]), actor=person(self.request), made=made)
        messages.success(self.request, "方案已保存，核对后随机抽取。")
        return HttpResponseRedirect(planned.get_absolute_url())


class NewReview(_Planning, Page):
    """Plan a round."""

    permission = "cases.plan_review"
    template_name = "cases/review/plan.html"
    title = "拟定评查方案"
    breadcrumb = (("案卷评查", "/reviews/"),)

    def form_of(self, data: Any = None) -> PlanForm:
        year = timezone.localdate().year
        return self._form(data, {"title": f"{year}年行政执法案卷评查", "period_start": f"{year}-01-01"})

    def act(self, form: PlanForm) -> HttpResponse:
        return self._plan(form, None)


class ChangePlan(_Planning, ObjectPage):
    """Change a plan that has not been drawn yet."""

    permission = "cases.plan_review"
    model = ReviewRound
    template_name = "cases/review/plan.html"
    title = "修改评查方案"

    def admit(self) -> None:
        super().admit()
        if refusal := services.plan_refusal(self.object, person(self.request)):
            raise NotAllowed(refusal.message, refusal.article)

    def form_of(self, data: Any = None) -> PlanForm:
        made = self.object
        kept = {name: getattr(made, name) for name in services.PLANNED if name != "wanted"}
        sizes = {f"size_{stratum.value}": made.wanted.get(stratum.value, 0) for stratum in Stratum}
        chosen = [] if data is not None else list(made.agencies.values_list("agency_id", flat=True))
        return self._form(data, kept | sizes | {"agencies": chosen})

    def act(self, form: PlanForm) -> HttpResponse:
        return self._plan(form, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = (("案卷评查", reverse("cases:reviews")), (str(self.object), self.object.get_absolute_url()))
        return super().get_context_data(breadcrumb=crumbs, **kwargs)


class ReviewPage(ObjectPage):
    """One round: its plan, its draw, how far it is, its results, and what comes next."""

    permission = "cases.view_review"
    model = ReviewRound
    template_name = "cases/review/round.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("agency", "made_by", "drawn_by", "published_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made, user = self.object, person(self.request)
        view = selectors.round_view(made)
        own = bool((grant := user.scope.grant_for("cases.plan_review", made)) and made.handled_at(grant))
        assigning = own and made.state == "reviewing" and view.waiting
        return super().get_context_data(
            breadcrumb=(("案卷评查", reverse("cases:reviews")),),
            options=selectors.options(made, user),
            view=view,
            candidates=selectors.candidates(made) if assigning else [],
            may_change=own and made.state == "draft",
            may_seed=own and made.state == "draft",
            grades=results.grades_of(made) if view.scored else [],
            average=selectors.average_of(row.result for row in view.agencies),
            ranked_from=results.RANKED_FROM,
            sources=scoring.SOURCES,
            **kwargs,
        )


class ReviewAct(ActionView):
    """A step of a round: draw, assign, cancel, notify, publish."""

    permission = "cases.view_review"
    fresh = {"publish": "公布评查结果"}
    model = ReviewRound

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        action, words = request.POST.get("action", ""), request.POST.get("words", "")
        made, actor = self.object, person(request)
        match action:
            case "draw":
                drawn = drawing.draw(made=made, actor=actor, seed=request.POST.get("seed", ""))
                return f"已从 {drawn.population:,} 件中随机抽取 {drawn.files.count():,} 件，种子和总体摘要已经记录。"
            case "assign":
                files = services.assign(made=made, reviewers=wholes(request.POST.getlist("reviewers")), actor=actor)
                return f"已分派 {files} 件，每件两人。"
            case "cancel":
                services.cancel(made=made, actor=actor, words=words)
                return "批次已撤销。"
            case "notify":
                services.notify(made=made, actor=actor, today=timezone.localdate())
                return "结果已告知被评查单位，单位可以在期限内提出异议。"
            case "publish":
                services.publish(made=made, actor=actor, words=words)
                return "结果已公布。"
        raise PermissionDenied("没有这一步。")


class DrawProof(ObjectPage):
    """Draw again from what was kept, and compare."""

    permission = "cases.view_review"
    model = ReviewRound
    template_name = "cases/review/proof.html"
    title = "核验抽取"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proofs = drawing.prove(self.object)
        crumbs = (("案卷评查", reverse("cases:reviews")), (str(self.object), self.object.get_absolute_url()))
        agree = all(proof.agrees for proof in proofs)
        return super().get_context_data(breadcrumb=crumbs, proofs=proofs, agree=agree, **kwargs)
