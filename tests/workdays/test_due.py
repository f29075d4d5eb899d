"""期限届满日：法条测试向量、代数定律、边界。"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.workdays import Calendar, Period, Unit, due_at, due_on, remaining
from supervision.workdays.seed import seed_calendar
from tests.workdays.state_council import MAKEUP, RESTING, works

WD, ND, MONTH, YEAR, HOUR = Unit.WORKDAY, Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.HOUR


@pytest.mark.parametrize(
    ("what", "start", "period", "expected"),
    [
        ("publish before Spring Festival", "2026-02-12", Period(7, WD), "2026-02-28"),
        ("publish, decided on a make-up Sunday", "2025-09-28", Period(7, WD), "2025-10-14"),
        ("serve across Labour Day", "2026-04-30", Period(7, WD), "2026-05-13"),
        ("registered hold across New Year", "2025-12-31", Period(7, WD), "2026-01-12"),
        ("hearing request", "2026-02-13", Period(5, WD), "2026-02-27"),
        ("licence", "2026-02-10", Period(20, WD), "2026-03-16"),
        ("urging to perform", "2025-09-26", Period(10, WD), "2025-10-16"),
        ("ninety days, no roll", "2026-01-05", Period(90, ND), "2026-04-05"),
        ("ninety days, roll", "2026-01-05", Period(90, ND, roll=True), "2026-04-07"),
        ("seizure, no roll", "2026-01-19", Period(30, ND), "2026-02-18"),
        ("seizure, roll", "2026-01-19", Period(30, ND, roll=True), "2026-02-24"),
        ("payment, no roll", "2026-02-05", Period(15, ND), "2026-02-20"),
        ("payment, roll", "2026-02-05", Period(15, ND, roll=True), "2026-02-24"),
        ("ninety days, a published correction", "2024-09-09", Period(90, ND), "2024-12-08"),
        ("a plain Sunday does not roll", "2024-09-09", Period(90, ND, roll=True), "2024-12-08"),
        ("the month is clamped", "2026-01-31", Period(1, MONTH), "2026-02-28"),
        ("the month is clamped in a leap year", "2024-01-31", Period(1, MONTH), "2024-02-29"),
        ("a year from 29 February", "2024-02-29", Period(1, YEAR), "2025-02-28"),
        ("four years from 29 February", "2024-02-29", Period(4, YEAR), "2028-02-29"),
        ("three months across a year", "2025-11-30", Period(3, MONTH), "2026-02-28"),
        ("a month that ends on National Day rolls", "2026-09-01", Period(1, MONTH, roll=True), "2026-10-08"),
        ("twenty-four hours", "2026-01-05", Period(24, HOUR), "2026-01-06"),
        ("twenty-five hours end a day later", "2026-01-05", Period(25, HOUR), "2026-01-07"),
        ("nothing", "2026-02-17", Period(0, WD), "2026-02-17"),
        ("from a holiday", "2026-02-17", Period(1, WD), "2026-02-24"),
    ],
)
def test_the_statutes_test_vectors(what: str, start: str, period: Period, expected: str, calendar: Calendar) -> None:
    due = due_on(date.fromisoformat(start), period, calendar)
    assert due.day.isoformat() == expected, what
    assert not due.provisional, what


def test_a_decision_on_day_93_is_overdue_by_three_days(calendar: Calendar) -> None:
    due = due_on(date(2024, 9, 9), Period(90, ND), calendar)
    assert (date(2024, 12, 11) - date(2024, 9, 9)).days == 93
    assert remaining(date(2024, 12, 11), due.day, calendar).days == 3


def test_the_surcharge_reaches_the_fine_on_overdue_day_34(calendar: Calendar) -> None:
    due = due_on(date(2026, 2, 5), Period(15, ND), calendar).day
    reached = [day for day in range(1, 60) if 3 * remaining(due + timedelta(days=day), due, calendar).days >= 100]
    assert reached[0] == 34


def test_a_rolled_due_date_remembers_the_day_it_came_from(calendar: Calendar) -> None:
    due = due_on(date(2026, 1, 5), Period(90, ND, roll=True), calendar)
    assert due.rolled
    assert due.unrolled == date(2026, 4, 5)


def test_the_published_days_are_those_of_the_state_councils_notices(calendar: Calendar) -> None:
    day = date(2025, 1, 1)
    while day < date(2027, 1, 1):
        assert calendar.is_workday(day) == works(day), day
        assert calendar.is_statutory_holiday(day) == (day in RESTING), day
        assert (calendar.name(day) == "调休上班") == (day in MAKEUP), day
        day += timedelta(days=1)


def test_days_have_names(calendar: Calendar) -> None:
    names = [calendar.name(date(2026, 2, day)) for day in (12, 14, 7, 8, 17)]
    assert names == ["", "调休上班", "星期六", "星期日", "春节"]


IN_2025 = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@settings(max_examples=2000, deadline=None)
@given(IN_2025, st.integers(1, 200))
def test_working_days_agree_with_counting_on_the_fingers(start: date, amount: int) -> None:
    day, left = start, amount
    while left:
        day += timedelta(days=1)
        left -= works(day)
    assert due_on(start, Period(amount, WD), seed_calendar()).day == day


@settings(max_examples=1000, deadline=None)
@given(IN_2025, st.integers(0, 300))
def test_rolling_agrees_with_walking_to_the_next_working_day(start: date, amount: int) -> None:
    day = start + timedelta(days=amount)
    if day in RESTING:
        while not works(day):
            day += timedelta(days=1)
    assert due_on(start, Period(amount, ND, roll=True), seed_calendar()).day == day


@settings(max_examples=1000, deadline=None)
@given(st.dates(date(2004, 1, 1), date(2040, 12, 31)), st.integers(1, 400), st.integers(1, 400), st.sampled_from([WD, ND]))
def test_days_add_up(start: date, first: int, second: int, unit: Unit) -> None:
    calendar = seed_calendar()
    halfway = due_on(start, Period(first, unit), calendar).day
    assert due_on(halfway, Period(second, unit), calendar).day == due_on(start, Period(first + second, unit), calendar).day


@settings(max_examples=1000, deadline=None)
@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)), st.integers(0, 60), st.sampled_from(list(Unit)))
def test_a_longer_period_or_a_later_start_never_ends_earlier(start: date, amount: int, unit: Unit) -> None:
    calendar = seed_calendar()
    due = due_on(start, Period(amount, unit), calendar).day
    assert due_on(start, Period(amount + 1, unit), calendar).day >= due
    assert due_on(start + timedelta(days=1), Period(amount, unit), calendar).day >= due


@settings(max_examples=500, deadline=None)
@given(st.dates(date(2003, 1, 1), date(2032, 12, 31)), st.integers(0, 900), st.integers(0, 900))
def test_counting_between_adds_up_and_agrees_with_asking_each_day(after: date, first: int, second: int) -> None:
    calendar = seed_calendar()
    middle, end = after + timedelta(days=first), after + timedelta(days=first + second)
    asked = sum(calendar.is_workday(after + timedelta(days=day)) for day in range(1, first + second + 1))
    assert calendar.workdays_between(after, middle) + calendar.workdays_between(middle, end) == asked
    assert calendar.workdays_between(after, end) == asked


def test_a_year_beyond_the_published_ones_gives_a_provisional_date(calendar: Calendar) -> None:
    due = due_on(date(2027, 4, 29), Period(2, WD), calendar)
    # 30 April (Fri) is the first; 1 and 2 May are a weekend and Labour Day; Monday 3 May is the second.
    assert due.day == date(2027, 5, 3)
    assert due.provisional
    assert not calendar.is_published(2027)


def test_a_due_date_in_the_last_days_of_the_last_published_year_is_provisional(calendar: Calendar) -> None:
    assert not due_on(date(2026, 12, 21), Period(5, WD), calendar).provisional
    assert due_on(date(2026, 12, 22), Period(5, WD), calendar).provisional


def test_natural_days_need_no_calendar_unless_they_roll(calendar: Calendar) -> None:
    assert not due_on(date(2027, 3, 1), Period(30, ND), calendar).provisional
    assert due_on(date(2027, 3, 1), Period(30, ND, roll=True), calendar).provisional
    assert not due_on(date(2026, 3, 1), Period(10, ND, roll=True), calendar).provisional


def test_a_moment_is_refused_as_a_start(calendar: Calendar) -> None:
    with pytest.raises(TypeError, match="北京时间"):
        due_on(datetime(2026, 1, 5, 23, tzinfo=UTC), Period(1, WD), calendar)


def test_hours_from_a_moment_do_not_count_the_hour_that_has_begun() -> None:
    beijing = ZoneInfo("Asia/Shanghai")
    assert due_at(datetime(2026, 1, 5, 10, 20, tzinfo=beijing), Period(24, HOUR)) == datetime(2026, 1, 6, 11, tzinfo=beijing)
    with pytest.raises(ValueError, match="时区"):
        due_at(datetime(2026, 1, 5, 10, 20), Period(24, HOUR))
    with pytest.raises(ValueError, match="以小时计"):
        due_at(datetime(2026, 1, 5, 10, 20, tzinfo=beijing), Period(3, WD))


@pytest.mark.parametrize(
    ("today", "due", "text", "workdays", "days", "overdue"),
    [
        ("2026-02-12", "2026-02-28", "还剩 7 个工作日", 7, 16, False),
        ("2026-02-28", "2026-02-28", "今天到期", 0, 0, False),
        ("2026-03-03", "2026-02-28", "逾期 2 个工作日", 2, 3, True),
        ("2026-03-01", "2026-02-28", "逾期 1 天", 0, 1, True),
        ("2026-02-16", "2026-02-18", "还剩 2 天", 0, 2, False),
    ],
)
def test_what_remains_is_said_in_words(
    today: str, due: str, text: str, workdays: int, days: int, overdue: bool, calendar: Calendar
) -> None:
    left = remaining(date.fromisoformat(today), date.fromisoformat(due), calendar)
    assert (left.text, left.workdays, left.days, left.overdue) == (text, workdays, days, overdue)


def test_periods_read_as_the_statutes_write_them() -> None:
    written = [str(Period(amount, unit)) for amount, unit in [(7, WD), (30, ND), (3, MONTH), (2, YEAR), (24, HOUR)]]
    assert written == ["7个工作日", "30日", "3个月", "2年", "24小时"]


@given(st.builds(Period, st.integers(0, 1000), st.sampled_from(list(Unit)), st.booleans()))
def test_a_period_survives_storage(period: Period) -> None:
    assert Period.from_json(period.to_json()) == period


@pytest.mark.parametrize(
    "stored", [{}, {"amount": "7", "unit": "workday"}, {"amount": 7, "unit": "week"}, {"amount": -1, "unit": "day"}]
)
def test_a_stored_period_that_is_none_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="期间"):
        Period.from_json(stored)
