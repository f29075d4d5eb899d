"""现行日历：从数据库读出，按内容摘要留在进程内存里。

`current()` asks the database for the version row (one primary-key look-up) and reads the days only when the content
changed. Within one web request it asks once. Safe across processes: nothing is kept by age, only by content.
"""

from __future__ import annotations

import threading
from typing import Any

from django.core.signals import request_finished, request_started

from supervision.workdays.days import Calendar, Day
from supervision.workdays.models import CalendarDay, CalendarVersion, CalendarYear
from supervision.workdays.seed import seed_calendar

_this_request = threading.local()
_kept: Calendar | None = None


def current() -> Calendar:
    """The calendar in force, as this connection sees it (a load in the same transaction included)."""
    calendar: Calendar | None = getattr(_this_request, "calendar", None)
    if calendar is None:
        calendar = _read()
        if getattr(_this_request, "open", False):
            _this_request.calendar = calendar
    return calendar


def forget() -> None:
    """Ask again at the next `current()`, even within this request: called when the calendar has been changed here."""
    _this_request.calendar = None


def _read() -> Calendar:
    global _kept
    while True:
        row = CalendarVersion.objects.first()
        if row is None:
            return seed_calendar()
        if _kept is not None and _kept.version == row.version:
            return _kept
        calendar = _build(row.version)
        # Another process may have loaded a year between the two statements: keep the days only under the version they
        # belong to.
        if CalendarVersion.objects.filter(number=row.number, digest=row.digest).exists():
            _kept = calendar
            return calendar


def _build(version: str) -> Calendar:
    rows = CalendarDay.objects.order_by("day").values_list("day", "is_workday", "name", "is_statutory_holiday")
    published = set(CalendarYear.objects.filter(published=True).values_list("year", flat=True))
    return Calendar.from_days((Day(*row) for row in rows), published=published, version=version)


def _request_opens(**kwargs: Any) -> None:
    _this_request.open, _this_request.calendar = True, None


def _request_closes(**kwargs: Any) -> None:
    _this_request.open, _this_request.calendar = False, None


request_started.connect(_request_opens, dispatch_uid="workdays.calendar.open")
request_finished.connect(_request_closes, dispatch_uid="workdays.calendar.close")
