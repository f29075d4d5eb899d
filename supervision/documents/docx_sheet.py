"""DOCX 的纸：页边距、字体名、行距、页眉页脚。

The Word side of GB/T 9704: the same measures as the PDF, with the font names that offices have (仿宋_GB2312,
楷体_GB2312, 黑体, 方正小标宋简体).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from supervision.documents.wording import lines, runs, visible

Face = Literal["fangsong", "kai", "hei", "song", "xiaobiaosong"]
FACES: dict[Face, str] = {
    "fangsong": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "hei": "黑体",
    "song": "宋体",
    "xiaobiaosong": "方正小标宋简体",
}
LATIN = "Times New Roman"
LINE = Pt(28.95)
CELL = Mm(156 / 28)
RED = RGBColor(0xD7, 0x00, 0x0F)
GREY = RGBColor(0x6B, 0x6B, 0x6B)
ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}

# what may follow w:pBdr in a paragraph's properties: the schema is a sequence
_AFTER_BORDERS = tuple(
    f"w:{name}"
    for name in re.findall(
        r"\w+",
        """
        shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi
        adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection
        textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange
        """,
    )
)
_FOOT_OF_PAGE = {
    "w": "8844",
    "hSpace": "0",
    "wrap": "notBeside",
    "vAnchor": "margin",
    "hAnchor": "margin",
    "xAlign": "left",
    "yAlign": "bottom",
}

Piece = tuple[str, Face]
TAB: Piece = ("\t", "fangsong")


def new_sheet(*, first_page_differs: bool, footer_distance: Mm) -> DocumentObject:
    """An empty A4 document: 版心 156 × 225 mm, 22 lines of 28 characters, odd and even pages apart."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Twips(2098), Twips(1984)
    section.left_margin, section.right_margin = Twips(1588), Twips(1474)
    section.header_distance, section.footer_distance = Mm(10), footer_distance
    section.different_first_page_header_footer = first_page_differs
    document.settings.odd_and_even_pages_header_footer = True
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    for name, value in {"type": "linesAndChars", "linePitch": "579", "charSpace": "-842"}.items():
        grid.set(qn(f"w:{name}"), value)
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    normal.font.name = LATIN
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FACES["fangsong"])
    normal.paragraph_format.space_after = Pt(0)
    return document


def write(
    place: Any,
    pieces: str | Iterable[Piece],
    *,
    align: str = "both",
    first_line: float = 2,
    left: float = 0,
    right: float = 0,
    size: float = 16,
    line: Pt | None = LINE,
    face: Face = "fangsong",
    bold: bool = False,
    color: RGBColor | None = None,
    edge_to_edge: bool = False,
) -> WordParagraph:
    """One paragraph at the end of `place` (a document, cell, header or footer). Indents are in characters, `size` in
    points; `edge_to_edge` makes it 170 mm wide, 8 mm beyond the left margin and 6 mm beyond the right one (a letter's
    red rules).

    Every unseen character is written out, a blank is highlighted; nothing is dropped. The piece TAB goes to the next
    tab stop.
    """
    paragraph = place.add_paragraph()
    layout = paragraph.paragraph_format
    paragraph.alignment = ALIGNMENTS[align]
    layout.space_before = layout.space_after = Pt(0)
    if line is not None:
        layout.line_spacing = line
    if edge_to_edge:
        layout.left_indent, layout.right_indent = Mm(-8), Mm(-6)
    else:
        _indent(paragraph, first_line, left, right, size)
    for text, its_face in [(pieces, face)] if isinstance(pieces, str) else pieces:
        if (text, its_face) == TAB:
            paragraph.add_run().add_tab()
            continue
        for run in runs(visible(" ".join(lines(visible(text))) if "\n" in text else text)):
            word = paragraph.add_run(run["text"])
            style_run(word, face=its_face, size=size, bold=bold, color=color)
            if run["kind"] == "blank":
                word.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return paragraph


def style_run(run: WordRun, *, face: Face, size: float, bold: bool = False, color: RGBColor | None = None) -> None:
    """Give a run its face (East Asian and Latin apart), size and colour."""
    run.font.name = LATIN
    run.font.size = Pt(size)
    run.font.bold = bold or None
    if color is not None:
        run.font.color.rgb = color
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FACES[face])


def _indent(paragraph: WordParagraph, first_line: float, left: float, right: float, size: float) -> None:
    indent = OxmlElement("w:ind")
    for name, count in {"left": left, "right": right, "firstLine": first_line}.items():
        if count:
            indent.set(qn(f"w:{name}Chars"), str(round(count * 100)))
            indent.set(qn(f"w:{name}"), str(round(count * size * 20)))
    properties = paragraph._p.get_or_add_pPr()
    properties._insert_ind(indent)


def blank_lines(place: Any, count: int) -> None:
    for _ in range(count):
        write(place, "", first_line=0)


def border(paragraph: WordParagraph, side: str, style: str, *, eighths: int, space: int, color: str) -> None:
    """A rule along a paragraph: `eighths` of a point thick, `space` points from the text."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(borders, *_AFTER_BORDERS)
    rule = OxmlElement(f"w:{side}")
    for name, value in {"val": style, "sz": str(eighths), "space": str(space), "color": color}.items():
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)


def page_number(place: Any, *, right_side: bool) -> None:
    """— 1 — in 4号宋体, one character in from the outer edge."""
    paragraph = write(
        place, [("— ", "song")], align="right" if right_side else "left", first_line=0, size=14, line=None,
        left=0 if right_side else 1, right=1 if right_side else 0,
    )  # fmt: skip
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        style_run(run, face="song", size=14)
        if kind is None:
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = " PAGE "
            run._element.append(text)
        else:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run._element.append(char)
    style_run(paragraph.add_run(" —"), face="song", size=14)


def margins_notice(place: Any, *, status: str, demo: bool) -> WordParagraph:
    """The line at the head of every page: （草稿）, 演示数据 · 不具法律效力, or nothing."""
    told = [word for word, wanted in (("（草稿）", status == "draft"), ("演示数据 · 不具法律效力", demo)) if wanted]
    return write(place, "　".join(told), align="center", first_line=0, size=10.5, line=None, face="hei", color=GREY)


def clear(place: Any) -> Any:
    """A header or footer of its own, without the empty paragraph that Word's library puts there."""
    place.is_linked_to_previous = False
    for paragraph in list(place.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    return place


def in_frame(paragraph: WordParagraph) -> None:
    """Hold a paragraph at the foot of the 版心 on the page where the text ends (版记)."""
    frame = OxmlElement("w:framePr")
    for name, value in _FOOT_OF_PAGE.items():
        frame.set(qn(f"w:{name}"), value)
    properties = paragraph._p.get_or_add_pPr()
    after = {qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore")}
    at = sum(1 for child in properties if child.tag in after)
    properties.insert(at, frame)


def saved(document: DocumentObject, *, title: str, author: str, dated: date | None, keywords: str) -> bytes:
    """The file's bytes; the same document gives the same bytes (no clock, fixed times inside the archive)."""
    properties = document.core_properties
    moment = datetime.combine(dated or date(2000, 1, 1), datetime.min.time())
    properties.title, properties.author, properties.keywords = (
        visible(title)[:255],
        visible(author)[:255],
        keywords[:255],
    )
    properties.last_modified_by, properties.comments, properties.language = "", "", "zh-CN"
    properties.created = properties.modified = moment
    properties.revision = 1
    raw = io.BytesIO()
    document.save(raw)
    steady = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return steady.getvalue()
