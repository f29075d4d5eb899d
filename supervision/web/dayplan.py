"""期限: how a due day is written on a page.

Knows the shape of ``supervision.workdays`` (DueDate, Remaining) but reads no clock: ``today`` is an
argument.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision.web.formats import as_date, cn_day

#: From this many working days (or days, when no calendar was asked) a due day is shown in amber.
NEAR = 3


@dataclass(frozen=True)
class DueChip:
    """A due day in words: ``text`` "还剩 3 个工作日", ``day`` "12月1日(周二)", ``tone`` plain near bad done."""

    text: str
    day: str
    tone: str
    icon: str
    iso: str
    is_provisional: bool = False


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
