"""日历变动通知：上层登记一个名字，日历变动时在同一事务里被调用。

Whoever keeps computed due dates registers a function by its dotted name, so that this room imports nothing above it:

    on_calendar_change.register("notices.services.recompute.after_calendar_change")

The function takes one `CalendarChange` and runs inside the transaction of the load: what it raises undoes the load.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.module_loading import import_string

from supervision.rowscope.holding import acting_as_system
from supervision.workdays.days import Calendar

_registered: list[str] = []


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """What a load changed.

    `days`: those that became a working day or ceased to be one, were renamed, or became final.
    """

    year: int
    days: tuple[date, ...]
    before: Calendar
    after: Calendar

    @property
    def turned(self) -> tuple[date, ...]:
        """The days on which offices now work and did not, or the other way round."""
        return tuple(day for day in self.days if self.before.is_workday(day) != self.after.is_workday(day))

    @property
    def in_words(self) -> str:
        """与原日历相比，3天由上班改为休息或者由休息改为上班，另有359天由暂定转为已公布或者改了名称"""
        if not self.days:
            return "与原日历一致"
        rest = len(self.days) - len(self.turned)
        other = f"，另有{rest}天由暂定转为已公布或者改了名称" if rest else ""
        return f"与原日历相比，{len(self.turned)}天由上班改为休息或者由休息改为上班{other}"


def register(dotted: str) -> None:
    """Have `dotted` (package.module.function) called at every change.

    A second registration of the same name is ignored.
    """
    if dotted not in _registered:
        _registered.append(dotted)


def registered() -> tuple[str, ...]:
    """The registered names, in the order in which they are called."""
    return tuple(_registered)


def unregister(dotted: str) -> None:
    """Take a name out again. Raises ValueError if it was not registered."""
    _registered.remove(dotted)


def announce(change: CalendarChange) -> None:
    """Call every registered function.

    Raises ImportError for a name that does not exist: a wrong name must not stay silent.
    """
    for dotted in _registered:
        with acting_as_system("日历变了，全市未结期限一并重算"):
            import_string(dotted)(change)
