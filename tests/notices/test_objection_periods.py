"""异议待答复期间：不办结，不作逾期判断，届满后不提醒；答复以后照旧。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from notices.models import Reminder
from notices.selectors import queues
from notices.services import extensions, objections, verification
from notices.tasks import remind_due
from reports.indicators import all_indicators
from reports.indicators.facts import Facts, reproduced
from reports.indicators.window import Window
from supervision.web.errors import UserError
from supervision.workdays import Period, Unit
from supervision.workflow import NotAllowed
from tests.cast import Cast
from tests.notices import builders
from tests.notices.test_objections import ARTICLE, CHANGED, MAINTAINED, object_to, reply
from tests.reports.warnings.ground import TODAY, run, standing

Clock = Callable[[str], date]


def test_nothing_is_closed_over_a_pending_objection(cast: Cast) -> None:
    instrument = builders.responded(cast)
    asked = object_to(cast, instrument)
    builders.verify_all(instrument, cast.county_supervisor)
    with pytest.raises(NotAllowed, match="还有 1 项异议没有答复") as refused:
        verification.close(instrument=builders.fresh(instrument), actor=cast.county_supervisor)
    assert refused.value.article == ARTICLE
    reply(asked, MAINTAINED, cast.county_supervisor)
    verification.close(instrument=builders.fresh(instrument), actor=cast.county_supervisor)
    assert builders.fresh(instrument).state == "closed"


def test_a_demand_that_is_changed_after_the_answer_goes_back_to_the_agency(cast: Cast) -> None:
    instrument = builders.responded(cast)
    asked = object_to(cast, instrument)
    builders.verify_all(instrument, cast.county_supervisor)
    reply(asked, CHANGED, cast.county_chief)
    with pytest.raises(NotAllowed, match="退回补正"):
        verification.close(instrument=builders.fresh(instrument), actor=cast.county_supervisor)
    verification.send_back(instrument=builders.fresh(instrument), period=Period(10, Unit.DAY), actor=cast.county_supervisor)
    (open_answer,) = builders.open_answers(builders.fresh(instrument))
    assert open_answer.item.order == 1


def test_a_closed_instrument_is_not_asked_otherwise(cast: Cast) -> None:
    instrument = builders.advance(builders.draft(cast), cast, "closed")
    asked = object_to(cast, instrument)
    with pytest.raises(NotAllowed, match="文书已办结，不能再变更"):
        reply(asked, CHANGED, cast.county_chief)
    reply(asked, MAINTAINED, cast.county_chief)


def overdue_counts(cast: Cast, today: date) -> tuple[int, int, int]:
    """In the queues; by the indicator as it is compiled; by the statement printed beside it."""
    window = Window(cast.county.code, cast.county.scope_prefix, cast.county.tier, today.replace(day=1), today, today)
    (indicator,) = [one for one in all_indicators() if one.code == "instruments_overdue"]
    compiled, printed = indicator.measure(Facts(window))[0].part, reproduced(indicator.query, window)[0][1]
    for user in (cast.county_supervisor, cast.city_supervisor, cast.housing_officer):
        assert queues.owed(user, today=today).late.count == queues.owed(cast.county_chief, today=today).late.count
    return queues.owed(cast.county_chief, today=today).late.count, int(compiled), int(printed)


def test_nobody_is_called_late_while_an_objection_is_pending_and_then_again(cast: Cast, today_is: Clock) -> None:
    today_is("2026-03-02")
    instrument = builders.handling(cast)
    today_is("2026-04-01")
    first, second = object_to(cast, instrument, 1), object_to(cast, instrument, 2)
    today = today_is("2026-04-02")
    assert overdue_counts(cast, today) == (0, 0, 0)
    reply(first, MAINTAINED, cast.county_supervisor)
    assert overdue_counts(cast, today) == (0, 0, 0)
    reply(second, MAINTAINED, cast.county_supervisor)
    assert overdue_counts(cast, today) == (1, 1, 1)


def test_what_was_late_before_the_objection_is_late(cast: Cast, today_is: Clock) -> None:
    """Due on 2026-04-01: an objection of the day after is taken, and makes nothing undone."""
    today_is("2026-03-02")
    instrument = builders.handling(cast)
    today = today_is("2026-04-02")
    assert object_to(cast, instrument).is_pending
    assert overdue_counts(cast, today) == (1, 1, 1)


def test_a_changed_demand_has_a_period_of_its_own_from_the_answer(cast: Cast, today_is: Clock) -> None:
    today_is("2026-03-02")
    instrument = builders.handling(cast)
    asked = object_to(cast, instrument)
    today = today_is("2026-04-20")
    with pytest.raises(UserError, match="反馈期限"):
        objections.answer_objection(
            objection=asked, outcome=CHANGED, answer="部分成立。", new_demand="补充鉴定。", actor=cast.county_chief
        )
    reply(asked, CHANGED, cast.county_chief)
    after = builders.fresh(instrument)
    assert str(after.due_on) == "2026-05-05"
    assert overdue_counts(cast, today) == (0, 0, 0)
    extensions.request_extension(instrument=after, amount=7, reason="委托鉴定。", actor=cast.housing_officer)


def stages_by(today_is: Clock, *days: str) -> list[str]:
    for day in days:
        today_is(day)
        remind_due()
        builders.do_jobs()
    return list(Reminder.objects.order_by("id").values_list("stage", flat=True))


def test_reminders_go_on_until_the_due_day_and_stop_after_it_until_the_answer(cast: Cast, today_is: Clock) -> None:
    today_is("2026-03-02")
    asked = object_to(cast, builders.handling(cast))
    early = ["t-5", "t-1", "t"]
    assert stages_by(today_is, "2026-03-25", "2026-03-31", "2026-04-01", "2026-04-08", "2026-04-20") == early
    reply(asked, MAINTAINED, cast.county_supervisor)
    assert stages_by(today_is, "2026-04-20") == [*early, "t+10"]


def test_an_objection_between_the_bell_and_the_job_makes_a_late_reminder_moot(cast: Cast, today_is: Clock) -> None:
    today_is("2026-03-02")
    instrument = builders.handling(cast)
    today_is("2026-04-08")
    remind_due()
    today_is("2026-04-01")
    object_to(cast, instrument)
    today_is("2026-04-08")
    builders.do_jobs()
    assert not Reminder.objects.exists()


def test_the_warning_of_late_answers_does_not_count_it(cast: Cast, today_is: Clock) -> None:
    today_is("2026-09-01")
    instrument = builders.handling(cast)
    today_is(TODAY.isoformat())
    late = {str(cast.county_housing.pk)}
    run("W28")
    assert standing("W28") == late
    today_is("2026-10-01")
    asked = object_to(cast, instrument)
    today_is(TODAY.isoformat())
    run("W28")
    assert standing("W28") == set()
    reply(asked, MAINTAINED, cast.county_supervisor)
    run("W28")
    assert standing("W28") == late
