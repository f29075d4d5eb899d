"""报告的文件：版面、PDF、DOCX，一律核对权限后才给。"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header

from agencies.access.person import person
from agencies.models import User
from reports import documents, selectors
from reports.models import PeriodicReport
from reports.services.issuing import DOCX, PDF, instructions_of
from reports.views.report import ReportPage, report_or_404
from supervision.audit.reads import note_read
from supervision.web.throttling import PRINT
from supervision.web.views import View

FORMS = {"pdf": PDF, "docx": DOCX}


class Layout(ReportPage):
    """The pages as they are printed."""

    throttle = PRINT
    template_name = "reports/layout.html"
    current = "layout"
    title = "版面"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.object
        count = page_count(report)
        return super().get_context_data(
            pages=[reverse("reports:page", args=[report.pk, number]) for number in range(1, count + 1)],
            pdf_url=reverse("reports:paper", args=[report.pk, "pdf"]),
            docx_url=reverse("reports:paper", args=[report.pk, "docx"]),
            **kwargs,
        )


class Paper(View):
    """The paper of a report for those who make and approve it; a draft is printed on the spot."""

    permission = "reports.view_report"
    throttle = PRINT

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        return _paper(report_or_404(person(request), pk), form, person(request))


class PageImage(View):
    """One page as an image."""

    permission = "reports.view_report"
    throttle = PRINT

    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        return _page(report_or_404(person(request), pk), number)


class ReceiptPaper(View):
    """The issued paper for a recipient."""

    permission = "reports.acknowledge_report"
    throttle = PRINT

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        return _paper(_received(request, pk), form, person(request))


class ReceiptPage(View):
    """One page of the issued paper for a recipient."""

    permission = "reports.acknowledge_report"
    throttle = PRINT

    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        return _page(_received(request, pk), number)


def page_count(report: PeriodicReport) -> int:
    """How many pages the paper has; 0 while there is none."""
    return len(_pages(report)) if report.snapshot else 0


def _pages(report: PeriodicReport) -> tuple[str, ...]:
    return documents.pages_of(documents.paper_of(report, instructions_of(report)))


def _received(request: HttpRequest, pk: int) -> PeriodicReport:
    rows: QuerySet[Any] = selectors.receipts_for(person(request), whole=True)
    receipt = get_object_or_404(rows.select_related("report__pdf", "report__docx"), pk=pk)
    report: PeriodicReport = receipt.report
    return report


def _paper(report: PeriodicReport, form: str, reader: User) -> HttpResponse:
    if form not in FORMS or report.snapshot is None:
        raise Http404
    note_read("reports.paper_read", actor=reader, target=report, part=form, payload={"form": form, "draft": not report.number})
    name = f"{report.title}{'' if report.number else '（草稿）'}.{form}"
    stored = report.pdf if form == "pdf" else report.docx
    if stored is not None:
        response: HttpResponse = FileResponse(stored.open(), content_type=FORMS[form])  # type: ignore[assignment]
    else:
        printed = documents.print_report(report, instructions_of(report))
        response = HttpResponse(printed.pdf if form == "pdf" else printed.docx, content_type=FORMS[form])
    response["Content-Disposition"] = content_disposition_header(form == "docx", name) or "attachment"
    return response


def _page(report: PeriodicReport, number: int) -> HttpResponse:
    if report.snapshot is None:
        raise Http404
    pages = _pages(report)
    if not 1 <= number <= len(pages):
        raise Http404
    return HttpResponse(pages[number - 1], content_type="image/svg+xml")
