"""评分的页面：一个单位，逐项得分和评语。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect

from agencies.access.person import person
from appraisals import selectors
from appraisals.forms import ScoreForm
from appraisals.lifecycles import RUN
from appraisals.models import AppraisedAgency
from appraisals.openness import BASIS
from appraisals.services import scoring
from supervision.web.views import ObjectPage, TakesForm
from supervision.workflow import NotAllowed


class ScoreAgency(TakesForm, ObjectPage):
    """Score one agency by the whole standard."""

    permission = RUN
    model = AppraisedAgency
    template_name = "appraisals/score.html"

    def get_queryset(self) -> QuerySet[Any]:
        return selectors.to_score(person(self.request))

    def admit(self) -> None:
        super().admit()
        if refusal := scoring.refusal_of(self.object, person(self.request)):
            raise NotAllowed(refusal.message, refusal.article)

    def form_of(self, data: Any = None) -> ScoreForm:
        return ScoreForm(data, lines=selectors.lines_of(self.object))

    def act(self, form: ScoreForm) -> HttpResponse:
        changed = scoring.score(row=self.object, marks=form.marks, actor=person(self.request))
        messages.success(self.request, f"{self.object.agency.short_name}：已保存 {changed} 项。" if changed else "没有改动。")
        return HttpResponseRedirect(self.object.appraisal.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = self.object.appraisal
        crumbs = (("执法质效评议", "/appraisals/"), (str(made), made.get_absolute_url()))
        title = f"评议{self.object.agency.short_name}"
        return super().get_context_data(**{"title": title, "breadcrumb": crumbs, "basis": BASIS, **kwargs})
