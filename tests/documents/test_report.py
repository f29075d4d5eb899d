"""公文格式的上行文：红头、签发人、章节、表、图、批示、版记。"""

from __future__ import annotations

import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from docx import Document

from supervision.documents.blocks import BarChart, Heading, Item, LineChart, Paragraph, Section, Table
from supervision.documents.composition import IncompletePaper
from supervision.documents.report import preview_report_svg, render_report
from tests.documents.papers import (
    NUMERALS,
    REPORT,
    SECTION_NAMES,
    docx_part,
    docx_text,
    pdf_lines,
    pdf_pages,
    pdf_rules,
    pdf_text,
    squeezed,
)


def test_the_masthead_the_number_the_signatory_and_the_red_line() -> None:
    pdf = render_report(REPORT).pdf
    lines = pdf_lines(pdf, 0)
    mark = next(line for line in lines if line.text == REPORT.issuer_mark)
    cell = 156 / 28
    # the mark is shrunk to fit, so its size on paper follows from its width: 8 characters over 154 mm
    em = 154 / 8 * 52 / 56
    assert mark.baseline - 0.84 * em == pytest.approx(37 + 35, abs=1)
    number = next(line for line in lines if line.text == "星司〔")
    assert number.left == pytest.approx(28 + cell, abs=0.05)
    signatory = next(line for line in lines if line.text == REPORT.signatory)
    assert "LXGWWenKai-Regular" in signatory.font
    assert signatory.left + 3 * cell == pytest.approx(184 - cell, abs=0.1)
    red = next(pdf_rules(pdf, 0))
    assert red.top - (number.baseline + 0.12 * 16 * 25.4 / 72) == pytest.approx(4, abs=0.1)
    assert (red.left, red.right) == (pytest.approx(28, abs=0.01), pytest.approx(184, abs=0.01))


def test_first_level_headings_are_hei_second_level_kai() -> None:
    printed = [line for page in range(3) for line in pdf_lines(render_report(REPORT).pdf, page)]
    assert "NotoSansSC" in next(line for line in printed if line.text == "一、基本情况").font
    assert "LXGWWenKai-Regular" in next(line for line in printed if line.text == "（一）按地区").font


def test_eight_sections_stand_in_order_in_both_files() -> None:
    printed = render_report(REPORT)
    for text in (pdf_text(printed.pdf), docx_text(printed.docx)):
        at = text.index("现将有关情况报告如下。")
        for numeral, name in zip(NUMERALS, SECTION_NAMES, strict=True):
            at = text.index(f"{numeral}、{name}", at)
        for part in (
            "特此报告。",
            "附件：问题清单",
            "2026年10月12日",
            "领导批示",
            "同意。",
            "抄送：市委办公室",
            "2026年10月13日印发",
        ):
            at = text.index(part, at)


def test_tables_and_figures_are_numbered_through_the_whole_paper() -> None:
    printed = render_report(REPORT)
    for text in (pdf_text(printed.pdf), docx_text(printed.docx)):
        for caption in ("表1各单位问题情况", "图1各地区问题数", "图2各月问题率", "表2各单位问题情况"):
            assert text.count(caption) == 1


def test_a_long_table_repeats_its_header_on_the_next_page_and_loses_no_row() -> None:
    pages = [squeezed(page) for page in pdf_pages(render_report(REPORT).pdf)]
    with_rows = [page for page in pages if "第29执法单位" in page or "第2执法单位" in page]
    assert all("序号单位案件数（件）问题率" in page for page in with_rows)
    everything = "".join(pages)
    for number in range(1, 31):
        assert f"{number}第{number}执法单位{1234 * number:,}{number * 1.5:.1f}%" in everything
    assert "w:tblHeader" in docx_part(render_report(REPORT).docx, "word/document.xml")


def test_a_chart_prints_its_labels_and_values_and_word_gets_it_as_a_picture_described_in_words() -> None:
    printed = render_report(REPORT)
    text = pdf_text(printed.pdf)
    for shown in ("甲区32", "乙区8", "丙县19", "单位：个", "5.1", "4.0", "3.3", "2026年", "2025年"):
        assert shown in text
    xml = docx_part(printed.docx, "word/document.xml")
    assert 'descr="甲区 32个；乙区 8个；丙县 19个。"' in xml
    assert 'descr="2026年：1月 5.1%；2月 4.0%；3月 3.3%。2025年：1月 6.0%；2月 6.2%；3月 5.5%。"' in xml
    with ZipFile(io.BytesIO(printed.docx)) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert len(pictures) == 2
        assert all(archive.read(name).startswith(b"\x89PNG") for name in pictures)


def test_the_imprint_closes_the_last_page_between_rules_of_the_right_weight() -> None:
    pdf = render_report(REPORT).pdf
    first, middle, last = list(pdf_rules(pdf, len(pdf_pages(pdf)) - 1))[-3:]
    assert [round(rule.thickness, 2) for rule in (first, middle, last)] == [0.35, 0.25, 0.35]
    assert last.top == pytest.approx(297 - 35, abs=0.1)
    assert (first.left, first.right) == (pytest.approx(28, abs=0.01), pytest.approx(184, abs=0.01))


def test_every_page_is_numbered_from_the_first() -> None:
    pdf = render_report(REPORT).pdf
    for page in range(len(pdf_pages(pdf))):
        number = next(line for line in pdf_lines(pdf, page) if line.text == f"— {page + 1} —")
        assert (number.left < 60) == bool(page % 2)


def test_a_comment_of_a_leader_is_printed_verbatim_and_without_comments_there_is_no_such_page() -> None:
    printed = render_report(REPORT)
    for text in (pdf_text(printed.pdf), docx_text(printed.docx)):
        assert "副市长丙某某2026年10月15日同意。请各区县落实。" in text
    assert "领导批示" not in pdf_text(render_report(replace(REPORT, approvals=())).pdf)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_report(REPORT) == render_report(REPORT)


def test_no_clock_gets_into_the_word_file() -> None:
    with ZipFile(io.BytesIO(render_report(REPORT).docx)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2026-10-12T00:00:00Z" in archive.read("docProps/core.xml").decode()


def test_an_issued_report_lacking_its_signatory_or_its_print_date_is_refused() -> None:
    with pytest.raises(IncompletePaper, match="签发人"):
        render_report(replace(REPORT, signatory=""))
    with pytest.raises(IncompletePaper, match="印发日期"):
        render_report(replace(REPORT, printed_on=None))


def test_a_draft_report_shows_what_is_missing() -> None:
    draft = render_report(replace(REPORT, status="draft", number="", signatory="", printed_on=None, demo=True))
    for text in (pdf_text(draft.pdf), docx_text(draft.docx)):
        for shown in ("【待填：发文字号】", "【待填：签发人】", "【待填：印发日期】", "（草稿）"):
            assert shown in text
    assert len(preview_report_svg(replace(REPORT, status="draft"))) == len(pdf_pages(render_report(REPORT).pdf))


def test_outline_levels_reach_word_so_that_its_navigation_works() -> None:
    document = Document(io.BytesIO(render_report(REPORT).docx))
    levels = {
        paragraph.text: paragraph._p.pPr.xpath("./w:outlineLvl/@w:val")
        for paragraph in document.paragraphs
        if paragraph._p.pPr is not None and paragraph._p.pPr.xpath("./w:outlineLvl")
    }
    assert levels["一、基本情况"] == ["0"]
    assert levels["（一）按地区"] == ["1"]


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Table(("甲", "乙"), (("一",),)),
        lambda: Table((), ()),
        lambda: Table(("甲",), (), align=("left", "left")),
        lambda: BarChart("图", ("甲",), (1, 2)),
        lambda: BarChart("图", ("甲",), (-1,)),
        lambda: LineChart("图", ("甲",), (float("nan"),)),
        lambda: LineChart("图", ("甲", "乙"), (1, 2), compare=(1,)),
        lambda: Heading(5, "过深"),
    ],
)
def test_a_block_that_cannot_be_right_is_refused_when_it_is_made(broken) -> None:
    with pytest.raises(ValueError, match=r"表格|图“|标题层级"):
        broken()


def test_a_chart_of_zeros_and_a_single_point_print() -> None:
    zeros = Section("一、零", (BarChart("零", ("甲", "乙"), (0, 0), "件"), LineChart("一点", ("1月",), (0,)), Paragraph("完。")))
    text = pdf_text(render_report(replace(REPORT, sections=(zeros,))).pdf)
    assert "图1零" in text
    assert "图2一点" in text


@pytest.mark.parametrize("lines", range(12, 21))
def test_a_small_table_is_never_split_over_two_pages(lines: int) -> None:
    table = Table(
        ("单位", "件"), tuple((f"第{number}单位", "1") for number in range(1, 7)), caption="小表", source_note="注：小表。"
    )
    body = (*(Paragraph(f"第{number}段。") for number in range(lines)), table)
    pages = [squeezed(page) for page in pdf_pages(render_report(replace(REPORT, sections=(Section("一、正文", body),))).pdf)]
    assert len([page for page in pages if "第1单位" in page or "第6单位" in page or "小表" in page]) == 1


def test_a_problem_is_numbered_by_its_level_and_a_single_one_not_at_all() -> None:
    said = [Item(2, "超期", level=level).heading for level in (1, 2, 3)]
    assert [*said, Item(0, "超期", level=1).heading] == ["二、超期", "（二）超期", "2.超期", "超期"]
