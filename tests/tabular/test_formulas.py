"""公式注入：每一种导出里的每一段文字，读回来都还是文字，一个字不多，一个字不少。

C7. Read back with two programs that share nothing (openpyxl, calamine), and the file's own XML searched for formulas and links.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from typing import IO, Any

import openpyxl
import pytest
import python_calamine as calamine
from docx import Document

from supervision.documents.blocks import Item, Paragraph
from supervision.documents.blocks import Table as PaperTable
from supervision.documents.letter import render_letter
from supervision.documents.report import render_report
from supervision.tabular import Column, Kind, Problem, Table, export_csv, export_xlsx, write_rejected, write_template
from tests.documents.papers import LETTER, REPORT, docx_part

PAYLOADS = [
    "=1+1", "=SUM(A1:A9)", '=HYPERLINK("http://127.0.0.1/?"&A1,"点这里")', "=cmd|' /C calc'!A0", "=DDE(\"cmd\",\"/C calc\",\"x\")",
    '=WEBSERVICE("http://127.0.0.1/"&A1)', '=IMPORTXML("http://127.0.0.1","//a")', "=IMAGE(\"http://127.0.0.1/x.png\")", "=@SUM(A1)", "=-1+1",
    "={1,2;3,4}", "=_xlfn.LET(a,1,a)", "='[x.xlsx]表'!A1", "=INDIRECT(\"A1\")", "=\u00a01+1", "= 1+1", "+1+1", "+cmd|' /C calc'!A0", "-1+1",
    "-2+3+cmd|' /C calc'!A0", "-", "--1", "@SUM(1+1)", "@cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", "\n=1+1", "\r\n@SUM(1)", " =1+1", "\u3000=1+1",
    "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "%0A=1+1", "'=1+1", '"=1+1"', "#REF!", "#N/A", "#DIV/0!", "1;=1+1",
    "1\t=1+1", "a\n=1+1", "<f>1+1</f>", "</t></is><f>1+1</f>", "&#61;1+1", "TRUE", "2026-03-02", "1E5", "007", "430102199001011234",
]  # fmt: skip
ACTIVE = tuple("=+-@\t\r\n＝＋－＠")
UNSEEN = " \u00a0\u3000\u200b\ufeff"
TEXT = (
    Column("a", "甲"),
    Column("b", "乙", kind=Kind.LIST),
    Column("c", "丙", kind=Kind.MULTI_CHOICE, choices={"x": "警告"}),
    Column("d", "丁", kind=Kind.DATE),
    Column("e", "戊", kind=Kind.INTEGER),
    Column("f", "己", kind=Kind.CHOICE, choices={"x": "警告"}),
)


def as_kept(text: str) -> str:
    """A line end in a workbook is a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_workbook(file: IO[bytes], wanted: list[str], times: int) -> None:
    """Every wanted text stands in it as often as written, each as a text; nowhere a formula, a link, a data connection."""
    content = file.read()
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]
    read = [value for sheet in calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
            for row in calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python() for value in row]  # fmt: skip
    for texts in ([str(cell.value) for cell in cells], [value for value in read if isinstance(value, str)]):
        told = [as_kept(text) for text in texts]
        for text in wanted:
            assert told.count(as_kept(text)) >= times, ascii(text)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            assert b"<f>" not in part, name
            assert b"<f " not in part, name
            assert not any(word in name for word in ("externalLink", "connections", "vba", "queryTable")), name
            assert b'TargetMode="External"' not in part, name


def test_C7_there_are_forty_payloads() -> None:
    assert len(set(PAYLOADS)) >= 40


def test_C7_an_exported_workbook_holds_texts_only() -> None:
    check_workbook(export_xlsx(TEXT, [[text, [text], [text], text, text, text] for text in PAYLOADS]), PAYLOADS, times=6)


def test_C7_headings_and_sheet_names_are_texts_too() -> None:
    check_workbook(export_xlsx([Column(str(at), text) for at, text in enumerate(PAYLOADS)], []), PAYLOADS, times=1)


def test_C7_the_workbook_of_refused_rows_holds_texts_only() -> None:
    rows = [(at, [text, "好"], [Problem(at, text, text, text, text)]) for at, text in enumerate(PAYLOADS, start=2)]
    check_workbook(write_rejected(["甲", "乙"], rows), PAYLOADS, times=1)
    check_workbook(write_rejected(PAYLOADS, []), PAYLOADS, times=1)


def test_C7_the_template_holds_texts_only() -> None:
    columns = [
        Column(str(at), text, code=text, help=text, example=text, kind=Kind.CHOICE, choices={text: text, "x": text})
        for at, text in enumerate(PAYLOADS)
    ]
    check_workbook(write_template(Table("表", tuple(columns))), PAYLOADS, times=4)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LIST, Kind.DATE, Kind.INTEGER, Kind.MONEY_YUAN])
def test_C7_no_cell_of_a_csv_file_begins_like_a_formula_and_nothing_is_lost(kind: Kind) -> None:
    columns = [Column("a", "甲", kind=kind), Column("b", "乙")]
    content = b"".join(export_csv(columns, [[[text] if kind is Kind.LIST else text, text] for text in PAYLOADS]))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    assert len(rows) == len(PAYLOADS)
    for row, text in zip(rows, PAYLOADS, strict=True):
        for cell in row:
            assert not cell.lstrip(UNSEEN).startswith(ACTIVE), ascii(cell)
            assert cell.removeprefix("'") in {text, text.removeprefix("'")}


def test_C7_tables_and_paragraphs_of_papers_hold_texts_and_no_field_but_the_page_number() -> None:
    table = PaperTable(("单位", "说明"), tuple((text, f"甲{text}乙") for text in PAYLOADS))
    blocks = (
        table,
        *(Item(1, text or "x", (text,), ((text, text),)) for text in PAYLOADS),
        *(Paragraph(text) for text in PAYLOADS),
    )
    for docx in (render_letter(replace(LETTER, paragraphs=blocks)).docx, render_report(replace(REPORT, opening=blocks)).docx):
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            told = b"".join(archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels")))
        assert b'TargetMode="External"' not in told
        fields = {part.split("<")[0].strip() for part in docx_part(docx, "word/document.xml").split("instrText>")[1::2]}
        assert fields == set()
        cells = [row.cells[0].text for one in Document(io.BytesIO(docx)).tables[:1] for row in one.rows][1:]
        assert len(cells) == len(PAYLOADS)
        for cell, text in zip(cells, PAYLOADS, strict=True):
            shown = "".join(text.split())
            assert "".join(cell.split()) in {shown, *(shown.replace(char, f"〔U+{ord(char):04X}〕") for char in "\u200b\ufeff")}


# --- values are what their column says


@pytest.mark.parametrize("value", ["否", "是", "false", 0, 1, 0.0, "0"])
def test_a_yes_or_no_that_is_none_is_refused_rather_than_guessed(value: Any) -> None:
    column = Column("b", "是否听证", kind=Kind.BOOLEAN)
    with pytest.raises(TypeError, match="是否听证"):
        export_xlsx([column], [[value]])
    with pytest.raises(TypeError, match="是否听证"):
        list(export_csv([column], [[value]]))


@pytest.mark.parametrize(("value", "written"), [(True, "是"), (False, "否"), (None, None), ("", None)])
def test_yes_no_and_nothing_are_written_in_words(value: Any, written: str | None) -> None:
    book = openpyxl.load_workbook(export_xlsx([Column("b", "是否听证", kind=Kind.BOOLEAN)], [[value]]))
    assert book.active["A2"].value == written
