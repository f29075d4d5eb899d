"""读工作簿：日期与数字写成人会写的样子，公式、合并、错误值逐格指出，危险的文件在解析之前拒绝。"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.tabular import Limits, SheetError
from tests.tabular.files import GOOD, HEADER, read, rezipped, same, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def told(content: bytes, **options: Any) -> list[str]:
    return [str(problem) for row in read(content, "案件.xlsx", **options)[1] for problem in row.problems]


def refusal(content: bytes, name: str = "案件.xlsx", **options: Any) -> str:
    with pytest.raises(SheetError) as raised:
        read(content, name, **options)
    assert "请" in raised.value.problem.remedy
    return str(raised.value)


def calculated(*rows: list[Any]) -> bytes:
    """A workbook whose formulas carry a result, as a spreadsheet program saves them."""
    return rezipped(
        xlsx(*rows), lambda name, text: re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>7</v>", text) if name == SHEET else text
    )


def test_cells_read_as_a_person_would_type_them() -> None:
    values = [
        dt.date(2026, 3, 2), dt.datetime(2026, 3, 2, 10, 20), dt.time(9, 5), 12.0, 12.5, 0.1 + 0.2, 1e-7, 46083, True, False,
        " 空格 ", "001", "2026.3.2", None, "末",
    ]  # fmt: skip
    sheet, rows = read(xlsx([f"列{place}" for place in range(len(values))], values), "案件.xlsx")
    assert rows[0].cells == [
        "2026-03-02", "2026-03-02 10:20:00", "09:05:00", "12", "12.5", "0.3", "0.0000001", "46083", "是", "否",
        " 空格 ", "001", "2026.3.2", "", "末",
    ]  # fmt: skip
    assert (sheet.format, sheet.sheet_name, sheet.date_system) == ("xlsx", "Sheet", "1900")


def test_line_numbers_are_those_the_spreadsheet_shows() -> None:
    def spread(sheet: Any) -> None:
        sheet["C3"], sheet["D3"], sheet["E3"] = "甲", "乙", "丙"
        sheet["C5"], sheet["D5"], sheet["E5"] = 1, "=1+1", 3

    sheet, rows = read(xlsx(then=spread), "案件.xlsx")
    assert sheet.header == ["甲", "乙", "丙"]
    assert sheet.header_line == 3
    assert [row.line_no for row in rows] == [5]
    assert str(rows[0].problems[0]).startswith("第 5 行“乙”")


def test_formulas_are_pointed_out_cell_by_cell_with_their_last_result() -> None:
    content = calculated(HEADER, GOOD, ["甲", "=A2", "2026-03-02", '=HYPERLINK("http://localhost","x")'])
    sheet, rows = read(content, "案件.xlsx")
    assert sheet.formulas == {3: ["B", "D"]}
    assert rows[0].problems == ()
    assert [str(problem) for problem in rows[1].problems] == [
        "第 3 行“行政处罚决定书文号”为“7”，该单元格是公式，不是填写的值。请复制后选择性粘贴为“数值”。",
        "第 3 行“备注”为“7”，该单元格是公式，不是填写的值。请复制后选择性粘贴为“数值”。",
    ]
    assert "有 2 个单元格是公式，已逐行指出。" in sheet.notes


def test_a_workbook_of_nothing_but_formulas_is_refused() -> None:
    rows = [[f"=ROW()+{place}" for place in range(20)] for _ in range(600)]
    assert "公式超过 10,000 个" in refusal(xlsx([f"列{place}" for place in range(20)], *rows))


def test_merged_cells_are_pointed_out_on_every_line_they_cover() -> None:
    content = xlsx(HEADER, GOOD, GOOD, GOOD, then=lambda sheet: sheet.merge_cells("B2:B3"))
    assert told(content) == [
        f"第 {line} 行“行政处罚决定书文号”在合并单元格 B2:B3 内，其他格读出来是空的。请取消合并，逐格填写。" for line in (2, 3)
    ]


def test_a_merged_title_above_the_header_is_no_fault() -> None:
    content = xlsx(["行政处罚信息表"], HEADER, GOOD, then=lambda sheet: sheet.merge_cells("A1:D1"))
    sheet, rows = read(content, "案件.xlsx")
    assert (sheet.header, sheet.header_line) == (HEADER, 2)
    assert rows[0].problems == ()


def test_error_values_are_pointed_out_instead_of_becoming_blank() -> None:
    def spoil(sheet: Any) -> None:
        sheet["B2"].value, sheet["B2"].data_type = "#N/A", "e"

    assert told(xlsx(HEADER, GOOD, then=spoil)) == ["第 2 行“行政处罚决定书文号”是错误值（如 #N/A），没有内容。请填写实际的值。"]


def test_an_identity_number_kept_as_a_number_is_pointed_out() -> None:
    _, rows = read(xlsx(["姓名", "证件号码"], ["演示", 430102199001011234]), "案件.xlsx")
    assert rows[0].cells[1].startswith("43010219900101")
    assert "末几位已被表格软件改成 0" in str(rows[0].problems[0])


def test_cells_beyond_the_headings_are_pointed_out() -> None:
    assert told(xlsx(["甲", "乙"], ["1", "2", "3"])) == ["第 2 行在没有列名的列里填了“3”。请补上列名，或删去该格。"]


def test_the_first_visible_sheet_with_data_is_read_and_the_others_are_named() -> None:
    book = openpyxl.Workbook()
    book.active.title = "隐藏"
    book.active.append(["不", "要"])
    book.active.sheet_state = "hidden"
    book.create_sheet("空表")
    data = book.create_sheet("案件")
    data.append(HEADER)
    data.append(GOOD)
    file = io.BytesIO()
    book.active = 1
    book.save(file)
    sheet, rows = read(file.getvalue(), "案件.xlsx")
    assert sheet.sheet_name == "案件"
    assert [row.cells for row in rows] == [GOOD]
    assert "工作簿有 2 张表，只读取“案件”。" in sheet.notes


def test_what_stands_on_a_sheet_that_is_not_read_does_not_matter() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(HEADER, GOOD)))
    other = book.create_sheet("汇总")
    for line in range(1, 12_000):
        other.cell(line, 1, f"=A{line + 1}")
    file = io.BytesIO()
    book.save(file)
    sheet, rows = read(file.getvalue(), "案件.xlsx")
    assert [row.cells for row in rows] == [GOOD]
    assert sheet.formulas == {}


def test_dates_of_the_1904_system_are_right() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["日期", "序号"])
    book.active.append([dt.date(2026, 3, 2), 1])
    file = io.BytesIO()
    book.save(file)
    sheet, rows = read(file.getvalue(), "案件.xlsx")
    assert (sheet.date_system, rows[0].cells) == ("1904", ["2026-03-02", "1"])


def test_an_old_workbook_is_read() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    data = book.add_sheet("案件")
    for line, row in enumerate([HEADER, GOOD]):
        for place, text in enumerate(row):
            data.write(line, place, text)
    data.write(2, 0, "乙公司")
    data.write(2, 2, dt.date(2026, 3, 2), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    data.write(2, 3, 12.0)
    file = io.BytesIO()
    book.save(file)
    sheet, rows = read(file.getvalue(), "案件.xls")
    assert sheet.format == "xls"
    assert [row.cells for row in rows] == [GOOD, ["乙公司", "", "2026-03-02", "12"]]
    assert any("旧版 .xls 文件无法辨认公式" in note for note in sheet.notes)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


@pytest.mark.parametrize(
    ("streams", "message"),
    [
        (["EncryptedPackage"], "文件设了打开密码"),
        (["Workbook", "_VBA_PROJECT"], "工作簿里有宏"),
        (["WordDocument"], "不是 Excel 工作簿（可能是 Word 文档）"),
        (["Workbook"], "文件已损坏，打不开"),
    ],
)
def test_old_containers_that_are_no_plain_workbook_are_refused(streams: list[str], message: str) -> None:
    assert message in refusal(OLE + b"".join(name.encode("utf-16-le") + b"\x00\x00" for name in streams), "案件.xls")


def bomb() -> bytes:
    return rezipped(xlsx(HEADER, GOOD), same, {"xl/media/image1.bin": b"\x00" * 30_000_000})


def lying_directory() -> bytes:
    """The directory says 1,000 bytes where there are five million, and gives a checksum that fits the lie."""
    content = bytearray(rezipped(xlsx(HEADER, GOOD), same, {"xl/zz.bin": bytes(5_000_000)}))
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/zz.bin"))
    struct.pack_into("<I", content, entry + 16, zlib.crc32(bytes(1_001)))
    struct.pack_into("<I", content, entry + 24, 1_000)
    return bytes(content)


def with_link() -> bytes:
    file = io.BytesIO(xlsx(HEADER, GOOD))
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


def with_password() -> bytes:
    content = bytearray(xlsx(HEADER, GOOD))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def with_a_name_in_no_encoding() -> bytes:
    """The member's own header says that its name is UTF-8, which it is not."""
    content = bytearray(xlsx(HEADER, GOOD))
    content[7] |= 0x08
    content[30] = 0xCF
    return bytes(content)


def in_sheet(change: Any) -> bytes:
    return rezipped(xlsx(HEADER, GOOD), lambda name, text: change(text) if name == SHEET else text)


HOSTILE = {
    "an archive of another kind": (rezipped(xlsx(HEADER), lambda *_: None, {"a.txt": b"x"}), "不是 Excel 工作簿"),
    "cut off": (xlsx(HEADER, GOOD)[:-200], "文件已损坏"),
    "a broken member": (xlsx(HEADER, GOOD).replace(b"PK\x03\x04", b"PK\x03\x05", 3), "文件已损坏|不是表格|无法辨认|空字节"),
    "macros": (rezipped(xlsx(HEADER, GOOD), same, {"xl/vbaProject.bin": b"x"}), "工作簿里有宏"),
    "old macro sheets": (rezipped(xlsx(HEADER, GOOD), same, {"xl/macrosheets/sheet1.xml": b"x"}), "工作簿里有宏"),
    "declared as macro-enabled": (
        rezipped(
            xlsx(HEADER, GOOD),
            lambda name, text: text.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"),
        ),
        "工作簿里有宏",
    ),
    "a binary workbook": (rezipped(xlsx(HEADER, GOOD), same, {"xl/workbook.bin": b"x"}), "二进制工作簿"),
    "a zip bomb": (bomb(), "疑似压缩炸弹"),
    "a directory that lies": (lying_directory(), "大小与目录不符"),
    "a way out": (rezipped(xlsx(HEADER, GOOD), same, {"../../etc/x": b"x"}), "指向外部的路径"),
    "an absolute path": (rezipped(xlsx(HEADER, GOOD), same, {"/etc/x": b"x"}), "指向外部的路径"),
    "a link": (with_link(), "文件内部有链接"),
    "a name in no encoding": (with_a_name_in_no_encoding(), "文件已损坏"),
    "a password": (with_password(), "文件设了密码"),
    "two members of one name": (rezipped(xlsx(HEADER, GOOD), same, {SHEET.upper(): b"x"}), "重名的部件"),
    "no sheet behind its name": (rezipped(xlsx(HEADER), lambda name, text: None if name == SHEET else text), "文件已损坏"),
    "nothing in it": (xlsx(), "工作簿里没有数据"),
    "a far-away cell": (in_sheet(lambda text: text.replace(b'r="D2"', b'r="XFD1000000"')), "过大"),
    "a far-away cell in other quotes": (in_sheet(lambda text: text.replace(b'r="D2"', b"r='XFD1000000'")), "无法安全读取"),
    "an entity": (in_sheet(lambda text: b'<!DOCTYPE x [<!ENTITY a "b">]>' + text), "无法安全读取"),
    "a comment": (in_sheet(lambda text: text.replace(b"<sheetData>", b"<!-- --><sheetData>")), "无法安全读取"),
    "an external entity in the workbook": (
        rezipped(
            xlsx(HEADER, GOOD),
            lambda name, text: (
                b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + text if name == "xl/workbook.xml" else text
            ),
        ),
        "无法安全读取",
    ),
    "a formula for a heading": (calculated(["甲", "=1"], ["1", "2"]), "标题行里有公式"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_and_broken_workbooks_are_refused_with_a_reason(what: str) -> None:
    content, message = HOSTILE[what]
    assert re.search(message, refusal(content)), what


def test_limits_of_a_workbook_are_enforced() -> None:
    content = xlsx(HEADER, *[GOOD] * 50)
    assert "超过 5 个" in refusal(content, limits=Limits(max_members=5))
    assert "超过 0 MB" in refusal(content, limits=Limits(max_unpacked=1000))
    assert "第 13 行超过 11 行" in refusal(content, limits=Limits(max_rows=11))
    assert "过大" in refusal(content, limits=Limits(max_cells=100))


def prefixed(text: bytes) -> bytes:
    """As some programs write it: every element under a prefix."""
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", text).replace(b"xmlns=", b"xmlns:x=")


def test_formulas_are_found_in_a_sheet_whose_elements_carry_a_prefix() -> None:
    content = rezipped(
        calculated(HEADER, ["甲", "=A2", "2026-03-02", ""]), lambda name, text: prefixed(text) if name == SHEET else text
    )
    assert [text[:20] for text in told(content)] == ["第 2 行“行政处罚决定书文号”为“7”，该单元格"[:20]]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_workbook_with_changed_bytes_gives_rows_or_a_reason(data: st.DataObject) -> None:
    content = bytearray(xlsx(HEADER, GOOD))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, 4900)) % len(content)] = data.draw(st.integers(0, 255))
    with contextlib.suppress(SheetError):
        sheet, rows = read(bytes(content), "案件.xlsx")
        assert all(len(row.cells) == len(sheet.header) for row in rows)
