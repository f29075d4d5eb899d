"""年报的工作簿：一张表一个工作表，表下印注；数字是数字，空格是空格。"""

from __future__ import annotations

import tempfile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from reports.annual.counting import Annual, Counted, Line
from reports.annual.kinds import Rule
from reports.annual.tables import Column
from reports.annual.wording import change, footnotes, heading, in_unit
from supervision.tabular import Watermark
from supervision.tabular.written import MARK_SHEET, wakes_up

_THIN = Border(*[Side(style="thin", color="999999")] * 4)
_HEAD = PatternFill("solid", fgColor="E8EEF6")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_FORMATS = {"money": "#,##0.00", "share": "0.0%", "": "#,##0"}
_LEFT = 30.0
HEAD_ROW = 3


def write_annual(annual: Annual, *, title: str, mark: Watermark) -> IO[bytes]:
    """The workbook in a temporary file, at its beginning. `title`: of whom and when; it stands over every table."""
    book = Workbook()
    book.remove(book["Sheet"])
    for counted in annual.tables:
        sheet: Any = book.create_sheet(counted.table.title[:31])
        _sheet(sheet, counted, annual.rule, title)
        sheet.oddFooter.center.text = f"{mark.grade}　导出编号 {mark.number}　第 &P 页"
    guard: Any = book.create_sheet(MARK_SHEET)
    guard.column_dimensions["A"].width = 100
    for line in mark.lines:
        guard.append([line])
    for sheet in book.worksheets:
        _asleep(sheet)
    book.properties.description = mark.head
    file = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the caller
    book.save(file)
    file.seek(0)
    return file


def _asleep(sheet: Any) -> None:
    """No text of a sheet ever becomes a formula."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type, cell.quotePrefix = "s", wakes_up(cell.value)


def _sheet(sheet: Any, counted: Counted, rule: Rule, title: str) -> None:
    columns = counted.table.columns
    wide = len(columns) + 1
    sheet.append([f"{title}{counted.table.title}表"])
    sheet.append([f"计量单位：{counted.table.unit}"])
    sheet.append(["单位（地区）", *(heading(column, rule.unit) for column in columns)])
    for line in (*counted.lines, counted.total, counted.before):
        sheet.append([line.label, *(_number(column, line, rule) for column in columns)])
    sheet.append(
        ["比上年同期", *(change(one, counted.total.values[one.key], counted.before.values[one.key]) or None for one in columns)]
    )
    last = sheet.max_row
    for row in sheet.iter_rows(min_row=HEAD_ROW, max_row=last, max_col=wide):
        for cell in row:
            cell.border = _THIN
    for cell in sheet[HEAD_ROW]:
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, _CENTRED
    for place, column in enumerate(columns, start=2):
        sheet.column_dimensions[get_column_letter(place)].width = 13 if column.unit == "money" else 11
        for row in range(HEAD_ROW + 1, last):
            sheet.cell(row, place).number_format = _FORMATS[column.unit]
        sheet.cell(last, place).alignment = Alignment(horizontal="right")
    for row in range(last - 2, last + 1):
        sheet.cell(row, 1).font = Font(bold=True)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=wide)
    sheet.cell(1, 1).alignment = _CENTRED
    sheet.column_dimensions["A"].width = _LEFT
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 2)
    _notes(sheet, footnotes(counted, rule), last + 1, wide)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"1:{HEAD_ROW}"


def _number(column: Column, line: Line, rule: Rule) -> Any:
    value = line.values[column.key]
    return in_unit(value, rule.unit) if value is not None and column.unit == "money" else value


def _notes(sheet: Any, notes: list[str], first: int, wide: int) -> None:
    for row, note in enumerate(["注：", *(f"{number}. {note}" for number, note in enumerate(notes, start=1))], start=first):
        cell = sheet.cell(row, 1, note)
        cell.alignment, cell.font = _WRAPPED, Font(size=9)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=wide)
        sheet.row_dimensions[row].height = 14 * (1 + len(note) * 2 // (int(_LEFT) + 11 * (wide - 1)))
