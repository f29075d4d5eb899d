"""日历的写入：首次填充，按年载入公布的放假安排。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.apps import apps as current_apps
from django.db import connection, transaction
from django.utils import timezone

from supervision.workdays import calendar as calendars
from supervision.workdays import on_calendar_change
from supervision.workdays.days import (
    FIRST_DAY_OF_NEXT_ARRANGEMENT,
    FIXED_HOLIDAYS,
    Calendar,
    Day,
    day_by_rule,
    days_of,
    ordinary,
)
from supervision.workdays.models import CalendarDay, CalendarVersion, CalendarYear
from supervision.workdays.on_calendar_change import CalendarChange
from supervision.workdays.seed import SOURCE, published_days, published_years

# Years kept ahead of the last published one, so that SQL finds a provisional day for any period in use.
YEARS_AHEAD = 4

_DAYS = """
    SELECT * FROM unnest(%s::date[], %s::boolean[], %s::text[], %s::boolean[]) AS given(day, is_workday, name,
    is_statutory_holiday)
"""
_PUT_DAYS = f"""
    INSERT INTO workdays_calendarday AS kept (day, is_workday, name, is_statutory_holiday, workday_no, provisional)
    SELECT day, is_workday, name, is_statutory_holiday, 0, true FROM ({_DAYS}) AS given ORDER BY day
    ON CONFLICT (day) DO UPDATE SET
        is_workday = excluded.is_workday, name = excluded.name, is_statutory_holiday = excluded.is_statutory_holiday
    WHERE (kept.is_workday, kept.name, kept.is_statutory_holiday)
        IS DISTINCT FROM (excluded.is_workday, excluded.name, excluded.is_statutory_holiday)
"""
_NUMBER_DAYS = """
    UPDATE workdays_calendarday AS kept SET workday_no = counted.workday_no, provisional = counted.provisional
    FROM (
        SELECT day, count(*) FILTER (WHERE is_workday) OVER (ORDER BY day) AS workday_no,
            NOT this.published OR (to_char(day, 'MMDD') >= %s AND NOT coalesce(next.published, false)) AS provisional
        FROM workdays_calendarday
        JOIN workdays_calendaryear this ON this.year = extract(year FROM day)
        LEFT JOIN workdays_calendaryear next ON next.year = this.year + 1
    ) AS counted
    WHERE kept.day = counted.day AND (kept.workday_no, kept.provisional) IS DISTINCT FROM (counted.workday_no,
    counted.provisional)
"""
_DIGEST = """
    SELECT md5(string_agg(concat_ws(',', day, is_workday, is_statutory_holiday, provisional, name), ';' ORDER BY day))
    FROM workdays_calendarday
"""
_SERIES = """
    INSERT INTO workdays_calendarseries ("only", first_day, numbers, holidays, workdays)
    SELECT true, min(day), array_agg(workday_no ORDER BY day), array_agg(is_statutory_holiday ORDER BY day),
        array_agg(day ORDER BY day) FILTER (WHERE is_workday)
    FROM workdays_calendarday WHERE NOT provisional
    HAVING count(*) > 0
    ON CONFLICT ("only") DO UPDATE SET first_day = excluded.first_day, numbers = excluded.numbers, holidays = excluded.holidays,
        workdays = excluded.workdays
"""


class ArrangementError(ValueError):
    """An arrangement that cannot be a year's: the message says, in Chinese, what is wrong and what to do."""


def fill_after_migrate(sender: Any, apps: Any = current_apps, **kwargs: Any) -> None:
    """After `migrate` or a flush: fill an empty calendar.

    Does nothing while the tables do not exist (migrated backwards).
    """
    try:
        apps.get_model("workdays", "CalendarVersion")
    except LookupError:
        return
    fill_calendar()


@transaction.atomic
def fill_calendar() -> None:
    """Fill an empty calendar from the seed, and the years after it by rule. A calendar that has days is left alone."""
    CalendarVersion.objects.get_or_create(only=True)
    row = CalendarVersion.objects.select_for_update().get()
    if CalendarDay.objects.exists():
        if not row.digest:
            _renumber()
        return
    now = timezone.now()
    known = published_years()
    CalendarYear.objects.bulk_create(CalendarYear(year=year, published=True, source=SOURCE, loaded_at=now) for year in known)
    _put(list(published_days()))
    _extend(until=known[-1] + YEARS_AHEAD)
    _renumber()


@transaction.atomic
def load_year(year: int, days: Iterable[Day], source: str, *, source_checked_on: date | None = None) -> CalendarChange:
    """Replace a year by its published arrangement and tell whoever keeps due dates, in one transaction.

    `days` need name only what differs from the plain week (holidays and make-up days), and may reach back to 29
    December of the year before, as New Year's arrangement sometimes does. Numbers are recomputed for the whole table.
    Returns what changed; when nothing did, the version stays and nobody is called. Raises ArrangementError.
    """
    given = list(days)
    _check(year, given, source)
    CalendarVersion.objects.get_or_create(only=True)
    CalendarVersion.objects.select_for_update().get()
    fill_calendar()
    _check_order(year)
    calendars.forget()
    before = calendars.current()
    _extend(until=year + YEARS_AHEAD)
    listed = {day.day: day for day in given}
    _put([listed.pop(day, ordinary(day)) for day in days_of(year)] + list(listed.values()))
    CalendarYear.objects.filter(year=year).update(
        published=True, source=source, source_checked_on=source_checked_on, loaded_at=timezone.now()
    )
    _renumber()
    calendars.forget()
    after = calendars.current()
    change = CalendarChange(year, _changed(before, after), before, after)
    if change.days:
        on_calendar_change.announce(change)
    return change


def _check(year: int, given: Sequence[Day], source: str) -> None:
    """An arrangement must lie in its year, name each day once, and give the holidays that the law fixes to a date."""
    if not source.strip():
        raise ArrangementError("请写明放假安排的来源（文号或网址），以后核对时要用。")
    first = published_years()[0]
    if not first <= year <= 9000:
        raise ArrangementError(f"日历从{first}年起，不能载入{year}年。")
    seen: set[date] = set()
    for day in given:
        reaches_back = day.day.year == year - 1 and (day.day.month, day.day.day) >= FIRST_DAY_OF_NEXT_ARRANGEMENT
        if day.day.year != year and not (reaches_back and year > first):
            raise ArrangementError(f"{day.day}不属于{year}年的安排（最早可到上一年12月29日）。请核对年份。")
        if day.day in seen:
            raise ArrangementError(f"{day.day}出现了两次。请只保留一行。")
        seen.add(day.day)
    resting = {(day.day.month, day.day.day) for day in given if day.day.year == year and not day.is_workday}
    for (month, number), name in FIXED_HOLIDAYS.items():
        # 5月2日 became a statutory holiday in 2025.
        if (month, number) not in resting and not ((month, number) == (5, 2) and year < 2025):
            raise ArrangementError(f"安排里没有{month}月{number}日（{name}）放假。文件可能不完整，请补全后再载入。")


def _check_order(year: int) -> None:
    """Years are published in order.

    Keeping them so means that "provisional" is always a tail, for Python and SQL alike.
    """
    last = CalendarYear.objects.filter(published=True).order_by("-year").values_list("year", flat=True).first()
    if last is not None and year > last + 1:
        raise ArrangementError(f"现已载入至{last}年，请先载入{last + 1}年，再载入{year}年。")


def _put(days: Sequence[Day]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _PUT_DAYS,
            [
                list(column)
                for column in zip(*((day.day, day.is_workday, day.name, day.is_statutory_holiday) for day in days), strict=True)
            ],
        )


def _extend(*, until: int) -> None:
    """Add the years up to and including `until` that are missing, by rule."""
    last = CalendarYear.objects.order_by("-year").values_list("year", flat=True).first()
    missing = range((last or published_years()[0] - 1) + 1, until + 1)
    if not missing:
        return
    now = timezone.now()
    CalendarYear.objects.bulk_create(CalendarYear(year=year, loaded_at=now) for year in missing)
    _put([day_by_rule(day) for year in missing for day in days_of(year)])


def _renumber() -> None:
    """Number the working days, mark what is provisional, keep the series, and set the version row if the content changed."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER_DAYS, ["{:02d}{:02d}".format(*FIRST_DAY_OF_NEXT_ARRANGEMENT)])
        cursor.execute(_SERIES)
        cursor.execute(_DIGEST)
        digest = cursor.fetchone()[0]
    row = CalendarVersion.objects.get()
    if row.digest != digest:
        row.number, row.digest = row.number + 1, digest
        row.save(update_fields=["number", "digest"])


def _changed(before: Calendar, after: Calendar) -> tuple[date, ...]:
    years = CalendarYear.objects.order_by("year").values_list("year", flat=True)
    return tuple(day for year in years for day in days_of(year) if _facts(before, day) != _facts(after, day))


def _facts(calendar: Calendar, day: date) -> tuple[bool, bool, str, bool]:
    return calendar.is_workday(day), calendar.is_statutory_holiday(day), calendar.name(day), calendar.is_settled(day)
