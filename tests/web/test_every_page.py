"""每件事、每个人：谁办得成；不带令牌的表单一事无成；说两遍只办一次；语句数不增（A1 A2 B8 E5）。

What `deeds.py` says, tried on the world of `world.py`. The pages themselves are walked in `test_matrix.py`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests.web.deeds import DEEDS, Deed
from tests.web.matrix import TABLE, Row
from tests.web.people import WALKERS
from tests.web.test_every_export import EXPORTS
from tests.web.walking import Walker, taken_back, writes
from tests.web.world import Place, World, places_of

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[str], Walker]
COUNTS = Path(__file__).with_name("query_counts.json")
MOST_STATEMENTS = 12
WITHOUT_A_DEED = {
    "agencies:sign_in", "agencies:sign_out", "agencies:scope", "notices:instrument_preview", "agencies:verify", "agencies:password",
    "agencies:second_factor", "agencies:recovery_codes", "agencies:confirm", "agencies:end_session", "agencies:account_sessions",
    "leads:informant", "trail:genuine", "cases:publicity_file", "reports:annual_file", "agencies:officer_import",
    "agencies:power_item_import", "cases:duty_import", "cases:parameter_import", "cases:law_import", "cases:law_article_import", "cases:law_text",
} | set(EXPORTS)  # fmt: skip
"""Unsafe routes that write no record: sessions, what everybody does with an account of their own, a picture of what is typed, a look at an informant, lists as files
(`test_every_export.py`), files for publication, the annual statistics; and the import of a register, which first only shows, and then
takes what that very person was shown (`tests/agencies/test_power_items.py`, `tests/cases/test_law_library_import.py`)."""


def address(row: Row | Deed, place: Place, **instead: Any) -> str:
    """The address of a line or a deed with the thing of one place."""
    return reverse(row.route, kwargs={**row.address(place), **instead})


def unsafe_routes() -> set[str]:
    """The routes that take a POST: nobody is told 405."""
    told = {row.route: set() for row in TABLE}
    for row in TABLE:
        if row.method == "POST":
            told[row.route] |= {letter for cells in row.cells.values() for letter in cells.values()}
    return {route for route, letters in told.items() if "m" not in letters}


# --- A1, A2: who brings it about


def test_A1_every_unsafe_route_has_a_deed_and_every_deed_names_every_place() -> None:
    assert unsafe_routes() - WITHOUT_A_DEED == {deed.route for deed in DEEDS if any(deed.who.values())}
    for deed in DEEDS:
        assert deed.thing == "nothing" or set(deed.who) == set(places_of(deed.thing)), deed.name
        assert set().union(*deed.who.values()) <= set(WALKERS)


@pytest.mark.parametrize("who", WALKERS)
def test_A2_a_complete_form_has_its_effect_for_those_named_and_for_nobody_else(
    who: str, world: World, browser_of: BrowserOf
) -> None:
    wrong = []
    for deed in DEEDS:
        for letter, able in deed.who.items():
            place = world.places[letter]
            answer = browser_of(who).ask("POST", address(deed, place), deed.form(place))
            if bool(answer.wrote) != (who in able) or answer.letter == "!":
                wrong.append(
                    f"{deed.name} {who} at {letter}: {'' if who in able else 'not '}expected; {answer.status} {sorted(answer.wrote)}"
                )
            if bool(answer.traced) < bool(answer.wrote) and deed.route != "notices:save_answers":
                wrong.append(f"{deed.name} {who} at {letter}: left no trace")
    assert not wrong, "\n".join(wrong)


# --- B8: a form from another site does nothing


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["form", "fragment"])
def test_B8_every_unsafe_route_refuses_a_form_without_a_token(headers: dict[str, str], world: World) -> None:
    accepted = []
    for route in sorted(unsafe_routes()):
        row = next(row for row in TABLE if row.method == "POST" and row.route == route)
        deed = next((deed for deed in DEEDS if deed.route == route and deed.who.get("K")), None)
        deed = deed or next((deed for deed in DEEDS if deed.route == route), None)
        letter = next(place for place, able in deed.who.items() if able) if deed else "K"
        able = min(deed.who[letter]) if deed else "county_supervisor"
        place = world.places[letter]
        for token in ("", "x" * 64):
            client = Client(enforce_csrf_checks=True, raise_request_exception=False)
            if route != "agencies:sign_in":
                client.force_login(world.people[able])
            with taken_back():
                before = writes()
                form = (deed.form(place) if deed else {}) | ({"csrfmiddlewaretoken": token} if token else {})
                status = client.post(address(deed or row, place), form, headers=headers).status_code
                refusal = 401 if route == "cases:api_push" else 403  # a browser's session is nobody there
                if status != refusal or writes() != before:
                    accepted.append(f"{route} as {able} with token {token!r}: {status}")
    assert len(unsafe_routes()) >= 30
    assert not accepted, "\n".join(accepted)


# --- E5: twice is once

SAID_TWICE = {"cases:finding_note", "notices:matter_note", "agencies:account_password"}
"""A remark may be made again, and a password given anew; nothing else may."""


@pytest.mark.parametrize(
    "deed", [deed for deed in DEEDS if deed.who.get("K") and deed.route not in SAID_TWICE], ids=lambda deed: deed.name
)
def test_E5_a_deed_sent_twice_is_done_once(deed: Deed, world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(min(deed.who["K"]))
    with taken_back():
        first = browser.keep("POST", address(deed, world.own), deed.form(world.own))
        once = how_many()
        second = browser.keep("POST", address(deed, world.own), deed.form(world.own))
        assert first < 400
        assert second < 500
        assert how_many() == once


def how_many() -> dict[str, int]:
    """Rows of every table of ours and of the outbox, and what state each instrument, matter, finding and report is in."""
    rooms = ("agencies", "cases", "leads", "appraisals", "notices", "reports", "outbox", "documents")
    counted: dict[str, Any] = {
        model._meta.label: model._default_manager.count() for room in rooms for model in apps.get_app_config(room).get_models()
    }
    for label in ("notices.Instrument", "notices.Matter", "cases.Finding", "reports.PeriodicReport", "appraisals.Appraisal"):
        counted[f"{label} states"] = list(apps.get_model(label)._default_manager.order_by("pk").values_list("pk", "state"))
    return counted


# --- the ratchet of statements


def test_no_page_needs_more_statements_than_recorded_nor_more_than_twelve(world: World, browser_of: BrowserOf) -> None:
    """`query_counts.json` holds, for each page and person, how many statements one GET takes.

    With RECORD_QUERY_COUNTS=1 this test rewrites the file: a page that became cheaper gets the lower number, a new page is added, a page that
    is gone is dropped. A number never rises that way: who needs one more statement changes the file by hand and says why in the commit.
    """
    measured: dict[str, dict[str, int]] = {}
    for row in TABLE:
        if row.method == "GET":
            counts = {
                who: browser_of(who).ask("GET", address(row, world.own)).statements
                for who, cells in row.cells.items()
                if next(iter(cells.values())) == "o"
            }
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
