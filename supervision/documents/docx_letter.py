"""信函格式的 DOCX。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Mm, Pt

from supervision.documents import genuineness
from supervision.documents.composition import day_text
from supervision.documents.docx_blocks import (
    write_attachments,
    write_blocks,
    write_contact,
    write_signature,
    write_title,
)
from supervision.documents.docx_sheet import (
    GREY,
    RED,
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
from supervision.documents.wording import blank

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject

    from supervision.documents.letter import Letter


def letter_docx(letter: Letter) -> bytes:
    """The letter as DOCX; its blanks are already marked."""
    document = new_sheet(first_page_differs=True, footer_distance=Mm(20))
    _edges(document, letter)
    number = write(document, letter.number, align="right", first_line=0)
    number.paragraph_format.space_before = Pt(14)
    blank_lines(document, 2)
    write_title(document, letter.title, draft=letter.status == "draft", per_line=20)
    blank_lines(document, 1)
    write(document, f"{letter.recipient}：", align="left", first_line=0)
    write_blocks(document, letter.paragraphs)
    write_attachments(document, letter.attachments)
    write_signature(document, letter.signature_agency, day_text(letter.dated) or blank("成文日期"), seal_slot=letter.seal_slot)
    write_contact(document, letter.contact)
    if letter.copy_to:
        in_frame(write(document, f"抄送：{'，'.join(letter.copy_to)}。", align="left", first_line=0, left=1, right=1, size=14))
    keywords = " ".join(part for part in (letter.template_version, letter.printed_by) if part)
    return saved(document, title=letter.title, author=letter.signature_agency, dated=letter.dated, keywords=keywords)


def _edges(document: DocumentObject, letter: Letter) -> None:
    """标志 and the upper double line on the first page's head, the lower one on its foot; page numbers from the
    second page on."""
    section = document.sections[0]
    first = clear(section.first_page_header)
    notice = margins_notice(first, status=letter.status, demo=letter.demo)
    notice.paragraph_format.line_spacing = Pt(16)
    notice.paragraph_format.space_after = Mm(20) - Pt(16)
    size = min(38.0, 165 / 25.4 * 72 / max(len(letter.issuer_mark), 1))
    mark = write(
        first,
        letter.issuer_mark,
        align="center",
        size=size,
        line=Pt(size + 4),
        face="xiaobiaosong",
        color=RED,
        edge_to_edge=True,
    )
    border(mark, "bottom", "thickThinSmallGap", eighths=24, space=11, color="D7000F")
    foot = clear(section.first_page_footer)
    rule = write(foot, "", size=10.5, line=Pt(12), edge_to_edge=True)
    border(rule, "bottom", "thinThickSmallGap", eighths=24, space=1, color="D7000F")
    for header in (section.header, section.even_page_header):
        margins_notice(clear(header), status=letter.status, demo=letter.demo)
    page_number(clear(section.footer), right_side=True)
    page_number(clear(section.even_page_footer), right_side=False)
    if letter.verify_code:
        for footer in (section.first_page_footer, section.footer, section.even_page_footer):
            write(
                footer,
                genuineness.line(letter.verify_code),
                align="left",
                first_line=0,
                size=9,
                line=None,
                face="hei",
                color=GREY,
            )
