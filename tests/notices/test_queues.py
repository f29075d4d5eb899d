"""工作台的待办：谁的事到谁那里。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import connection

from notices.selectors import queues
from notices.services import extensions, issuing
from tests.cast import Cast
from tests.notices import builders


def test_a_draft_wanders_from_drafter_to_checker_to_director(cast: Cast) -> None:
    instrument = builders.draft(cast)
    assert queues.waiting(cast.county_supervisor).draft == [instrument]
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    assert queues.waiting(cast.county_supervisor).draft == []
    assert queues.waiting(cast.county_chief).check == [instrument]
    issuing.pass_check(instrument=builders.fresh(instrument), actor=cast.county_chief)
    assert queues.waiting(cast.county_chief).check == []
    assert queues.waiting(cast.county_director).sign == [instrument]


def test_the_citys_officers_do_not_find_the_countys_papers_in_their_queues(cast: Cast) -> None:
    builders.signing(cast)
    builders.responded(cast)
    assert queues.waiting(cast.city_director).sign == []
    assert queues.waiting(cast.city_supervisor).verify == []
    assert len(queues.waiting(cast.county_supervisor).verify) == 1


def test_what_is_late_is_late_for_the_bureau_and_for_the_agency_and_not_before_its_day(
    cast: Cast, today_is: Callable[[str], date]
) -> None:
    today_is("2026-03-02")
    instrument = builders.delivered(cast)
    today_is("2026-04-01")
    assert queues.owed(cast.county_supervisor).late.count == 0
    today_is("2026-04-02")
    for user in (cast.county_supervisor, cast.city_supervisor, cast.housing_officer):
        assert queues.owed(user).late.rows == [instrument]
    assert queues.owed(cast.neighbour_supervisor).late.count == 0


def test_what_is_due_within_the_week_is_announced_before_it_is_late(cast: Cast, today_is: Callable[[str], date]) -> None:
    today_is("2026-03-02")
    instrument = builders.delivered(cast)  # due 2026-04-01
    today = today_is("2026-03-26")
    assert queues.owed(cast.county_supervisor, soon_by=date(2026, 3, 31)).soon.rows == []
    found = queues.owed(cast.county_supervisor, today=today, soon_by=date(2026, 4, 1))
    assert (found.soon.rows, found.soon.count, found.late.count) == ([instrument], 1, 0)
    assert queues.owed(cast.neighbour_supervisor, today=today, soon_by=date(2026, 4, 1)).soon.count == 0


def test_an_extension_request_waits_for_its_bureau(cast: Cast) -> None:
    instrument = builders.handling(cast)
    asked = extensions.request_extension(instrument=instrument, amount=5, reason="委托鉴定。", actor=cast.housing_officer)
    assert queues.extension_requests(cast.county_chief).rows == [asked]
    assert queues.extension_requests(cast.city_chief).count == 0
    assert queues.extension_requests(cast.housing_officer).count == 0


def test_extension_requests_are_read_from_the_bureaus_own_index(cast: Cast) -> None:
    instrument = builders.handling(cast)
    asked = extensions.request_extension(instrument=instrument, amount=5, reason="委托鉴定。", actor=cast.housing_officer)
    assert (asked.issuer, asked.due_on) == (instrument.issuer, instrument.due_on)


def test_what_is_owed_is_read_from_an_index_in_the_order_of_the_list(cast: Cast) -> None:
    for user, index in (
        (cast.city_supervisor, "instrument_owed"),
        (cast.county_supervisor, "instrument_owed_county"),
        (cast.housing_officer, "instrument_owed_agency"),
    ):
        rows = queues.overdue_rows(user, today=date(2026, 4, 2)).order_by("due_on", "id")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        plan = rows[:51].explain()
        assert f"using {index} " in plan
        assert "Sort" not in plan
