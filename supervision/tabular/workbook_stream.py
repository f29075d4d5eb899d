"""导出工作簿：XLSX 逐行写出，内存不随行数增长，文字永远是文字。

A workbook is a zip of XML. Written here by hand, row after row, because a library that keeps a cell as an object takes four times as long
as fetching the rows. There is no way to a formula: a text is an inline string (ECMA-376-1 §18.3.1.53), marked with the quote prefix where
editing it would wake it up; everything else is a number.
"""

from __future__ import annotations

import math
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any
from xml.sax.saxutils import escape

from supervision.tabular.columns import Column, Kind
from supervision.tabular.export import Watermark
from supervision.tabular.sheetscan import column_letters
from supervision.tabular.written import (
    ILLEGAL,
    LONGEST_CELL,
    MARK_SHEET,
    MOST_ROWS_IN_SHEET,
    STARTS_FORMULA,
    UNSEEN_AT_START,
    column_width,
    text_of,
    wakes_up,
)

DATA_SHEET = "数据"
ROWS_AT_ONCE = 500
PLAIN, HEADING, DAY, MOMENT, QUOTED, WRAPPED = range(6)
"""Places in the list of cell formats of `_STYLES`."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF6"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_FIRST_DAY = date(1899, 12, 30).toordinal()
_FIRST_SAFE = date(1900, 3, 1)
"""Spreadsheets believe in a 29 February 1900; a day before this one is written as a text."""
_LOOKED_AT = frozenset(STARTS_FORMULA) | frozenset(UNSEEN_AT_START) | {"#"}


def export_xlsx(
    columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, sheet_name: str = DATA_SHEET, mark: Watermark | None = None
) -> IO[bytes]:
    """A workbook of values (see `text_of`), one sequence a row in the columns' order. More rows than a sheet holds go on in another.

    Returns an unnamed temporary file at its beginning. Rows are taken one at a time, so a generator stays a generator. `mark`: on a sheet of
    its own behind the data, at the foot of each printed page, and in the file's properties.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the caller
    names: list[str] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        left, count = iter(rows), 0
        foot = escape(f"{mark.grade}　导出编号 {mark.number}　第 &P 页") if mark else ""
        while (first := next(left, None)) is not None or not names:
            names.append(sheet_name if not names else f"{sheet_name}{len(names) + 1}")
            here = islice(chain([first], left), MOST_ROWS_IN_SHEET) if first is not None else iter(())
            with archive.open(_part(len(names)), "w") as part:
                count += _write_sheet(part, columns, here, foot)
        if mark:
            names.append(MARK_SHEET)
            archive.writestr(_part(len(names)), _mark_sheet([*mark.lines, mark.tail(count)]))
        _write_book(archive, names, mark.head if mark else "")
    file.seek(0)
    return file


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _write_sheet(part: IO[bytes], columns: Sequence[Column], rows: Iterator[Sequence[Any]], foot: str) -> int:
    """One sheet with its headings; how many rows it took."""
    letters = [column_letters(place) for place in range(1, len(columns) + 1)]
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{column_width(column.label):g}" customWidth="1"/>'
        for place, column in enumerate(columns, start=1)
    )
    part.write(
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>'.encode()
    )
    headings = "".join(_text(f"{letter}1", column.label, HEADING) for letter, column in zip(letters, columns, strict=True))
    part.write(f'<row r="1">{headings}</row>'.encode())
    writers = list(zip(letters, map(_writer, columns), strict=True))
    numbered = enumerate(rows, start=2)
    count = 0
    while lines := list(islice(numbered, ROWS_AT_ONCE)):
        part.write("".join([_row(number, writers, values) for number, values in lines]).encode())
        count += len(lines)
    part.write(f"</sheetData>{_footer(foot)}</worksheet>".encode())
    return count


Writer = Callable[[str, Any], str]
"""Where a cell stands and its value → its XML; empty for an empty cell."""


def _row(number: int, writers: Sequence[tuple[str, Writer]], values: Sequence[Any]) -> str:
    cells = [write(f"{letter}{number}", value) for (letter, write), value in zip(writers, values, strict=True)]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _writer(column: Column) -> Writer:
    """How a column's cells are written; texts, the commonest, without a detour."""
    if column.kind is Kind.TEXT:
        return lambda place, value: "" if value is None or value == "" else _text(place, str(value))
    return lambda place, value: _value(place, text_of(column, value))


def _text(place: str, text: str, style: int = PLAIN) -> str:
    """A text cell. Most texts stand in XML as they are, so they are looked at once."""
    odd = _NOT_PLAIN.search(text) is not None or len(text) > LONGEST_CELL
    if odd:
        text = ILLEGAL.sub("", text)[:LONGEST_CELL]
    if not style and text[:1] in _LOOKED_AT and wakes_up(text):
        style = QUOTED
    if odd:
        text = escape(text, _LINE_ENDS)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


_LINE_ENDS = {"\r": "&#13;"}
"""XML reads a bare carriage return as a line feed."""
_NOT_PLAIN = re.compile(f"[&<>\r]|{ILLEGAL.pattern}")


def _value(place: str, value: Any) -> str:
    """A cell of any other kind: numbers, days and moments as numbers, everything else as a text."""
    match value:
        case None:
            return ""
        case datetime() if value.date() >= _FIRST_SAFE:
            midnight = value.replace(hour=0, minute=0, second=0, microsecond=0)
            number = value.toordinal() - _FIRST_DAY + (value - midnight).total_seconds() / 86400
            return f'<c r="{place}" s="{MOMENT}"><v>{number:.8f}</v></c>'
        case date() if not isinstance(value, datetime) and value >= _FIRST_SAFE:
            return f'<c r="{place}" s="{DAY}"><v>{value.toordinal() - _FIRST_DAY}</v></c>'
        case int() | float() | Decimal() if math.isfinite(value):
            return (
                f'<c r="{place}"><v>{value:f}</v></c>' if isinstance(value, Decimal) else f'<c r="{place}"><v>{value!r}</v></c>'
            )
    return _text(place, str(value))


def _footer(foot: str) -> str:
    return f"<headerFooter><oddFooter>&amp;C{foot}</oddFooter></headerFooter>" if foot else ""


def _mark_sheet(lines: Sequence[str]) -> str:
    rows = "".join(f'<row r="{place}">{_text(f"A{place}", line, WRAPPED)}</row>' for place, line in enumerate(lines, start=1))
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="100" customWidth="1"/></cols>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def _write_book(archive: zipfile.ZipFile, names: Sequence[str], description: str) -> None:
    """The parts that say which sheets there are."""
    quoted = [escape(name, {'"': "&quot;"}) for name in names]
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>' for name, number in zip(quoted, numbers, strict=True)
    )
    overrides = "".join(f'<Override PartName="/{_part(number)}" ContentType="{_TYPE}.worksheet+xml"/>' for number in numbers)
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{number}.xml"/>' for number in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{overrides}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_LINKS}/officeDocument" '
        f'Target="xl/workbook.xml"/><Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description>{escape(description)}</dc:description></cp:coreProperties>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}<Relationship Id="rId{len(names) + 1}" '
        f'Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>',
    }
    for name, content in parts.items():
        archive.writestr(name, _XML + content)
    archive.writestr("xl/styles.xml", _STYLES)
