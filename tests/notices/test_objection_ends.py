"""异议答复以后文书怎样了结：退回的都撤销了就办结，还有要补正的就继续办。"""

from __future__ import annotations

import pytest

from notices.choices import ObjectionOutcome
from notices.models import Matter
from tests.cast import Cast
from tests.notices import builders
from tests.notices.test_objections import (
    CHANGED,
    MAINTAINED,
    REVOKED,
    answer_and_send,
    closed,
    finding_of,
    half_returned,
    object_to,
    reply,
    revoke,
)


def test_the_last_returned_problem_revoked_the_instrument_is_closed_with_its_matter(cast: Cast) -> None:
    instrument = half_returned(cast)
    revoke(cast, instrument, 2, cast.county_chief)
    after = builders.fresh(instrument)
    assert (after.state, after.closed_at is not None, Matter.objects.get().state) == ("closed", True, "closed")
    assert finding_of(instrument, 1).state == "in_matter"


@pytest.mark.parametrize(("outcome", "ends"), [(MAINTAINED, "closed"), (CHANGED, "returned"), (REVOKED, "revoked")])
def test_a_pending_objection_to_the_accepted_problem_is_answered_first(cast: Cast, outcome: ObjectionOutcome, ends: str) -> None:
    instrument = half_returned(cast)
    pending = object_to(cast, instrument, 1)
    revoke(cast, instrument, 2)
    assert (builders.fresh(instrument).state, Matter.objects.get().state) == ("returned", "supervising")
    reply(pending, outcome, cast.county_chief)
    assert (builders.fresh(instrument).state, Matter.objects.get().state) == (
        ends,
        "supervising" if outcome == CHANGED else "closed",
    )


def test_a_returned_problem_that_is_kept_is_still_to_be_mended(cast: Cast) -> None:
    instrument = half_returned(cast)
    reply(object_to(cast, instrument, 2), CHANGED, cast.county_chief)
    revoke(cast, instrument, 1)
    assert builders.fresh(instrument).state == "returned"
    answer_and_send(cast, instrument)
    assert builders.fresh(instrument).state == "responded"


def test_revoked_after_closing_the_instrument_stays_closed_and_the_finding_falls(cast: Cast) -> None:
    before = closed(cast)
    finding = finding_of(before)
    for order in (1, 2):
        revoke(cast, before, order)
    finding.refresh_from_db()
    after = builders.fresh(before)
    assert (after.state, after.closed_at) == ("closed", before.closed_at)
    assert finding.state == "dismissed"
