"""日历变更：届满日重算，差别看得见。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from notices.models import Instrument
from notices.services import issuing
from supervision.audit.models import AuditEvent
from supervision.workdays.days import MAKEUP, Day
from supervision.workdays.services import load_year
from tests.cast import Cast
from tests.notices import builders

Clock = Callable[[str], date]


def spring_2027() -> list[Day]:
    """An invented arrangement for 2027: 元旦, 春节 2月5日至11日 with 2月13日 made up, 劳动节, 国庆节."""
    holidays = {date(2027, 1, 1): "元旦", date(2027, 5, 1): "劳动节", date(2027, 5, 2): "劳动节"}
    holidays |= {date(2027, 2, 5) + timedelta(days=n): "春节" for n in range(7)}
    holidays |= {date(2027, 10, day): "国庆节" for day in (1, 2, 3)}
    days = [Day(day, False, name, True) for day, name in holidays.items()]
    return sorted([*days, Day(date(2027, 2, 13), True, MAKEUP)], key=lambda day: day.day)


def served_in_working_days(cast: Cast, amount: int) -> Instrument:
    instrument = builders.draft(cast)
    Instrument.objects.filter(pk=instrument.pk).update(period_amount=amount, period_unit="workday")
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    issuing.pass_check(instrument=builders.fresh(instrument), actor=cast.county_chief)
    issuing.sign(instrument=builders.fresh(instrument), actor=cast.county_director)
    builders.do_jobs()
    return builders.fresh(instrument)


def test_a_published_spring_festival_moves_the_due_date_and_says_from_what_to_what(cast: Cast, today_is: Clock) -> None:
    today_is("2027-01-25")
    instrument = served_in_working_days(cast, 12)
    assert (str(instrument.due_on), instrument.due_provisional) == ("2027-02-10", True)

    load_year(2027, spring_2027(), "国务院办公厅通知（测试）")

    after = builders.fresh(instrument)
    # 1月26日至29日4个，2月1日至4日4个，2月12日、13日（调休）2个，2月15日、16日2个，共12个
    assert (str(after.due_on), after.due_provisional) == ("2027-02-16", False)
    row = after.deadlines.latest("id")
    assert (row.cause, row.note) == ("calendar", "原 2027-02-10（暂定）→ 2027-02-16")
    event = AuditEvent.objects.get(verb="notices.deadline.recomputed")
    assert (event.target_id, event.actor_name) == (str(instrument.pk), "系统")
    assert event.payload["note"] == "原 2027-02-10（暂定）→ 2027-02-16"


def test_natural_days_and_closed_instruments_do_not_move(cast: Cast, today_is: Clock) -> None:
    today_is("2027-01-25")
    natural = builders.delivered(cast)
    closed = served_in_working_days(cast, 12)
    Instrument.objects.filter(pk=closed.pk).update(state="closed")
    load_year(2027, spring_2027(), "国务院办公厅通知（测试）")
    assert builders.fresh(natural).due_on == natural.due_on
    assert builders.fresh(closed).due_on == closed.due_on
    assert natural.deadlines.count() == closed.deadlines.count() == 1


def test_a_date_that_stays_but_becomes_final_is_shown_as_well(cast: Cast, today_is: Clock) -> None:
    today_is("2027-01-25")
    instrument = served_in_working_days(cast, 3)
    assert instrument.due_provisional
    load_year(2027, spring_2027(), "国务院办公厅通知（测试）")
    after = builders.fresh(instrument)
    assert (after.due_on, after.due_provisional) == (instrument.due_on, False)
    assert after.deadlines.latest("id").note == f"原 {instrument.due_on}（暂定）→ {instrument.due_on}"


def test_loading_the_same_year_again_changes_nothing(cast: Cast, today_is: Clock) -> None:
    today_is("2027-01-25")
    instrument = served_in_working_days(cast, 12)
    for _ in range(2):
        load_year(2027, spring_2027(), "国务院办公厅通知（测试）")
    assert instrument.deadlines.count() == 2
