"""读 CSV：编码、分隔符、引号、参差的行；每个坏文件都说清楚哪一行、怎么改。"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.tabular import Limits, Row, Sheet, SheetError, open_sheet
from tests.tabular.files import GOOD, HEADER, csv_text, read


@pytest.mark.parametrize(
    ("encoding", "reported", "note"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8-sig", "utf-8-sig", ""),
        ("gb18030", "gb18030", "文件编码为 GBK"),
        ("utf-16", "utf-16", "文件编码为 UTF-16"),
    ],
)
def test_the_encoding_is_recognised_and_told(encoding: str, reported: str, note: str) -> None:
    sheet, rows = read(csv_text(GOOD).encode(encoding))
    assert sheet.encoding == reported
    assert sheet.header == HEADER
    assert [row.cells for row in rows] == [GOOD]
    assert any(note in said for said in sheet.notes) or not note


def test_the_encoding_is_decided_on_the_whole_file_not_on_its_beginning() -> None:
    ascii_only = ["a" * 50, "b", "2026-03-02", ""]
    head = "a,b,c,d\r\n" + "\r\n".join([",".join(ascii_only)] * 40_000) + "\r\n"
    sheet, rows = read((head + ",".join(GOOD)).encode("gb18030"))
    assert sheet.encoding == "gb18030"
    assert rows[-1].cells == GOOD


def test_a_utf8_file_with_a_damaged_byte_is_refused_with_its_line_and_not_read_as_gbk() -> None:
    lines = csv_text(*[GOOD] * 50).encode().split(b"\r\n")
    lines[17] = lines[17].replace("甲".encode(), b"\xe7\x94")
    with pytest.raises(SheetError, match=r"^第 18 行有损坏的字节，不是完整的 UTF-8 文字") as raised:
        read(b"\r\n".join(lines))
    assert "CSV UTF-8" in str(raised.value)


def test_a_file_in_no_known_encoding_is_refused() -> None:
    with pytest.raises(SheetError, match="既不是 UTF-8 也不是 GBK"):
        read(csv_text(GOOD).encode("gb18030") + b"\xff\xff\x80")


def test_characters_lost_at_the_source_are_counted() -> None:
    sheet, _ = read(csv_text([*GOOD[:3], "项目“\ufffd\ufffd”"]).encode())
    assert any("有 2 个“\ufffd”" in note for note in sheet.notes)


def test_nul_bytes_are_refused_with_their_line() -> None:
    with pytest.raises(SheetError, match="第 3 行含有空字节"):
        read(csv_text(GOOD, ["a\x00", "b", "c", "d"]).encode())


@pytest.mark.parametrize(("delimiter", "name"), [(";", "分号"), ("\t", "制表符")])
def test_semicolons_and_tabs_are_recognised(delimiter: str, name: str) -> None:
    sheet, rows = read(csv_text(["甲，乙,丙", *GOOD[1:]], delimiter=delimiter).encode())
    assert rows[0].cells[0] == "甲，乙,丙"
    assert any(f"分隔符为{name}" in note for note in sheet.notes)


def test_line_breaks_and_quotes_inside_a_quoted_cell_belong_to_it() -> None:
    content = 'a,b\n"第一行\n第二行","说“""好""”"\n1,2\n'.encode()
    _, rows = read(content)
    assert [(row.line_no, row.cells) for row in rows] == [(2, ["第一行\n第二行", '说“"好"”']), (3, ["1", "2"])]


def test_blank_lines_are_passed_over_but_counted_in_the_line_numbers() -> None:
    _, rows = read(b"a,b\n1,2\n\n,\n3,4\n")
    assert [row.line_no for row in rows] == [2, 5]


def test_uneven_rows_are_reported_one_by_one_and_reading_goes_on() -> None:
    _, rows = read(csv_text(GOOD, [*GOOD, "多出来的"], GOOD[:2], [*GOOD, "", ""], GOOD).encode())
    assert [len(row.cells) for row in rows] == [4] * 5
    told = [str(problem) for row in rows for problem in row.problems]
    assert told == [
        "第 3 行有 5 列，标题行只有 4 列，多出“多出来的”。正文里的逗号会把一格分成两格：请给该格加英文双引号，或用 xlsx 文件。",
        "第 4 行只有 2 列，标题行有 4 列。请补齐该行的列，空着的列也要保留分隔符。",
    ]


def test_a_stray_quote_spoils_its_own_row_only() -> None:
    _, rows = read(b'a,b\n"x"y,2\n3,4\n')
    assert str(rows[0].problems[0]).startswith("第 2 行引号用法不对")
    assert rows[1].cells == ["3", "4"]


def test_a_quote_that_is_never_closed_is_refused_with_the_line_where_it_opens() -> None:
    with pytest.raises(SheetError, match="第 3 行起引号没有闭合"):
        read(b'a,b\n1,2\n"3,4\n5,6\n7,8\n')


def test_a_cell_larger_than_any_text_is_refused() -> None:
    with pytest.raises(SheetError, match="第 2 行起引号没有闭合"):
        read(b'a,b\n"' + b"x" * 200_000 + b'",2\n')


def test_a_title_above_the_header_is_passed_over_and_told() -> None:
    content = ("长沙市行政处罚信息表,,,\n单位：某局（演示数据）,,,\n" + csv_text(GOOD)).encode()
    sheet, rows = read(content)
    assert sheet.header == HEADER
    assert sheet.header_line == 3
    assert [row.line_no for row in rows] == [4]
    assert "标题行以上的“长沙市行政处罚信息表”视为表名，未读取。" in sheet.notes


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "文件是空的（0 字节）"),
        (b"\r\n\r\n", "文件是空的，没有标题行"),
        (b",,,\n,,,\n", "文件是空的，没有标题行"),
        (b"%PDF-1.7\n", "是PDF 文档，不是表格"),
        (b"\x89PNG\r\n\x1a\n", "是图片，不是表格"),
        (b"Rar!\x1a\x07", "是RAR 压缩包，不是表格"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "是网页格式，不是真正的 Excel 文件"),
        ("\ufeff<?xml version='1.0'?><Workbook/>".encode(), "是网页格式"),
        (",".join(f"列{place}" for place in range(600)).encode(), "有 600 列，超过 500 列"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(content: bytes, message: str) -> None:
    with pytest.raises(SheetError) as raised:
        read(content)
    assert message in str(raised.value)
    assert "请" in raised.value.problem.remedy


def test_limits_are_enforced() -> None:
    with pytest.raises(SheetError, match="超过 0 MB"):
        read(csv_text(GOOD).encode(), limits=Limits(max_bytes=10))
    with pytest.raises(SheetError, match="第 4 行超过 2 行"):
        read(csv_text(GOOD, GOOD, GOOD).encode(), limits=Limits(max_rows=2))
    read(csv_text(GOOD, GOOD).encode(), limits=Limits(max_rows=2))


def test_a_csv_file_with_a_wrong_extension_is_read_by_its_content() -> None:
    sheet, rows = read(csv_text(GOOD).encode(), name="案件.xlsx")
    assert [row.cells for row in rows] == [GOOD]
    assert "扩展名是 .xlsx，内容是 csv，已按内容读取。" in sheet.notes


def test_a_path_an_upload_and_a_stream_are_read_alike(tmp_path: Path) -> None:
    content = csv_text(GOOD).encode()
    path = tmp_path / "案件.csv"
    path.write_bytes(content)
    temporary = TemporaryUploadedFile("案件.csv", "text/csv", len(content), None)
    temporary.write(content)
    spooled = tempfile.SpooledTemporaryFile()  # noqa: SIM115 - garbage-collected with the test
    spooled.write(content)

    class Stream(io.RawIOBase):
        """Cannot go back, like a pipe."""

        inner = io.BytesIO(content)

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return self.inner.read(size)

    sources: list[Any] = [path, str(path), SimpleUploadedFile("案件.csv", content), temporary, spooled, Stream()]
    for source in sources:
        with open_sheet(source) as sheet:
            assert [row.cells for row in sheet.rows] == [GOOD], source


def test_an_upload_stays_open_for_whoever_handed_it_in() -> None:
    upload = io.BytesIO(csv_text(GOOD).encode())
    with open_sheet(upload) as sheet:
        list(sheet.rows)
    upload.seek(0)
    assert upload.read(3) == "行".encode()


def test_a_missing_file_is_told() -> None:
    with pytest.raises(SheetError, match="文件打不开"):
        open_sheet("没有这个文件.csv")


def outcome(content: bytes) -> tuple[Sheet | None, list[Row], str]:
    try:
        return (*read(content), "")
    except SheetError as error:
        return None, [], str(error)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_whatever_lead_to_anything_but_rows_or_a_reason(content: bytes) -> None:
    sheet, rows, reason = outcome(content)
    assert reason.endswith("。") if sheet is None else all(len(row.cells) == len(sheet.header) for row in rows)


BLOCK = 1 << 18
"""How much the reader takes at a time."""


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_reader_knows_where_lines_begin(encoding: str, end: str, shift: int) -> None:
    """Blocks end anywhere: inside a character, between a carriage return and its line feed."""
    row = ",".join([*GOOD[:3], "㮾" * 40 + "x" * shift])
    content = (",".join(HEADER) + end + (row + end) * 5_000).encode(encoding)
    lines = read(content)[0].lines
    assert lines.plain
    assert lines.count == 5_002  # what follows the last line end is a line, too, if an empty one
    assert len(lines.offsets) > len(content) // BLOCK
    for number, offset in zip(lines.numbers, lines.offsets, strict=True):
        assert content[:offset].count(b"\n") == number - 1
        assert offset == 0 or content[offset - 1 : offset] == b"\n"


@pytest.mark.parametrize("place", [-2, -1, 0, 1])
@pytest.mark.parametrize("sign", [b'"', b"\r"])
def test_a_sign_that_may_hide_a_line_break_is_noticed_wherever_it_stands(sign: bytes, place: int) -> None:
    row = (",".join(GOOD) + "\n").encode()
    head = (",".join(HEADER) + "\n").encode() + row * 20
    content = head + b"x" * (BLOCK + place - len(head)) + sign + b"y" * 10 + b",,,\n"
    assert not open_sheet(io.BytesIO(content), name="案件.csv").lines.plain
    assert open_sheet(io.BytesIO(content.replace(sign, b"z")), name="案件.csv").lines.plain


def test_a_carriage_return_at_the_very_end_is_noticed() -> None:
    content = csv_text(GOOD).encode()
    assert open_sheet(io.BytesIO(content), name="案件.csv").lines.plain
    assert not open_sheet(io.BytesIO(content[:-1]), name="案件.csv").lines.plain
