"""演示用的日子：用真的工作日历排出合法的办案日程。"""

from __future__ import annotations

import random
from datetime import date, timedelta

from supervision.workdays import Calendar, Period, Unit, due_on


class Days:
    """Picks dates with one random source and one calendar, so that a lawful schedule is lawful to the day."""

    def __init__(self, rng: random.Random, calendar: Calendar, as_of: date) -> None:
        self.rng = rng
        self.calendar = calendar
        self.as_of = as_of

    def workdays_after(self, day: date, amount: int) -> date:
        """The n-th working day after a day."""
        return due_on(day, Period(amount, Unit.WORKDAY), self.calendar).day

    def between(self, day: date, least: int, most: int) -> date:
        """A working day between the n-th and the m-th working day after a day."""
        return self.workdays_after(day, self.rng.randint(least, most))

    def on_a_workday(self, day: date) -> date:
        """The day itself or the next working day."""
        while not self.calendar.is_workday(day):
            day += timedelta(days=1)
        return day

    def happened(self, day: date) -> str:
        """The day as a file writes it; empty when it still lies ahead."""
        return day.isoformat() if day <= self.as_of else ""
