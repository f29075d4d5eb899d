"""写表：模板、退回的问题表（导出见 export.py、workbook_stream.py）。

No text ever becomes a formula: every text is stored as a text cell, and marked so that editing it does not wake it up.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from supervision.tabular.columns import Column, Kind, Table
from supervision.tabular.header import OWN_HEADINGS
from supervision.tabular.problems import Problem
from supervision.tabular.sheet import EXAMPLE_MARK, MEGABYTE
from supervision.tabular.written import ILLEGAL, LONGEST_CELL, MARK_SHEET, column_width, wakes_up

CODES_SHEET, HELP_SHEET = "代码表", "填写说明"
_HEADER_FILL = PatternFill("solid", fgColor="E8EEF6")
_REQUIRED_FILL = PatternFill("solid", fgColor="FBE9D0")
_TOP = Alignment(vertical="top", wrap_text=True)
_TEMPLATE_ROWS = 5_000
_AS_TEXT = (Kind.TEXT, Kind.LIST, Kind.CHOICE, Kind.MULTI_CHOICE, Kind.DATE, Kind.DATETIME, Kind.BOOLEAN)


def _cell(sheet: Any, text: str | None) -> Any:
    """What goes into a row of a write-only sheet: a text that looks like anything else is made a text cell by force."""
    if text is None:
        return None
    text = ILLEGAL.sub("", text)[:LONGEST_CELL]
    if wakes_up(text):
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell
    return text


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


def write_pages(pages: Iterable[tuple[str, Sequence[str], Sequence[Sequence[str]]]]) -> IO[bytes]:
    """A workbook to be read: one sheet for each (name, headings, rows of texts), columns as wide as what stands in them, long texts wrapped."""
    book = Workbook(write_only=True)
    for name, headings, rows in pages:
        sheet: Any = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        for place, heading in enumerate(headings):
            longest = max((row[place] for row in rows), key=column_width, default="")
            sheet.column_dimensions[get_column_letter(place + 1)].width = max(column_width(heading), column_width(longest))
        sheet.append([_heading(sheet, heading) for heading in headings])
        for row in rows:
            sheet.append([_wrapped(sheet, text) for text in row])
    return _saved(book)


def _wrapped(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL.sub("", text)[:LONGEST_CELL])
    cell.data_type = "s"
    cell.quotePrefix = wakes_up(text)
    cell.alignment = _TOP
    return cell


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
        dimension.width = max(12.0, column_width(column.label))
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
        sheet.column_dimensions[get_column_letter(place)].width = max(16.0, column_width(column.label))
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
        dimension.width, dimension.number_format = max(12.0, column_width(heading)), "@"
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
