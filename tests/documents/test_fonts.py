"""字体：随锁定的包而来，GB 2312 与㮾都印得出，哪一号字都如此。"""

from __future__ import annotations

from dataclasses import replace

import pytest

from supervision.documents.blocks import Heading, Paragraph
from supervision.documents.fonts import FontsMissing, font_set
from supervision.documents.letter import render_letter
from tests.documents.papers import LETTER, pdf_text

GB_2312 = [
    bytes([row, cell]).decode("gb2312")
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF)
    if not (row == 0xD7 and cell > 0xF9)
]


def test_every_hanzi_of_gb_2312_and_the_rare_place_name_have_a_glyph() -> None:
    assert len(GB_2312) == 6763
    assert [char for char in [*GB_2312, "㮾", "〇"] if not font_set().has(char)] == []


def test_a_whole_gb_2312_comes_back_from_the_paper_in_the_body_a_heading_and_a_title() -> None:
    everything = "".join(GB_2312) + "㮾"
    letter = replace(
        LETTER,
        title=everything[:400],
        paragraphs=(Heading(1, everything), Heading(2, everything), Paragraph(everything)),
        attachments=(),
    )
    printed = pdf_text(render_letter(letter).pdf)
    assert printed.count(everything) == 3
    assert everything[:400] in printed


def test_fonts_are_unpacked_where_our_own_data_lies_and_only_once(settings) -> None:
    unpacked, packaged = font_set().directories
    assert unpacked.is_relative_to(settings.VAR_DIR)
    assert {path.name for path in unpacked.glob("*.ttf")} == {
        "LXGWWenKai-Light.ttf",
        "LXGWWenKai-Regular.ttf",
        "Tinos-Regular.ttf",
    }
    before = {path: path.stat().st_mtime_ns for path in unpacked.iterdir()}
    font_set.cache_clear()
    assert font_set().directories == (unpacked, packaged)
    assert {path: path.stat().st_mtime_ns for path in unpacked.iterdir()} == before


def test_a_missing_font_package_says_what_to_run(settings, tmp_path) -> None:
    settings.NODE_MODULES = tmp_path
    font_set.cache_clear()
    try:
        with pytest.raises(FontsMissing, match="make setup"):
            font_set()
    finally:
        font_set.cache_clear()


def test_no_font_of_the_machine_is_used(settings) -> None:
    printed = render_letter(LETTER).pdf
    named = {name for name in (b"NotoSerifSC", b"NotoSansSC", b"LXGWWenKai", b"Tinos") if name in printed}
    assert b"NotoSerifSC" in named
    assert b"LXGWWenKai" in named
    assert b"CJK" not in printed
