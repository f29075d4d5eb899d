"""算法说明：读者看到的句子、逐日清单与小日历。"""

from datetime import date

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.workdays import Calendar, Period, Unit, due_on, explain, month_grids
from supervision.workdays.seed import seed_calendar

WD, ND, MONTH, YEAR, HOUR = Unit.WORKDAY, Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.HOUR


@pytest.mark.parametrize(
    ("start", "period", "sentence"),
    [
        (
            date(2026, 2, 12),
            Period(7, WD),
            "自2026年2月12日（不计入）起第7个工作日为2026年2月28日（调休上班）；期间不计：春节放假9天；2月14日调休上班，计入。",
        ),
        (
            date(2026, 2, 10),
            Period(20, WD),
            "自2026年2月10日（不计入）起第20个工作日为2026年3月16日；期间不计：春节放假9天、周末5天；"
            "2月14日、2月28日调休上班，计入。",
        ),
        (
            date(2026, 1, 5),
            Period(90, ND, roll=True),
            "自2026年1月5日（不计入）起第90日为2026年4月5日（清明节）；期间的节假日照常计入；"
            "届满日在清明节假期内，顺延至节后第一个工作日2026年4月7日。",
        ),
        (
            date(2026, 1, 19),
            Period(30, ND),
            "自2026年1月19日（不计入）起第30日为2026年2月18日（春节）；期间的节假日照常计入；"
            "届满日在春节假期内，该期限没有顺延的规定，不顺延。",
        ),
        (
            date(2025, 8, 31),
            Period(6, MONTH),
            "自2025年8月31日（不计入）起满6个月为2026年2月28日（调休上班），当月没有31日，以月末为届满日；期间的节假日照常计入。",
        ),
        (date(2026, 1, 5), Period(24, HOUR), "自2026年1月5日起24小时（开始的时不计入），至迟于2026年1月6日届满。"),
        (
            date(2026, 12, 25),
            Period(7, WD),
            "自2026年12月25日（不计入）起第7个工作日为2027年1月6日；期间不计：元旦放假1天、周末4天；"
            "2027年放假安排尚未公布，此为暂定日期，公布后重新计算。",
        ),
        (date(2026, 3, 2), Period(0, ND), "期限为0日，2026年3月2日当日届满。"),
    ],
)
def test_the_sentence_tells_how_the_date_was_found(start: date, period: Period, sentence: str, calendar: Calendar) -> None:
    assert explain(start, period, calendar).sentence == sentence


def test_every_day_has_its_number_or_the_reason_why_it_has_none(calendar: Calendar) -> None:
    days = explain(date(2026, 2, 12), Period(7, WD), calendar).days
    assert [(day.day.day, day.number, day.note) for day in days[:5]] == [
        (12, None, "起算日不计入"),
        (13, 1, ""),
        (14, 2, "调休上班"),
        (15, None, "春节"),
        (16, None, "春节"),
    ]
    assert (days[-1].day, days[-1].number) == (date(2026, 2, 28), 7)
    assert [day.number for day in days if day.counted] == [1, 2, 3, 4, 5, 6, 7]


def test_rolled_days_are_shown_but_not_counted(calendar: Calendar) -> None:
    days = explain(date(2026, 1, 5), Period(90, ND, roll=True), calendar).days
    assert [(day.day.day, day.number, day.note) for day in days[-3:]] == [
        (5, 90, "清明节"),
        (6, None, "清明节"),
        (7, None, "顺延后的届满日"),
    ]


def test_months_number_only_the_days_that_complete_one(calendar: Calendar) -> None:
    days = explain(date(2026, 1, 31), Period(2, MONTH), calendar).days
    assert {day.number: day.day for day in days if day.number} == {1: date(2026, 2, 28), 2: date(2026, 3, 31)}


@settings(max_examples=400, deadline=None)
@given(
    st.dates(date(2018, 1, 1), date(2028, 12, 31)),
    st.builds(Period, st.integers(0, 40), st.sampled_from([WD, ND, MONTH, HOUR]), st.booleans()),
)
def test_an_explanation_always_ends_on_the_due_day_and_counts_the_whole_period(start: date, period: Period) -> None:
    calendar = seed_calendar()
    told = explain(start, period, calendar)
    assert told.due == due_on(start, period, calendar)
    assert told.days[-1].day == told.due.day
    assert [day.day.toordinal() for day in told.days] == list(range(start.toordinal(), told.due.day.toordinal() + 1))
    assert bool(told.unpublished) == told.due.provisional
    if period.unit in (WD, ND):
        assert sum(day.counted for day in told.days) == period.amount


def test_the_small_calendar_marks_start_holidays_numbers_and_due_day(calendar: Calendar) -> None:
    told = explain(date(2026, 2, 12), Period(7, WD), calendar)
    html = render_to_string("workdays/calendar.html", {"explanation": told, "grids": month_grids(told)})
    assert told.sentence in html
    assert "2026年2月" in html
    assert "2月12日，起算日不计入" in html
    assert "2月14日，第2个工作日，调休上班" in html
    assert "2月17日，春节" in html
    assert "2月28日，第7个工作日，调休上班，期限届满日" in html
    assert html.count("wd-day wd-counted") == 7
    assert html.count("wd-holiday") == 9 + 1  # nine days and the legend
    assert "暂定" not in html
    assert "style=" not in html
    assert "<script" not in html


def test_the_small_calendar_says_that_a_date_is_provisional(calendar: Calendar) -> None:
    told = explain(date(2027, 1, 25), Period(7, WD), calendar)
    html = render_to_string("workdays/calendar.html", {"explanation": told, "grids": month_grids(told)})
    assert "暂定：放假安排尚未公布" in html


def test_a_long_period_draws_its_first_and_last_months_and_says_how_many_are_left_out(calendar: Calendar) -> None:
    told = explain(date(2025, 3, 1), Period(1, YEAR), calendar)
    grids = month_grids(told)
    assert [grid.title for grid in grids] == ["2025年3月", "2025年4月", "2026年2月", "2026年3月"]
    assert [grid.omitted for grid in grids] == [0, 0, 9, 0]
    assert "中间 9 个月略" in render_to_string("workdays/calendar.html", {"explanation": told, "grids": grids})
