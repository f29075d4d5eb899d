"""写表：模板能填、能导回，导出的文字永远不会变成公式，退回的问题表改好就能再交。"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from supervision.tabular import (
    Column,
    Kind,
    Problem,
    Watermark,
    export_csv,
    export_xlsx,
    match_header,
    open_sheet,
    workbook_stream,
    write_pages,
    write_rejected,
    write_template,
)
from tests.tabular.files import GOOD, HEADER, TABLE, opened

DANGEROUS = [
    '=HYPERLINK("http://localhost","x")', "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x",
    "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "#N/A", "=", "-",
]  # fmt: skip
TEXT = [Column("a", "甲"), Column("b", "乙")]


def test_the_template_marks_required_columns_explains_every_field_and_lists_the_codes() -> None:
    book = opened(write_template(TABLE))
    assert book.sheetnames == ["行政处罚", "填写说明", "代码表"]
    sheet = book["行政处罚"]
    assert [cell.value for cell in sheet[1]][:4] == [
        "*行政相对人名称",
        "*行政处罚决定书文号",
        "*处罚决定日期",
        "罚款金额（万元）",
    ]
    assert sheet["A2"].value == "示例：长沙某某商贸有限公司（演示数据）"
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["B"].number_format == "@"
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["E2:E5000"]
    explained = {row[0].value: [cell.value for cell in row[1:]] for row in book["填写说明"].iter_rows(min_row=2)}
    assert explained["行政处罚决定书文号"][:3] == ["CF_WSH", "必填", "文字，不超过 128 字"]
    assert [row[0].value for row in book["代码表"].iter_rows()] == ["行政相对人类别", "法人及非法人组织", "自然人", "个体工商户"]


def test_a_filled_template_is_recognised_and_its_example_is_passed_over() -> None:
    book = opened(write_template(TABLE))
    book["行政处罚"].append(["演示数据甲公司", "长示罚〔2026〕1号", "2026-03-02", "1.5", "自然人", "罚款、警告"])
    file = io.BytesIO()
    book.save(file)
    with open_sheet(file, name="模板.xlsx") as sheet:
        found = match_header(sheet.header, TABLE)
        rows = list(sheet.rows)
    assert found.problems == ()
    assert len(found.positions) == len(TABLE.columns)
    assert [(row.line_no, row.cells[0], row.problems) for row in rows] == [(3, "演示数据甲公司", ())]
    assert "第 2 行是模板的示例，未读取。" in sheet.notes


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_in_a_workbook(text: str) -> None:
    book = opened(export_xlsx(TEXT, [[text, "好"]]))
    cell = book.active["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix, "nor when somebody edits it"
    with open_sheet(export_xlsx(TEXT, [[text, "好"]])) as sheet:
        assert next(sheet.rows).problems == ()
        assert sheet.formulas == {}


@pytest.mark.parametrize("text", [text for text in DANGEROUS if text != "#N/A"])
def test_no_text_becomes_a_formula_in_a_csv_file(text: str) -> None:
    content = b"".join(export_csv(TEXT, [[text, "好"]])).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert rows[1] == [f"'{text}", "好"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_headings_and_rejected_rows_are_as_safe(text: str) -> None:
    book = opened(write_rejected([text, "乙"], [(2, [text, "x"], [Problem(2, text, text, "不对", "请改")])]))
    types = {cell.data_type for row in book.active.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert types == {"s"}


COLUMNS = [
    Column("n", "件数", kind=Kind.INTEGER),
    Column("y", "金额（元）", kind=Kind.MONEY_YUAN),
    Column("w", "金额（万元）", kind=Kind.MONEY_WAN),
    Column("d", "日期", kind=Kind.DATE),
    Column("t", "时间", kind=Kind.DATETIME),
    Column("c", "类别", kind=Kind.CHOICE, choices={"1": "法人", "2": "自然人"}),
    Column("m", "处罚类别", kind=Kind.MULTI_CHOICE, choices={"a": "警告", "b": "罚款"}),
    Column("b", "是否听证", kind=Kind.BOOLEAN),
    Column("l", "执法人员", kind=Kind.LIST),
    Column("s", "备注"),
]
VALUES: list[Any] = [
    -3, Decimal("-12.50"), Decimal("15000"), date(2026, 3, 2), datetime(2026, 3, 2, 2, 20, tzinfo=UTC), "2", ("a", "b"), False,
    ["演示甲", "演示乙"], None,
]  # fmt: skip


def test_values_are_written_as_people_read_them_and_numbers_stay_numbers() -> None:
    row = [cell.value for cell in opened(export_xlsx(COLUMNS, [VALUES])).active[2]]
    assert row == [
        -3, -12.5, 1.5, datetime(2026, 3, 2), datetime(2026, 3, 2, 10, 20), "自然人", "警告、罚款", "否", "演示甲、演示乙", None,
    ]  # fmt: skip
    content = b"".join(export_csv(COLUMNS, [VALUES])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content)))[1] == [
        "-3", "-12.50", "1.5", "2026-03-02", "2026-03-02 10:20", "自然人", "警告、罚款", "否", "演示甲、演示乙", "",
    ]  # fmt: skip


def test_an_export_is_streamed_row_by_row() -> None:
    taken = 0

    def rows() -> Iterator[list[str]]:
        nonlocal taken
        for _ in range(20_000):
            taken += 1
            yield ["文字" * 10, "x"]

    pieces = export_csv(TEXT, rows())
    assert next(pieces).startswith(b"\xef\xbb\xbf")
    assert taken < 5_000
    assert sum(piece.count(b"\r\n") for piece in pieces) + taken > 20_000


def test_rows_of_a_workbook_are_taken_as_they_are_written() -> None:
    """Memory stays the same whatever the number of rows: none is kept."""
    alive: set[int] = set()
    most = 0

    class Text(str):
        def __del__(self) -> None:
            alive.discard(id(self))

    def rows() -> Iterator[list[str]]:
        nonlocal most
        for number in range(20_000):
            text = Text(f"文字{number}")
            alive.add(id(text))
            most = max(most, len(alive))
            yield [text, "x"]

    file = export_xlsx(TEXT, rows())
    assert most < 2_000
    assert opened(file).active.max_row == 20_001


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_stream, "MOST_ROWS_IN_SHEET", 3)
    book = opened(export_xlsx(TEXT, [[str(number), "x"] for number in range(7)]))
    assert book.sheetnames == ["数据", "数据2", "数据3"]
    assert [row[0].value for sheet in book for row in sheet.iter_rows(min_row=2)] == [str(number) for number in range(7)]
    assert all(sheet["A1"].value == "甲" for sheet in book)


MARK = Watermark("20261124-ABCDEFGH", ("内部使用", "=1+1", "导出人 <甲>&乙"))


def test_a_watermark_stands_at_both_ends_of_a_csv_file_and_its_table_is_still_recognised() -> None:
    content = b"".join(export_csv(TEXT, [["1", "2"], ["3", "4"]], mark=MARK))
    first, *lines, last = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert first == ["内部使用｜=1+1｜导出人 <甲>&乙", ""]
    assert lines == [["甲", "乙"], ["1", "2"], ["3", "4"]]
    assert last == ["以上共 2 行｜导出编号 20261124-ABCDEFGH｜内部使用", ""]
    with open_sheet(io.BytesIO(content), name="a.csv") as sheet:
        assert sheet.header == ["甲", "乙"]


def test_a_watermark_stands_on_a_sheet_of_its_own_on_each_printed_page_and_in_the_properties() -> None:
    book = opened(export_xlsx(TEXT, [["1", "2"]], mark=MARK))
    assert book.sheetnames == ["数据", "保密提示"]
    told = [row[0].value for row in book["保密提示"].iter_rows()]
    assert told == ["内部使用", "=1+1", "导出人 <甲>&乙", "以上共 1 行｜导出编号 20261124-ABCDEFGH｜内部使用"]
    assert {row[0].data_type for row in book["保密提示"].iter_rows()} == {"s"}
    assert "20261124-ABCDEFGH" in book["数据"].oddFooter.center.text
    assert book.properties.description == "内部使用｜=1+1｜导出人 <甲>&乙"


@pytest.mark.parametrize("day", [date(1899, 12, 30), date(1900, 2, 28), date(1900, 3, 1), date(2026, 2, 28), date(9999, 12, 31)])
def test_a_day_is_that_day_when_the_workbook_is_read(day: date) -> None:
    read = opened(export_xlsx([Column("d", "日期", kind=Kind.DATE)], [[day]])).active["A2"].value
    assert (read.date() if isinstance(read, datetime) else date.fromisoformat(read)) == day


@pytest.mark.parametrize("number", [0, -1, 10**17, Decimal("0.000001"), Decimal("1E+3"), 0.1, float("nan"), float("inf")])
def test_a_number_is_written_so_that_it_can_be_read(number: Any) -> None:
    read = opened(export_xlsx([Column("n", "数", kind=Kind.DECIMAL)], [[number]])).active["A2"]
    assert read.data_type == ("n" if abs(number) < 1e18 else "s")
    assert read.data_type == "s" or float(read.value) == float(number)


def test_an_export_without_rows_still_has_its_headings() -> None:
    assert [cell.value for cell in opened(export_xlsx(TEXT, [])).active[1]] == ["甲", "乙"]
    assert b"".join(export_csv(TEXT, [])).decode("utf-8-sig") == "甲,乙\r\n"


def test_control_characters_do_not_break_a_workbook() -> None:
    assert opened(export_xlsx(TEXT, [["坏\x00\x0b字", "y" * 40_000]])).active["A2"].value == "坏字"


def test_rejected_rows_come_back_with_their_cells_and_the_reason_and_can_be_sent_again() -> None:
    bad = [*GOOD[:2], "2026-02-30", "=1+1"]
    problem = Problem(18, "处罚决定日期", "2026-02-30", "日期不存在", "请改为真实日期，如 2026-02-28")
    file = write_rejected(HEADER, [(18, bad, [problem])])
    row = [cell.value for cell in opened(file).active[2]]
    assert row == [18, "“处罚决定日期”为“2026-02-30”，日期不存在。请改为真实日期，如 2026-02-28。", *bad]
    file.seek(0)
    with open_sheet(file) as sheet:
        found = match_header(sheet.header, TABLE)
        again = next(sheet.rows)
    assert found.usable
    assert found.problems == ()
    assert again.cells[found.positions["decided_on"]] == "2026-02-30"
    assert again.problems == ()


def test_an_export_can_be_read_back() -> None:
    with open_sheet(export_xlsx(COLUMNS, [VALUES])) as sheet:
        cells = next(sheet.rows).cells
    assert cells == [
        "-3",
        "-12.5",
        "1.5",
        "2026-03-02",
        "2026-03-02 10:20:00",
        "自然人",
        "警告、罚款",
        "否",
        "演示甲、演示乙",
        "",
    ]


def test_a_workbook_to_be_read_has_a_sheet_for_each_page_and_no_formula() -> None:
    file = write_pages([("版本", ("版本", "变化"), [("1.0", "=1+1\n第二行")]), ("空", ("列",), [])])
    book = opened(file)
    assert book.sheetnames == ["版本", "空"]
    cell = book["版本"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix, cell.alignment.wrap_text) == ("=1+1\n第二行", "s", True, True)
    assert book["空"].max_row == 1
