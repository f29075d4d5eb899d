"""有过而已经没有的东西：谁来要、怎么要，都和从来没有过一样；页面、接口、导出里一个字也不剩（A2 的“已删除”）。

What the platform ever takes away and what had an address of its own: records by a disposal list (with their findings), a heading map's draft
that was thrown away, evidence taken off an answer before it was sent. Everything else ends in a state and stays (`no_deleting`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from cases import search
from cases.models import EnforcementCase, Finding
from cases.services import profiles
from notices.services import evidence
from tests.cases import factories, keeping
from tests.cases.intake_files import good
from tests.cast import Cast
from tests.notices import builders
from tests.web.matrix import TABLE, Row
from tests.web.people import WALKERS, Everybody, gather
from tests.web.reading import crawl, taken_out, text_of
from tests.web.walking import Walker, contents
from tests.web.world import NOBODY

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "密语绝"
"""Stands in the texts of the records that go, and nowhere else. The list of what was destroyed names numbers, and no texts."""
READERS = ("county_supervisor", "county_chief", "city_supervisor", "housing_officer")


@pytest.fixture
def everybody(cast: Cast) -> Iterator[Everybody]:
    logging.disable(logging.WARNING)  # hundreds of refusals
    yield gather(cast)
    logging.disable(logging.NOTSET)


def browsers(everybody: Everybody) -> dict[str, Walker]:
    made = {who: Walker(everybody.by_name.get(who), {}) for who in WALKERS}
    everybody.by_name["disabled"].is_active = False
    everybody.by_name["disabled"].save()
    for one in made.values():
        one.originals.update(contents())
    return made


def old_records(cast: Cast) -> dict[str, int]:
    """Two archived records past their period, as they came in one batch, with their findings."""
    keeping.verified_periods()
    rows = [good(number, 当事人名称=f"{WORD}商贸有限公司", 决定书文号=f"浏住建罚〔1990〕{number}号") for number in (1, 2)]
    batch = keeping.load(cast.county_housing, rows, name="旧案.csv")
    factories.pushed(batch)
    EnforcementCase.objects.filter(batch=batch).update(
        closed_on=keeping.LONG_AGO, decision_date=keeping.LONG_AGO, cause=f"{WORD}一案"
    )
    case = EnforcementCase.objects.filter(batch=batch).earliest("pk")
    finding = factories.make_finding(case, "P-30", state="dismissed", reason="旧案", sentence=f"{WORD}逾期。")
    Finding.objects.filter(case__batch=batch).update(state="dismissed", reason="旧案")
    search.index_batch(batch.pk)
    keeping.archive_all()
    return {"batch": batch.pk, "case": case.pk, "finding": finding.pk}


def destroy(cast: Cast, legal: Any) -> None:
    keeping.approved(cast, legal)
    with keeping.as_worker():
        keeping.work()
    assert not EnforcementCase.objects.filter(party_name__contains=WORD).exists()


def answers(row: Row, pk: int, browser: Walker) -> tuple[Any, ...]:
    """What somebody gets who asks for a key, the key itself left out: the way to the sign-in page repeats the address."""
    answer = browser.ask(row.method, reverse(row.route, kwargs={"pk": pk, **row.parts}))
    status, body, headers = answer.said
    return answer.letter, status, body, headers | {"Location": headers.get("Location", "").replace(f"/{pk}/", "/?/")}


def told_apart(keys: dict[str, int], walkers: dict[str, Walker]) -> Iterator[str]:
    """Every request by which somebody could tell what is gone from what never was, or that finds it still."""
    for row in (row for row in TABLE if row.thing in keys):
        for who, browser in walkers.items():
            gone, never = answers(row, keys[row.thing], browser), answers(row, NOBODY, browser)
            shut = row.cells[who]["K"] in "sxmu" or row.method == "OPTIONS"
            if gone != never or (gone[0] != "n" and not shut):
                yield f"{row.name} {who}: {gone[:2]}, of nothing {never[:2]}"


def read_by(who: str, browser: Walker, batch: int, keys: dict[str, int]) -> Iterator[str]:
    """Where a person reads the word: pages, lists taken out as files, their search."""
    asked = [f"/batches/{batch}/", f"/batches/{batch}/rejected/", f"/cases/{keys['case']}/"]
    pages = [(url, text_of(browser.ask("GET", url))) for url in asked]
    yield from (what for what, text in [*pages, *crawl(browser), *taken_out(who, browser)] if WORD in text)
    if f"/cases/{keys['case']}/" in text_of(browser.ask("GET", f"/cases/?q={WORD}")):
        yield "the search"


def test_A2_what_has_been_destroyed_answers_everybody_like_what_never_was(cast: Cast, everybody: Everybody) -> None:
    keys = old_records(cast)
    walkers = browsers(everybody)
    batch = keys.pop("batch")
    found = {who: list(read_by(who, walkers[who], batch, keys)) for who in READERS}
    assert all(f"/cases/{keys['case']}/" in found[who] for who in READERS), "the word can be read while the records are there"
    assert any(what.startswith("POST cases:cases_export") for what in found["county_supervisor"])
    assert "the search" in found["housing_officer"]
    assert walkers["county_system"].ask("GET", f"/api/v1/batches/{batch}/").letter == "o"
    assert list(told_apart(keys, {"county_supervisor": walkers["county_supervisor"]})), "the walk sees what is there"
    destroy(cast, everybody.by_name["county_legal"])
    for one in walkers.values():
        one.originals.update(contents())
    wrong = list(told_apart(keys, walkers))
    assert not wrong, "\n".join(wrong)
    assert {who: list(read_by(who, walkers[who], batch, keys)) for who in READERS} == {who: [] for who in READERS}
    pushed = walkers["county_system"].ask("GET", f"/api/v1/batches/{batch}/")
    assert not any(part in text_of(pushed) for part in (WORD, "〔1990〕"))


def test_A2_a_draft_thrown_away_and_evidence_taken_off_answer_everybody_like_what_never_was(
    cast: Cast, everybody: Everybody
) -> None:
    draft = factories.draft_profile(cast.county_housing, cast.county_supervisor)
    handling = builders.handling(cast)
    builders.answer_all(handling, cast.housing_officer)
    answer = builders.open_answers(handling)[0]
    kept = evidence.attach_evidence(
        instrument=handling, answer_id=answer.pk, name="照片.pdf", content=builders.PDF_BYTES, actor=cast.housing_officer
    )
    keys = {"profile_draft": draft.pk, "unsent_evidence": kept.pk}
    walkers = browsers(everybody)
    owners: dict[str, Callable[[Any], bool]] = {
        "county_supervisor": lambda line: "profile_draw" in line, "housing_officer": lambda line: "notices:evidence" in line,
    }  # fmt: skip
    for who, mine in owners.items():
        assert any(mine(line) for line in told_apart(keys, {who: walkers[who]})), "the walk sees what is there"
    profiles.throw_away(profile=draft, actor=cast.county_supervisor)
    evidence.remove_evidence(instrument=handling, answer_id=answer.pk, attachment_id=kept.pk, actor=cast.housing_officer)
    for one in walkers.values():
        one.originals.update(contents())
    wrong = list(told_apart(keys, walkers))
    assert not wrong, "\n".join(wrong)
