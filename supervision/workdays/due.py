"""期限届满日：从起算日、期间与日历算出最后一天，以及离它还有几天。

Laws of this algebra (tests hold them over thousands of random cases):

1. The first day is never counted (行政处罚法、民法典 §201): one day from Monday ends on Tuesday.
2. Working days: the n-th working day later than the start. Make-up Saturdays count, holidays do not. So
   `due(due(s, a), b) = due(s, a + b)`, and the due day is always a working day.
3. Natural days: start + n, holidays and weekends included. Additive in the same way.
4. Months and years: the same day of the month, or the month's last day where there is none (31 January + 1 month = 28
   or 29 February). Not additive: 31 January + 1 + 1 month is 28 March, 31 January + 2 months is 31 March; always count
   from the start.
5. Hours: known only to the day, n hours end at the latest ⌈n/24⌉ days later, since the first hour is not counted.
   `due_at` counts from a moment.
6. Roll: a last day on a statutory holiday (not a plain weekend) moves to the first working day after it, never
   backwards. Working-day periods never need it.
7. Before any roll-over: a longer period never ends earlier, and a later start never ends earlier.
8. A result that depends on a day whose arrangement is not published is `provisional`; the date is still given.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from supervision.workdays.days import Calendar
from supervision.workdays.period import Period, Unit

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day on which the act is in time.

    `unrolled`: the day before any roll-over (equal to `day` if there was none).
    """

    day: date
    provisional: bool
    unrolled: date

    @property
    def rolled(self) -> bool:
        """Whether the last day moved because it fell on a statutory holiday."""
        return self.day != self.unrolled


@dataclass(frozen=True, slots=True)
class Remaining:
    """How far a due day is: magnitudes (≥ 0) of working days and natural days, before it or past it (`overdue`)."""

    workdays: int
    days: int
    overdue: bool
    text: str


def due_on(start: date, period: Period, calendar: Calendar) -> DueDate:
    """The last day of `period`, which begins on `start` (not counted).

    Raises TypeError for a datetime: say which day is meant.
    """
    if isinstance(start, datetime):
        raise TypeError("start 应为 date：时刻属于哪一天由调用处按北京时间决定")
    unrolled = _last_day(start, period, calendar)
    day = unrolled
    if period.roll and calendar.is_statutory_holiday(unrolled):
        day = calendar.workday_after(unrolled, 1)
    return DueDate(day, bool(unsettled_years(start, period, unrolled, day, calendar)), unrolled)


def unsettled_years(start: date, period: Period, unrolled: date, day: date, calendar: Calendar) -> tuple[int, ...]:
    """The years whose missing publication makes this result provisional: natural days need a calendar only to roll."""
    if period.unit is Unit.WORKDAY:
        return calendar.unsettled_years(start + ONE_DAY, day)
    return calendar.unsettled_years(unrolled, day) if period.roll else ()


def _last_day(start: date, period: Period, calendar: Calendar) -> date:
    amount = period.amount
    if amount == 0:
        return start
    match period.unit:
        case Unit.WORKDAY:
            return calendar.workday_after(start, amount)
        case Unit.DAY:
            return start + timedelta(days=amount)
        case Unit.HOUR:
            return start + timedelta(days=-(-amount // 24))
        case Unit.MONTH:
            return add_months(start, amount)
        case Unit.YEAR:
            return add_months(start, 12 * amount)


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or that month's last day where there is none."""
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1]))


def due_at(moment: datetime, period: Period) -> datetime:
    """The end of a period in hours, from an aware moment: the hour that has begun is not counted (市监程序规定 §80).

    10:20 + 24 小时 counts from 11:00 and ends at 11:00 the next day; 10:00 sharp counts from 11:00 as well. Raises
    ValueError for another unit or a naive moment.
    """
    if period.unit is not Unit.HOUR:
        raise ValueError(f"只有以小时计的期间才从时刻起算，现为 {period}")
    if moment.tzinfo is None:
        raise ValueError("时刻应带时区")
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1 + period.amount)


def remaining(today: date, due: date, calendar: Calendar) -> Remaining:
    """How far `due` is, seen on `today`, in words: 还剩 3 个工作日, 今天到期, 逾期 2 个工作日.

    Working days are those later than the earlier of the two days, up to and including the later. Where there is none
    between (a due day on a holiday, a weekend just after it) the words fall back to natural days.
    """
    if today == due:
        return Remaining(0, 0, False, "今天到期")
    overdue = today > due
    earlier, later = (due, today) if overdue else (today, due)
    workdays, days = calendar.workdays_between(earlier, later), (later - earlier).days
    span = f"{workdays} 个工作日" if workdays else f"{days} 天"
    return Remaining(workdays, days, overdue, f"{'逾期' if overdue else '还剩'} {span}")
