"""期间与工作日：法定期限怎样计算，以及怎样把算法讲给人听。

The pure part (no database, no clock): `Period`, `Calendar`, `due_on`, `explain`, `remaining`. The calendar that is in
force is kept in the database: `supervision.workdays.calendar.current()`. How the statutes count is in
`docs/decisions/0004-day-counting.md`.
"""

from supervision.workdays.days import Calendar, Day
from supervision.workdays.due import DueDate, Remaining, due_at, due_on, remaining
from supervision.workdays.explanation import CountedDay, Explanation, Happened, explain
from supervision.workdays.grid import Cell, MonthGrid, month_grids
from supervision.workdays.listing import listed
from supervision.workdays.period import Period, Unit

__all__ = [
    "Calendar",
    "Cell",
    "CountedDay",
    "Day",
    "DueDate",
    "Explanation",
    "Happened",
    "MonthGrid",
    "Period",
    "Remaining",
    "Unit",
    "due_at",
    "due_on",
    "explain",
    "listed",
    "month_grids",
    "remaining",
]
