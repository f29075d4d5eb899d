"""一份监督报告：阅读、修改、审批、批示、版次。"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from agencies.access.pages import KnownObjectPage
from agencies.access.person import person
from agencies.models import User
from reports import documents, selectors
from reports.lifecycles import REPORT
from reports.models import PeriodicReport
from reports.sections.display import sections_for_editing, sections_for_reading
from reports.services import approving, drafting, issuing
from supervision.web.errors import UserError
from supervision.web.inputs import whole
from supervision.web.views import ActionView, ObjectPage
from supervision.workflow import Conflict, NotAllowed

LIST = ("监督报告", "/reports/")


class ReportPage(KnownObjectPage):
    """Base of the pages about one report: its state, its approvals, and its neighbours as tabs."""

    permission = "reports.view_report"
    model = PeriodicReport
    current = ""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("agency", "submitted_by", "submitted_for", "requested_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.object
        context = super().get_context_data(**kwargs)
        context["breadcrumb"] = (LIST, (report.title, "" if self.current == "report" else report.get_absolute_url()))
        context["state"] = REPORT.state(report.state)
        context["tabs"] = self._tabs(report)
        return context

    def _tabs(self, report: PeriodicReport) -> list[dict[str, Any]]:
        if report.state == "compiling":
            return []
        named = [("report", "正文与数字"), ("layout", "版面"), ("versions", "版次与审批")]
        named += [("recipients", "签收")] if report.state == "issued" else []
        return [
            {"label": label, "url": reverse(f"reports:{name}", args=[report.pk]), "current": name == self.current}
            for name, label in named
        ]


class Report(ReportPage):
    """The words in the middle, outline left, figures right; while the worker is busy, its progress."""

    template_name = "reports/report.html"
    current = "report"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, report, user = super().get_context_data(**kwargs), self.object, person(self.request)
        if report.state in {"compiling", "issuing"}:
            context["progress"] = selectors.progress_of(report)
        if report.snapshot is None:
            return context
        approvals = list(report.approvals.all())
        offered = selectors.options(report, user)
        links = {}
        if report.state == "leader" and any(option.allowed for option in offered):
            links = dict.fromkeys(("agree", "return"), reverse("reports:instruct", args=[report.pk]))
        return context | {
            "parts": sections_for_reading(report.sections, report.frozen),
            "cards": selectors.figure_cards(report, user),
            "chain": selectors.approval_line(report, approvals),
            "earlier": selectors.earlier_decisions(report, approvals),
            "options": offered,
            "links": links,
            "can_edit": any(option.transition.action == "submit" and option.allowed for option in offered),
            "snapshot": report.snapshot,
        }


class Progress(ObjectPage):
    """The fragment that is asked each second; when done it has the page read again."""

    permission = "reports.view_report"
    model = PeriodicReport

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().defer(*selectors.BIG)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        progress = selectors.progress_of(self.object)
        response = render(request, "web/progress.html", {"progress": progress})
        if progress["finished"]:
            response["HX-Refresh"] = "true"
        return response


class Edit(ReportPage):
    """The words of a draft, paragraph by paragraph; the figures stand beside them and cannot be changed."""

    permission = "reports.draft_report"
    template_name = "reports/edit.html"
    current = "edit"
    title = "修改文字"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            parts=sections_for_editing(self.object.sections, self.object.frozen, kwargs.pop("written", None)),
            numbers=selectors.numbers_for_editing(self.object),
            seen=drafting.fingerprint(self.object),
            **kwargs,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.state != "draft":
            raise NotAllowed("只有草稿可以修改文字。需要修改已经报送的报告，由审核人退回。")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        written: dict[drafting.Place, str] = {}
        for name, text in request.POST.items():
            mark, _, place = name.partition("-")
            at, index = map(whole, place.partition("-")[::2])
            if mark == "p" and at is not None and index is not None:
                written[at, index] = str(text)
        try:
            changed = drafting.save_words(
                report=self.object,
                actor=person(request),
                version=_version(request),
                words=written,
                seen=request.POST.get("seen", ""),
            )
        except Conflict as conflict:
            self.object.refresh_from_db()
            error = UserError(
                conflict.message, remedy="您写的还在下面。请另开一个窗口查看最新的文字，把需要的内容并进来，再保存。"
            )
            return self.render_to_response(self.get_context_data(error=error, written=written), status=409)
        except UserError as mistake:
            context = self.get_context_data(error=mistake, written=written)
            return self.render_to_response(context, status=422)
        messages.success(request, f"已保存，改动 {changed} 段。" if changed else "没有改动。")
        return HttpResponseRedirect(self.object.get_absolute_url())


class Act(ActionView):
    """A step of the chain: submit, agree, return, issue."""

    permission = "reports.view_report"
    fresh = {"agree": "同意", "issue": "印发"}
    model = PeriodicReport

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        action, words = request.POST.get("action", ""), request.POST.get("words", "")
        report, actor = self.object, person(request)
        if action == "submit":
            return f"已报送处室审核，为第{approving.submit(report=report, actor=actor).version}版。"
        if action == "agree":
            one = approving.agree(report=report, actor=actor, version=_version(request, report), words=words)
            return "已批示，可以编号印发。" if one.step == "leader" else f"已同意，转入“{REPORT.state(report.state).label}”。"
        if action == "return":
            approving.send_back(report=report, actor=actor, version=_version(request, report), words=words)
            return "已退回承办人修改。"
        if action == "issue":
            issuing.issue(report=report, actor=actor)
            return "已决定印发，正在后台编号、制版、分送。"
        raise PermissionDenied("没有这一步。")


class Instruct(ReportPage):
    """批示, phone first: one sentence, three figures, the paper, what was said so far, and the words.

    The proof of identity is asked for before the words are written, not after.
    """

    permission = "reports.instruct"
    fresh = True
    template_name = "reports/instruct.html"
    current = "instruct"
    title = "批示"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, report = super().get_context_data(**kwargs), self.object
        if report.snapshot is None:
            raise NotAllowed("报告还在编制，暂不能批示。")
        approvals = list(report.approvals.all())
        pages = documents.pages_of(documents.paper_of(report, []))
        offered = selectors.options(report, person(self.request))
        return context | {
            "figures": selectors.three_figures(report),
            "chain": selectors.approval_line(report, approvals),
            "may": any(option.allowed for option in offered),
            "refusal": next((option.refusal for option in offered if option.refusal), None),
            "pages": [reverse("reports:page", args=[report.pk, number]) for number in range(1, len(pages) + 1)],
            "phrases": [phrase.format(body=report.agency.short_name) for phrase in PHRASES],
            "snapshot": report.snapshot,
        }


PHRASES = ("同意。", "请各单位认真整改。", "请{body}跟踪督办。", "请举一反三，完善制度。", "请主要负责同志重视。")
"""What leaders usually write; a tap puts it into the box. `body` is the supervision body that reports."""


class Versions(ReportPage):
    """The words of two versions side by side, and everything that was decided."""

    template_name = "reports/versions.html"
    current = "versions"
    title = "版次与审批"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, report = super().get_context_data(**kwargs), self.object
        if report.snapshot is None:
            raise NotAllowed("报告还在编制，还没有版次。")
        approvals = list(report.approvals.all())
        versions = list(report.versions.select_related("submitted_by", "submitted_for"))
        wanted = [self._wanted("left", versions, -2), self._wanted("right", versions, -1)]
        return context | {
            "versions": versions,
            "chain": selectors.approval_line(report, approvals),
            "earlier": selectors.earlier_decisions(report, approvals),
            "pairs": side_by_side(report, *wanted) if all(wanted) else [],
            "left": wanted[0],
            "right": wanted[1],
        }

    def _wanted(self, name: str, versions: list[Any], otherwise: int) -> Any:
        asked = self.request.GET.get(name, "")
        if asked:
            return next((one for one in versions if one.version == whole(asked)), None)
        return versions[otherwise] if len(versions) >= -otherwise else None


def side_by_side(report: PeriodicReport, left: Any, right: Any) -> list[dict[str, Any]]:
    """The paragraphs in which two versions differ, section by section."""
    return [
        {"heading": old["heading"], "left": was["text"], "right": now["text"]}
        for old, new in zip(
            sections_for_editing(left.sections, report.frozen),
            sections_for_editing(right.sections, report.frozen),
            strict=True,
        )
        for was, now in zip(old["blocks"], new["blocks"], strict=True)
        if was["kind"] == "paragraph" and was["text"] != now["text"]
    ]


def _version(request: HttpRequest, report: PeriodicReport | None = None) -> int:
    """The version that the person had before them."""
    given = whole(request.POST.get("version", ""))
    return given if given is not None else (report.version if report else 0)


def report_or_404(user: User, pk: int) -> PeriodicReport:
    """A report this person may see, with all its columns."""
    found: PeriodicReport = get_object_or_404(PeriodicReport.objects.visible_to(user).select_related("agency"), pk=pk)
    return found
