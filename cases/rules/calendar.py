"""规则用的工作日历：成批计算工作日的 SQL 片段。

The calendar as three arrays, each read once a statement (an InitPlan); a look-up by subscript costs some 30 ns, no join, so a fact may
count working days from any date. A check of many cases reads it as it lies in its table, since a CTE keeps workers away (`WITH_SHARED`). The
arrays end where the published arrangement ends: what lies beyond is NULL, hence UNKNOWN.
"""

from __future__ import annotations

# Trimmed by nothing: an array as it lies in a table is packed, and would be unpacked for every single look-up.
_SERIES = """SELECT trim_array(numbers, 0) AS numbers, trim_array(holidays, 0) AS holidays, trim_array(workdays, 0) AS workdays, first_day
    FROM workdays_calendarseries"""
WITH = f"calendar AS MATERIALIZED ({_SERIES})"
WITH_SHARED = f"calendar AS NOT MATERIALIZED ({_SERIES})"

_NUMBERS = "(SELECT numbers FROM calendar)"
_HOLIDAYS = "(SELECT holidays FROM calendar)"
_WORKDAYS = "(SELECT workdays FROM calendar)"
_FIRST = "(SELECT first_day FROM calendar)"


def workday_number(day: str) -> str:
    """How many working days the calendar has up to and including `day`; NULL outside the calendar. `day` must be finite."""
    return f"({_NUMBERS})[{day} - {_FIRST} + 1]"


def workday_after(day: str, amount: str) -> str:
    """The `amount`-th working day later than `day` (amount ≥ 1)."""
    return f"({_WORKDAYS})[{workday_number(day)} + {amount}]"


def is_holiday(day: str) -> str:
    """Whether `day` belongs to a statutory holiday's arrangement."""
    return f"({_HOLIDAYS})[{day} - {_FIRST} + 1]"


def is_workday(day: str) -> str:
    """Whether offices work on `day`."""
    return f"({workday_number(day)} > {workday_number(f'{day} - 1')})"
