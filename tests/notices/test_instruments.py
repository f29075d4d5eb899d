"""文种与版式：纸面上写着法律要它写的。"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from pypdf import PdfReader

from notices import instruments
from notices.documents import letter_of
from notices.models import Instrument
from supervision.documents.blocks import Item, Paragraph
from supervision.documents.wording import BLANK
from tests.cast import Cast
from tests.notices import builders


def paragraphs(instrument: Instrument, **due: object) -> str:
    letter = letter_of(instrument, list(instrument.items.all()), instrument.due)
    texts = []
    for block in letter.paragraphs:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        if isinstance(block, Item):
            texts += [block.title, *block.body, *(value for _, value in block.details)]
    return "\n".join(texts)


@pytest.mark.parametrize(
    ("mark", "suffixed"),
    [
        ("长司", "长行执监督"),
        ("浏司", "浏行执监督"),
        ("长司法", "长行执监督"),
        ("长县司发", "长县行执监督"),
        ("长", "长行执监督"),
    ],
)
def test_the_mark_of_a_kind_follows_from_that_of_the_bureau(mark: str, suffixed: str) -> None:
    assert instruments.get("press_letter").mark(mark) == suffixed


def test_a_bureau_without_a_mark_has_none() -> None:
    with pytest.raises(ValueError, match="发文机关代字"):
        instruments.get("press_letter").mark("")


def test_every_kind_that_may_be_drafted_is_complete() -> None:
    for kind in instruments.KINDS:
        if kind.may_be_drafted:
            assert all([kind.mark_suffix, kind.title, kind.opening, kind.closing])
            asks = [kind.demand, kind.request, kind.period_basis, kind.period]
            assert not any(asks) if kind.tells_superior else all(asks)
        else:
            assert kind.forbidden_reason
    drafted = [code for code, _ in instruments.CHOICES]
    assert drafted[:3] == ["press_letter", "opinion", "notification"]
    assert "decision" not in drafted


def test_the_paper_states_basis_day_where_to_answer_and_the_right_of_objection(
    cast: Cast, today_is: Callable[[str], date]
) -> None:
    today_is("2026-03-02")
    text = paragraphs(builders.delivered(cast))
    assert "《行政执法监督条例》第二十七条第一款" in text
    assert "30日内（2026年4月1日届满）" in text
    assert "“收件”栏目" in text
    assert "第三十条的规定向我局提出并说明理由" in text
    assert "《行政处罚法》第六十条" in text


def test_a_draft_shows_its_blanks_highlighted(cast: Cast) -> None:
    instrument = builders.draft(cast)
    instrument.items.filter(order=1).update(demand="")
    blanks = BLANK.findall(paragraphs(instrument))
    assert blanks == ["【待填：整改要求】", "【待填：届满日，送达时自动填入】"]


def test_the_printed_file_carries_number_date_and_due_day(cast: Cast, today_is: Callable[[str], date]) -> None:
    today_is("2026-03-02")
    instrument = builders.delivered(cast)
    assert instrument.pdf is not None
    pages = PdfReader(io.BytesIO(instrument.pdf.read())).pages
    flat = "".join("".join(page.extract_text() for page in pages).split())
    assert "浏行执监督〔2026〕1号" in flat
    assert "2026年4月1日届满" in flat
    assert "浏阳市住房和城乡建设局：" in flat
    assert "2026年3月2日" in flat
    assert "待填" not in flat
