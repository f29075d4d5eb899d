"""现行日历：填充、按年载入、通知上层、SQL 函数。"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from pytest_django.fixtures import Settings

from supervision.workdays import Day, Period, Unit, bulk, calendar, due_on, on_calendar_change
from supervision.workdays.models import CalendarDay, CalendarSeries, CalendarVersion, CalendarYear
from supervision.workdays.on_calendar_change import CalendarChange
from supervision.workdays.seed import seed_calendar
from supervision.workdays.services import ArrangementError, fill_after_migrate, fill_calendar, load_year

pytestmark = pytest.mark.django_db

# A fictional arrangement for 2027, in the form of the State Council's notices.
CSV_2027 = """日期,是否工作日,名称
2026-12-31,否,元旦
2027-01-01,否,元旦
2027/1/2,否,元旦
2027年1月3日,是,
2027-02-05,否,春节
2027-02-06,否,春节
2027-02-07,否,春节
2027-02-08,否,春节
2027-02-09,否,春节
2027-02-20,是,调休
2027-05-01,否,劳动节
2027-05-02,否,劳动节
2027-10-01,否,国庆节
2027-10-02,否,国庆节
2027-10-03,否,国庆节
2027-10-04,否,国庆节
"""
FIXED = ["01-01 元旦", "05-01 劳动节", "05-02 劳动节", "10-01 国庆节", "10-02 国庆节", "10-03 国庆节"]

told: list[CalendarChange] = []


def remember(change: CalendarChange) -> None:
    told.append(change)


def object_to(change: CalendarChange) -> None:
    raise RuntimeError("期限重算失败")


@pytest.fixture
def listener() -> Iterator[list[CalendarChange]]:
    told.clear()
    on_calendar_change.register(f"{__name__}.remember")
    yield told
    on_calendar_change.unregister(f"{__name__}.remember")


def holidays(year: int, *more: str) -> list[Day]:
    """The holidays the law fixes, and what the test adds: "02-06 春节", "02-20 +" for a make-up day."""
    days = []
    for text in (*FIXED, *more):
        day, name = text.split()
        works = name == "+"
        days.append(Day(date.fromisoformat(f"{year}-{day}"), works, "调休上班" if works else name, not works))
    return days


def test_a_migrated_database_holds_the_published_years_and_provisional_ones_after_them() -> None:
    years = dict(CalendarYear.objects.values_list("year", "published"))
    assert all(years[year] for year in range(2018, 2027))
    assert not any(years[year] for year in (2027, 2028))
    assert CalendarDay.objects.filter(day__year=2026).count() == 365
    assert CalendarDay.objects.filter(day__year=2028).count() == 366
    assert not CalendarDay.objects.filter(day__lt="2026-12-29", provisional=True).exists()
    assert not CalendarDay.objects.filter(day__gte="2026-12-29", provisional=False).exists()


def test_the_calendar_in_force_is_the_published_one_and_keeps_its_version() -> None:
    in_force, seed = calendar.current(), seed_calendar()
    day = date(2018, 1, 1)
    while day.year < 2029:
        assert (in_force.is_workday(day), in_force.name(day)) == (seed.is_workday(day), seed.name(day)), day
        assert in_force.is_statutory_holiday(day) == seed.is_statutory_holiday(day), day
        day += timedelta(days=1)
    assert calendar.current() is in_force
    fill_calendar()
    assert calendar.current() is in_force


def test_a_flushed_database_is_filled_again() -> None:
    version = calendar.current().version
    for model in (CalendarDay, CalendarYear, CalendarVersion):
        model.objects.all().delete()
    assert calendar.current().is_workday(date(2026, 2, 28))
    fill_after_migrate(sender=None)
    assert calendar.current().version == version


def test_the_series_are_the_settled_days_in_their_order_and_grow_with_the_next_arrangement() -> None:
    def told() -> tuple[date, list[int], list[bool], list[date]]:
        kept = CalendarSeries.objects.get()
        return kept.first_day, kept.numbers, kept.holidays, kept.workdays

    def counted() -> tuple[date, list[int], list[bool], list[date]]:
        days = list(CalendarDay.objects.filter(provisional=False).order_by("day"))
        working = [day.day for day in days if day.is_workday]
        return days[0].day, [day.workday_no for day in days], [day.is_statutory_holiday for day in days], working

    before = told()
    assert before == counted()
    load_year(2027, holidays(2027), "演示数据")
    assert told() == counted()
    assert len(told()[1]) > len(before[1])


def test_working_day_numbers_run_without_a_gap() -> None:
    numbers = list(CalendarDay.objects.filter(is_workday=True).order_by("day").values_list("workday_no", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    spring = (
        CalendarDay.objects.filter(day__range=("2026-02-14", "2026-02-24")).order_by("day").values_list("workday_no", flat=True)
    )
    assert [number - spring[0] for number in spring] == [0] * 10 + [1]


def test_a_loaded_year_is_final_and_renumbers_the_days_after_it(listener: list[CalendarChange]) -> None:
    before = calendar.current()
    last_before = CalendarDay.objects.get(day="2028-12-29").workday_no
    change = load_year(2027, holidays(2027, "02-05 春节", "02-08 春节", "02-20 +"), "国办发明电（演示数据）")
    after = calendar.current()

    assert after.version != before.version
    assert after.is_published(2027)
    assert after.name(date(2027, 2, 8)) == "春节"
    assert after.is_workday(date(2027, 2, 20))
    # Two weekdays became holidays, one Saturday a working day.
    assert CalendarDay.objects.get(day="2028-12-29").workday_no == last_before - 1
    assert not CalendarDay.objects.filter(day__range=("2026-01-01", "2027-12-28"), provisional=True).exists()
    assert CalendarDay.objects.get(day="2027-12-29").provisional
    assert CalendarYear.objects.get(year=2027).source == "国办发明电（演示数据）"
    assert CalendarYear.objects.filter(year=2031).exists()

    assert {date(2027, 2, 5), date(2027, 2, 8), date(2027, 2, 20)} <= set(change.days)
    assert change.turned == (date(2027, 2, 5), date(2027, 2, 8), date(2027, 2, 20))
    assert f"3天由上班改为休息或者由休息改为上班，另有{len(change.days) - 3}天由暂定转为已公布" in change.in_words
    assert listener == [change]
    due = Period(7, Unit.WORKDAY)
    assert due_on(date(2027, 2, 1), due, change.before).provisional
    assert due_on(date(2027, 2, 1), due, change.after).day == date(2027, 2, 12)
    assert not due_on(date(2027, 2, 1), due, change.after).provisional


def test_new_years_arrangement_may_reach_back_into_december() -> None:
    day = Day(date(2026, 12, 31), False, "元旦", True)
    change = load_year(2027, [*holidays(2027), day], "演示数据")
    assert day.day in change.days
    assert calendar.current().name(date(2026, 12, 31)) == "元旦"
    assert not calendar.current().is_workday(date(2026, 12, 31))


def test_loading_the_same_year_again_changes_nothing_and_calls_nobody(listener: list[CalendarChange]) -> None:
    load_year(2027, holidays(2027), "演示数据")
    version = calendar.current().version
    listener.clear()
    assert load_year(2027, holidays(2027), "演示数据").days == ()
    assert listener == []
    assert calendar.current().version == version


def test_a_corrected_year_takes_the_old_arrangement_back() -> None:
    load_year(2027, holidays(2027, "02-08 春节"), "演示数据")
    change = load_year(2027, holidays(2027, "02-09 春节"), "演示数据（更正）")
    assert change.days == (date(2027, 2, 8), date(2027, 2, 9))
    assert calendar.current().is_workday(date(2027, 2, 8))


def test_a_listener_that_fails_undoes_the_load() -> None:
    version = calendar.current().version
    on_calendar_change.register(f"{__name__}.object_to")
    try:
        with pytest.raises(RuntimeError, match="期限重算失败"):
            load_year(2027, holidays(2027), "演示数据")
    finally:
        on_calendar_change.unregister(f"{__name__}.object_to")
    assert calendar.current().version == version
    assert not calendar.current().is_published(2027)


def test_a_load_that_is_rolled_back_is_forgotten() -> None:
    version = calendar.current().version
    with transaction.atomic():
        load_year(2027, holidays(2027, "02-08 春节"), "演示数据")
        assert calendar.current().is_published(2027)
        transaction.set_rollback(True)
    assert calendar.current().version == version
    load_year(2027, holidays(2027, "02-09 春节"), "演示数据")
    assert calendar.current().is_workday(date(2027, 2, 8))


def ask_often(request: HttpRequest) -> HttpResponse:
    published = [calendar.current().is_published(2027) for _ in range(50)]
    if request.GET:
        load_year(2027, holidays(2027), "演示数据")
        published.append(calendar.current().is_published(2027))
    return JsonResponse({"published": published})


urlpatterns = [path("ask/", ask_often)]


@pytest.fixture
def browser(client: Client, settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    return client


def test_a_request_asks_for_the_version_once(browser: Client) -> None:
    calendar.current()
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/ask/").json()["published"] == [False] * 50
    assert len(asked) == 1


def test_a_request_that_loads_a_year_sees_it_and_the_next_request_too(browser: Client) -> None:
    assert browser.get("/ask/?load=1").json()["published"] == [False] * 50 + [True]
    assert browser.get("/ask/").json()["published"] == [True] * 50


@pytest.mark.parametrize(
    ("year", "days", "message"),
    [
        (2028, holidays(2028), "请先载入2027年"),
        (1999, holidays(1999), "日历从2004年起"),
        (2027, holidays(2027)[1:], "没有1月1日（元旦）放假"),
        (2027, [*holidays(2027), Day(date(2028, 1, 1), False, "元旦", True)], "2028-01-01不属于2027年"),
        (2027, [*holidays(2027), Day(date(2026, 12, 28), False, "元旦", True)], "2026-12-28不属于2027年"),
        (2027, [*holidays(2027), *holidays(2027)[:1]], "2027-01-01出现了两次"),
    ],
)
def test_an_arrangement_that_cannot_be_is_refused(year: int, days: list[Day], message: str) -> None:
    with pytest.raises(ArrangementError, match=message):
        load_year(year, days, "演示数据")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_the_command_loads_a_file(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "2027.csv"
    file.write_bytes(CSV_2027.encode(encoding))
    call_command("load_calendar", "2027", str(file), "--source", "演示数据", "--checked-on", "2026-11-05")
    assert "已载入2027年放假安排：放假14天、调休上班2天" in capsys.readouterr().out
    in_force = calendar.current()
    assert not in_force.is_workday(date(2026, 12, 31))
    assert in_force.is_workday(date(2027, 1, 3))
    assert due_on(date(2027, 2, 4), Period(3, Unit.WORKDAY), in_force).day == date(2027, 2, 12)
    assert CalendarYear.objects.get(year=2027).source_checked_on == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("日期,名称\n2027-01-01,元旦\n", "第 1 行缺少列：是否工作日"),
        ("日期,是否工作日,名称\n", "没有任何日期"),
        ("日期,是否工作日,名称\n2027-02-30,否,春节\n", "第 2 行：日期“2027-02-30”不存在"),
        ("日期,是否工作日,名称\n正月初一,否,春节\n", "第 2 行：日期“正月初一”看不懂"),
        ("日期,是否工作日,名称\n2027-01-01,也许,元旦\n", "第 2 行：是否工作日“也许”看不懂"),
        ("日期,是否工作日,名称\n2027-01-01,否,\n", "第 2 行：2027-01-01是星期五，放假必须写明节日名称"),
        ("日期,是否工作日,名称\n2027-01-01,否,元旦\n\n2027-1-1,否,元旦\n", "2027-01-01在第 2 行已出现"),
        ("日期,是否工作日,名称\n2027-01-01,否,元旦\n", "没有5月1日（劳动节）放假"),
        (b"\xff\xfe\x80\x80", "编码不是 UTF-8 也不是 GBK"),
    ],
)
def test_the_command_says_what_is_wrong_with_a_file(content: str | bytes, message: str, tmp_path: Path) -> None:
    version = calendar.current().version
    file = tmp_path / "坏文件.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CommandError, match=message) as raised:
        call_command("load_calendar", "2027", str(file))
    assert "坏文件.csv 没有载入，日历未变" in str(raised.value)
    assert calendar.current().version == version


def test_the_command_says_when_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("load_calendar", "2027", str(tmp_path / "没有.csv"))


@pytest.fixture
def pairs() -> list[tuple[date, int]]:
    dice = random.Random(20260212)
    first = date(2018, 1, 1).toordinal()
    return [(date.fromordinal(first + dice.randrange(3650)), dice.randrange(250)) for _ in range(5000)]


def test_sql_counts_as_python_does(pairs: list[tuple[date, int]]) -> None:
    in_force = calendar.current()
    joined = bulk.after_workdays("pair.start", "pair.amount", "due")
    moved = bulk.rolled("pair.start + pair.amount", "last")
    between, count = bulk.workdays_between("pair.start", "pair.start + pair.amount", "span")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT pair.start, pair.amount, workday_after(pair.start, pair.amount), {joined.day}, {joined.provisional},
                rolled_over(pair.start + pair.amount), {moved.day}, {moved.provisional}, {count}
            FROM unnest(%s::date[], %s::integer[]) AS pair(start, amount)
            {joined.join} {moved.join} {between}
            """,
            [[start for start, _ in pairs], [amount for _, amount in pairs]],
        )
        rows = cursor.fetchall()
    assert len(rows) == 5000
    for start, amount, called, found, provisional, rolled, moved_day, moved_provisional, counted in rows:
        due = due_on(start, Period(amount, Unit.WORKDAY), in_force)
        assert called == due.day
        if amount:
            assert (found, provisional) == (due.day, due.provisional)
        last = due_on(start, Period(amount, Unit.DAY, roll=True), in_force)
        assert (rolled, moved_day, moved_provisional) == (last.day, last.day, last.provisional)
        assert counted == in_force.workdays_between(start, start + timedelta(days=amount))


def test_sql_answers_nothing_for_a_day_outside_the_calendar() -> None:
    joined = bulk.after_workdays("d", "7", "due")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT workday_after(d, 7), rolled_over(d), {joined.day}, workday_after(d, -1), workday_after(NULL, 1) "
            f"FROM (VALUES (date '1998-01-01')) AS outside(d) {joined.join}"
        )
        assert cursor.fetchone() == (None, None, None, None, None)
