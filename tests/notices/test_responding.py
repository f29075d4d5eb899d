"""签收、逐项填写、报送。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from notices.models import Instrument
from notices.services import responding
from notices.services.responding import Answer
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cast import Cast
from tests.notices import builders


def test_signing_for_an_instrument_opens_an_answer_for_each_problem_and_moves_no_deadline(cast: Cast) -> None:
    instrument = builders.delivered(cast)
    responding.acknowledge(instrument=instrument, actor=cast.housing_officer)
    after = builders.fresh(instrument)
    assert (after.state, after.acknowledged_by) == ("handling", cast.housing_officer)
    assert after.due_on == instrument.due_on
    assert len(builders.open_answers(after)) == 2


@pytest.mark.parametrize("who", ["market_officer", "neighbour_officer", "county_supervisor", "county_director"])
def test_only_the_addressee_signs_for_it(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        responding.acknowledge(instrument=builders.delivered(cast), actor=cast.people[who])


def test_answers_are_kept_item_by_item_without_being_sent(cast: Cast) -> None:
    instrument = builders.handling(cast)
    first, second = builders.open_answers(instrument)
    responding.save_answers(instrument=instrument, answers={first.pk: Answer("已查明。", "", None)}, actor=cast.housing_officer)
    responding.save_answers(
        instrument=instrument, answers={second.pk: Answer("", "限期作出决定。", timezone.localdate())}, actor=cast.housing_officer
    )
    first, second = builders.open_answers(instrument)
    assert (first.answer, second.measures, second.rectified_on) == ("已查明。", "限期作出决定。", timezone.localdate())
    assert builders.fresh(instrument).state == "handling"


def test_a_completion_in_the_future_is_refused_with_the_number_of_the_problem(cast: Cast) -> None:
    instrument = builders.handling(cast)
    _, second = builders.open_answers(instrument)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(UserError) as refused:
        responding.save_answers(
            instrument=instrument, answers={second.pk: Answer("a", "b", tomorrow)}, actor=cast.housing_officer
        )
    assert refused.value.where == "第2项"


def test_what_is_not_answered_is_listed_and_nothing_is_sent(cast: Cast) -> None:
    instrument = builders.handling(cast)
    first, _ = builders.open_answers(instrument)
    responding.save_answers(instrument=instrument, answers={first.pk: Answer("已查明。", "", None)}, actor=cast.housing_officer)
    with pytest.raises(UserError) as refused:
        responding.respond(instrument=instrument, actor=cast.housing_officer)
    assert "第1项缺整改措施" in refused.value.what
    assert "第2项缺情况说明、整改措施" in refused.value.what
    assert builders.fresh(instrument).state == "handling"


def test_a_sent_round_is_frozen(cast: Cast) -> None:
    instrument = builders.responded(cast)
    answer = builders.sent_answers(instrument)[0]
    with pytest.raises(NotAllowed):
        responding.save_answers(instrument=instrument, answers={answer.pk: Answer("改", "改", None)}, actor=cast.housing_officer)
    answer.refresh_from_db()
    assert answer.answer == "已查明原因。"


def test_an_answer_of_another_instrument_is_left_alone(cast: Cast) -> None:
    mine, other = builders.handling(cast), builders.handling(cast)
    foreign = builders.open_answers(other)[0]
    responding.save_answers(instrument=mine, answers={foreign.pk: Answer("串改", "串改", None)}, actor=cast.housing_officer)
    foreign.refresh_from_db()
    assert foreign.answer == ""


def test_a_late_answer_is_taken_and_recorded_as_late(cast: Cast, today_is: Callable[[str], date]) -> None:
    today_is("2026-03-02")
    instrument = builders.handling(cast)
    today_is("2026-04-20")
    builders.answer_all(instrument, cast.housing_officer)
    responding.respond(instrument=builders.fresh(instrument), actor=cast.housing_officer)
    event = AuditEvent.objects.get(verb="notices.instrument.respond")
    assert event.payload["late"] is True
    assert Instrument.objects.get(pk=instrument.pk).state == "responded"
