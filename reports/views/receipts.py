"""报告的签收：送达了谁，谁已签收，本单位收到的报告。"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from agencies.access.person import person
from reports import selectors
from reports.models import PeriodicReport, ReportReceipt
from reports.services import receipts
from reports.views.papers import page_count
from reports.views.report import ReportPage
from supervision.web.views import ActionView, ListPage, ObjectPage


class Recipients(ReportPage):
    """Who has been sent an issued report and who has acknowledged it."""

    template_name = "reports/recipients.html"
    current = "recipients"
    title = "签收情况"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(selectors.receipts_of(self.object))
        return super().get_context_data(rows=rows, acknowledged=sum(row.acknowledged_at is not None for row in rows), **kwargs)


class Receipts(ListPage):
    """The reports that one's own agency has been sent, newest first."""

    permission = "reports.acknowledge_report"
    title = "收到的监督报告"
    template_name = "reports/receipts.html"
    model = ReportReceipt

    def get_queryset(self) -> QuerySet[ReportReceipt]:
        return selectors.receipts_for(person(self.request))


class Receipt(ObjectPage):
    """One received report: read it, take it, acknowledge it."""

    permission = "reports.acknowledge_report"
    title = "收到的监督报告"
    template_name = "reports/receipt.html"
    model = ReportReceipt

    def get_queryset(self) -> QuerySet[ReportReceipt]:
        return selectors.receipts_for(person(self.request), whole=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        receipt = self.object
        report: PeriodicReport = receipt.report
        context = super().get_context_data(report=report, **kwargs)
        context["breadcrumb"] = (("收到的监督报告", reverse("reports:receipts")), (report.title, ""))
        context["pages"] = [
            reverse("reports:receipt_page", args=[receipt.pk, number]) for number in range(1, page_count(report) + 1)
        ]
        context["pdf_url"] = reverse("reports:receipt_paper", args=[receipt.pk, "pdf"])
        context["docx_url"] = reverse("reports:receipt_paper", args=[receipt.pk, "docx"])
        return context


class Acknowledge(ActionView):
    """Confirm receipt."""

    permission = "reports.acknowledge_report"
    model = ReportReceipt

    def get_queryset(self) -> QuerySet[ReportReceipt]:
        return selectors.receipts_for(person(self.request))

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        done = receipts.acknowledge(receipt=self.object, actor=person(request))
        return "已签收。" if done else "此前已经签收。"
