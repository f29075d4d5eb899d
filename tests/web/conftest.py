"""逐页走查的公用件：六处的世界，一个模块只建一次。"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.cast import build_cast
from tests.web.apart import number_apart
from tests.web.people import WALKERS
from tests.web.walking import Walker, contents
from tests.web.world import World, build_world


@pytest.fixture(scope="module")
def signed_in(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, dict[str, Walker]]]:
    """The world and everybody's browser, in a transaction around all tests of the module; what a test changes goes back with the test.

    Who is disabled has signed in before: the session is there, the account is not.
    """
    logging.disable(logging.WARNING)  # thousands of refusals: each would be kept as a line of the test's log
    with django_db_blocker.unblock(), transaction.atomic():
        number_apart()
        world = build_world(build_cast())
        originals: dict[str, str] = {}
        browsers = {who: Walker(world.people.get(who), originals) for who in WALKERS}
        originals.update(contents())
        yield world, browsers
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def world(signed_in: tuple[World, dict[str, Walker]]) -> World:
    """The world."""
    return signed_in[0]


@pytest.fixture(scope="module")
def browser_of(signed_in: tuple[World, dict[str, Walker]]) -> Callable[[str], Walker]:
    """The browser of one person of the table, by name."""
    return signed_in[1].__getitem__
