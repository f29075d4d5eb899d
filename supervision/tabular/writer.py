"""写表：模板、导出、退回的问题表。

No text ever becomes a formula. In a workbook every text is stored as a text cell (and marked so that editing it does
not wake it up); in a CSV file a text that a spreadsheet would take for a formula gets an apostrophe before it. Numbers
stay numbers, negative ones too.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from supervision.tabular.columns import Column, Kind, Table
from supervision.tabular.header import OWN_HEADINGS
from supervision.tabular.parsing import BEIJING
from supervision.tabular.problems import Problem
from supervision.tabular.sheet import EXAMPLE_MARK, MEGABYTE

# What a spreadsheet may read as the beginning of a formula, full-width forms included.
STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
UNSEEN_AT_START = " \u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
"""What some programs leave out before they look at a cell's first character."""
CODES_SHEET, HELP_SHEET, DATA_SHEET, MARK_SHEET = "代码表", "填写说明", "数据", "保密提示"
MOST_ROWS_IN_SHEET = 1_048_575
LONGEST_CELL = 32_767
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HEADER_FILL = PatternFill("solid", fgColor="E8EEF6")
_REQUIRED_FILL = PatternFill("solid", fgColor="FBE9D0")
_TOP = Alignment(vertical="top", wrap_text=True)
_TEMPLATE_ROWS = 5_000
_AS_TEXT = (Kind.TEXT, Kind.LIST, Kind.CHOICE, Kind.MULTI_CHOICE, Kind.DATE, Kind.DATETIME, Kind.BOOLEAN)

Written = str | int | float | Decimal | bool | date | datetime | None


def text_of(column: Column, value: Any) -> Written:
    """A value as it is written.

    Choices by their label, several joined by 、, yes/no as 是/否, `money_wan` (kept in 元) in 万元. Raises TypeError for a yes/no
    that is no bool: a text is always true, "否" too.
    """
    if value is None or value == "":
        return None
    match column.kind:
        case Kind.CHOICE:
            return column.choices.get(str(value), str(value))
        case Kind.MULTI_CHOICE:
            return "、".join(column.choices.get(str(part), str(part)) for part in _parts(value))
        case Kind.LIST:
            return "、".join(map(str, _parts(value)))
        case Kind.BOOLEAN:
            if not isinstance(value, bool):
                raise TypeError(f"列“{column.label}”要 True 或 False，给的是 {value!r}")
            return "是" if value else "否"
        case Kind.MONEY_WAN:
            return Decimal(str(value)) / 10000
        case Kind.INTEGER | Kind.DECIMAL | Kind.MONEY_YUAN:
            return value if isinstance(value, int | float | Decimal) else str(value)
        case Kind.DATE | Kind.DATETIME if isinstance(value, datetime):
            local = value.astimezone(BEIJING).replace(tzinfo=None) if value.tzinfo else value
            return local.date() if column.kind is Kind.DATE else local
        case Kind.DATE | Kind.DATETIME if isinstance(value, date):
            return value
    return str(value)


def _parts(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]


def _cell(sheet: Any, value: Written) -> Any:
    """What goes into a row of a write-only sheet.

    A text that looks like anything else is made a text cell by force.
    """
    if isinstance(value, str):
        text = _ILLEGAL.sub("", value)[:LONGEST_CELL]
        if text.lstrip(UNSEEN_AT_START).startswith(("#", *STARTS_FORMULA)):
            cell = WriteOnlyCell(sheet, text)
            cell.data_type = "s"
            cell.quotePrefix = True
            return cell
        return text
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
        return cell
    return value


def _heading(sheet: Any, text: str, *, required: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.font = Font(bold=True)
    cell.alignment = _TOP
    cell.fill = _REQUIRED_FILL if required else _HEADER_FILL
    return cell


def _saved(book: Workbook) -> IO[bytes]:
    """The workbook in a temporary file, at its beginning; in memory while it is small."""
    file = tempfile.SpooledTemporaryFile(max_size=8 * MEGABYTE)  # noqa: SIM115 - handed to the caller
    book.save(file)
    file.seek(0)
    return file


def _width(text: str) -> float:
    return min(40.0, 4.0 + sum(2 if ord(character) > 255 else 1 for character in text))


def export_xlsx(columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, sheet_name: str = DATA_SHEET) -> IO[bytes]:
    """A workbook of values (see `text_of`), one sequence a row in the columns' order. More rows than a sheet holds go
    on in another.

    Returns an open binary file at its beginning. Rows are taken one at a time, so a generator stays a generator.
    """
    book = Workbook(write_only=True)
    sheet: Any = None
    written = 0
    for values in rows:
        if sheet is None or written == MOST_ROWS_IN_SHEET:
            sheet, written = _data_sheet(book, sheet_name, columns, len(book.worksheets) + 1), 0
        pairs = zip(columns, values, strict=True)
        sheet.append([_cell(sheet, text_of(column, value)) for column, value in pairs])
        written += 1
    if sheet is None:
        _data_sheet(book, sheet_name, columns, 1)
    return _saved(book)


def _data_sheet(book: Workbook, name: str, columns: Sequence[Column], number: int) -> Any:
    sheet: Any = book.create_sheet(name if number == 1 else f"{name}{number}")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _width(column.label)
    sheet.append([_heading(sheet, column.label) for column in columns])
    return sheet


def write_pages(pages: Iterable[tuple[str, Sequence[str], Sequence[Sequence[str]]]]) -> IO[bytes]:
    """A workbook to be read: one sheet for each (name, headings, rows of texts), columns as wide as what stands in them, long texts wrapped."""
    book = Workbook(write_only=True)
    for name, headings, rows in pages:
        sheet: Any = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        for place, heading in enumerate(headings):
            longest = max((row[place] for row in rows), key=_width, default="")
            sheet.column_dimensions[get_column_letter(place + 1)].width = max(_width(heading), _width(longest))
        sheet.append([_heading(sheet, heading) for heading in headings])
        for row in rows:
            sheet.append([_wrapped(sheet, text) for text in row])
    return _saved(book)


def _wrapped(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, _ILLEGAL.sub("", text)[:LONGEST_CELL])
    cell.data_type = "s"
    cell.quotePrefix = text.lstrip(UNSEEN_AT_START).startswith(("#", *STARTS_FORMULA))
    cell.alignment = _TOP
    return cell


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens a CSV file."""
    text = text.replace("\x00", "")
    return f"'{text}" if text.lstrip(UNSEEN_AT_START).startswith(STARTS_FORMULA) else text


def export_csv(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """A CSV file in pieces (UTF-8 with its mark, CRLF), for a streamed answer; values as in `export_xlsx`."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([safe_text(column.label) for column in columns])
    cells = [_csv_text if column.kind is Kind.TEXT else partial(_csv_value, column) for column in columns]
    for values in rows:
        writer.writerow([cell(value) for cell, value in zip(cells, values, strict=True)])
        if buffer.tell() > 64 * 1024:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _csv_text(value: Any) -> str:
    """A text cell: the commonest kind, so kept short."""
    if value.__class__ is str:
        return value if value[:1] not in _LOOKED_AT and "\x00" not in value else safe_text(value)
    return "" if value is None else safe_text(str(value))


_LOOKED_AT = frozenset(STARTS_FORMULA) | frozenset(UNSEEN_AT_START)


def _csv_value(column: Column, value: Any) -> str:
    written = text_of(column, value)
    if isinstance(written, datetime):
        return written.isoformat(sep=" ", timespec="minutes")
    if isinstance(written, Decimal):
        return f"{written:f}"
    return str(written) if isinstance(written, int | float | date) else _csv_text(written)


def write_template(table: Table) -> IO[bytes]:
    """A workbook to fill in: headings (required ones coloured and starred), one example row, field explanations, code
    lists.

    Cells are set to text, so that the spreadsheet changes neither an identity number nor a date. The example row is
    skipped when the file comes back.
    """
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(table.name[:31])
    sheet.freeze_panes = "A2"
    listed = [column for column in table.columns if column.choices]
    for place, column in enumerate(table.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = max(12.0, _width(column.label))
        if column.kind in _AS_TEXT:
            dimension.number_format = "@"
        if column.kind is Kind.CHOICE:
            sheet.data_validations.append(_choices_from(column, place, listed.index(column) + 1))
    sheet.append(
        [
            _heading(sheet, f"*{column.label}" if column.required else column.label, required=column.required)
            for column in table.columns
        ]
    )
    sheet.append([_example(sheet, column, first=place == 0) for place, column in enumerate(table.columns)])
    _help_sheet(book, table)
    if listed:
        _codes_sheet(book, listed)
    return _saved(book)


def _choices_from(column: Column, place: int, list_place: int) -> DataValidation:
    """A drop-down of the column's choices, taken from the code list so that its length does not matter."""
    letter = get_column_letter(list_place)
    rule = DataValidation(
        type="list", formula1=f"'{CODES_SHEET}'!${letter}$2:${letter}${len(column.choices) + 1}", allow_blank=True
    )
    rule.error, rule.errorTitle = f"请从“{CODES_SHEET}”中选择", column.label[:30]
    rule.showErrorMessage = True
    area = get_column_letter(place)
    rule.add(f"{area}2:{area}{_TEMPLATE_ROWS}")
    return rule


def _example(sheet: Any, column: Column, *, first: bool) -> Any:
    example = column.example or next(iter(column.choices.values()), "")
    cell = WriteOnlyCell(sheet, f"{EXAMPLE_MARK}{example}" if first else example)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.font = Font(italic=True, color="7A828C")
    return cell


def _help_sheet(book: Workbook, table: Table) -> None:
    sheet: Any = book.create_sheet(HELP_SHEET)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEF", (28, 16, 28, 28, 50, 28), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_heading(sheet, text) for text in ("列名", "标准代码", "何时必填", "填写内容", "说明", "示例")])
    for column in table.columns:
        length = f"，不超过 {column.max_length} 字" if column.max_length else ""
        texts = (
            column.label,
            column.code,
            "必填" if column.required else column.needed_when,
            column.kind.label + length,
            column.help + (f"（见“{CODES_SHEET}”）" if column.choices else ""),
            column.example,
        )
        sheet.append([_cell(sheet, text) for text in texts])
    mark = f"“{table.name[:31]}”表第 2 行以“{EXAMPLE_MARK}”开头，是填写示例，导入时自动跳过，可以删除。"
    sheet.append([mark])


def _codes_sheet(book: Workbook, columns: Sequence[Column]) -> None:
    """One column a code list, the labels only: a value may be given by label or code, people choose by label."""
    sheet: Any = book.create_sheet(CODES_SHEET)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(16.0, _width(column.label))
    sheet.append([_heading(sheet, column.label) for column in columns])
    labels = [list(column.choices.values()) for column in columns]
    for line in range(max(map(len, labels))):
        sheet.append([_cell(sheet, some[line] if line < len(some) else None) for some in labels])


def write_rejected(
    header: Sequence[str], rows: Iterable[tuple[int, Sequence[str], Sequence[Problem]]], *, mark: str = ""
) -> IO[bytes]:
    """The rows that were not taken, with their original cells: 原行号, 问题, then the columns as they came.

    `rows`: line number, cells, problems. The corrected file may be uploaded as it is: the first two columns are
    ignored. `mark`: who took it out and why it is to be guarded; on a sheet of its own, on each printed page, and in the file's properties.
    """
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("问题行")
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["A"].width = 8
    sheet.column_dimensions["B"].width = 60
    for place, heading in enumerate(header, start=3):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width, dimension.number_format = max(12.0, _width(heading)), "@"
    sheet.append([_heading(sheet, text) for text in (*OWN_HEADINGS, *header)])
    for line, cells, problems in rows:
        reasons = WriteOnlyCell(sheet, "\n".join(_reason(problem) for problem in problems))
        reasons.data_type = "s"
        reasons.alignment = _TOP
        reasons.font = Font(color="B3261E")
        sheet.append([line, reasons, *(_cell(sheet, text) for text in cells)])
    if mark:
        book.properties.description = mark
        sheet.oddFooter.center.text = mark
        note: Any = book.create_sheet(MARK_SHEET)
        note.column_dimensions["A"].width = 100
        note.append([mark])
    return _saved(book)


def _reason(problem: Problem) -> str:
    """The sentence without its line number, which stands in the column before."""
    return str(problem.at(0))
