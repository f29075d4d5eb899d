"""一处的暗记，别处的人读不到：两层一起、一层单独（A3 A11）。"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.canaries import MAY_MEET, WORDS, strangers_in, without_names
from tests.web.layers import LAYERS, without_either
from tests.web.people import WALKERS
from tests.web.reading import crawl, everything, text_of
from tests.web.walking import Walker
from tests.web.world import World

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[str], Walker]
OUTSIDERS = tuple(who for who in WALKERS if len(MAY_MEET[who]) < len(WORDS))
"""Everybody to whom some organisation is a stranger."""


def leaks(who: str, world: World, browser: Walker, *, layer: str) -> list[str]:
    """What one person reads of organisations that are not theirs to meet."""
    alone = layer == "the database alone"
    read = everything(who, world, browser, hidden=True)
    return [f"{who} {what}: {found}" for what, text in read if (found := strangers_in(text, who, what, database_alone=alone))]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("who", OUTSIDERS)
def test_A3_A11_nobody_reads_a_word_of_an_organisation_that_is_not_theirs(
    who: str, layer: str, world: World, browser_of: BrowserOf
) -> None:
    with LAYERS[layer]():
        found = leaks(who, world, browser_of(who), layer=layer)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["county_supervisor", "housing_officer", "neighbour_officer", "township_assistant"])
def test_A11_with_every_layer_off_the_crawl_finds_the_neighbour(who: str, world: World, browser_of: BrowserOf) -> None:
    """The crawl has teeth: in pages and in files that are taken out."""
    with without_either():
        found = leaks(who, world, browser_of(who), layer="the database alone")
        files = [line for line in found if f"{who} POST " in line]
    assert found
    assert bool(files) == (who != "township_assistant"), "a justice office takes out nothing"


def test_A3_the_words_stand_in_pages_papers_and_workbooks_of_those_whose_they_are(world: World, browser_of: BrowserOf) -> None:
    """Words that nobody reads anywhere would prove nothing."""
    read = dict(everything("neighbour_supervisor", world, browser_of("neighbour_supervisor")))
    for row in (
        "GET notices:instrument_file responded ending=pdf at N", "GET reports:paper report_issued form=docx at N",
        "GET cases:batch_rejected batch at N", "GET cases:case case at N", "GET notices:matter matter at N",
    ):  # fmt: skip
        assert WORDS["N"] in read[row] or WORDS["n"] in read[row], row
    assert sum(WORDS["N"] in text for _, text in crawl(browser_of("neighbour_supervisor"))) > 20
    assert WORDS["K"] in text_of(browser_of("housing_officer").ask("GET", "/inbox/"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("county_supervisor", "N"), ("neighbour_supervisor", "K"), ("housing_officer", "M"), ("neighbour_officer", "K"),
     ("housing_officer", "N"), ("town_officer", "K")],
)  # fmt: skip
def test_A3_an_outsider_of_the_neighbour_county_or_agency_finds_nothing(
    one: str, other: str, world: World, browser_of: BrowserOf
) -> None:
    """Two neighbouring counties and two agencies: neither account finds a word of the other. (A colleague who also holds a post over
    there bears its word in the name, and could deputise.)"""
    assert [what for what, text in everything(one, world, browser_of(one)) if WORDS[other] in without_names(text)] == []
