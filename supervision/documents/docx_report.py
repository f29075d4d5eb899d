"""公文格式上行文的 DOCX。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from supervision.documents import genuineness
from supervision.documents.blocks import Heading
from supervision.documents.composition import day_text
from supervision.documents.docx_blocks import (
    write_attachments,
    write_blocks,
    write_contact,
    write_signature,
    write_title,
)
from supervision.documents.docx_sheet import (
    CELL,
    GREY,
    RED,
    TAB,
    Piece,
    blank_lines,
    border,
    clear,
    in_frame,
    margins_notice,
    new_sheet,
    page_number,
    saved,
    write,
)
from supervision.documents.wording import blank, lines, visible

if TYPE_CHECKING:
    from supervision.documents.report import ReportPaper


def report_docx(paper: ReportPaper) -> bytes:
    """The report as DOCX; its blanks are already marked."""
    document = new_sheet(first_page_differs=False, footer_distance=Mm(23))
    _edges(document, paper)
    _masthead(document, paper)
    blank_lines(document, 2)
    write_title(document, paper.title, draft=paper.status == "draft", per_line=20)
    blank_lines(document, 1)
    write(document, f"{paper.recipient}：", align="left", first_line=0)
    write_blocks(document, paper.opening)
    for section in paper.sections:
        write_blocks(document, (Heading(1, section.heading), *section.blocks))
    write_blocks(document, paper.closing)
    write_attachments(document, paper.attachments)
    write_signature(document, paper.signature_agency, day_text(paper.dated) or blank("成文日期"), seal_slot=paper.seal_slot)
    write_contact(document, paper.contact)
    _approvals(document, paper)
    _imprint(document, paper)
    return saved(document, title=paper.title, author=paper.signature_agency, dated=paper.dated, keywords=paper.template_version)


def _edges(document: Any, paper: ReportPaper) -> None:
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        margins_notice(clear(header), status=paper.status, demo=paper.demo)
    page_number(clear(section.footer), right_side=True)
    page_number(clear(section.even_page_footer), right_side=False)
    if paper.verify_code:
        for footer in (section.footer, section.even_page_footer):
            write(
                footer,
                genuineness.line(paper.verify_code),
                align="left",
                first_line=0,
                size=9,
                line=None,
                face="hei",
                color=GREY,
            )


def _masthead(document: Any, paper: ReportPaper) -> None:
    """标志 35 mm below the top of the 版心, 发文字号 and 签发人 two lines below it, the red rule 4 mm below them."""
    # Word drops the space before a page's first paragraph only after a break, never at the start of a document
    size = min(52.0, 154 / 25.4 * 72 / max(len(paper.issuer_mark), 1))
    mark = write(document, paper.issuer_mark, align="center", first_line=0, size=size, line=None, face="xiaobiaosong", color=RED)
    mark.paragraph_format.space_before = Mm(35)
    blank_lines(document, 2)
    line = write(
        document,
        [(paper.number, "fangsong"), TAB, ("签发人：", "fangsong"), (paper.signatory, "kai")],
        align="left",
        first_line=0,
        left=1,
        right=1,
    )
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156) - CELL, WD_TAB_ALIGNMENT.RIGHT)
    border(line, "bottom", "single", eighths=10, space=11, color="D7000F")


def _approvals(document: Any, paper: ReportPaper) -> None:
    if not paper.approvals:
        return
    heading = write(document, "领导批示", align="center", first_line=0, size=22, line=None, face="xiaobiaosong")
    heading.paragraph_format.page_break_before = True
    for approval in paper.approvals:
        head = write(
            document,
            [(f"{approval.post}　{approval.leader}", "hei"), (f"　　{approval.dated}", "fangsong")],
            first_line=0,
        )
        head.paragraph_format.space_before = Pt(8)
        border(head, "top", "single", eighths=4, space=6, color="000000")
        for line in lines(visible(approval.text)):
            write(document, line, face="kai")


def _imprint(document: Any, paper: ReportPaper) -> None:
    """版记: rules of 0.35, 0.25 and 0.35 mm (8, 6 and 8 eighths of a point), 4号仿宋, at the foot of the last page."""
    rows: list[list[Piece]] = [[(f"抄送：{'，'.join(paper.copy_to)}。", "fangsong")]] if paper.copy_to else []
    printed_on = day_text(paper.printed_on) or blank("印发日期")
    rows.append([(paper.printed_by, "fangsong"), TAB, (f"{printed_on}印发", "fangsong")])
    for at, pieces in enumerate(rows):
        row = write(document, pieces, align="left", first_line=0, left=1, right=1, size=14)
        row.paragraph_format.tab_stops.add_tab_stop(Mm(156) - Pt(14), WD_TAB_ALIGNMENT.RIGHT)
        border(row, "top", "single", eighths=8 if at == 0 else 6, space=2, color="000000")
        if at == len(rows) - 1:
            border(row, "bottom", "single", eighths=8, space=2, color="000000")
        in_frame(row)
