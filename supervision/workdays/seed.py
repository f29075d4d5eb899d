"""日历底数：`chinesecalendar` 收录的国务院办公厅历年放假安排。

The library knows 2004 to the last year it was released for; later years come through `manage.py load_calendar`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.metadata import version

from chinese_calendar import constants

from supervision.workdays.days import MAKEUP, Calendar, Day, days_of, ordinary

SOURCE = f"国务院办公厅历年节假日安排通知（chinesecalendar {version('chinesecalendar')}）"
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def published_years() -> range:
    """The years whose arrangement the library holds."""
    return range(min(constants.holidays).year, max(constants.holidays).year + 1)


def published_days() -> Iterator[Day]:
    """Every day of those years, in order."""
    for year in published_years():
        yield from map(_day, days_of(year))


def _day(day: date) -> Day:
    holiday = constants.holidays.get(day)
    if holiday is not None:
        return Day(day, False, _NAMES[holiday], True)
    usual = ordinary(day)
    return Day(day, True, MAKEUP) if day in constants.workdays and not usual.is_workday else usual


@lru_cache(maxsize=1)
def seed_calendar() -> Calendar:
    """The calendar of the seed alone, without a database: for pure computations and a first start."""
    return Calendar.from_days(published_days(), published=published_years(), version=f"seed-{published_years()[-1]}")
