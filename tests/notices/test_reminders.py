"""提醒：每个时点一次，停机补发。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from notices.models import Instrument, Reminder
from notices.services import issuing, responding
from notices.services.extensions import decide_extension, request_extension
from notices.tasks import remind_due
from supervision.audit.models import AuditEvent
from supervision.outbox.models import OutboxJob
from tests.cast import Cast
from tests.notices import builders

Clock = Callable[[str], date]


@pytest.fixture
def served(cast: Cast, today_is: Clock) -> Instrument:
    """Served on 2026-03-02 with 30 days: due on Wednesday 2026-04-01."""
    today_is("2026-03-02")
    return builders.handling(cast)


def stages(instrument: Instrument) -> list[str]:
    return list(Reminder.objects.filter(instrument=instrument).order_by("id").values_list("stage", flat=True))


def ring() -> None:
    remind_due()
    builders.do_jobs()


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-03-24", []),
        ("2026-03-25", ["t-5"]),
        ("2026-03-30", ["t-5"]),
        ("2026-03-31", ["t-1"]),
        ("2026-04-01", ["t"]),
        ("2026-04-06", ["t"]),  # 4月4日至6日清明放假
        ("2026-04-07", ["t+3"]),  # 届满后的工作日：4月2日、3日、7日
    ],
)
def test_the_stage_reached_on_a_day(served: Instrument, today_is: Clock, today: str, expected: list[str]) -> None:
    today_is(today)
    ring()
    assert stages(served) == expected


def test_every_stage_is_given_once_however_often_the_bell_rings(served: Instrument, today_is: Clock) -> None:
    for day in ("2026-03-25", "2026-03-25", "2026-03-26", "2026-03-31", "2026-04-01", "2026-04-01", "2026-04-08", "2026-04-20"):
        today_is(day)
        ring()
        ring()
    assert stages(served) == ["t-5", "t-1", "t", "t+3", "t+10"]
    assert AuditEvent.objects.filter(verb="notices.reminded").count() == 5
    assert OutboxJob.objects.filter(kind="notices.remind").count() == 5


def test_a_stage_reached_while_the_machine_was_off_is_given_late(served: Instrument, today_is: Clock) -> None:
    today_is("2026-04-13")
    ring()
    assert stages(served) == ["t+3"]


def test_an_answer_between_the_bell_and_the_job_makes_the_reminder_moot(cast: Cast, served: Instrument, today_is: Clock) -> None:
    today_is("2026-03-25")
    remind_due()
    builders.answer_all(served, cast.housing_officer)
    responding.respond(instrument=served, actor=cast.housing_officer)
    builders.do_jobs()
    assert stages(served) == []


def test_an_extended_date_is_reminded_of_anew(cast: Cast, served: Instrument, today_is: Clock) -> None:
    today_is("2026-03-31")
    ring()
    asked = request_extension(instrument=served, amount=10, reason="委托鉴定。", actor=cast.housing_officer)
    decide_extension(request=asked, granted=True, note="", actor=cast.county_chief)
    today_is("2026-04-10")
    ring()
    found = Reminder.objects.filter(instrument=served).order_by("id").values_list("stage", "due_on")
    assert [(stage, str(day)) for stage, day in found] == [("t-1", "2026-04-01"), ("t-1", "2026-04-11")]


@pytest.mark.parametrize("days", [1, 3])
def test_a_period_shorter_than_a_stage_gives_no_such_reminder(cast: Cast, today_is: Clock, days: int) -> None:
    today_is("2026-03-02")
    instrument = builders.signing(cast)
    Instrument.objects.filter(pk=instrument.pk).update(period_amount=days)
    issuing.sign(instrument=builders.fresh(instrument), actor=cast.county_director)
    builders.do_jobs()
    ring()
    assert stages(instrument) == []
