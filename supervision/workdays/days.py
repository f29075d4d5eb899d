"""日历：哪一天是工作日，叫什么名字，是否已由国务院办公厅公布。

A calendar knows every day of every year. Years whose arrangement (放假安排) has been published carry it, make-up
working days (调休上班) included. Every other year follows a rule (weekends, and the statutory holidays with a fixed
date) and is *not settled*: a date that depends on it is provisional.

"Statutory holiday" here means a day of the published arrangement, its weekend days and moved days included: nobody
works then, and that is what a roll-over has to step over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

MAKEUP = "调休上班"
WEEKDAYS = "一二三四五六日"
# 全国年节及纪念日放假办法 (2025): the holidays that have a fixed date. Those of the lunar calendar and 清明 come with
# the arrangement.
FIXED_HOLIDAYS = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
# New Year's arrangement belongs to the next year's publication and has reached back to 29 December (2007, 2018).
FIRST_DAY_OF_NEXT_ARRANGEMENT = (12, 29)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an arrangement. `name`: 春节, 调休上班, 星期六, or empty for an ordinary weekday."""

    day: date
    is_workday: bool
    name: str = ""
    is_statutory_holiday: bool = False


def ordinary(day: date) -> Day:
    """The day as the week alone makes it."""
    weekend = day.weekday() >= 5
    return Day(day, not weekend, f"星期{WEEKDAYS[day.weekday()]}" if weekend else "")


def days_of(year: int) -> Iterable[date]:
    """Every day of a year, in order."""
    first = date(year, 1, 1)
    return (first + timedelta(days=offset) for offset in range((date(year, 12, 31) - first).days + 1))


def day_by_rule(day: date) -> Day:
    """The day in a year without a published arrangement: a weekend, a fixed-date holiday, or a working day."""
    holiday = FIXED_HOLIDAYS.get((day.month, day.day))
    return Day(day, False, holiday, True) if holiday else ordinary(day)


@dataclass(frozen=True, slots=True)
class Year:
    """One year, indexed for counting. All days are proleptic ordinals (`date.toordinal`)."""

    published: bool
    workdays: tuple[int, ...]
    holidays: frozenset[int]
    names: Mapping[int, str]

    @classmethod
    def of(cls, days: Iterable[Day], *, published: bool) -> Year:
        """From the complete list of its days, in order."""
        listed = list(days)
        return cls(
            published,
            tuple(day.day.toordinal() for day in listed if day.is_workday),
            frozenset(day.day.toordinal() for day in listed if day.is_statutory_holiday),
            {day.day.toordinal(): day.name for day in listed if day.name},
        )


@lru_cache(maxsize=256)
def year_by_rule(year: int) -> Year:
    """A year without a published arrangement."""
    return Year.of(map(day_by_rule, days_of(year)), published=False)


class Calendar:
    """Working days, immutable. `version` names the content: two calendars with one version give the same answers."""

    __slots__ = ("_years", "version")

    def __init__(self, years: Mapping[int, Year], version: str) -> None:
        self._years = dict(years)
        self.version = version

    @classmethod
    def from_days(cls, days: Iterable[Day], *, published: Collection[int], version: str) -> Calendar:
        """From days in order, each year complete; `published` names the years whose arrangement is final."""
        by_year = groupby(days, key=lambda day: day.day.year)
        return cls({year: Year.of(group, published=year in published) for year, group in by_year}, version)

    def __repr__(self) -> str:
        return f"Calendar(version={self.version!r})"

    def _year(self, year: int) -> Year:
        return self._years.get(year) or year_by_rule(year)

    def is_workday(self, day: date) -> bool:
        """Whether offices work: an ordinary weekday or a make-up day, not a holiday."""
        workdays, ordinal = self._year(day.year).workdays, day.toordinal()
        place = bisect_right(workdays, ordinal)
        return place > 0 and workdays[place - 1] == ordinal

    def name(self, day: date) -> str:
        """春节, 调休上班, 星期六, or "" for an ordinary weekday."""
        return self._year(day.year).names.get(day.toordinal(), "")

    def is_statutory_holiday(self, day: date) -> bool:
        """Whether the day belongs to a holiday arrangement (a plain weekend does not)."""
        return day.toordinal() in self._year(day.year).holidays

    def is_published(self, year: int) -> bool:
        """Whether the State Council's arrangement for that year is in this calendar."""
        return self._year(year).published

    def workdays_between(self, after: date, until: date) -> int:
        """Working days in (after, until]; 0 if `until` is not later.

        Law: between(a,b) + between(b,c) = between(a,c).
        """
        if until <= after:
            return 0
        if after.year == until.year:
            workdays = self._year(after.year).workdays
            return bisect_right(workdays, until.toordinal()) - bisect_right(workdays, after.toordinal())
        first, last = self._year(after.year).workdays, self._year(until.year).workdays
        whole = sum(len(self._year(year).workdays) for year in range(after.year + 1, until.year))
        return len(first) - bisect_right(first, after.toordinal()) + whole + bisect_right(last, until.toordinal())

    def workday_after(self, start: date, amount: int) -> date:
        """The `amount`-th working day later than `start` (amount ≥ 1)."""
        year, left = start.year, amount
        place = bisect_right(self._year(year).workdays, start.toordinal())
        while (available := len(self._year(year).workdays) - place) < left:
            left, year, place = left - available, year + 1, 0
        return date.fromordinal(self._year(year).workdays[place + left - 1])

    def unsettled_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years whose arrangement is not yet published and may still change a day in [first, last]."""
        if last < first:
            return ()
        reaching = last.year + 1 if (last.month, last.day) >= FIRST_DAY_OF_NEXT_ARRANGEMENT else last.year
        return tuple(year for year in range(first.year, reaching + 1) if not self.is_published(year))

    def is_settled(self, day: date) -> bool:
        """Whether what this calendar says about the day is final."""
        return not self.unsettled_years(day, day)
