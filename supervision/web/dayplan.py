"""期限: how a due day and the count of its days are laid out on a page.

Knows the shape of ``supervision.workdays`` (DueDate, Remaining, Explanation) but reads no clock: ``today`` is an
argument.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from supervision.web.formats import as_date, cn_day

#: From this many working days (or days, when no calendar was asked) a due day is shown in amber.
NEAR = 3
_WEEK = timedelta(days=7)
#: A longer count is shown by its first and its last weeks.
LONGEST = 12
_ENDS = 4


@dataclass(frozen=True)
class DueChip:
    """A due day in words: ``text`` "还剩 3 个工作日", ``day`` "12月1日(周二)", ``tone`` plain near bad done."""

    text: str
    day: str
    tone: str
    icon: str
    iso: str
    is_provisional: bool = False


@dataclass(frozen=True)
class CalendarCell:
    """One day of the small calendar; ``number`` is its place in the count, None when it is not counted."""

    day: date
    number: int | None
    note: str
    kind: str


def due_chip(due: Any, today: date, remaining: Any = None, done_on: Any = None) -> DueChip | None:
    """What to write about a due day seen from ``today``.

    ``due`` is a date or a ``workdays.DueDate``; ``remaining`` a ``workdays.Remaining`` (working days), without which
    plain days are counted; ``done_on`` the day on which the duty was fulfilled. None when there is no due day.
    """
    day = as_date(due if isinstance(due, date) else getattr(due, "day", None))
    if day is None:
        return None
    written, iso = cn_day(day, today), day.isoformat()
    provisional = bool(getattr(due, "provisional", False))
    finished = as_date(done_on)
    if finished is not None:
        late = (finished - day).days
        if late > 0:
            return DueChip(f"逾期 {late} 天办结", written, "done", "alert-circle", iso)
        return DueChip("按期办结", written, "done", "circle-check", iso)
    left = remaining.workdays if remaining is not None else (day - today).days
    overdue = remaining.overdue if remaining is not None else left < 0
    if overdue:
        text = remaining.text if remaining is not None else f"逾期 {-left} 天"
        return DueChip(text, written, "bad", "alert-octagon", iso, provisional)
    if day == today:
        return DueChip("今天到期", written, "near", "clock", iso, provisional)
    text = remaining.text if remaining is not None else f"还剩 {left} 天"
    tone, icon = ("near", "clock") if left <= NEAR else ("plain", "calendar-due")
    return DueChip(text, written, tone, icon, iso, provisional)


def weeks(explanation: Any) -> list[list[CalendarCell | None]]:
    """The days of a ``workdays.Explanation`` as weeks from Monday; None where the first or last week is not needed.

    An empty week stands for the weeks left out of a long count.
    A cell's ``kind``: ``start`` (the day of the event, not counted), ``due``, ``counted``, ``free`` (weekend, holiday).
    """
    cells = {counted.day: _cell(counted, explanation) for counted in explanation.days}
    cells.setdefault(explanation.start, CalendarCell(explanation.start, None, "起算事由当日，不计入", "start"))
    due = explanation.due.day
    cells.setdefault(due, CalendarCell(due, None, "到期", "due"))
    monday, last = min(cells) - timedelta(days=min(cells).weekday()), max(cells)
    rows = []
    while monday <= last:
        rows.append([cells.get(monday + timedelta(days=offset)) for offset in range(7)])
        monday += _WEEK
    if len(rows) > LONGEST:
        return [*rows[:_ENDS], [], *rows[-_ENDS:]]
    return rows


def _cell(counted: Any, explanation: Any) -> CalendarCell:
    if counted.day == explanation.start:
        kind = "start"
    elif counted.day == explanation.due.day:
        kind = "due"
    else:
        kind = "counted" if counted.counted else "free"
    return CalendarCell(counted.day, counted.number, counted.note, kind)
