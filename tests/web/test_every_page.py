"""每一页 × 每个人：谁能打开，谁能办，谁什么都看不到（A1 A2 A3 A4 A5 B8 E5）。

The walk. `matrix.py` says what everybody gets; here every cell is tried on the world of `world.py`, where a neighbour county's every text
carries a word that nobody else may ever read.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from cases.models import ImportBatch
from reports.services import rollups
from tests.notices import builders
from tests.web.matrix import ACTS, PEOPLE, TABLE, Act, Row
from tests.web.walking import UNAUTHORISED, Answer, Walker, routes, taken_back, writes
from tests.web.world import CANARY, NOBODY, Place, World

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[str], Walker]
COUNTS = Path(__file__).with_name("query_counts.json")
MOST_STATEMENTS = 12
CRAWLED = 120
"""Pages that the canary crawl opens for one person at most."""
OUTSIDERS = (
    "county_supervisor", "county_legal", "county_leader", "market_officer", "housing_officer", "township_assistant",
    "social_supervisor", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
NESTED = ("item", "answer", "extension", "attachment")


@pytest.fixture(scope="module")
def answer_to(two_counties: World, browser_of: BrowserOf) -> Callable[[str, Row, Place], Answer]:
    """What a person got for a line of the table; each is asked once a module."""
    kept: dict[tuple[str, str, int], Answer] = {}

    def ask(who: str, row: Row, place: Place) -> Answer:
        key = (who, row.name, id(two_counties.own if row.thing in {"nothing", "region"} else place))
        if key not in kept:
            kept[key] = browser_of(who).ask(row.method, address(row, place))
        return kept[key]

    return ask


def address(row: Row | Act, place: Place, **instead: Any) -> str:
    """The address of a line with the thing of one county."""
    parameters = {} if row.thing in {"nothing", "region"} else row.address(place)
    return reverse(row.route, kwargs={**parameters, **row.parts, **instead})


def places(world: World) -> tuple[tuple[str, Place], ...]:
    """Both counties by name."""
    return (("浏阳市", world.own), ("宁乡市", world.foreign))


def text_of(answer: Answer) -> str:
    """Everything a reader would read: pages as they are, the words of PDF, DOCX and XLSX."""
    kind = answer.headers.get("Content-Type", "")
    if "pdf" in kind and answer.body.startswith(b"%PDF") and len(answer.body) > 100:
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body)).pages)
    if "wordprocessingml" in kind:
        paper = Document(io.BytesIO(answer.body))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "".join(
            [*(paragraph.text for paragraph in paper.paragraphs), *cells, answer.headers.get("Content-Disposition", "")]
        )
    return answer.body.decode(errors="replace")


# --- A1: the table and the platform name the same routes


def test_A1_every_route_stands_in_the_table_with_get_and_post_and_no_line_is_of_a_route_that_is_gone() -> None:
    known = {(row.method, row.route) for row in TABLE}
    assert known == {(method, route) for method in ("GET", "POST") for route in routes()}


def test_A1_every_cell_is_explicit() -> None:
    assert all(set(row.cells) == set(PEOPLE) and all(len(cell) == 2 for cell in row.cells.values()) for row in TABLE)
    assert len({row.name for row in TABLE}) == len(TABLE)


# --- A2: everybody gets what the table says, and nobody changes what is not theirs


@pytest.mark.parametrize("who", PEOPLE)
def test_A2_every_page_answers_as_the_table_says(who: str, two_counties: World, answer_to: Any) -> None:
    wrong = [
        f"{row.name} {name}: {wanted} expected, {got}"
        for row in TABLE
        for wanted, (name, place) in zip(row.cells[who], places(two_counties), strict=True)
        if (got := answer_to(who, row, place).letter) != wanted
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", PEOPLE)
def test_A2_nothing_changes_when_somebody_reads_or_is_refused(who: str, two_counties: World, answer_to: Any) -> None:
    changed = [
        f"{row.name} {name}: {answer.wrote}"
        for row in TABLE
        for name, place in places(two_counties)
        if (answer := answer_to(who, row, place)).wrote and (row.method == "GET" or answer.letter in UNAUTHORISED)
    ]
    assert not changed, "\n".join(changed)


@pytest.mark.parametrize("who", [who for who in PEOPLE if who != "anonymous"])
def test_A2_A4_invisible_is_byte_for_byte_the_same_as_non_existent(
    who: str, two_counties: World, browser_of: BrowserOf, answer_to: Any
) -> None:
    told = []
    for row in TABLE:
        for cell, (name, place) in zip(row.cells[who], places(two_counties), strict=True):
            if cell == "n" and row.thing != "nothing" and row.cells[who] != "nn":
                there, nowhere = answer_to(who, row, place), browser_of(who).ask(row.method, address(row, place, pk=NOBODY))
                if (there.status, there.body, there.headers) != (nowhere.status, nowhere.body, nowhere.headers):
                    told.append(f"{row.name} {name}")
    assert not told, "\n".join(told)


@pytest.mark.parametrize("who", PEOPLE)
def test_A2_a_complete_form_has_its_effect_for_those_named_and_for_nobody_else(
    who: str, two_counties: World, browser_of: BrowserOf
) -> None:
    wrong = []
    for act in ACTS:
        for name, place, named in (("浏阳市", two_counties.own, act.own), ("宁乡市", two_counties.foreign, act.foreign)):
            answer = browser_of(who).ask("POST", address(act, place), act.form(place))
            if bool(answer.wrote) != (who in named) or answer.letter == "!":
                wrong.append(
                    f"{act.route} {act.thing} {name}: {'' if who in named else 'not '}expected; {answer.status} {sorted(answer.wrote)}"
                )
    assert not wrong, "\n".join(wrong)


def test_A1_every_deed_of_the_table_has_somebody_who_does_it_and_every_unsafe_route_has_a_deed() -> None:
    without_a_deed = {
        "agencies:sign_in", "agencies:sign_out", "agencies:scope", "notices:instrument_preview", "notices:send_back",
        "agencies:verify", "agencies:password", "agencies:second_factor", "agencies:recovery_codes", "agencies:confirm",
        "agencies:end_session",
        "trail:genuine",
    }  # fmt: skip
    assert unsafe_routes() - without_a_deed == {act.route for act in ACTS if act.own}


def unsafe_routes() -> set[str]:
    """The routes that take a POST: nobody is told 405."""
    posts = [row for row in TABLE if row.method == "POST"]
    return {row.route for row in posts} - {row.route for row in posts if "m" in "".join(row.cells.values())}


# --- A5: a key inside a form or an address never reaches another county


@pytest.mark.parametrize("who", ["county_supervisor", "housing_officer"])
def test_A5_a_foreign_part_of_ones_own_thing_is_like_no_part_at_all(who: str, two_counties: World, browser_of: BrowserOf) -> None:
    wrong = []
    for act in ACTS:
        for part in set(NESTED) & set(act.address(two_counties.own)):
            foreign = {part: act.address(two_counties.foreign)[part]}
            answers = [
                browser_of(who).ask(
                    "POST", address(act, two_counties.own, **one), act.form(two_counties.own), **{"HX-Request": "true"}
                )
                for one in (foreign, {part: NOBODY})
            ]
            numbers = [*foreign.values(), NOBODY]
            said = [answer.body.replace(b"/%d/" % number, b"/?/") for answer, number in zip(answers, numbers, strict=True)]
            if (
                any(answer.wrote or answer.letter == "!" for answer in answers)
                or answers[0].status != answers[1].status
                or said[0] != said[1]
            ):
                wrong.append(
                    f"{act.route} {part}: {[answer.status for answer in answers]} {[answer.wrote for answer in answers]}"
                )
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("who", "route", "name", "thing", "key"),
    [
        ("county_supervisor", "notices:matter_open", "finding", "spare_finding", "pk"),
        ("county_supervisor", "notices:matter_add", "finding", "spare_finding", "pk"),
        ("county_supervisor", "cases:triage_bulk", "ids", "finding", "pk"),
        ("county_supervisor", "cases:upload", "agency", "agency", "pk"),
        ("county_supervisor", "reports:request", "region", "region", "region"),
        ("housing_officer", "cases:upload", "agency", "agency", "pk"),
    ],
)  # fmt: skip
def test_A5_a_foreign_key_in_a_form_is_refused_like_one_of_nothing(
    who: str, route: str, name: str, thing: str, key: str, two_counties: World, browser_of: BrowserOf
) -> None:
    act = next(act for act in ACTS if act.route == route and act.own)
    answers = []
    for value in (two_counties.foreign.of(thing)[key], NOBODY):
        form = act.form(two_counties.own) | {name: value}
        answers.append((browser_of(who).ask("POST", address(act, two_counties.own), form), value))
    assert not any(answer.wrote for answer, _ in answers)
    said = [(answer.status, answer.body.replace(str(value).encode(), b"?")) for answer, value in answers]
    assert said[0] == said[1]


# --- A3: the neighbour's word is nowhere


@pytest.mark.parametrize("who", OUTSIDERS)
def test_A3_no_page_list_or_paper_shows_a_word_of_the_neighbour_county(
    who: str, two_counties: World, browser_of: BrowserOf, answer_to: Any
) -> None:
    seen = {row.name: text_of(answer_to(who, row, two_counties.own)) for row in TABLE if row.method == "GET"}
    seen |= crawl(browser_of(who)) | {url: text_of(browser_of(who).ask("GET", url)) for url in probes(two_counties.foreign)}
    if who == "audit_admin":  # reads who did it, of every county, and nothing else of the deed
        for person in two_counties.foreign.people.names:
            seen = {name: text.replace(person, "") for name, text in seen.items()}
    assert [name for name, text in seen.items() if CANARY in text and not (who in ADMINISTRATORS and of_people(name))] == []


def of_people(name: str) -> bool:
    """A page or line about people and posts: a city's administrators deal with every county's, so their names stand there."""
    lines = (
        "agencies:people",
        "agencies:person",
        "agencies:hand_over",
        "agencies:post_",
        "agencies:account_",
        "agencies:delegat",
        "agencies:exception",
    )
    return name.startswith(("/people/", "/posts/", "/delegations/", "/exceptions/")) or name.removeprefix("GET ").startswith(
        lines
    )


def crawl(browser: Walker) -> dict[str, str]:
    """Follow every link from the workbench on, up to `CRAWLED` pages."""
    seen: dict[str, str] = {}
    waiting = ["/"]
    while waiting and len(seen) < CRAWLED:
        url = waiting.pop(0)
        answer = browser.ask("GET", url)
        seen[url] = text_of(answer)
        for found in re.findall(r'(?:href|hx-get|src)="([^"#]+)', seen[url]):
            link = found.replace("&amp;", "&")
            link = url.partition("?")[0] + link if link.startswith("?") else link
            if link.startswith("/") and not link.startswith("/static/") and link not in seen and link not in waiting:
                waiting.append(link)
    return seen


def probes(foreign: Place) -> list[str]:
    """Lists asked for the neighbour's things by key."""
    agency, finding, batch = (foreign.of(thing)["pk"] for thing in ("agency", "finding", "batch"))
    region = foreign.people.agency.region_code
    return [
        f"/cases/?agency={agency}", f"/cases/?region={region}", f"/cases/?batch={batch}", f"/findings/?agency={agency}",
        f"/findings/?finding={finding}", f"/findings/?batch={batch}", f"/findings/bulk/?ids={finding}&action=confirm",
        f"/matters/new/?finding={finding}", f"/batches/?agency={agency}", f"/reports/?region={region}", f"/officers/?agency={agency}",
        f"/agencies/?region={region}", f"/instruments/?agency={agency}", "/inbox/?in=sent", "/inbox/?in=closed",
    ]  # fmt: skip


def test_A3_the_crawl_would_find_the_word_for_the_neighbour_itself_in_pages_pdf_and_docx(
    two_counties: World, browser_of: BrowserOf
) -> None:
    for who, row in (
        ("neighbour_supervisor", "GET notices:instrument_file responded ending=pdf"),
        ("neighbour_supervisor", "GET reports:paper report_issued form=docx"),
        ("neighbour_officer", "GET reports:receipt_paper receipt form=pdf"),
        ("neighbour_officer", "GET cases:case case"),
    ):
        line = next(line for line in TABLE if line.name == row)
        assert CANARY in text_of(browser_of(who).ask("GET", address(line, two_counties.foreign))), row
    assert sum(CANARY in text for text in crawl(browser_of("neighbour_supervisor")).values()) > 20


@pytest.mark.parametrize("who", OUTSIDERS)
def test_A4_no_count_nor_order_moves_when_the_neighbour_gets_more(
    who: str, two_counties: World, answer_to: Any, browser_of: BrowserOf
) -> None:
    agency = two_counties.foreign.people.agency
    pages = (row for row in TABLE if row.method == "GET" and row.thing == "nothing" and row.cells[who] == "oo")
    lists = [row for row in pages if row.route != "cases:template"]  # a workbook holds the minute it was made
    before = {row.name: answer_to(who, row, two_counties.own).body for row in lists}
    with taken_back():
        for severity in (1, 2, 3):
            builders.make_finding(agency, state="open", severity=severity)
        batch = ImportBatch.objects.get(pk=two_counties.foreign.of("queued")["pk"])
        batch.pk, batch.file_sha256 = None, "1" * 64
        batch.save()
        rollups.refresh_all()
        after = {row.name: browser_of(who).ask("GET", address(row, two_counties.own)).body for row in lists}
    assert [name for name in before if before[name] != after[name]] == []


@pytest.mark.parametrize("who", ["county_supervisor", "housing_officer", "township_assistant"])
def test_A4_a_search_for_the_neighbours_words_answers_like_a_search_for_nothing(
    who: str, two_counties: World, browser_of: BrowserOf
) -> None:
    words = CANARY, "查无此词"
    assert len(words[0]) == len(words[1])
    for path in ("/cases/", "/matters/", "/instruments/", "/agencies/", "/officers/"):
        said = [browser_of(who).ask("GET", path, {"q": word}) for word in words]
        bodies = [answer.body.decode().replace(word, "?") for answer, word in zip(said, words, strict=True)]
        quoted = [re.sub(r"q=[^\"&]*", "q=?", body) for body in bodies]
        assert said[0].status == said[1].status
        assert quoted[0] == quoted[1], path


# --- B8: a form from another site does nothing


def test_B8_every_unsafe_route_refuses_a_form_without_a_token(two_counties: World) -> None:
    accepted = []
    for route in sorted(unsafe_routes()):
        row = next(row for row in TABLE if row.method == "POST" and row.route == route)
        act = next((act for act in ACTS if act.route == route and act.own), None)
        able = (
            min(act.own) if act else next(who for who, cell in row.cells.items() if cell[0] in "osercvb" and who != "anonymous")
        )
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if route != "agencies:sign_in":
            client.force_login(two_counties.people[able])
        with taken_back():
            before = writes()
            form = act.form(two_counties.own) if act else {"username": "city-supervisor", "password": "x"}
            status = client.post(address(act or row, two_counties.own), form).status_code
            if status != 403 or writes() != before:
                accepted.append(f"{route} as {able}: {status}")
    assert len(unsafe_routes()) >= 30
    assert not accepted, "\n".join(accepted)


# --- E5: twice is once

SAID_TWICE = {"cases:finding_note", "notices:matter_note"}
"""A remark may be made again; nothing else may."""


@pytest.mark.parametrize(
    "act", [act for act in ACTS if act.own and act.route not in SAID_TWICE], ids=lambda act: f"{act.route}-{act.thing}"
)
def test_E5_a_deed_sent_twice_is_done_once(act: Act, two_counties: World, browser_of: BrowserOf) -> None:
    who = sorted(act.own)[-1]
    browser = browser_of(who)
    with taken_back():
        first = browser.keep("POST", address(act, two_counties.own), act.form(two_counties.own))
        once = how_many()
        second = browser.keep("POST", address(act, two_counties.own), act.form(two_counties.own))
        assert first < 400
        assert second < 500
        assert how_many() == once


def how_many() -> dict[str, int]:
    """Rows of every table of ours and of the outbox, and what state each instrument, matter, finding and report is in."""
    rooms = ("agencies", "cases", "notices", "reports", "outbox", "documents")
    counted: dict[str, Any] = {
        model._meta.label: model._default_manager.count() for room in rooms for model in apps.get_app_config(room).get_models()
    }
    for label in ("notices.Instrument", "notices.Matter", "cases.Finding", "reports.PeriodicReport"):
        counted[f"{label} states"] = list(apps.get_model(label)._default_manager.order_by("pk").values_list("pk", "state"))
    return counted


# --- the ratchet of statements


def test_no_page_needs_more_statements_than_recorded_nor_more_than_twelve(two_counties: World, answer_to: Any) -> None:
    """`query_counts.json` holds, for each page and person, how many statements one GET takes.

    With RECORD_QUERY_COUNTS=1 this test rewrites the file: a page that became cheaper gets the lower number, a new page is added, a page that
    is gone is dropped. A number never rises that way: who needs one more statement changes the file by hand and says why in the commit.
    """
    measured: dict[str, dict[str, int]] = {}
    for row in TABLE:
        if row.method == "GET":
            counts = {who: answer_to(who, row, two_counties.own).statements for who, cell in row.cells.items() if cell[0] == "o"}
            if counts:
                measured[row.name.removeprefix("GET ")] = counts
    if os.environ.get("RECORD_QUERY_COUNTS"):
        _record(measured)
    recorded = json.loads(COUNTS.read_text())
    dearer = [
        f"{page} {who}: {count} statements, recorded {recorded.get(page, {}).get(who)}"
        for page, counts in measured.items()
        for who, count in counts.items()
        if count > min(recorded.get(page, {}).get(who, 0), MOST_STATEMENTS)
    ]
    assert not dearer, "\n".join(dearer)
    assert {page: set(counts) for page, counts in recorded.items()} == {page: set(counts) for page, counts in measured.items()}


def _record(measured: dict[str, dict[str, int]]) -> None:
    known = json.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    kept = {
        page: {who: min(count, known.get(page, {}).get(who, count), MOST_STATEMENTS) for who, count in counts.items()}
        for page, counts in measured.items()
    }
    lines = (f"  {json.dumps(page)}: {json.dumps(kept[page])}" for page in sorted(kept))
    COUNTS.write_text("{\n" + ",\n".join(lines) + "\n}\n")
