"""成批计算期限：给规则与名单用的 SQL 片段。

Two forms give the same days as `due_on`; measured on 200,000 rows in `docs/decisions/0004-day-counting.md`:

* `workday_after(d, n)` and `rolled_over(d)`, SQL functions: short, right for a few hundred rows;
* `after_workdays(...)`, `rolled(...)`: two joins with the small table, which PostgreSQL hashes: for a batch or the
  whole database (about forty times faster).

A day outside the table gives NULL: the outcome is then UNKNOWN, never a violation.
"""

from __future__ import annotations

from typing import NamedTuple


class Joined(NamedTuple):
    """SQL to put after FROM …, and the expressions it makes available."""

    join: str
    day: str
    provisional: str


def after_workdays(start: str, amount: str, alias: str) -> Joined:
    """The `amount`-th working day after `start` (amount ≥ 1), by hash joins.

    Both are SQL expressions of our own over the rows in FROM, never a user's text.

    >>> print(after_workdays("c.decided_on", "7", "due").day)
    due_to.day
    """
    join = (
        f"LEFT JOIN workdays_calendarday {alias}_from ON {alias}_from.day = {start} "
        f"LEFT JOIN workdays_calendarday {alias}_to ON {alias}_to.is_workday "
        f"AND {alias}_to.workday_no = {alias}_from.workday_no + {amount}"
    )
    return Joined(join, f"{alias}_to.day", f"{alias}_to.provisional")


def rolled(day: str, alias: str) -> Joined:
    """A last day, moved to the first working day after it where it falls on a statutory holiday."""
    join = (
        f"LEFT JOIN workdays_calendarday {alias}_last ON {alias}_last.day = {day} "
        f"LEFT JOIN workdays_calendarday {alias}_next ON {alias}_last.is_statutory_holiday "
        f"AND {alias}_next.is_workday AND {alias}_next.workday_no = {alias}_last.workday_no + 1"
    )
    return Joined(
        join,
        f"CASE WHEN {alias}_last.day IS NOT NULL THEN coalesce({alias}_next.day, {day}) END",
        f"coalesce({alias}_next.provisional, {alias}_last.provisional)",
    )


def workdays_between(after: str, until: str, alias: str) -> tuple[str, str]:
    """Working days in (after, until]: the join, and the number (negative when `until` is earlier)."""
    join = (
        f"LEFT JOIN workdays_calendarday {alias}_after ON {alias}_after.day = {after} "
        f"LEFT JOIN workdays_calendarday {alias}_until ON {alias}_until.day = {until}"
    )
    return join, f"({alias}_until.workday_no - {alias}_after.workday_no)"
