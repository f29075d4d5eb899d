"""文字：用户写的字原样到纸上，不当标记读，不丢一个。"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision.documents.blocks import Item, Paragraph, Section, Table
from supervision.documents.fonts import font_set
from supervision.documents.letter import render_letter
from supervision.documents.report import render_report
from supervision.documents.wording import citation, formal, runs, title_lines, visible
from tests.documents.papers import LETTER, REPORT, docx_text, pdf_text, squeezed

MARKUP = [
    "#let x = 1",
    '#panic("boom")',
    '#image("/etc/passwd")',
    "$ x^2 $",
    "*粗* _斜_ `码`",
    "= 标题",
    "- 列表 + 列表 / 术语: 解释",
    "<label> @ref",
    "\\ \\u{4e00} \\n",
    "\"引号\" 'single' “中文引号”",
    "// 注释 /* 注释 */",
    "[方括号] {花括号} ~ -- --- ...",
    "<w:t>&lt;&amp;</w:t> <![CDATA[x]]>",
    "{{ jinja }} {% if x %} {# c #}",
    "=1+1 @SUM(A1)",
    "&#x4e00; %E4%B8%80",
]


def test_markup_of_any_kind_is_only_text_everywhere_it_can_stand() -> None:
    everything = " ".join(MARKUP)
    letter = replace(
        LETTER,
        issuer_mark="#司*法$局",
        number="#号*〔2026〕$1号",
        title="关于#set的$函*",
        recipient="*#局$",
        paragraphs=(
            *(Paragraph(text) for text in MARKUP),
            Item(1, everything, (everything,), ((everything, everything),)),
            Table((everything,), ((everything,),), caption=everything, source_note=everything),
        ),
        attachments=(everything,),
        contact=everything,
        copy_to=(everything,),
        signature_agency="#局*$",
    )
    printed = render_letter(letter)
    wanted = squeezed(everything)
    for text in (pdf_text(printed.pdf), docx_text(printed.docx)):
        assert text.count(wanted) == 12
        for part in ("#号*〔2026〕$1号", "关于#set的$函*", "*#局$：", "#局*$"):
            assert part in text
    assert "#司*法$局" in pdf_text(printed.pdf)


def test_a_report_treats_its_headings_comments_and_imprint_as_text_too() -> None:
    odd = '#x $y$ *z* <w> "q" \\'
    paper = replace(
        REPORT,
        sections=(Section(odd, (Paragraph(odd),)),),
        signatory=odd,
        printed_by=odd,
        approvals=(replace(REPORT.approvals[0], text=odd, leader=odd, post=odd),),
    )
    printed = render_report(paper)
    for text in (pdf_text(printed.pdf), docx_text(printed.docx)):
        assert text.count(squeezed(odd)) == 7


@pytest.mark.parametrize(
    ("odd", "shown"),
    [
        ("甲\x00乙", "甲〔U+0000〕乙"),
        ("甲\x0b乙", "甲〔U+000B〕乙"),
        ("甲\x1b[31m乙", "甲〔U+001B〕[31m乙"),
        ("甲\u202e乙", "甲〔U+202E〕乙"),
        ("甲\u200b乙", "甲〔U+200B〕乙"),
        ("甲\ufeff乙", "甲〔U+FEFF〕乙"),
        ("甲\ud800乙", "甲〔U+D800〕乙"),
        ("甲\uffff乙", "甲〔U+FFFF〕乙"),
    ],
)
def test_what_nobody_could_see_is_written_out_in_both_files(odd: str, shown: str) -> None:
    printed = render_letter(replace(LETTER, paragraphs=(Paragraph(odd),)))
    assert shown in pdf_text(printed.pdf)
    assert shown in docx_text(printed.docx)


def test_a_character_no_font_has_is_named_on_paper_and_kept_in_word() -> None:
    printed = render_letter(replace(LETTER, paragraphs=(Paragraph("标记🚒在此"),)))
    assert "标记〔U+1F692〕在此" in pdf_text(printed.pdf)
    assert "标记🚒在此" in docx_text(printed.docx)


def test_rare_names_are_printed() -> None:
    rare = "㮾梨街道 喆 堃 犇 淼 昇 珺 翀 旸 彧 〇 ① ㎡ ° ‰ × ÷ ± ≥ ≤ — … · 《》〔〕【】「」"
    assert squeezed(rare) in pdf_text(render_letter(replace(LETTER, paragraphs=(Paragraph(rare),))).pdf)


def test_line_ends_make_paragraphs_and_tabs_become_wide_spaces() -> None:
    assert visible("甲\r\n乙\r丙\u2028丁\t戊") == "甲\n乙\n丙\n丁\u3000戊"


def _as_printed(char: str) -> bool:
    """Characters that stand for themselves: composed Latin letters are drawn from two glyphs, and readers differ in joining them."""
    return unicodedata.category(char)[0] not in "ZCM" and unicodedata.normalize("NFKD", char) == char


PRINTED = [chr(code) for code in sorted(font_set().characters) if code > 0x20 and _as_printed(chr(code)) and code < 0xFFFF]
ODD = list("#$*_`<>\"'\\@=-+/~[]{}()&%^|;:,.!?\x00\x01\x08\x0b\x0c\x1b\x7f\u200b\u202e\u2066\ufeff\ufffe\ud800")
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.sampled_from(PRINTED)), min_size=1, max_size=40)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(TEXTS, min_size=100, max_size=100))
def test_C8_two_thousand_random_texts_come_back_from_both_files_unchanged(texts: list[str]) -> None:
    letter = replace(LETTER, paragraphs=tuple(Paragraph(f"甲{text}乙") for text in texts), attachments=(), copy_to=())
    printed = render_letter(letter)
    wanted = "".join(f"甲{squeezed(visible(text))}乙" for text in texts)
    assert wanted in pdf_text(printed.pdf)
    assert wanted in docx_text(printed.docx)


@given(st.text(alphabet="关于的函、，。《》（）甲乙丙行政执法监督ab1", max_size=120), st.integers(8, 24))
def test_cutting_a_title_loses_nothing_and_no_line_is_too_long(title: str, per_line: int) -> None:
    cut = title_lines(title, per_line=per_line)
    assert "".join(cut) == title.strip()
    assert all(sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in line) <= per_line for line in cut)


def test_a_title_is_cut_at_a_phrase_end_and_in_even_lines() -> None:
    assert title_lines("关于2026年第三季度全市行政执法监督工作情况的报告", per_line=20) == [
        "关于2026年第三季度",
        "全市行政执法监督工作情况的报告",
    ]
    assert title_lines("第一行\n第二行", per_line=20) == ["第一行", "第二行"]


@given(st.text(alphabet="甲乙【】待填：事实", max_size=60))
def test_marking_blanks_loses_nothing(text: str) -> None:
    assert "".join(run["text"] for run in runs(text)) == text


def test_a_sentence_of_the_platform_becomes_official_writing():
    said = "演示案：2026-06-26 立案，2026-10-16 才作出决定，是立案后第 112 日；文号 X-2026-03-05 不动。"
    assert formal(said) == "演示案：2026年6月26日立案，2026年10月16日才作出决定，是立案后第112日；文号X-2026-03-05不动。"


def test_a_law_is_named_once_before_its_provisions():
    basis = "《行政处罚法》第四十五条；《行政处罚法》第六十四条第一项；《湘程序规定》第八十五条；《行政处罚法》第八十五条"
    assert citation(basis) == "《行政处罚法》第四十五条、第六十四条第一项；《湘程序规定》第八十五条；《行政处罚法》第八十五条"
    assert citation("本系统的数据质量要求，不是法律条文。") == "本系统的数据质量要求，不是法律条文"
    assert citation("") == ""
