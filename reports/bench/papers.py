"""公文：每秒印多少页，与 Typst 印一页最简单的文件相比。"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import typst

from reports import documents
from reports.bench.city import City
from reports.bench.figure import Figure, Missing, typical
from reports.models import PeriodicReport
from supervision.documents.blocks import Item, Paragraph
from supervision.documents.fonts import font_set
from supervision.documents.letter import Letter, preview_svg, render_letter
from supervision.documents.report import preview_report_svg, render_report

TIMES = 15
LETTER_PAGES = 3

LETTER = Letter(
    issuer_mark="星沙市司法局",
    number="星司执监督〔2026〕12号",
    title="关于督促纠正行政处罚案件超期问题的函",
    recipient="星沙市市场监督管理局",
    paragraphs=(
        Paragraph("我局在监督检查中发现，你局办理的行政处罚案件存在下列问题，现予督办。（演示）"),
        *(
            Item(
                number,
                "超过法定期限作出处罚决定",
                ("该案自立案之日起历时148日作出行政处罚决定，卷宗中未见延长办案期限的审批记录。" * 3,),
                (("整改要求", "查明超期原因，依法纠正。"), ("整改期限", "收到本函之日起30日内")),
            )
            for number in range(1, 7)
        ),
        Paragraph("请将办理情况书面报告我局。"),
    ),
    signature_agency="星沙市司法局",
    dated=date(2026, 3, 5),
    status="issued",
    demo=True,
)


def pdf_papers(city: City) -> Iterator[Figure]:
    """PDF and DOCX of a letter of three pages and of a monthly report, warm. Ratio = ours / Typst on a trivial page."""
    trivial = 1 / _trivial_page()
    yield _paper("pdf_papers", lambda: render_letter(LETTER), _three(len(preview_svg(LETTER))), trivial)
    with city.scratch.using(city.small):
        report = PeriodicReport.objects.select_related("agency").exclude(snapshot=None).order_by("id").first()
        if report is None:
            raise Missing("小库里没有编制完成的月报。")
        paper = documents.paper_of(report, [])
        yield _paper("pdf_papers:report", lambda: render_report(paper), len(preview_report_svg(paper)), trivial)


def _paper(name: str, print_it: Callable[[], object], pages: int, trivial: float) -> Figure:
    print_it()
    speed = pages / typical(print_it, TIMES)
    return Figure(name, speed, trivial, speed / trivial, "pages/s", pages)


def _three(pages: int) -> int:
    if pages != LETTER_PAGES:
        raise Missing(f"测量用的函应为 {LETTER_PAGES} 页，现为 {pages} 页，请调整 LETTER。")
    return pages


def _trivial_page() -> float:
    """Seconds for one page with one line in the same face, by a warm compiler."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in font_set().directories]
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "trivial.typ"
        source.write_text('#set text(font: "LXGW WenKai")\n第#sys.inputs.at("n")号文件\n', encoding="utf-8")
        compiler = typst.Compiler(root=folder, font_paths=fonts)
        turn = iter(range(10_000))

        def print_it() -> None:
            compiler.compile(input=str(source), format="pdf", sys_inputs={"n": str(next(turn))})

        print_it()
        return typical(print_it, TIMES)
