"""评议结果的页面：单位看本单位的标准、得分和公开的结果。"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from agencies.access.person import person
from agencies.selectors import narrowed
from appraisals import selectors
from appraisals.exports import RESULTS
from appraisals.forms import ResultFilter
from appraisals.models import AppraisedAgency
from appraisals.openness import BASIS
from supervision.web.views import ListPage, ObjectPage


class ResultList(ListPage):
    """Agencies whose standard or result is published, newest first: an agency's own, or all of a body's."""

    permission = "appraisals.view_result"
    model = AppraisedAgency
    template_name = "appraisals/results.html"
    title = "评议结果"
    exported = RESULTS

    def get_queryset(self) -> QuerySet[Any]:
        return selectors.results_for(person(self.request))

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = ResultFilter(self.request.GET)
        self.form.is_valid()
        rows = narrowed(rows, self.request)
        return rows.filter(**{name: value for name, value in self.form.cleaned_data.items() if value})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "form": self.form}


class ResultPage(ObjectPage):
    """What was published about one agency: the standard, and once the result is, its points and everybody's table."""

    permission = "appraisals.view_result"
    model = AppraisedAgency
    template_name = "appraisals/result.html"

    def get_queryset(self) -> QuerySet[Any]:
        return selectors.results_for(person(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        published = row.state == "published"
        return super().get_context_data(
            title=str(row),
            breadcrumb=(("评议结果", "/appraisals/results/"),),
            made=row.appraisal,
            published=published,
            lines=selectors.lines_of(row, with_scores=published),
            told=selectors.publications_of(row.appraisal),
            basis=BASIS,
            **kwargs,
        )
