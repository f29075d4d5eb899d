"""DOCX 的正文：段落、标题、问题条目、表格、图、附件说明、落款。

The same blocks in the same order as the PDF. A chart is the PDF's own drawing as a picture, its figures in words as
the picture's description.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from supervision.documents.blocks import BarChart, Block, Heading, Item, LineChart, Paragraph, Table
from supervision.documents.composition import chart_data, chart_words, column_widths
from supervision.documents.docx_sheet import GREY, Face, blank_lines, write
from supervision.documents.press import print_png
from supervision.documents.wording import lines, title_lines, visible

TITLE_LINE = Pt(37)
KEPT_TOGETHER = 12
"""Rows up to which a table stays on one page (the PDF's rule, `paper.typ`)."""
_HEADING_FACES: dict[int, Face] = {1: "hei", 2: "kai", 3: "fangsong", 4: "fangsong"}


def write_title(document: Any, title: str, *, draft: bool, per_line: int) -> None:
    """标题: 2号小标宋, cut where its phrases end; a draft says so beneath."""
    for line in title_lines(visible(title), per_line=per_line):
        write(document, line, align="center", first_line=0, size=22, line=TITLE_LINE, face="xiaobiaosong")
    if draft:
        write(document, "（草稿）", align="center", first_line=0, face="kai")


def write_blocks(document: Any, blocks: Iterable[Block]) -> None:
    """The body, in order."""
    for block in blocks:
        _WRITERS[type(block)](document, block)


def _paragraph(document: Any, block: Paragraph) -> None:
    for line in lines(visible(block.text)):
        write(document, line)


def _heading(document: Any, block: Heading) -> None:
    paragraph = write(document, block.text, face=_HEADING_FACES[block.level], bold=block.level == 3)
    paragraph.paragraph_format.keep_with_next = True
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), str(block.level - 1))
    paragraph._p.get_or_add_pPr().append(level)


def _item(document: Any, block: Item) -> None:
    title = write(document, block.heading, face=_HEADING_FACES[block.level], bold=block.level == 3)
    title.paragraph_format.keep_with_next = True
    for text in block.body:
        for line in lines(visible(text)):
            write(document, line)
    for label, value in block.details:
        write(document, [(f"{label}：", "kai"), (value, "fangsong")])


def _caption(document: Any, text: str, *, before_table: bool) -> None:
    if text:
        paragraph = write(document, text, align="center", first_line=0, size=12, face="hei")
        paragraph.paragraph_format.keep_with_next = before_table


def _note(document: Any, text: str) -> None:
    if text:
        write(document, text, align="left", first_line=0, size=10.5, line=None)


def _table(document: Any, block: Table) -> None:
    _caption(document, block.caption, before_table=True)
    table = document.add_table(rows=0, cols=len(block.headers), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    shares = column_widths(block)
    widths = [Mm(156 * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    align = block.align or ("left",) * len(block.headers)
    for number, row in enumerate((block.headers, *block.rows)):
        cells = table.add_row()
        together = len(block.rows) <= KEPT_TOGETHER and number < len(block.rows)
        _row_properties(cells, header=number == 0)
        for at, text in enumerate(row):
            cell = cells.cells[at]
            cell.width = widths[at]
            _fill(cell, text, align="center" if number == 0 else align[at], face="hei" if number == 0 else "fangsong")
            cell.paragraphs[0].paragraph_format.keep_with_next = together
    _note(document, block.source_note)


def _row_properties(row: Any, *, header: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in ("cantSplit", *(("tblHeader",) if header else ())):
        properties.append(OxmlElement(f"w:{name}"))


def _fill(cell: Any, text: str, *, align: str, face: Face) -> None:
    empty = cell.paragraphs[0]._p
    empty.getparent().remove(empty)
    write(cell, text, align=align, first_line=0, size=12, line=None, face=face)


def _chart(document: Any, block: BarChart | LineChart) -> None:
    paragraph = write(document, "", align="center", first_line=0, line=None)
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(io.BytesIO(print_png("chart", chart_data(block))), width=Mm(154))
    picture._inline.docPr.set("descr", visible(chart_words(block)))
    picture._inline.docPr.set("title", visible(block.caption))
    _caption(document, block.caption, before_table=False)
    _note(document, block.source_note)


_WRITERS: dict[type, Callable[[Any, Any], None]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Item: _item,
    Table: _table,
    BarChart: _chart,
    LineChart: _chart,
}


def write_attachments(document: Any, names: tuple[str, ...]) -> None:
    """附件说明: one blank line below the body, two characters in, no full stop after a name."""
    if names:
        blank_lines(document, 1)
    for at, name in enumerate(names):
        number = f"{at + 1}." if len(names) > 1 else ""
        write(document, f"{'附件：' if at == 0 else '　　　'}{number}{name}", align="left")


def write_signature(document: Any, agency: str, signed_on: str, *, seal_slot: bool) -> None:
    """署名 and 成文日期: the date four characters in from the right, the agency centred above it, two lines left for
    the seal."""
    blank_lines(document, 2)
    if seal_slot:
        write(document, "（印章）", align="right", first_line=0, right=5, size=12, color=GREY)
    wide = max(_characters(agency), _characters(signed_on))
    inset = max(2.0, 4 - (wide - _characters(signed_on)) / 2)
    for text in (agency, signed_on):
        right = inset + (wide - _characters(text)) / 2
        write(document, text, align="right", first_line=0, right=right).paragraph_format.keep_with_next = text is agency


def write_contact(document: Any, contact: str) -> None:
    """附注, in round brackets."""
    if contact:
        write(document, f"（{contact}）")


def _characters(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
