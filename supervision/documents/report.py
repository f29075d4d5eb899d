"""公文格式的上行文（GB/T 9704—2012 第 7 章）：红头、签发人、红色分隔线、版记。

A report to a superior organ, with sections, tables, charts and, on request, a page of the leaders' 批示.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from supervision.documents import composition, genuineness, press
from supervision.documents.blocks import Approval, Block, Rendered, Section
from supervision.documents.composition import Status, day_text, say, seen
from supervision.documents.docx_report import report_docx
from supervision.documents.wording import blank, lines, runs, title_lines

TITLE_PER_LINE = 20


@dataclass(frozen=True)
class ReportPaper:
    """What a report says. Text is plain; see `Letter` for the parts they share.

    `signatory` 签发人 · `opening` the paragraphs before the first section · `closing` after the last ("特此报告。") ·
    `approvals` 批示, verbatim, on a page of their own before the 版记 · `printed_by`, `printed_on` 印发机关 and
    印发日期 in the 版记.
    """

    issuer_mark: str
    number: str
    signatory: str
    title: str
    recipient: str
    sections: tuple[Section, ...]
    signature_agency: str
    dated: date | None
    opening: tuple[Block, ...] = ()
    closing: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    approvals: tuple[Approval, ...] = ()
    copy_to: tuple[str, ...] = ()
    contact: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    status: Status = "draft"
    demo: bool = False
    template_version: str = "report/1"
    verify_code: str = ""
    seal_slot: bool = False


def render_report(paper: ReportPaper) -> Rendered:
    """PDF and DOCX of a report; the same paper gives the same bytes. Raises IncompletePaper when an issued one has
    blanks."""
    paper = with_blanks(paper)
    pdf = press.print_pdf("report", _paper(paper), timestamp=composition.timestamp(paper.dated))
    return Rendered(pdf=pdf, docx=report_docx(paper))


def preview_report_svg(paper: ReportPaper) -> list[str]:
    """The pages as SVG."""
    return press.print_svg("report", _paper(with_blanks(paper)))


def with_blanks(paper: ReportPaper) -> ReportPaper:
    """The report with a blank wherever the format needs a text that is not there, its figures numbered; refuses an
    incomplete issue."""
    needed = {
        "issuer_mark": "发文机关标志",
        "number": "发文字号",
        "signatory": "签发人",
        "title": "标题",
        "recipient": "主送机关",
        "signature_agency": "发文机关署名",
        "printed_by": "印发机关",
    }
    missing: dict[str, Any] = {name: blank(label) for name, label in needed.items() if not getattr(paper, name).strip()}
    figures: dict[str, int] = {}
    filled = replace(
        paper,
        **missing,
        opening=tuple(composition.numbered(paper.opening, figures)),
        sections=tuple(composition.numbered_sections(paper.sections, figures)),
        closing=tuple(composition.numbered(paper.closing, figures)),
    )
    composition.refuse_blanks(paper.status, filled)
    dates = {"成文日期": paper.dated, "印发日期": paper.printed_on}
    undated = [blank(label) for label, day in dates.items() if day is None]
    if paper.status == "issued" and undated:
        raise composition.IncompletePaper(undated)
    return filled


def _paper(paper: ReportPaper) -> dict[str, Any]:
    return {
        "plain_title": seen(paper.title.replace("\n", "")),
        "author": seen(paper.signature_agency),
        "keywords": [paper.template_version],
        "dated": [paper.dated.year, paper.dated.month, paper.dated.day] if paper.dated else None,
        "status": paper.status,
        "demo": paper.demo,
        "verify_line": genuineness.line(seen(paper.verify_code)) if paper.verify_code else "",
        "verify_square": genuineness.square(paper.verify_code) if paper.verify_code else "",
        "seal_slot": paper.seal_slot,
        "issuer_mark": say(paper.issuer_mark),
        "number": say(paper.number),
        "signatory": say(paper.signatory),
        "title": [runs(line) for line in title_lines(seen(paper.title), per_line=TITLE_PER_LINE)],
        "recipient": say(paper.recipient),
        "blocks": composition.composed(paper.opening),
        "sections": [
            {"heading": say(section.heading), "blocks": composition.composed(section.blocks)} for section in paper.sections
        ],
        "closing": composition.composed(paper.closing),
        "attachments": [say(name) for name in paper.attachments],
        "signature_agency": say(paper.signature_agency),
        "signed_on": say(day_text(paper.dated) or blank("成文日期")),
        "contact": say(paper.contact),
        "approvals": [_approval(approval) for approval in paper.approvals],
        "copy_to": say("，".join(paper.copy_to)),
        "printed_by": say(paper.printed_by),
        "printed_on": say(day_text(paper.printed_on) or blank("印发日期")),
    }


def _approval(approval: Approval) -> dict[str, Any]:
    return {
        "post": say(approval.post),
        "leader": say(approval.leader),
        "dated": say(approval.dated),
        "lines": [runs(line) for line in lines(seen(approval.text))],
    }
