"""核验、办结、退回。"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from notices.choices import Verdict
from notices.services import responding, verification
from supervision.web.errors import UserError
from supervision.workdays import Period, Unit
from supervision.workflow import NotAllowed
from tests.cast import Cast
from tests.notices import builders

TEN_DAYS = Period(10, Unit.DAY)


def test_an_unverified_answer_keeps_the_instrument_open_and_is_counted(cast: Cast) -> None:
    instrument = builders.responded(cast)
    with pytest.raises(NotAllowed, match="还有 2 项没有核验"):
        verification.close(instrument=instrument, actor=cast.county_supervisor)


def test_a_returned_answer_keeps_it_from_closing(cast: Cast) -> None:
    instrument = builders.responded(cast)
    builders.verify_all(instrument, cast.county_supervisor, Verdict.RETURNED, "不到位。")
    with pytest.raises(NotAllowed, match="应当退回补正"):
        verification.close(instrument=instrument, actor=cast.county_supervisor)


def test_nothing_is_sent_back_when_everything_is_accepted(cast: Cast) -> None:
    instrument = builders.responded(cast)
    builders.verify_all(instrument, cast.county_supervisor)
    with pytest.raises(NotAllowed, match="无需退回"):
        verification.send_back(instrument=instrument, period=TEN_DAYS, actor=cast.county_supervisor)


def test_a_return_needs_a_reason(cast: Cast) -> None:
    instrument = builders.responded(cast)
    answer = builders.sent_answers(instrument)[0]
    with pytest.raises(UserError, match="没有到位"):
        verification.verify_item(
            instrument=instrument, answer_id=answer.pk, verdict=Verdict.RETURNED, reason=" ", actor=cast.county_supervisor
        )


def test_a_verdict_may_be_changed_until_the_round_ends(cast: Cast) -> None:
    instrument = builders.responded(cast)
    builders.verify_all(instrument, cast.county_supervisor, Verdict.RETURNED, "不到位。")
    builders.verify_all(instrument, cast.county_supervisor)
    verification.close(instrument=builders.fresh(instrument), actor=cast.county_supervisor)
    with pytest.raises(NotAllowed):
        builders.verify_all(builders.fresh(instrument), cast.county_supervisor)


def test_the_answers_of_an_earlier_round_keep_their_verdict(cast: Cast) -> None:
    instrument = builders.responded(cast)
    builders.verify_all(instrument, cast.county_supervisor, Verdict.RETURNED, "不到位。")
    old = builders.sent_answers(instrument)[0]
    verification.send_back(instrument=builders.fresh(instrument), period=TEN_DAYS, actor=cast.county_supervisor)
    builders.answer_all(builders.fresh(instrument), cast.housing_officer)

    responding.respond(instrument=builders.fresh(instrument), actor=cast.housing_officer)
    with pytest.raises(UserError, match="不在本轮"):
        verification.verify_item(
            instrument=instrument, answer_id=old.pk, verdict=Verdict.ACCEPTED, reason="", actor=cast.county_supervisor
        )


def test_the_agency_does_not_verify_itself(cast: Cast) -> None:
    instrument = builders.responded(cast)
    with pytest.raises(PermissionDenied):
        builders.verify_all(instrument, cast.housing_officer)


def test_another_bureau_does_not_verify(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="浏阳市司法局"):
        builders.verify_all(builders.responded(cast), cast.city_supervisor)
