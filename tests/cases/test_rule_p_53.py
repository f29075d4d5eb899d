"""P-53 处罚决定按期公开（行政处罚法 §48；118号文（六）；企业信息公示暂行条例 §6）。

Decided Thursday 2026-02-12. Working days after it: Fri 13, Sat 14 (make-up), 24, 25, 26, 27, Sat 28 February (make-up) = the seventh;
then 2–6, 9–13 March = the 17th, 16, 17, 18 March = the 20th.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import DecisionType, PartyType, PenaltyType, Procedure
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "P-53"


def published(on, sector=Sector.HOUSING, party=PartyType.LEGAL_PERSON, **fields):
    return make_case(
        **{
            "sector": sector,
            "party_type": party,
            "decision_date": "2026-02-12",
            "published_date": on,
            "penalty_kinds": [PenaltyType.FINE],
        }
        | fields
    )


@pytest.mark.parametrize("sector", [Sector.HOUSING, Sector.GENERAL, Sector.ECOLOGY])
def test_the_seventh_working_day_is_lawful_a_make_up_saturday_included(sector):
    assert outcome(published("2026-02-28", sector), CODE) == PASS
    found = result(published("2026-03-02", sector), CODE)
    assert (found.outcome, found.due) == (FAIL, date(2026, 2, 28))


def test_market_publishes_penalties_on_enterprises_within_twenty():
    assert outcome(published("2026-03-18", Sector.MARKET), CODE) == PASS
    assert outcome(published("2026-03-19", Sector.MARKET), CODE) == FAIL


def test_market_and_a_natural_person_between_seven_and_twenty_is_left_to_a_person():
    assert outcome(published("2026-02-28", Sector.MARKET, PartyType.PERSON), CODE) == PASS
    assert outcome(published("2026-03-02", Sector.MARKET, PartyType.PERSON), CODE) == UNKNOWN
    assert outcome(published("2026-03-19", Sector.MARKET, PartyType.PERSON), CODE) == FAIL
    assert result(published("2026-03-02", Sector.MARKET, ""), CODE).missing == ("当事人类别",)


def test_market_does_not_publish_on_the_spot_penalties_and_bare_warnings():
    assert outcome(published("2026-06-01", Sector.MARKET, procedure=Procedure.SUMMARY), CODE) == NOT_APPLICABLE
    assert outcome(published("2026-06-01", Sector.MARKET, penalty_kinds=[PenaltyType.WARNING]), CODE) == NOT_APPLICABLE
    both = [PenaltyType.WARNING, PenaltyType.FINE]
    assert outcome(published("2026-06-01", Sector.MARKET, penalty_kinds=both), CODE) == FAIL
    assert outcome(published("2026-06-01", Sector.HOUSING, procedure=Procedure.SUMMARY), CODE) == FAIL


def test_what_must_be_published_and_is_not_is_overdue_from_the_eighth_day():
    case = published(None, publish_required=True)
    assert outcome(case, CODE, date(2026, 2, 28)) == PASS
    found = result(case, CODE, date(2026, 3, 1))
    assert found.outcome == FAIL
    assert "至 2026-03-01 仍未公开" in found.sentence


def test_whether_it_must_be_published_may_be_unknown_or_no():
    found = result(published(None), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("应当公开",))
    assert outcome(published(None, publish_required=False), CODE) == NOT_APPLICABLE
    assert outcome(published("2026-03-02", publish_required=False), CODE) == FAIL


def test_a_reason_against_publication_is_respected():
    assert outcome(published(None, publish_required=True, publish_exempt_reason="涉及未成年人"), CODE) == PASS


@pytest.mark.parametrize(
    "change", [{"decision_type": DecisionType.NO_PENALTY}, {"decision_date": None}, {"decision_date": "2021-07-14"}]
)
def test_it_does_not_apply_elsewhere(change):
    assert outcome(published("2026-03-02", **change), CODE) == NOT_APPLICABLE


def test_a_term_beyond_the_published_calendar_is_missing_data():
    assert outcome(published("2027-02-01", decision_date="2026-12-28"), CODE, date(2027, 3, 1)) == UNKNOWN
