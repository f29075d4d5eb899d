"""评查案卷的页面：列表、一件案卷。"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from agencies.access.person import person
from cases.models import ReviewFile
from cases.review import objecting, scoring, selectors, sheets
from cases.review import rounds as services
from cases.review.exports import FILES
from cases.review.forms import AnswerForm, FileFilter
from supervision.web.errors import UserError
from supervision.web.inputs import whole
from supervision.web.views import ActionView, ListPage, ObjectPage


class FileList(ListPage):
    """The drawn files of all rounds that a person may see."""

    permission = "cases.view_review"
    model = ReviewFile
    template_name = "cases/review/files.html"
    title = "评查案卷"
    breadcrumb = (("案卷评查", "/reviews/"),)
    exported = FILES

    def get_queryset(self) -> QuerySet[Any]:
        return selectors.files_for(person(self.request))

    def filter_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.form = FileFilter(self.request.GET)
        self.form.is_valid()
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        if given.pop("mine", False):
            me = self.request.user.pk
            rows = rows.filter(Q(first=me) | Q(second=me) | Q(third=me))
        return rows.filter(**given)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, **kwargs) | {"form": self.form}


class FilePage(ObjectPage):
    """One file: who scores it, the sheets once they are open, the result, the objection."""

    permission = "cases.view_review"
    model = ReviewFile
    template_name = "cases/review/file.html"

    def get_queryset(self) -> QuerySet[Any]:
        rows = selectors.files_for(person(self.request))
        return rows.select_related(
            "agency", "round__agency", "first", "second", "third", "objection__raised_by", "objection__answered_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        file, user = self.object, person(self.request)
        shown = list(selectors.sheets_shown(file, user).prefetch_related("lines"))
        grant = user.scope.grant_for("cases.plan_review", file.round)
        may_plan = bool(grant and file.round.handled_at(grant)) and file.round.state == "reviewing"
        place = selectors.place_of(file, user, shown, may_plan=may_plan)
        crumbs = (("案卷评查", reverse("cases:reviews")), (file.round.title, file.round.get_absolute_url()))
        return super().get_context_data(
            breadcrumb=crumbs,
            place=place,
            sheets=[one for one in shown if one.submitted_at and file.both_in],
            own_sheet=place.sheet,
            objection=getattr(file, "objection", None),
            candidates=[one for one in selectors.candidates(file.round) if one.pk not in file.seated]
            if place.replaceable
            else [],
            answer_form=AnswerForm() if place.may_answer else None,
            sources=scoring.SOURCES,
            **kwargs,
        )


class FileAct(ActionView):
    """A step on a file: begin one's sheet, replace a reviewer, re-review."""

    permission = "cases.view_review"
    model = ReviewFile
    begun: Any = None

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        file, actor = self.object, person(request)
        match request.POST.get("action", ""):
            case "begin":
                self.begun = sheets.begin(file=file, actor=actor)
                return ""
            case "replace":
                seat, reviewer = request.POST.get("seat", ""), whole(request.POST.get("reviewer", "")) or 0
                services.replace(file=file, seat=seat, reviewer=reviewer, actor=actor)
                return "评查人已更换。"
            case "answer":
                return self._answer(request)
        raise PermissionDenied("没有这一步。")

    def _answer(self, request: HttpRequest) -> str:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            label, errors = next(iter(form.errors.items()))
            raise UserError(f"{form.fields[label].label}：{errors[0]}", where="复核")
        given = form.cleaned_data
        objecting.answer(
            file=self.object, outcome=given["outcome"], score=given["score"], words=given["words"], actor=person(request),
            today=timezone.localdate(),
        )  # fmt: skip
        return "复核意见已告知单位。"

    def done_url(self) -> str:
        return str((self.begun or self.object).get_absolute_url())
