"""信函格式：位置以毫米计，依 GB/T 9704—2012 第 10.1 条。"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from supervision.documents.blocks import Paragraph
from supervision.documents.composition import IncompletePaper
from supervision.documents.letter import Letter, preview_svg, render_letter
from supervision.documents.wording import blank
from tests.documents.papers import (
    LETTER,
    LONG_LETTER,
    docx_part,
    docx_text,
    pdf_lines,
    pdf_pages,
    pdf_rules,
    pdf_text,
    squeezed,
)

FIRST_TEXT_LINE = 37 + 0.88 * 16 * 25.4 / 72


def test_the_paper_is_a4() -> None:
    box = PdfReader(io.BytesIO(render_letter(LETTER).pdf)).pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (210, 297)


def test_red_double_lines_stand_where_the_standard_puts_them() -> None:
    upper_thick, upper_thin, lower_thin, lower_thick = pdf_rules(render_letter(LETTER).pdf, 0)
    assert upper_thick.thickness > upper_thin.thickness
    assert lower_thick.thickness > lower_thin.thickness
    assert lower_thick.top == pytest.approx(297 - 20, abs=0.3)
    for rule in (upper_thick, upper_thin, lower_thin, lower_thick):
        assert (rule.left, rule.right) == (pytest.approx(20, abs=0.05), pytest.approx(190, abs=0.05))


def test_the_issuer_mark_hangs_30_mm_from_the_top_and_the_line_4_mm_below_it() -> None:
    pdf = render_letter(LETTER).pdf
    mark = next(line for line in pdf_lines(pdf, 0) if line.text == LETTER.issuer_mark)
    # glyphs of a Song face rise about 0.85 em above the baseline and fall about 0.1 em below it
    em = mark.size * 25.4 / 72
    assert mark.baseline - 0.84 * em == pytest.approx(30, abs=0.6)
    assert next(pdf_rules(pdf, 0)).top - (mark.baseline + 0.1 * em) == pytest.approx(4.2, abs=0.6)


def test_the_number_stands_at_the_right_edge_and_the_title_two_lines_below() -> None:
    lines = pdf_lines(render_letter(LETTER).pdf, 0)
    number_end = next(line for line in lines if line.text == "号" and line.size == 16)
    assert number_end.left + 16 * 25.4 / 72 == pytest.approx(28 + 156, abs=0.1)
    title = next(line for line in lines if line.size == 22)
    pitch = 225 / 22
    top_of_title = title.baseline - 0.88 * 22 * 25.4 / 72
    bottom_of_number = number_end.baseline + 0.12 * 16 * 25.4 / 72
    assert top_of_title - bottom_of_number == pytest.approx(2 * pitch + (pitch - 16 * 25.4 / 72), abs=0.3)


def test_the_page_holds_22_lines_of_28_characters() -> None:
    letter = replace(LONG_LETTER, paragraphs=(Paragraph("督" * 28 * 44),), attachments=())
    lines = [line for line in pdf_lines(render_letter(letter).pdf, 1) if line.size == 16]
    assert len(lines) == 22
    assert {len(line.text) for line in lines} == {28}
    assert lines[0].baseline == pytest.approx(FIRST_TEXT_LINE, abs=0.05)
    assert lines[0].left == pytest.approx(28, abs=0.01)
    assert lines[1].baseline - lines[0].baseline == pytest.approx(225 / 22, abs=0.01)


def test_a_paragraph_starts_two_characters_in() -> None:
    body = next(line for line in pdf_lines(render_letter(LETTER).pdf, 0) if line.text.startswith("我局在"))
    assert body.left == pytest.approx(28 + 2 * 156 / 28, abs=0.01)


def test_the_first_page_has_no_number_later_pages_have_one_odd_right_even_left() -> None:
    pdf = render_letter(LONG_LETTER).pdf
    pages = len(pdf_pages(pdf))
    assert pages >= 3
    assert not [line for line in pdf_lines(pdf, 0) if line.text.startswith("—")]
    for page in range(1, pages):
        number = next(line for line in pdf_lines(pdf, page) if line.text == f"— {page + 1} —")
        assert number.size == 14
        one_in = 14 * 25.4 / 72
        if page % 2:
            assert number.left == pytest.approx(28 + one_in, abs=0.1)
        else:
            assert number.left == pytest.approx(184 - one_in - 13.6, abs=1)
        assert number.baseline - 14 * 0.729 * 25.4 / 72 == pytest.approx(297 - 35 + 7, abs=0.1)


def test_the_red_lines_are_on_the_first_page_only() -> None:
    pdf = render_letter(LONG_LETTER).pdf
    assert len(list(pdf_rules(pdf, 0))) == 4
    assert list(pdf_rules(pdf, 1)) == []


def test_the_date_stands_four_characters_in_under_the_centred_agency_name() -> None:
    pdf = render_letter(LETTER).pdf
    lines = pdf_lines(pdf, len(pdf_pages(pdf)) - 1)
    date_end = next(line for line in lines if line.text == "日" and line.size == 16)
    cell = 156 / 28
    assert date_end.left + cell == pytest.approx(184 - 4 * cell, abs=0.1)
    agency = next(line for line in lines if line.text == LETTER.signature_agency)
    date_start = next(line for line in lines if line.text == "2026" and line.baseline == date_end.baseline)
    middle_of_date = (date_start.left + date_end.left + cell) / 2
    assert agency.left + 6 * cell / 2 == pytest.approx(middle_of_date, abs=0.2)
    assert date_start.baseline - agency.baseline == pytest.approx(225 / 22, abs=0.05)


def test_a_signature_never_stands_alone_on_a_page() -> None:
    for filler in range(1, 24):
        body = tuple(Paragraph("督办事项说明。") for _ in range(filler))
        letter = replace(LETTER, paragraphs=(*body, Paragraph("请将办理情况书面报告我局。")), attachments=())
        page = next(squeezed(page) for page in pdf_pages(render_letter(letter).pdf) if "2026年3月5日" in squeezed(page))
        assert "请将办理情况书面报告我局。" in page


def test_everything_the_letter_says_is_in_both_files_in_the_same_order() -> None:
    printed = render_letter(LETTER)
    parts = [
        LETTER.number,
        LETTER.title,
        "星沙市市场监督管理局：",
        "我局在监督检查中发现",
        "1.超过法定期限作出处罚决定",
        "整改要求：查明超期原因，依法纠正。",
        "整改期限：收到本函之日起30日内",
        "请将办理情况书面报告我局。",
        "附件：1.督办问题清单",
        "2.案件信息摘要",
        "星沙市司法局2026年3月5日",
        "（联系人：甲某某；电话：00000000）",
        "抄送：星沙市人民政府办公室。",
    ]
    for text in (pdf_text(printed.pdf), docx_text(printed.docx)):
        at = 0
        for part in parts:
            at = text.index(part, at)
    assert LETTER.issuer_mark in docx_part(printed.docx, "word/header1.xml") + "".join(
        docx_part(printed.docx, f"word/header{number}.xml") for number in (2, 3)
    )


def test_a_single_attachment_is_not_numbered() -> None:
    assert "附件：督办问题清单" in pdf_text(render_letter(replace(LETTER, attachments=("督办问题清单",))).pdf)


def test_the_same_letter_gives_the_same_bytes() -> None:
    first, second = render_letter(LONG_LETTER), render_letter(LONG_LETTER)
    assert first == second
    assert render_letter(replace(LONG_LETTER, number="星司执监督〔2026〕13号")).pdf != first.pdf


def test_the_pdf_is_archivable_and_dated_by_the_paper_alone() -> None:
    reader = PdfReader(io.BytesIO(render_letter(LETTER).pdf))
    assert reader.xmp_metadata is not None
    assert reader.metadata is not None
    assert "<pdfaid:part>2</pdfaid:part>" in reader.xmp_metadata.stream.get_data().decode()
    assert reader.metadata.title == LETTER.title
    assert str(reader.metadata.creation_date_raw).startswith("D:20260305")


def test_demo_papers_say_so_on_every_page_and_others_do_not() -> None:
    demo = render_letter(replace(LONG_LETTER, demo=True))
    assert all("演示数据 · 不具法律效力" in page for page in pdf_pages(demo.pdf))
    for number in (1, 2, 3):
        assert "演示数据 · 不具法律效力" in docx_part(demo.docx, f"word/header{number}.xml")
    assert "演示" not in pdf_text(render_letter(LONG_LETTER).pdf)


def test_a_draft_shows_its_blanks_and_calls_itself_a_draft() -> None:
    draft = replace(LETTER, status="draft", number="", dated=None, paragraphs=(Paragraph(f"经查，{blank('查明的事实')}。"),))
    printed = render_letter(draft)
    for text in (pdf_text(printed.pdf), docx_text(printed.docx)):
        for shown in ("（草稿）", "【待填：发文字号】", "【待填：成文日期】", "经查，【待填：查明的事实】。"):
            assert shown in text
    assert docx_part(printed.docx, "word/document.xml").count('<w:highlight w:val="yellow"/>') == 3


def test_an_issued_letter_with_a_blank_is_refused_and_every_blank_is_named() -> None:
    unfinished = replace(LETTER, number=" ", paragraphs=(Paragraph(f"经查，{blank('查明的事实')}。"),))
    with pytest.raises(IncompletePaper) as refusal:
        render_letter(unfinished)
    assert refusal.value.blanks == ["【待填：发文字号】", "【待填：查明的事实】"]
    with pytest.raises(IncompletePaper, match="成文日期"):
        render_letter(replace(LETTER, dated=None))


def test_a_place_for_the_seal_is_drawn_only_when_asked_for() -> None:
    assert "（印章）" not in pdf_text(render_letter(LETTER).pdf)
    printed = render_letter(replace(LETTER, seal_slot=True))
    assert "（印章）" in pdf_text(printed.pdf)
    assert "（印章）" in docx_text(printed.docx)


def test_the_verification_code_is_on_every_page() -> None:
    printed = render_letter(replace(LONG_LETTER, verify_code="K7M2-9QXD"))
    assert all("核验码：K7M2-9QXD" in squeezed(page) for page in pdf_pages(printed.pdf))


def test_a_very_long_title_and_recipient_stay_whole() -> None:
    title = "关于进一步规范全市交通运输综合行政执法机构道路货物运输超限超载非现场执法案件告知、陈述申辩和法制审核程序有关问题的函"
    recipient = "，".join(f"第{number}区县（市）人民政府" for number in range(1, 16))
    mark = "星沙市某某高新技术产业开发区管理委员会综合行政执法监督局"
    printed = render_letter(replace(LETTER, title=title, recipient=recipient, issuer_mark=mark))
    text = pdf_text(printed.pdf)
    assert title in text
    assert recipient + "：" in text
    drawn = next(line for line in pdf_lines(printed.pdf, 0) if line.text == mark)
    assert drawn.left > 20


def test_word_opens_a_page_set_up_as_the_standard_wants() -> None:
    xml = docx_part(render_letter(LETTER).docx, "word/document.xml")
    assert 'w:w="11906" w:h="16838"' in xml or ('w:w="11906"' in xml and 'w:h="16838"' in xml)
    for margin in ('w:top="2098"', 'w:bottom="1984"', 'w:left="1588"', 'w:right="1474"'):
        assert margin in xml
    for face in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体"):
        assert f'w:eastAsia="{face}"' in xml
    assert 'w:line="579"' in xml
    assert "w:titlePg" in xml
    assert "w:evenAndOddHeaders" in docx_part(render_letter(LETTER).docx, "word/settings.xml")


def test_the_preview_shows_each_page_as_one_picture_without_styles_or_scripts() -> None:
    pages = preview_svg(LONG_LETTER)
    assert len(pages) == len(pdf_pages(render_letter(LONG_LETTER).pdf))
    for page in pages:
        assert page.startswith("<svg")
        assert "<style" not in page
        assert 'style="' not in page
        assert "<script" not in page


def test_a_preview_of_an_empty_draft_works() -> None:
    empty = Letter("", "", "", "", (), "", None)
    assert len(preview_svg(empty)) == 1


def test_the_date_has_no_leading_zeros() -> None:
    assert "2026年11月3日" in pdf_text(render_letter(replace(LETTER, dated=date(2026, 11, 3))).pdf)
