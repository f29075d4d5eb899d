"""评查表的页面：逐项认定、人工扣分、提交。"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agencies.access.person import person
from cases.models import ReviewSheet, SheetLine
from cases.review import scoring, selectors, sheets
from cases.review.choices import Source, Verdict
from cases.review.lifecycles import SCORE
from supervision.web.inputs import whole
from supervision.web.views import ActionView, ObjectPage


def sheets_for(user: Any) -> QuerySet[ReviewSheet]:
    """One's own sheets, of files within one's reach: nobody opens another's by its address. (What is open is shown on the file's page.)"""
    files = selectors.files_for(user).values("pk")
    return ReviewSheet.objects.filter(reviewer=user.pk, file__in=files).select_related("file__agency", "file__round", "reviewer")


class SheetPage(ObjectPage):
    """One's own sheet, to be filled in, or as it was handed in."""

    permission = SCORE
    model = ReviewSheet
    template_name = "cases/review/sheet.html"

    def get_queryset(self) -> QuerySet[Any]:
        return sheets_for(person(self.request))

    def admit(self) -> None:
        if not self.request.user.has_perm(SCORE, self.object.file):
            raise PermissionDenied(person(self.request).why_not(SCORE, self.object.file) or "您的岗位不能评查案卷。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = self.object
        file, lines = sheet.file, list(sheet.lines.all())
        crumbs = (
            ("案卷评查", reverse("cases:reviews")),
            (file.round.title, file.round.get_absolute_url()),
            (file.label, file.get_absolute_url()),
        )
        return super().get_context_data(
            breadcrumb=crumbs,
            file=file,
            groups=selectors.groups_of(lines),
            sofar=scoring.total(lines, file.round.rule_cap),
            pending=sum(line.verdict == Verdict.PENDING and line.source != Source.QUESTION for line in lines),
            is_open=sheet.submitted_at is None and file.round.state == "reviewing",
            most_by_hand=sheets.MOST_BY_HAND,
            sources=scoring.SOURCES,
            **kwargs,
        )


class SheetAct(ActionView):
    """Save, hand in, a deduction by hand and taking it off again."""

    permission = SCORE
    model = ReviewSheet
    handed_in = False

    def get_queryset(self) -> QuerySet[Any]:
        return sheets_for(person(self.request))

    def reach(self) -> None:
        self.object = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        if not self.admits():
            raise PermissionDenied("您的岗位不能评查案卷。")

    def admits(self) -> bool:
        return bool(self.request.user.has_perm(SCORE, self.object.file))

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        sheet, actor, told = self.object, person(request), request.POST
        match told.get("then", ""):
            case "add":
                points = whole(told.get("points", "")) or 0
                sheets.add(
                    sheet=sheet, title=told.get("title", ""), points=points, reason=told.get("reason", ""), page=told.get("page", ""),
                    actor=actor,
                )  # fmt: skip
                return "已记人工扣分。"
            case "drop":
                sheets.drop(sheet=sheet, line=whole(told.get("line", "")) or 0, actor=actor)
                return "已划去人工扣分。"
            case "save" | "rest" | "submit" as then:
                lines = list(sheet.lines.all())
                sheets.save(
                    sheet=sheet, answers=answers_in(told, lines, rest=then == "rest"), remark=told.get("remark", ""), actor=actor
                )
                if then != "submit":
                    return "已保存。"
                file = sheets.submit(sheet=sheet, actor=actor)
                self.handed_in = True
                return f"评查表已提交。案卷{file.status.label}。"
        raise PermissionDenied("没有这一步。")

    def done_url(self) -> str:
        return str((self.object.file if self.handed_in else self.object).get_absolute_url())


def answers_in(told: QueryDict, lines: list[SheetLine], *, rest: bool) -> dict[int, sheets.Answer]:
    """What a form says of each line; `rest`: items and one-vote-fail items that were left open are met."""
    found = {}
    for line in lines:
        verdict = told.get(f"verdict-{line.pk}")
        if verdict is None:
            continue
        if rest and verdict == Verdict.PENDING and line.source in (Source.ITEM, Source.VETO):
            verdict = Verdict.STRUCK.value
        found[line.pk] = sheets.Answer(
            verdict,
            whole(told.get(f"taken-{line.pk}", "")) or 0,
            told.get(f"reason-{line.pk}", ""),
            told.get(f"page-{line.pk}", ""),
        )
    return found
