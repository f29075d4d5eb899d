"""拒绝和报错的文字里也没有别处的暗记：一层单独（A3 A5 A11）。

The crawl reads what opens; here is read what does not: forms with somebody else's things in them, sent to their address and to one's own, empty
ones, what the API and an import say of it. With one layer switched off a deed may reach further than with both; what it answers must still
tell nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.models import EnforcementCertificate
from cases.choices import CaseKind
from cases.models import EnforcementCase
from cases.services import batches
from tests.cases import factories
from tests.cases.intake_files import SMALL, as_csv, good, table
from tests.web.canaries import WORDS, strangers_in
from tests.web.deeds import DEEDS
from tests.web.layers import LAYERS, without_either
from tests.web.matrix import TABLE
from tests.web.reading import text_of
from tests.web.walking import Answer, Walker, taken_back
from tests.web.world import Place, World

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[str], Walker]
ASKED = {
    "county_supervisor": "KN", "neighbour_supervisor": "NK", "housing_officer": "KM", "neighbour_officer": "NK",
    "town_officer": "TK", "township_assistant": "TN", "county_system": "KN",
}  # fmt: skip
"""Who asks: their own place, and whose things they ask for."""
REFUSALS = frozenset("xnbcv")
"""403 404 400 409 422."""

Said = tuple[str, Answer, str]
"""What was asked, the answer, and the words that were sent along: these may come back."""


def sent(form: dict[str, Any]) -> str:
    """The words of a form, those of a text file in it too."""
    told = []
    for value in form.values():
        if hasattr(value, "read"):
            told.append(value.read().decode(errors="replace"))
            value.seek(0)
        else:
            told.append(str(value))
    return "\n".join(told)


def by_pages(who: str, own: Place, foreign: Place, browser: Walker) -> Iterator[Said]:
    """Empty forms at their addresses; their complete forms there, and at the addresses of one's own."""
    for row in TABLE:
        if row.method == "POST" and row.cells[who].get(foreign.letter, "s") not in "sm":
            yield f"{row.name} at {foreign.letter}", browser.ask("POST", reverse(row.route, kwargs=row.address(foreign))), ""
    for deed in DEEDS:
        for place in (own, foreign):
            if {own.letter, foreign.letter} <= set(deed.who) or (deed.thing == "nothing" and place is own):
                form = _form_of(deed, foreign)
                if form is not None:
                    url = reverse(deed.route, kwargs=deed.address(place))
                    words = sent(form)
                    yield f"POST {deed.name} at {place.letter} with {foreign.letter}'s", browser.ask("POST", url, form), words


def _form_of(deed: Any, place: Place) -> dict[str, Any] | None:
    """The form of a deed with the things of one place; None where there is no such thing."""
    try:
        form: dict[str, Any] = deed.form(place)
    except KeyError:
        return None
    return form


def by_api(foreign: Place, browser: Walker) -> Iterator[Said]:
    """Their batch, and records that name their officers, their record, their number."""
    case = EnforcementCase.objects.get(pk=foreign.of("case")["pk"])
    number = EnforcementCertificate.objects.get(officer=foreign.of("officer")["pk"]).number
    batch = f"/api/v1/batches/{foreign.of('batch')['pk']}/"
    yield f"GET {batch}", browser.ask("GET", batch), ""
    for record in (
        {"record_no": case.external_id, "party_name": "演示", "decision_no": case.decision_no, "officers": number},
        {"record_no": "甲", "case_no": case.case_no, "decision_date": "某日", "officers": [number]},
        {"record_no": "乙", "agency": foreign.people.agency.code, "batch": foreign.of("batch")["pk"]},
    ):
        form = {"kind": "penalty", "records": [record]}
        yield "POST /api/v1/batches/", browser.ask("POST", "/api/v1/batches/", form), sent(form)


def by_import(own: Place, foreign: Place, browser: Walker) -> Iterator[Said]:
    """A file with their numbers in it, and what page and refused rows say of it."""
    case = EnforcementCase.objects.get(pk=foreign.of("case")["pk"])
    number = EnforcementCertificate.objects.get(officer=foreign.of("officer")["pk"]).number
    act = {"调查行为1": "现场检查", "调查行为1日期": "2026-03-01", "调查行为1执法人员证号": number}
    rows = [good(1, 记录号=case.external_id, 决定书文号=case.decision_no, **act | {"调查行为1日期": "某日"})]
    rows += [good(2, 记录号=case.external_id, 决定书文号=case.decision_no, **act), good(2, **act)]
    with taken_back():
        content = as_csv(table(rows, (*SMALL, *act)))
        received = {"content": content, "name": "误报.csv", "agency": own.people.agency, "kind": CaseKind.PENALTY}
        batch, _ = batches.receive(**received, actor=None, deliver=False)
        batch = batches.run(batch_id=batch.pk, today=timezone.localdate())
        factories.pushed(batch)
        for url in (f"/batches/{batch.pk}/", f"/batches/{batch.pk}/rejected/", f"/api/v1/batches/{batch.pk}/"):
            yield f"GET {url}", browser.ask("GET", url), sent({"file": rows})


def everything_said(who: str, world: World, browser: Walker) -> Iterator[Said]:
    """All questions of one person."""
    own, foreign = (world.places[letter] for letter in ASKED[who])
    yield from by_pages(who, own, foreign, browser)
    yield from by_api(foreign, browser)
    yield from by_import(own, foreign, browser)


def leaks(who: str, world: World, browser: Walker, *, database_alone: bool) -> tuple[list[str], Counter[str]]:
    """Answers with a word in them that was not sent along and is not theirs to meet, and how many answers of each kind were read."""
    found, read = [], Counter[str]()
    for what, answer, words in everything_said(who, world, browser):
        read[answer.letter] += 1
        letters = strangers_in(text_of(answer), who, what, database_alone=database_alone)
        if told := [letter for letter in letters if WORDS[letter] not in words]:
            found.append(f"{who} {what}: {answer.letter} {told}")
    return found, read


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("who", ASKED)
def test_A3_A11_no_refusal_and_no_error_holds_a_strangers_word(who: str, layer: str, world: World, browser_of: BrowserOf) -> None:
    with LAYERS[layer]():
        found, read = leaks(who, world, browser_of(who), database_alone=layer == "the database alone")
    assert not found, "\n".join(found)
    assert sum(read[letter] for letter in REFUSALS) > (3 if who.endswith("_system") else 100), read
    # Without the other layer the database refuses a row by an error of its own, and the page says no more than its number.
    assert "!" not in read or layer == "the database alone", read


def test_A11_with_every_layer_off_refusals_and_errors_tell(world: World, browser_of: BrowserOf) -> None:
    """The reading has teeth."""
    with without_either():
        found, _read = leaks("county_supervisor", world, browser_of("county_supervisor"), database_alone=True)
    assert [line for line in found if ": b " in line or ": v " in line or ": c " in line]
