"""样本公文：一页的函、多页的函、带表带图的报告。全部为虚构。"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from zipfile import ZipFile

from docx import Document
from pypdf import PdfReader

from supervision.documents.blocks import (
    Approval,
    BarChart,
    Heading,
    Item,
    LineChart,
    Paragraph,
    Section,
    Table,
)
from supervision.documents.letter import Letter
from supervision.documents.report import ReportPaper

POINTS_PER_MM = 72 / 25.4

LETTER = Letter(
    issuer_mark="星沙市司法局",
    number="星司执监督〔2026〕12号",
    title="关于督促纠正行政处罚案件超期问题的函",
    recipient="星沙市市场监督管理局",
    paragraphs=(
        Paragraph("我局在监督检查中发现，你局办理的行政处罚案件存在下列问题，现予督办。"),
        Item(
            1,
            "超过法定期限作出处罚决定",
            ("该案自立案之日起历时148日作出行政处罚决定，卷宗中未见延长办案期限的审批记录。",),
            (("整改要求", "查明超期原因，依法纠正。"), ("整改期限", "收到本函之日起30日内")),
        ),
        Paragraph("请将办理情况书面报告我局。"),
    ),
    attachments=("督办问题清单", "案件信息摘要"),
    signature_agency="星沙市司法局",
    dated=date(2026, 3, 5),
    copy_to=("星沙市人民政府办公室",),
    contact="联系人：甲某某；电话：00000000",
    status="issued",
)

LONG_LETTER = replace(
    LETTER,
    paragraphs=(
        LETTER.paragraphs[0],
        *(
            Item(
                number,
                f"第{number}个问题：处罚决定书未载明履行方式和期限",
                ("经查，该案卷宗所附行政处罚决定书正文未载明罚款的履行方式和期限，不符合法律规定。" * 3,),
                (("整改要求", "依法补正并重新送达当事人。"), ("整改期限", "收到本函之日起30日内")),
            )
            for number in range(1, 9)
        ),
        LETTER.paragraphs[-1],
    ),
)

SECTION_NAMES = ("基本情况", "数据分析", "问题清单", "典型问题", "处理情况", "整改建议", "上期落实", "下步工作")
NUMERALS = "一二三四五六七八"


def table(rows: int) -> Table:
    return Table(
        headers=("序号", "单位", "案件数（件）", "问题率"),
        rows=tuple(
            (str(number), f"第{number}执法单位", f"{1234 * number:,}", f"{number * 1.5:.1f}%") for number in range(1, rows + 1)
        ),
        align=("center", "left", "right", "right"),
        caption="各单位问题情况",
        source_note="数据来源：样本。",
    )


def _blocks(at: int) -> tuple[Paragraph | Heading | Table | BarChart | LineChart, ...]:
    if at == 1:
        return (
            Heading(2, "（一）按地区"),
            BarChart("各地区问题数", ("甲区", "乙区", "丙县"), (32, 8, 19), "个", highlight=0),
            Heading(2, "（二）按时间"),
            LineChart("各月问题率", ("1月", "2月", "3月"), (5.1, 4, 3.3), "%", "2026年", (6, 6.2, 5.5), "2025年"),
        )
    if at == 2:
        return (Heading(3, "1. 程序问题"), Heading(4, "（1）超期"), table(30))
    return (Paragraph(f"这是第{at + 1}部分的正文。"),)


REPORT = ReportPaper(
    issuer_mark="星沙市司法局文件",
    number="星司〔2026〕58号",
    signatory="乙某某",
    title="关于2026年第三季度全市行政执法监督工作情况的报告",
    recipient="市人民政府",
    opening=(Paragraph("现将有关情况报告如下。"), table(3)),
    sections=tuple(Section(f"{NUMERALS[at]}、{name}", _blocks(at)) for at, name in enumerate(SECTION_NAMES)),
    closing=(Paragraph("特此报告。"),),
    attachments=("问题清单",),
    approvals=(Approval("丙某某", "副市长", "2026年10月15日", "同意。\n请各区县落实。"),),
    signature_agency="星沙市司法局",
    dated=date(2026, 10, 12),
    copy_to=("市委办公室", "市人大常委会办公室"),
    contact="联系人：甲某某；电话：00000000",
    printed_by="星沙市司法局办公室",
    printed_on=date(2026, 10, 13),
    status="issued",
)


def squeezed(text: str) -> str:
    """Text without white space: a page breaks lines where it likes."""
    return re.sub(r"\s", "", text)


def pdf_pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def pdf_text(pdf: bytes) -> str:
    """All the pages' text run together, page numbers taken out."""
    pages = enumerate(pdf_pages(pdf), 1)
    return squeezed("".join(page.replace(f"— {number} —", "") for number, page in pages))


def docx_text(docx: bytes) -> str:
    """The body's text in reading order, tables included."""
    document = Document(io.BytesIO(docx))
    return squeezed("".join(document.element.body.xpath(".//w:t/text()")))


def docx_part(docx: bytes, name: str) -> str:
    with ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name).decode()


@dataclass(frozen=True)
class Line:
    """One line of text on a page: its baseline and left edge in mm from the top left corner, font size in points."""

    text: str
    baseline: float
    left: float
    size: float
    font: str


def pdf_lines(pdf: bytes, page: int) -> list[Line]:
    """Pieces of text on a page, top to bottom, as they are drawn."""
    leaf = PdfReader(io.BytesIO(pdf)).pages[page]
    height = float(leaf.mediabox.height)
    found: list[Line] = []

    def visit(text: str, cm: list[float], tm: list[float], font: dict[str, str] | None, size: float) -> None:
        if text.strip():
            x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            name = str(font["/BaseFont"]) if font else ""
            found.append(Line(text.strip(), (height - y) / POINTS_PER_MM, x / POINTS_PER_MM, size, name))

    leaf.extract_text(visitor_text=visit)
    return sorted(found, key=lambda line: (round(line.baseline, 1), line.left))


@dataclass(frozen=True)
class Rule:
    """A straight rule: distance from the top of the page, left and right end in mm, thickness in mm."""

    top: float
    left: float
    right: float
    thickness: float


def pdf_rules(pdf: bytes, page: int) -> Iterator[Rule]:
    """Horizontal strokes of a page, in drawing order."""
    leaf = PdfReader(io.BytesIO(pdf)).pages[page]
    height = float(leaf.mediabox.height)
    state: dict[str, float] = {"width": 1.0, "x": 0.0, "y": 0.0}
    rules: list[Rule] = []

    def visit(operator: bytes, operands: list[float], cm: list[float], _tm: list[float]) -> None:
        if operator == b"w":
            state["width"] = float(operands[0])
        if operator in (b"m", b"l"):
            x = cm[0] * float(operands[0]) + cm[4]
            y = cm[3] * float(operands[1]) + cm[5]
            if operator == b"l" and abs(y - state["y"]) < 0.01 and abs(x - state["x"]) > 10:
                left, right = sorted((x, state["x"]))
                top = (height - y) / POINTS_PER_MM
                rules.append(Rule(top, left / POINTS_PER_MM, right / POINTS_PER_MM, state["width"] / POINTS_PER_MM))
            state["x"], state["y"] = x, y

    leaf.extract_text(visitor_operand_before=visit)
    yield from rules
