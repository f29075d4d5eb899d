"""算法说明：一个届满日是怎样一天一天数出来的。

The reader is a lawyer who checks the count with a finger on a calendar: every day from the start to the due day
appears once, with its number or with the reason why it is not counted, and one sentence says the result.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from supervision.workdays.days import MAKEUP, Calendar
from supervision.workdays.due import ONE_DAY, DueDate, add_months, due_on, unsettled_years
from supervision.workdays.period import Period, Unit

START_NOTE = "起算日不计入"
WEEKEND = "周末"
ROLLED_NOTE = "顺延后的届满日"
LEFT_OUT = "依法扣除"

Span = tuple[date, date]
"""From a day to a day, both included."""


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the count. `number`: which one it is (for months and years: only on the days that complete one).

    `note`: why it is not counted (周末, 春节, 起算日不计入), or what is special about a counted one (调休上班,
    劳动节).
    """

    day: date
    number: int | None
    note: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """What was done, or not yet, and on which day: 决定日期 2026-04-15."""

    label: str
    day: date


@dataclass(frozen=True, slots=True)
class Explanation:
    """How `due` follows from `start` and `period`; `days` runs from the start to the due day, both included.

    `happened`: the day that is set beside the due day; `late`: how far it lies after it, in words ("" on the due day or before).
    """

    start: date
    period: Period
    due: DueDate
    days: tuple[CountedDay, ...]
    sentence: str
    unpublished: tuple[int, ...]
    """The years whose missing arrangement makes the date provisional."""
    happened: Happened | None = None
    late: str = ""

    @property
    def last(self) -> date:
        """The last day that has something to say: the due day, or what happened after it."""
        return max(self.due.day, self.happened.day) if self.happened else self.due.day

    @property
    def has_makeup(self) -> bool:
        """Whether a make-up working day is counted."""
        return any(day.note == MAKEUP for day in self.days)

    @property
    def has_left_out(self) -> bool:
        """Whether days are left out of the count."""
        return any(day.note == LEFT_OUT for day in self.days)


def explain(
    start: date, period: Period, calendar: Calendar, *, left_out: Collection[Span] = (), happened: Happened | None = None
) -> Explanation:
    """Count out the days of `due_on(start, period, calendar)`. Errors as there.

    `left_out`: spans that do not count (听证、检验). A period of natural days is then given with them in it, as far as its last day: 100 days
    of which 10 are left out end on the 90th day that counts. Other units take no such spans. `happened`: a day to be set beside the due day.
    """
    due = due_on(start, period, calendar)
    outside = _days_of(left_out, start, due.unrolled) if period.unit is Unit.DAY else frozenset()
    days = tuple(_count(start, period, due, calendar, outside))
    unpublished = unsettled_years(start, period, due.unrolled, due.day, calendar)
    parts = [_result(start, period, due, calendar, len(outside)), *_counted_notes(period, due, days, calendar)]
    if due.rolled:
        parts.append(f"届满日在{_holiday(due.unrolled, calendar)}假期内，顺延至节后第一个工作日{cn_day(due.day)}")
    elif due.unrolled > start and calendar.is_statutory_holiday(due.unrolled):
        parts.append(f"届满日在{_holiday(due.unrolled, calendar)}假期内，该期限没有顺延的规定，不顺延")
    if unpublished:
        years = "、".join(f"{year}年" for year in unpublished)
        parts.append(f"{years}放假安排尚未公布，此为暂定日期，公布后重新计算")
    late = ""
    if happened is not None:
        late = _after_due(happened.day, due.day, period, calendar)
        where = late or ("在届满日当日" if happened.day == due.day else "在届满日以前")
        parts.append(f"{happened.label}为{cn_day(happened.day)}，{where}")
    return Explanation(start, period, due, days, "；".join(parts) + "。", unpublished, happened, late)


def _days_of(spans: Collection[Span], start: date, last: date) -> frozenset[date]:
    """The days of some spans after the start, up to the last day of the period; each once, however often it is named."""
    found: set[date] = set()
    for first, end in spans:
        day = max(first, start + ONE_DAY)
        while day <= min(end, last):
            found.add(day)
            day += ONE_DAY
    return frozenset(found)


def _after_due(day: date, due: date, period: Period, calendar: Calendar) -> str:
    """在届满日后第1日, 在届满日后第2个工作日; "" when it is not after it."""
    if day <= due:
        return ""
    workdays = calendar.workdays_between(due, day)
    if period.unit is Unit.WORKDAY and workdays:
        return f"在届满日后第{workdays}个工作日" + ("" if calendar.is_workday(day) else "以后的休息日")
    return f"在届满日后第{(day - due).days}日"


def cn_day(day: date) -> str:
    """2026年2月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _holiday(day: date, calendar: Calendar) -> str:
    return calendar.name(day) or "法定节假日"


def _count(start: date, period: Period, due: DueDate, calendar: Calendar, outside: Collection[date]) -> Iterable[CountedDay]:
    yield CountedDay(start, None, START_NOTE, False)
    number, day, complete = 0, start, _completing_days(start, period)
    while day < due.day:
        day += ONE_DAY
        workday, name = calendar.is_workday(day), calendar.name(day)
        holiday = calendar.is_statutory_holiday(day)
        reason = name if holiday or name == MAKEUP else "" if workday else WEEKEND
        if day > due.unrolled:
            yield CountedDay(day, None, reason or ROLLED_NOTE, False)
        elif day in outside:
            yield CountedDay(day, None, LEFT_OUT, False)
        elif period.unit is Unit.WORKDAY and not workday:
            yield CountedDay(day, None, reason, False)
        elif complete is not None:
            yield CountedDay(day, complete.get(day), name if holiday else "", True)
        else:
            number += 1
            yield CountedDay(day, number, name if holiday or period.unit is Unit.WORKDAY else "", True)


def _completing_days(start: date, period: Period) -> dict[date, int] | None:
    """For months and years: the day that completes each of them."""
    if period.unit not in (Unit.MONTH, Unit.YEAR):
        return None
    months = 12 if period.unit is Unit.YEAR else 1
    return {add_months(start, months * number): number for number in range(1, period.amount + 1)}


def _result(start: date, period: Period, due: DueDate, calendar: Calendar, outside: int) -> str:
    """The first clause: from where, how far, to where."""
    if period.amount == 0:
        return f"期限为{period}，{cn_day(start)}当日届满"
    name = calendar.name(due.unrolled)
    last = cn_day(due.unrolled) + (f"（{name}）" if name else "")
    match period.unit:
        case Unit.WORKDAY:
            return f"自{cn_day(start)}（不计入）起第{period.amount}个工作日为{last}"
        case Unit.DAY if outside:
            return f"自{cn_day(start)}（不计入）起，扣除{outside}日，第{period.amount - outside}日为{last}"
        case Unit.DAY:
            return f"自{cn_day(start)}（不计入）起第{period.amount}日为{last}"
        case Unit.HOUR:
            return f"自{cn_day(start)}起{period.amount}小时（开始的时不计入），至迟于{last}届满"
    clamped = f"，当月没有{start.day}日，以月末为届满日" if due.unrolled.day != start.day else ""
    return f"自{cn_day(start)}（不计入）起满{period}为{last}{clamped}"


def _counted_notes(period: Period, due: DueDate, days: tuple[CountedDay, ...], calendar: Calendar) -> Iterable[str]:
    """What lay between: the days not counted, grouped by reason, and the make-up days that were."""
    between = days[1:]
    if period.unit is not Unit.WORKDAY:
        if any(calendar.is_statutory_holiday(day.day) for day in between if day.day < due.unrolled):
            yield "期间的节假日照常计入"
        return
    skipped: dict[str, int] = {}
    for day in between:
        if not day.counted:
            skipped[day.note] = skipped.get(day.note, 0) + 1
    weekend = skipped.pop(WEEKEND, 0)
    words = [f"{name}放假{count}天" for name, count in skipped.items()]
    if weekend:
        words.append(f"周末{weekend}天")
    if words:
        yield f"期间不计：{'、'.join(words)}"
    makeup = [_short(day.day) for day in between if day.counted and day.note == MAKEUP and day.day != due.day]
    if makeup:
        yield f"{'、'.join(makeup)}调休上班，计入"
