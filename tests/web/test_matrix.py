"""每一页 × 每种方法 × 每个人 × 谁的东西：谁能打开，谁能办，谁什么都看不到（A1 A2 D3）。

The walk. `matrix.txt` says what everybody gets at each of the six places; here the cells are tried: every one of GET and POST, those of the other
methods at two places (`WHOLE_MATRIX=1`: at all).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from agencies.choices import Role, Tier
from tests.web.matrix import CELLS, METHODS, TABLE, Row
from tests.web.people import RELATIONS, TIERS_OF_A_ROLE, WALKERS
from tests.web.walking import UNAUTHORISED, Answer, Walker, routes
from tests.web.world import NOBODY, PLACES, World, places_of

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[str], Walker]
ALWAYS = PLACES + "-" if os.environ.get("WHOLE_MATRIX") else "KN-"
"""Where methods other than GET and POST are tried: at one's own and at the neighbour's, and with WHOLE_MATRIX=1 everywhere."""
SWITCHED_OFF = {"agencies:oidc_start", "agencies:oidc_callback"}
"""Pages for everybody that are not there without an identity provider: nobody is turned away from them."""
RELATION_NAMES = {"own", "other", "parent", "child", "neighbour", "archived"}


def address(row: Row, world: World, place: str, **instead: Any) -> str:
    """The address of a row with the thing of one place."""
    return reverse(row.route, kwargs={**row.address(world.at(place)), **instead})


def tried(row: Row, who: str) -> Iterator[tuple[str, str]]:
    """The cells of a row that the walk tries: (place, the letter wanted)."""
    return ((place, wanted) for place, wanted in row.cells[who].items() if row.method in {"GET", "POST"} or place in ALWAYS)


# --- A1: the table names every route, method, role, tier and relation


def test_A1_every_route_stands_in_the_table_with_every_method_and_no_line_is_of_a_route_that_is_gone() -> None:
    assert {(row.method, row.route) for row in TABLE} == {(method, route) for method in METHODS for route in routes()}


def test_A1_every_cell_is_explicit_and_more_than_twenty_thousand_are_tried() -> None:
    for row in TABLE:
        assert tuple(row.cells) == WALKERS, row.name
        assert all("".join(letters) == places_of(row.thing) for letters in row.cells.values()), row.name
    assert len({row.name for row in TABLE}) == len(TABLE)
    assert CELLS >= 70_000
    assert sum(len(list(tried(row, who))) for row in TABLE for who in WALKERS) >= 20_000


def test_A1_every_role_stands_in_the_table_at_each_tier_where_it_can_exist(world: World) -> None:
    walked = {(grant.role, grant.tier) for user in world.people.values() for grant in user.scope.grants}
    assert set(TIERS_OF_A_ROLE) == set(Role)
    assert walked == {(role, Tier(tier)) for role, tiers in TIERS_OF_A_ROLE.items() for tier in tiers}


def test_A1_every_role_meets_every_relation_on_every_route_with_a_thing(world: World) -> None:
    met: dict[Role, set[str]] = {role: set() for role in Role}
    for who, relations in RELATIONS.items():
        for grant in world.people[who].scope.grants if who in world.people else ():
            met[grant.role] |= set(relations)
    assert len(PLACES) == 6
    assert set(RELATIONS) == set(WALKERS)
    for role in set(Role) - {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.TOWNSHIP_ASSISTANT}:
        assert met[role] == RELATION_NAMES, role
    # The administrators sit at the top of the platform, a justice office at its bottom.
    assert met[Role.SYSTEM_ADMIN] == met[Role.SECURITY_ADMIN] == met[Role.AUDIT_ADMIN] == {"own", "child", "archived"}
    assert met[Role.TOWNSHIP_ASSISTANT] == {"own", "parent", "neighbour", "archived"}


# --- A2: everybody gets what the table says, nobody changes what is not theirs, a refusal is traced once, also of what one does not see


@pytest.mark.parametrize("who", WALKERS)
def test_A2_D3_every_page_answers_as_the_table_says(who: str, world: World, browser_of: BrowserOf) -> None:
    wrong: list[str] = []
    nowhere: dict[str, Answer] = {}
    for row in TABLE:
        for place, wanted in tried(row, who):
            answer = browser_of(who).ask(row.method, address(row, world, place))
            faults = list(_faults(row, wanted, answer))
            if wanted == answer.letter == "n" and place != "-" and "pk" in row.address(world.places[place]):
                if row.name not in nowhere:
                    nowhere[row.name] = browser_of(who).ask(row.method, address(row, world, place, pk=NOBODY))
                faults += ["not like what does not exist"] if answer.said != nowhere[row.name].said else []
            wrong += [f"{row.name} {who} at {place}: {fault}" for fault in faults]
    assert not wrong, "\n".join(wrong)


def _faults(row: Row, wanted: str, answer: Answer) -> list[str]:
    """What is wrong with one answer."""
    found = [] if answer.letter == wanted else [f"{wanted} expected, {answer.letter} ({answer.status})"]
    if answer.wrote and (row.method != "POST" or answer.letter in UNAUTHORISED):
        found.append(f"wrote {sorted(answer.wrote)}")
    denied = [verb for verb, result in answer.traced if result == "denied"]
    if answer.letter == "u":  # one an hour, see tests/web/test_refusals.py
        denied = [verb for verb in denied if verb != "web.token_refused"]
    turned_away = answer.letter == "x" or (answer.letter == "n" and row.route not in SWITCHED_OFF)
    if denied != (["web.denied"] if turned_away else []):
        found.append(f"traced {answer.traced}")
    return found
