"""评查结果的页面：各单位的结果，单位看本单位的、提出异议。"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from cases.models import ReviewedAgency, ReviewFile
from cases.review import objecting, scoring, selectors
from cases.review.exports import RESULTS
from cases.review.forms import ResultFilter
from cases.review.results import RANKED_FROM
from supervision.web.views import ActionView, ListPage, ObjectPage
from supervision.workdays import Period, Unit, calendar, explain, remaining


class ResultList(ListPage):
    """Results that have been told, newest first: an agency's own, or all of a body's."""

    permission = "cases.view_review_result"
    model = ReviewedAgency
    template_name = "cases/review/results.html"
    title = "评查结果"
    exported = RESULTS

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(state__in=["told", "published"]).select_related("agency")

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = ResultFilter(self.request.GET)
        self.form.is_valid()
        return rows.filter(**{name: value for name, value in self.form.cleaned_data.items() if value})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "form": self.form, "ranked_from": RANKED_FROM}


class ResultPage(ObjectPage):
    """One agency's result: figures, files with what was deducted, objections, and once published everybody's table."""

    permission = "cases.view_review_result"
    model = ReviewedAgency
    template_name = "cases/review/result.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(state__in=["told", "published"]).select_related("agency")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        result, user, today, days = self.object, person(self.request), timezone.localdate(), calendar.current()
        rows = selectors.results_of(result, user)
        objectable = (
            result.state == "told" and today <= result.objection_due and bool(user.scope.with_permission(objecting.OBJECT))
        )
        amount = days.workdays_between(result.told_on, result.objection_due)
        return super().get_context_data(
            breadcrumb=(("评查结果", reverse("cases:review_results")),),
            rows=rows,
            today=today,
            may_object=objectable,
            remaining=remaining(today, result.objection_due, days),
            counted=explain(result.told_on, Period(amount, Unit.WORKDAY), days),
            ranked_from=RANKED_FROM,
            sources=scoring.SOURCES,
            **kwargs,
        )


class RaiseObjection(ActionView):
    """The agency objects to one file."""

    permission = objecting.OBJECT
    model = ReviewFile

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        made = objecting.raise_objection(
            file=self.object, words=request.POST.get("words", ""), actor=person(request), today=timezone.localdate()
        )
        return f"异议已提出，复核期限届满日 {made.answer_due:%Y-%m-%d}。"

    def done_url(self) -> str:
        visible = ReviewedAgency.objects.visible_to(person(self.request))
        mine = visible.filter(round=self.object.round_id, agency=self.object.agency_id).first()
        return mine.get_absolute_url() if mine else reverse("cases:review_results")
