"""年报的公文：照 GB/T 9704 的上行文排版，留发文字号、签发人由办文时填；表宽的分几段印。"""

from __future__ import annotations

from django.conf import settings

from agencies.choices import AgencyKind
from agencies.models import Agency
from reports.annual.counting import BY_REGION, Annual, Counted, Line
from reports.annual.kinds import Rule
from reports.annual.tables import Column, Table
from reports.annual.wording import change, footnotes, heading, shown
from supervision.documents.blocks import Align, Block, Paragraph, Rendered, Section
from supervision.documents.blocks import Table as Grid
from supervision.documents.report import ReportPaper, render_report
from supervision.documents.wording import numeral

PER_GRID = 6
"""Columns beside the name that a page takes without breaking words."""
NO_DATA = "（无数据来源）"


def print_annual(annual: Annual, *, title: str, issuer: str, recipient: str) -> Rendered:
    """PDF and DOCX. `title`: 关于 … 的报告; `issuer`: the body that reports; `recipient`: to whom."""
    return render_report(paper_of(annual, title=title, issuer=issuer, recipient=recipient))


def government_of(region_code: str) -> str:
    """To whom a place's statistics are reported; "" when its government is not registered (the paper then shows a blank to fill in)."""
    found = Agency.objects.filter(kind=AgencyKind.GOVERNMENT, region_code=region_code).values_list("name", flat=True)
    return found.first() or ""


def paper_of(annual: Annual, *, title: str, issuer: str, recipient: str) -> ReportPaper:
    """A draft that an office completes: number, signatory and date are left to it."""
    period = annual.asked.period
    opening = Paragraph(
        f"根据《国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见》（国办发〔2018〕118号）（六）"
        f"关于每年1月31日前公开上年度行政执法总体情况有关数据并报告本级人民政府和上级主管部门的规定，现将{period.label}行政执法统计情况报告如下。"
        f"本报告的数据来自各行政执法机关报送本平台的执法记录，没有报送的不在其内。"
    )
    return ReportPaper(
        issuer_mark=f"{issuer}文件",
        number="",
        signatory="",
        title=title,
        recipient=recipient,
        opening=(opening,),
        sections=tuple(
            Section(f"{numeral(number)}、{counted.table.title}", tuple(_blocks(counted, annual.rule, annual.asked.by)))
            for number, counted in enumerate(annual.tables, start=1)
        ),
        closing=(Paragraph("特此报告。"),),
        signature_agency=issuer,
        dated=None,
        printed_by=issuer,
        status="draft",
        demo=settings.DEMO,
        template_version="annual/1",
    )


def _blocks(counted: Counted, rule: Rule, by: str) -> list[Block]:
    """The year against the year before, then line by line, of what there is any; the columns without data are named in the notes."""
    blocks: list[Block] = [_overview(counted, rule)]
    columns = [column for column in counted.table.columns if counted.total.values[column.key]]
    if columns and len(columns) < sum(column.has_source for column in counted.table.columns):
        blocks.append(Paragraph(f"分{'地区' if by == BY_REGION else '单位'}情况见下表，本期为零的项目不再列。"))
    name = "地区" if by == BY_REGION else "单位"
    for at in range(0, len(columns), PER_GRID):
        part = columns[at : at + PER_GRID]
        blocks.append(_grid(counted.table, part, (*counted.lines, counted.total), rule, name, at // PER_GRID))
    blocks += [Paragraph(f"注{number}：{note}") for number, note in enumerate(footnotes(counted, rule), start=1)]
    return blocks


def _overview(counted: Counted, rule: Rule) -> Grid:
    rows: list[tuple[str, ...]] = []
    for column in counted.table.columns:
        now, before = counted.total.values[column.key], counted.before.values[column.key]
        if not column.has_source:
            rows.append((heading(column, rule.unit), NO_DATA, "", ""))
            continue
        told = (shown(column, now, rule.unit), shown(column, before, rule.unit), change(column, now, before))
        rows.append((heading(column, rule.unit), *(text or "—" for text in told)))
    return Grid(
        ("项目", "本期", "上年同期", "增减"),
        tuple(rows),
        ("left", "right", "right", "right"),
        f"{counted.table.title}（{counted.table.unit}）",
    )


def _grid(table: Table, columns: list[Column], lines: tuple[Line, ...], rule: Rule, name: str, part: int) -> Grid:
    right: Align = "right"
    align: tuple[Align, ...] = ("left", *[right] * len(columns))
    rows = tuple(
        (line.label, *(shown(column, line.values[column.key], rule.unit) or "—" for column in columns)) for line in lines
    )
    suffix = f"（续{numeral(part)}）" if part else ""
    return Grid(
        (name, *(heading(column, rule.unit) for column in columns)),
        rows,
        align,
        f"{table.title}分{name}情况{suffix}",
    )
