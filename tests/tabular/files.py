"""测试用的表：一个虚构的列说明，和造文件的几个办法。"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

from supervision.tabular import Column, Kind, Row, Sheet, Table, open_sheet

TABLE = Table(
    "行政处罚",
    (
        Column("party", "行政相对人名称", code="CF_XDR_MC", required=True, example="长沙某某商贸有限公司（演示数据）"),
        Column("document", "行政处罚决定书文号", code="CF_WSH", required=True, example="长示罚〔2026〕1号", max_length=128),
        Column("decided_on", "处罚决定日期", code="CF_JDRQ", required=True, kind=Kind.DATE, example="2026-03-02"),
        Column("fine", "罚款金额（万元）", code="CF_NR_FK", kind=Kind.MONEY_WAN, aliases=("罚款金额_万元",), example="1.5"),
        Column(
            "party_class",
            "行政相对人类别",
            kind=Kind.CHOICE,
            choices={"1": "法人及非法人组织", "2": "自然人", "3": "个体工商户"},
        ),
        Column("kinds", "处罚类别", kind=Kind.MULTI_CHOICE, choices={"a": "警告", "b": "罚款", "c": "没收违法所得"}),
        Column("note", "备注", code="BZ", help="可不填"),
    ),
)
HEADER = ["行政相对人名称", "行政处罚决定书文号", "处罚决定日期", "备注"]
GOOD = ["演示数据甲公司", "长示罚〔2026〕1号", "2026-03-02", "㮾梨街道"]


def csv_text(*rows: Sequence[str], delimiter: str = ",") -> str:
    """Plain lines, nothing quoted."""
    return "".join(delimiter.join(row) + "\r\n" for row in (HEADER, *rows))


def read(content: bytes, name: str = "案件.csv", **options: Any) -> tuple[Sheet, list[Row]]:
    """The opened file and all its rows."""
    with open_sheet(io.BytesIO(content), name=name, **options) as sheet:
        return sheet, list(sheet.rows)


def xlsx(*rows: Sequence[Any], then: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of these rows; `then` may change its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if then:
        then(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rezipped(content: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """A workbook with its members changed (None drops one) and more added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            changed = change(member.filename, old.read(member))
            if changed is not None:
                new.writestr(member.filename, changed)
        for name, added in (more or {}).items():
            new.writestr(name, added)
    return file.getvalue()


def same(name: str, content: bytes) -> bytes:
    return content


def opened(content: Any) -> Any:
    """A written workbook, read back."""
    return openpyxl.load_workbook(content)
