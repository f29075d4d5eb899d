"""报告的文面：由正文、快照和批示排成一份上行文。"""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from reports.models import PeriodicReport, ReportApproval
from reports.sections.numbers import Number, filled, numbers_of
from supervision.documents.blocks import Approval, BarChart, Block, Heading, Item, LineChart, Paragraph, Rendered, Section, Table
from supervision.documents.report import ReportPaper, preview_report_svg, render_report

TEMPLATE_VERSION = "report/1"


def paper_of(report: PeriodicReport, instructions: list[ReportApproval]) -> ReportPaper:
    """The paper of a report as it stands. `instructions`: the leader's 批示 of its version, quoted on a page of their own.

    Depends on the report's own fields only: the same words and snapshot give the same bytes. Issued once it has a number.
    """
    snapshot = report.frozen
    numbers = numbers_of(snapshot)
    issued = bool(report.number)
    return ReportPaper(
        issuer_mark=f"{snapshot['agency']['name']}文件",
        number=report.number,
        signatory=report.signatory,
        title=report.title,
        recipient=snapshot["recipient"],
        sections=tuple(
            Section(section["heading"], tuple(_block(block, numbers) for block in section["blocks"]))
            for section in report.sections
        ),
        closing=(Paragraph("特此报告。"),),
        signature_agency=snapshot["agency"]["name"],
        dated=report.issued_on if issued else None,
        approvals=tuple(
            Approval(one.actor_name, one.actor_title, _day(timezone.localdate(one.decided_at)), one.words) for one in instructions
        ),
        printed_by=snapshot["agency"]["name"],
        printed_on=report.issued_on if issued else None,
        status="issued" if issued else "draft",
        demo=settings.DEMO,
        template_version=TEMPLATE_VERSION,
        verify_code=report.verify_code,
    )


def print_report(report: PeriodicReport, instructions: list[ReportApproval]) -> Rendered:
    """PDF and DOCX."""
    return render_report(paper_of(report, instructions))


def pages_of(paper: ReportPaper) -> tuple[str, ...]:
    """The pages as SVG, kept for the last few papers asked for: a reader turns pages one by one."""
    return _pages(paper)


@lru_cache(maxsize=4)
def _pages(paper: ReportPaper) -> tuple[str, ...]:
    return tuple(preview_report_svg(paper))


def _block(block: dict[str, Any], numbers: dict[str, Number]) -> Block:
    match block["kind"]:
        case "paragraph":
            return Paragraph(block["text"] if block.get("verbatim") else filled(block["text"], numbers))
        case "heading":
            return Heading(block["level"], filled(block["text"], numbers))
        case "item":
            details = tuple((label, filled(value, numbers)) for label, value in block["details"])
            return Item(block["number"], block["title"], tuple(filled(text, numbers) for text in block["body"]), details, level=2)
        case "table":
            align = ("left",) * block["words"] + ("right",) * (len(block["headers"]) - block["words"])
            rows = tuple(tuple(row) for row in block["rows"])
            return Table(tuple(block["headers"]), rows, align, block["caption"], block["note"])
        case "bars":
            return BarChart(block["caption"], tuple(block["labels"]), tuple(block["values"]), block["unit"], None, block["note"])
        case "lines":
            return LineChart(
                block["caption"], tuple(block["labels"]), tuple(block["values"]), block["unit"], source_note=block["note"]
            )
    raise ValueError(f"unknown block {block['kind']!r}")


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
