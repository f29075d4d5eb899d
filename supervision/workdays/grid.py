"""小日历：把一份算法说明排成按月的方格，供页面与文书使用。

Feeds `templates/workdays/calendar.html`. Weeks begin on Monday. Of a long period only the months that matter are drawn: the first, the due
day's, that of what happened, and their neighbours.
"""

from __future__ import annotations

from calendar import monthcalendar
from dataclasses import dataclass
from datetime import date

from supervision.workdays.days import MAKEUP
from supervision.workdays.explanation import LEFT_OUT, WEEKEND, CountedDay, Explanation
from supervision.workdays.period import Unit

MOST_MONTHS = 4
NUMBERED = {
    Unit.WORKDAY: "第{}个工作日",
    Unit.DAY: "第{}日",
    Unit.HOUR: "第{}日",
    Unit.MONTH: "满{}个月",
    Unit.YEAR: "满{}年",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day.

    `classes`: what the style sheet needs; `spoken`: what a screen reader says; `mark`: the small text under the date.
    """

    day: date
    number: int | None
    mark: str
    classes: str
    spoken: str


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """One month: rows of seven, None outside the month. `omitted`: how many months before it are not drawn."""

    year: int
    month: int
    weeks: tuple[tuple[Cell | None, ...], ...]
    omitted: int

    @property
    def title(self) -> str:
        """2026年2月."""
        return f"{self.year}年{self.month}月"


def month_grids(explanation: Explanation) -> list[MonthGrid]:
    """The months from the start to the due day, or to what happened after it; at most four of them.

    Weeks that neither the count nor what happened touches are left out.
    """
    counted = {day.day: day for day in explanation.days}
    first, last = explanation.start, explanation.last
    begin = _place(first)
    grids, previous = [], begin - 1
    for place in _drawn(begin, _place(explanation.due.day), _place(last)):
        year, month = place // 12, place % 12 + 1
        weeks = tuple(
            tuple(_cell(date(year, month, day), counted, explanation) if day else None for day in week)
            for week in monthcalendar(year, month)
            if any(day and first <= date(year, month, day) <= last for day in week)
        )
        grids.append(MonthGrid(year, month, weeks, place - previous - 1))
        previous = place
    return grids


def _place(day: date) -> int:
    return day.year * 12 + day.month - 1


def _drawn(first: int, due: int, last: int) -> list[int]:
    """Which months are drawn: all of a few; else the ends, the due day's, and what still fits beside them."""
    if last - first < MOST_MONTHS:
        return list(range(first, last + 1))
    wanted = dict.fromkeys((first, last, due, due - 1, first + 1))
    return sorted([place for place in wanted if first <= place <= last][:MOST_MONTHS])


def _cell(day: date, counted: dict[date, CountedDay], explanation: Explanation) -> Cell:
    fact, happened = counted.get(day), explanation.happened
    classes, spoken, mark = ["wd-day"], [f"{day.month}月{day.day}日"], ""
    if fact is None:
        classes.append("wd-late" if explanation.due.day < day <= explanation.last else "wd-outside")
    else:
        mark = _of_the_count(fact, explanation, classes, spoken)
    if happened is not None and day == happened.day:
        classes.append("wd-actual")
        spoken.append(f"{happened.label}，{explanation.late}" if explanation.late else happened.label)
        mark = f"{mark}·实际" if mark in {"起算", "届满"} else "实际"
    return Cell(day, fact.number if fact else None, mark, " ".join(classes), "，".join(spoken))


def _of_the_count(fact: CountedDay, explanation: Explanation, classes: list[str], spoken: list[str]) -> str:
    """Classes and words of a day between start and due day; returns its mark."""
    mark = "" if fact.note == WEEKEND else fact.note
    ends = (explanation.start, explanation.due.day)
    if fact.day == explanation.start:
        classes.append("wd-start")
        mark = "起算"
    if fact.counted:
        classes.append("wd-counted")
        if fact.number is not None:
            spoken.append(NUMBERED[explanation.period.unit].format(fact.number))
    elif fact.day != explanation.start:
        classes.append("wd-skipped")
    if fact.note == MAKEUP:
        classes.append("wd-makeup")
        mark = "上班"
    elif fact.note == LEFT_OUT:
        classes.append("wd-left-out")
        mark = "扣除"
    elif fact.note and fact.note != WEEKEND and fact.day not in ends:
        classes.append("wd-holiday")
    if fact.note:
        spoken.append(fact.note)
    if fact.day == explanation.due.day:
        classes.append("wd-due")
        spoken.append("期限届满日")
        mark = "届满"
    return mark
