"""停用、离任、调任：下一个请求就不行；三员读不到一件案件（A8 A9）。"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from guardian.models import UserObjectPermission

from agencies.models import Agency, Delegation, Post
from notices.models import Matter
from tests.web.deeds import DEEDS
from tests.web.matrix import TABLE
from tests.web.walking import Walker, taken_back
from tests.web.world import World

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[str], Walker]
RUNS = 100
CASE_TABLES = ("cases_", "leads_", "appraisals_", "notices_", "reports_")
NO_RECORDS = ("cases_drawnprofile",)
"""How files are read: the system administrator's own work, and nothing of what stands in the files."""
HOLDERS = (
    "county_supervisor", "county_chief", "county_legal", "county_director", "county_leader", "housing_officer", "township_assistant",
    "city_supervisor", "market_officer", "town_officer",
)  # fmt: skip


# --- A8

NAMES_ONLY = {"agencies:hand_over"}
"""Pages on which an administrator reads what a leaver's things are called, as the platform and not as themselves, and nothing else of them."""


def _without(sql: str) -> str:
    for name in NO_RECORDS:
        sql = sql.replace(f'"{name}"', "")
    return sql


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "audit_admin"])
def test_A8_an_administrator_reads_no_row_of_a_case(who: str, world: World, browser_of: BrowserOf) -> None:
    """Not one page asks the database for a record on behalf of an administrator, and none answers with one."""
    read = []
    for row in TABLE:
        for place in row.cells[who] if row.method == "GET" and row.route not in NAMES_ONLY else ():
            url = reverse(row.route, kwargs=row.address(world.at(place)))
            with CaptureQueriesContext(connection) as captured:
                browser_of(who).keep("GET", url)
            tables = [
                query["sql"]
                for query in captured.captured_queries
                if any(f'"{name}' in _without(query["sql"]) for name in CASE_TABLES)
            ]
            read += [f"{row.name} at {place}: {sql[:120]}" for sql in tables]
    assert not read, "\n".join(read)


def test_A8_what_a_leaver_has_in_hand_is_named_by_numbers_alone(world: World, browser_of: BrowserOf) -> None:
    """The one page that names records to an administrator: no title, no problem, no word of a case stands on it."""
    for place in world.places.values():
        url = reverse("agencies:hand_over", kwargs=place.of("leaver"))
        page = browser_of("system_admin").ask("GET", url).body.decode()
        held = Matter.objects.filter(opened_by=place.of("leaver")["pk"], state__in=("open", "supervising"))
        assert not held or any(escape(matter.number) in page for matter in held), place.letter
        told = [text for matter in held for text in (matter.title, *matter.items.values_list("title", "description", "basis"))]
        assert [text for text in _flat(told) if text and escape(text) in page] == [], place.letter


def _flat(told: list[Any]) -> list[str]:
    return [text for one in told for text in ([one] if isinstance(one, str) else one)]


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "audit_admin"])
def test_A8_no_row_is_visible_to_an_administrator_in_any_scoped_list(who: str, world: World) -> None:
    from django.apps import apps

    seen = {
        model._meta.label: model.objects.visible_to(world.people[who], permission).count()
        for model in apps.get_models()
        if hasattr(model, "view_permission") and hasattr(model.objects, "visible_to")
        for permission in ("", *world.people[who].scope.permissions)
    }
    assert len(seen) >= 6
    assert not any(seen.values()), seen


# --- A9


def _disable(world: World, who: str) -> None:
    type(world.people[who]).objects.filter(pk=world.people[who].pk).update(is_active=False)


def _end(world: World, who: str) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Post.objects.filter(user=world.people[who]).update(ends_on=yesterday)


def _remove(world: World, who: str) -> None:
    Delegation.objects.filter(post__user=world.people[who]).delete()
    Post.objects.filter(user=world.people[who]).delete()


def _transfer(world: World, who: str) -> None:
    """To the neighbour county's bureau, in the same office."""
    UserObjectPermission.objects.filter(user=world.people[who]).delete()  # a named exception is the person's, wherever they work
    Post.objects.filter(user=world.people[who]).update(agency=world.foreign.people.bureau)


def _demote(world: World, who: str) -> None:
    Post.objects.filter(user=world.people[who]).update(role="social_supervisor")


def _dissolve(world: World, who: str) -> None:
    Agency.objects.filter(posts__user=world.people[who]).update(is_active=False)


THEIR_OWN = {"agencies:delegation_revoke", "agencies:delegate"}
"""What was lent to a deputy may be given back whatever became of the deputy's own post; and one's own post may be lent wherever it is."""

TAKINGS: tuple[Callable[[World, str], None], ...] = (_disable, _end, _remove, _transfer, _demote, _dissolve)


def _opportunities(world: World, who: str) -> list[tuple[str, str, Any]]:
    """(method, address, form) of what a person may do at the places of their own: pages with a thing, and deeds. What the neighbour county reads
    as well (a law) is taken from nobody by a transfer there."""
    found: list[tuple[str, str, Any]] = []
    for row in TABLE:
        for place, letter in row.cells[who].items() if row.method == "GET" else ():
            if place in "KMCT" and letter in "oe" and row.cells["neighbour_supervisor"][place] not in "oe":
                found.append(("GET", reverse(row.route, kwargs=row.address(world.places[place])), None))
    for deed in DEEDS:
        for place, able in deed.who.items():
            if who in able and place != "N" and deed.thing != "nothing" and deed.route not in THEIR_OWN:
                found.append(("POST", reverse(deed.route, kwargs=deed.address(world.places[place])), (deed, world.places[place])))
    return found


def test_A9_a_hundred_times_the_next_request_is_refused(world: World, browser_of: BrowserOf) -> None:
    dice, stale, deeds = random.Random(9), [], 0
    for run in range(RUNS):
        who, taking = dice.choice(HOLDERS), TAKINGS[run % len(TAKINGS)]
        method, url, deed = dice.choice(_opportunities(world, who))
        deeds += method == "POST"
        form = deed[0].form(deed[1]) if deed else None
        before = browser_of(who).ask(method, url, form)
        assert before.letter in "oercv", (who, method, url, before.status)
        with taken_back():
            taking(world, who)
            form = deed[0].form(deed[1]) if deed else None
            browser = browser_of(who)
            browser.originals, kept = {**browser.originals}, browser.originals
            answer = browser.ask(method, url, form)
            browser.originals = kept
            gone = "s" if taking is _disable else "xn"
            changed = answer.wrote - {
                "agencies_user",
                "agencies_post",
                "agencies_agency",
                "agencies_delegation",
                "agencies_accessexception",
                "guardian_userobjectpermission",
            }
            if answer.letter not in gone or changed:
                stale.append(f"{run} {who} {taking.__name__} {method} {url}: {answer.status} {sorted(changed)}")
    assert not stale, "\n".join(stale)
    assert deeds >= 10
