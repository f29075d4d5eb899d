"""小日历：把一份算法说明排成按月的方格，供页面与文书使用。

Feeds `templates/workdays/calendar.html`. Weeks begin on Monday. Of a long period only the first and the last months
are drawn.
"""

from __future__ import annotations

from calendar import monthcalendar
from dataclasses import dataclass
from datetime import date

from supervision.workdays.days import MAKEUP
from supervision.workdays.explanation import WEEKEND, CountedDay, Explanation
from supervision.workdays.period import Unit

MOST_MONTHS = 4
_NUMBERED = {
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
    """The months from the start to the due day; of more than four only the first two and the last two.

    Weeks that the count does not touch are left out.
    """
    counted = {day.day: day for day in explanation.days}
    first, last = explanation.start, explanation.due.day
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    half = MOST_MONTHS // 2
    drawn = list(months) if len(months) <= MOST_MONTHS else [*months[:half], *months[-half:]]
    grids, previous = [], months[0] - 1
    for place in drawn:
        year, month = place // 12, place % 12 + 1
        weeks = tuple(
            tuple(_cell(date(year, month, day), counted, explanation) if day else None for day in week)
            for week in monthcalendar(year, month)
            if any(day and date(year, month, day) in counted for day in week)
        )
        grids.append(MonthGrid(year, month, weeks, place - previous - 1))
        previous = place
    return grids


def _cell(day: date, counted: dict[date, CountedDay], explanation: Explanation) -> Cell:
    fact = counted.get(day)
    spoken = [f"{day.month}月{day.day}日"]
    if fact is None:
        return Cell(day, None, "", "wd-day wd-outside", spoken[0])
    classes = ["wd-day"]
    mark = "" if fact.note == WEEKEND else fact.note
    if day == explanation.start:
        classes.append("wd-start")
        mark = "起算"
    if fact.counted:
        classes.append("wd-counted")
        if fact.number is not None:
            spoken.append(_NUMBERED[explanation.period.unit].format(fact.number))
    elif day != explanation.start:
        classes.append("wd-skipped")
    if fact.note == MAKEUP:
        classes.append("wd-makeup")
        mark = "上班"
    elif fact.note and fact.note != WEEKEND and day not in (explanation.start, explanation.due.day):
        classes.append("wd-holiday")
    if fact.note:
        spoken.append(fact.note)
    if day == explanation.due.day:
        classes.append("wd-due")
        mark = "届满"
        spoken.append("期限届满日")
    return Cell(day, fact.number, mark, " ".join(classes), "，".join(spoken))
