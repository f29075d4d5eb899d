"""小日历与逐日文字：国庆节前后手工数出的每一格，依法扣除的日子，实际的那一天。"""

from __future__ import annotations

import re
from datetime import date

from django.template.loader import render_to_string

from supervision.workdays import Calendar, Happened, Period, Unit, explain, listed, month_grids

WD, ND = Unit.WORKDAY, Unit.DAY


def cells(told):
    return {cell.day: cell for grid in month_grids(told) for week in grid.weeks for cell in week if cell}


def html(told):
    return render_to_string("workdays/calendar.html", {"explanation": told, "grids": month_grids(told), "lines": listed(told)})


def test_seven_working_days_over_the_national_day_holiday_by_hand(calendar: Calendar) -> None:
    """Monday 28 September 2026. 29, 30 are the 1st and 2nd; 1 to 7 October is the holiday; 8, 9 the 3rd and 4th; Saturday 10 is a make-up
    day, the 5th; Sunday 11 rests; 12, 13 the 6th and 7th."""
    told = explain(date(2026, 9, 28), Period(7, WD), calendar)
    drawn = cells(told)
    numbers = {day.isoformat(): cell.number for day, cell in drawn.items() if cell.number}
    assert numbers == {
        "2026-09-29": 1, "2026-09-30": 2, "2026-10-08": 3, "2026-10-09": 4, "2026-10-10": 5, "2026-10-12": 6, "2026-10-13": 7,
    }  # fmt: skip
    assert "wd-start" in drawn[date(2026, 9, 28)].classes
    assert all("wd-holiday" in drawn[date(2026, 10, day)].classes for day in range(1, 8))
    assert "wd-makeup" in drawn[date(2026, 10, 10)].classes
    assert drawn[date(2026, 10, 11)].classes == "wd-day wd-skipped"
    assert "wd-due" in drawn[date(2026, 10, 13)].classes
    assert drawn[date(2026, 10, 14)].classes == "wd-day wd-outside"
    assert drawn[date(2026, 10, 13)].spoken == "10月13日，第7个工作日，期限届满日"


def test_the_text_twin_says_the_same_line_by_line(calendar: Calendar) -> None:
    told = explain(date(2026, 9, 28), Period(7, WD), calendar, happened=Happened("送达日期", date(2026, 10, 15)))
    assert listed(told) == [
        "2026年9月28日：起算日不计入",
        "2026年9月29日至9月30日：第1个工作日至第2个工作日",
        "2026年10月1日至10月7日：国庆节，不计",
        "2026年10月8日至10月9日：第3个工作日至第4个工作日",
        "2026年10月10日：第5个工作日，调休上班",
        "2026年10月11日：周末，不计",
        "2026年10月12日：第6个工作日",
        "2026年10月13日：第7个工作日，期限届满日",
        "2026年10月15日：送达日期，在届满日后第2个工作日",
    ]
    page = html(told)
    assert "<li>2026年10月1日至10月7日：国庆节，不计</li>" in page
    assert "送达日期为2026年10月15日，在届满日后第2个工作日" in page


def test_what_happened_late_is_drawn_and_the_days_between_are_shaded(calendar: Calendar) -> None:
    drawn = cells(explain(date(2026, 9, 28), Period(7, WD), calendar, happened=Happened("送达日期", date(2026, 10, 15))))
    assert drawn[date(2026, 10, 14)].classes == "wd-day wd-late"
    assert (drawn[date(2026, 10, 15)].classes, drawn[date(2026, 10, 15)].mark) == ("wd-day wd-late wd-actual", "实际")
    assert drawn[date(2026, 10, 15)].spoken == "10月15日，送达日期，在届满日后第2个工作日"


def test_what_happened_in_time_stands_on_its_own_day(calendar: Calendar) -> None:
    before = explain(date(2026, 9, 28), Period(7, WD), calendar, happened=Happened("送达日期", date(2026, 10, 9)))
    assert (cells(before)[date(2026, 10, 9)].mark, before.late) == ("实际", "")
    assert "送达日期为2026年10月9日，在届满日以前" in before.sentence
    on_the_day = explain(date(2026, 9, 28), Period(7, WD), calendar, happened=Happened("送达日期", date(2026, 10, 13)))
    assert cells(on_the_day)[date(2026, 10, 13)].mark == "届满·实际"
    assert "在届满日当日" in on_the_day.sentence
    assert listed(on_the_day)[-1] == "2026年10月13日：第7个工作日，期限届满日，送达日期"


def test_a_rest_day_just_after_the_end_is_counted_in_natural_days(calendar: Calendar) -> None:
    """Due on Friday 6 November 2026, done on Saturday 7: no working day lies between; on Sunday 15, after five of them."""
    for day, words in ((date(2026, 11, 7), "在届满日后第1日"), (date(2026, 11, 15), "在届满日后第5个工作日以后的休息日")):
        told = explain(date(2026, 10, 28), Period(7, WD), calendar, happened=Happened("公开日期", day))
        assert (told.due.day, told.late) == (date(2026, 11, 6), words)


def test_a_rolled_end_in_the_holiday_by_hand(calendar: Calendar) -> None:
    """4 July 2026 + 90 natural days: 27 to the end of July, 58 to that of August, 88 to that of September, so 2 October; the first working
    day after the holiday is 8 October."""
    told = explain(date(2026, 7, 4), Period(90, ND, roll=True), calendar)
    drawn = cells(told)
    assert (drawn[date(2026, 9, 30)].number, drawn[date(2026, 10, 2)].number) == (88, 90)
    assert all(drawn[date(2026, 10, day)].number is None for day in range(3, 9))
    assert "wd-due" in drawn[date(2026, 10, 8)].classes
    assert listed(told) == [
        "2026年7月4日：起算日不计入",
        "2026年7月5日至10月2日：第1日至第90日",
        "2026年10月3日至10月7日：国庆节，顺延",
        "2026年10月8日：顺延后的届满日，期限届满日",
    ]


def test_days_that_are_left_out_have_no_number_and_are_shaded(calendar: Calendar) -> None:
    """14 January 2026, 90 days, of which 1 to 10 February do not count: 31 January is the 17th, 11 February the 18th; without them the 90th
    is 14 April, with them 24 April."""
    hearing = (date(2026, 2, 1), date(2026, 2, 10))
    told = explain(
        date(2026, 1, 14), Period(100, ND), calendar, left_out=[hearing], happened=Happened("决定日期", date(2026, 4, 25))
    )
    drawn = cells(told)
    assert (drawn[date(2026, 1, 31)].number, drawn[date(2026, 4, 24)].number) == (17, 90)
    assert [day.number for day in told.days if day.day in (date(2026, 2, 10), date(2026, 2, 11))] == [None, 18]
    assert sum(day.counted for day in told.days) == 90
    assert all("wd-left-out" in drawn[date(2026, 2, day)].classes for day in range(1, 11))
    assert drawn[date(2026, 2, 1)].spoken == "2月1日，依法扣除"
    assert told.sentence.startswith("自2026年1月14日（不计入）起，扣除10日，第90日为2026年4月24日；")
    assert listed(told)[1:3] == ["2026年1月15日至1月31日：第1日至第17日", "2026年2月1日至2月10日：依法扣除，不计"]


def test_spans_that_overlap_or_lie_outside_are_left_out_once(calendar: Calendar) -> None:
    spans = [(date(2026, 2, 1), date(2026, 2, 5)), (date(2026, 2, 4), date(2026, 2, 10)), (date(2026, 6, 1), date(2026, 6, 9))]
    told = explain(date(2026, 1, 14), Period(100, ND), calendar, left_out=spans)
    assert sum(day.counted for day in told.days) == 90


def test_of_a_long_term_the_months_of_start_end_and_deed_are_drawn(calendar: Calendar) -> None:
    told = explain(date(2026, 1, 14), Period(90, ND), calendar, happened=Happened("决定日期", date(2026, 11, 2)))
    grids = month_grids(told)
    assert [grid.title for grid in grids] == ["2026年1月", "2026年3月", "2026年4月", "2026年11月"]
    assert [grid.omitted for grid in grids] == [0, 1, 0, 6]
    assert "中间 6 个月略" in html(told)


def test_every_cell_speaks_and_nothing_is_told_by_colour_alone(calendar: Calendar) -> None:
    page = html(explain(date(2026, 9, 28), Period(7, WD), calendar, happened=Happened("送达日期", date(2026, 10, 15))))
    days = len(re.findall(r'<td class="wd-day', page))
    assert days == len(re.findall(r'<span class="visually-hidden">\d+月\d+日', page)) > 20
    for words in ("调休上班，计入", "实际（送达日期）", "届满以后", "周末，不计", "法定节假日"):
        assert words in page, words
    assert "依法扣除" not in page
