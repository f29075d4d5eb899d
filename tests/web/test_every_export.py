"""每一个列表的导出：谁拿得到文件，文件里是不是就是他在页面上看到的那些行（A1 A2 C7 D2）。

Every route that turns a list into a file, as every person of the walk.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from supervision.web.checks import walk
from supervision.web.export_views import ListExport
from supervision.web.views import ListPage
from tests.web.matrix import TABLE
from tests.web.people import PEOPLE
from tests.web.walking import Walker
from tests.web.world import World

pytestmark = pytest.mark.django_db
BrowserOf = Callable[[str], Walker]

VIEWS: dict[str, Any] = {name: getattr(pattern.callback, "view_class", None) for _path, name, pattern in walk(get_resolver())}
EXPORTS = {name: view for name, view in VIEWS.items() if view and issubclass(view, ListExport)}
LISTS = {name: view for name, view in VIEWS.items() if view and issubclass(view, ListPage) and name not in EXPORTS}
NOT_TAKEN_OUT = {
    "agencies:people", "agencies:delegations", "agencies:exceptions",  # the administrators'
    "trail:events",  # the audit administrator's, with an export of its own
    "cases:profiles",  # how files are read, no records
    "cases:trials",  # a few proposed numbers, no records
    "reports:annual_cases",  # what one figure of the annual statistics counts; the case library goes out by itself
    "leads:mine",  # what one person reported
    "reports:receipts",  # an agency's own few papers, each a file already
}  # fmt: skip
NARROWER = {"two_tiers": "county_supervisor"}
"""Of several posts the right to export reaches as far as those that hold it: the city's reviewer takes out what the county's supervisor sees."""


def test_every_list_can_be_taken_out_by_a_right_of_its_own_kind_or_is_named_here() -> None:
    assert {name for name, view in LISTS.items() if view.exported is None} == NOT_TAKEN_OUT
    assert {view.exported.url_name for view in LISTS.values() if view.exported} == set(EXPORTS)
    for view in EXPORTS.values():
        assert view.permission == view.exported.permission
        assert view.permission.partition(".")[2].startswith("export_")


@pytest.mark.parametrize("who", PEOPLE)
def test_A2_a_file_holds_the_rows_of_the_page_and_comes_to_nobody_else(who: str, world: World, browser_of: BrowserOf) -> None:
    browser, wrong = browser_of(who), []
    for row in TABLE:
        if row.method != "POST" or row.route not in EXPORTS:
            continue
        may = row.cells[who] == {"-": "b"}
        answer = browser.ask("POST", reverse(row.route), {"form": "csv"})
        if (answer.letter == "o") != may or answer.wrote:
            wrong.append(f"{row.route}: {answer.status} {sorted(answer.wrote)}")
        if not may:
            continue
        if answer.traced != (("web.list_exported", "ok"),):
            wrong.append(f"{row.route}: traced {answer.traced}")
        _first, _headings, *lines, last = csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline=""))
        whose = browser_of(NARROWER.get(who, who))
        page = whose.ask("GET", reverse(row.route.removesuffix("_export"))).body.decode()
        shown = re.search(r'list-count" role="status">共 <b>([\d,]+)</b>', page)
        if shown and int(shown[1].replace(",", "")) != len(lines):
            wrong.append(f"{row.route}: {len(lines)} rows in the file, {shown[1]} on the page")
        if f"以上共 {len(lines):,} 行" not in last[0]:
            wrong.append(f"{row.route}: {last[0]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", PEOPLE)
def test_A2_a_button_is_drawn_for_whom_may_press_it(who: str, browser_of: BrowserOf) -> None:
    browser, wrong = browser_of(who), []
    may = {row.route for row in TABLE if row.method == "POST" and row.route in EXPORTS and row.cells[who] == {"-": "b"}}
    for name, view in LISTS.items():
        page = browser.ask("GET", reverse(name))
        drawn = page.letter == "o" and 'class="popup no-print"><summary class="btn btn-sm">' in page.body.decode()
        rows = page.letter == "o" and "list-count" in page.body.decode()
        if drawn != bool(view.exported and rows and view.exported.url_name in may):
            wrong.append(f"{name}: {'a' if drawn else 'no'} button, {page.status}")
    assert not wrong, "\n".join(wrong)
