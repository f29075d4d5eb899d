"""The calendar's tests use the calendar of the seed."""

import pytest

from supervision.workdays import Calendar
from supervision.workdays.seed import seed_calendar


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return seed_calendar()
