"""P-13 留足陈述申辩期（行政处罚法 §45、§64(一)、§85；市监 §57 二款；住建 §22 二款）。

Working days after Monday 2026-03-02: 3, 4, 5, 6 and 9 March; the fifth is Monday 2026-03-09.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import DecisionType, Procedure
from supervision.workdays import Period, Unit
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "P-13"
MARKET = {"sector": Sector.MARKET, "informed_served_date": "2026-03-02", "hearing_required": False}


def test_the_day_after_the_fifth_working_day_is_lawful_and_the_fifth_itself_is_not():
    assert outcome(make_case(**MARKET, decision_date="2026-03-10"), CODE) == PASS
    found = result(make_case(**MARKET, decision_date="2026-03-09"), CODE)
    assert (found.outcome, found.due, found.start, found.period) == (
        FAIL,
        date(2026, 3, 9),
        date(2026, 3, 2),
        Period(5, Unit.WORKDAY),
    )


def test_housing_has_the_same_window_and_agriculture_s_three_days_are_unverified():
    housing = MARKET | {"sector": Sector.HOUSING}
    assert outcome(make_case(**housing, decision_date="2026-03-09"), CODE) == FAIL
    farming = MARKET | {"sector": Sector.AGRICULTURE}
    assert outcome(make_case(**farming, decision_date="2026-03-05"), CODE) == UNKNOWN
    assert outcome(make_case(**farming, decision_date="2026-03-06"), CODE) == PASS


def test_the_spring_festival_does_not_count():
    """Served 2026-02-13: the fifth working day is 2026-02-27 (Saturday 14 February works, 15–23 February are holidays)."""
    served = MARKET | {"informed_served_date": "2026-02-13"}
    assert outcome(make_case(**served, decision_date="2026-02-27"), CODE) == FAIL
    assert outcome(make_case(**served, decision_date="2026-02-28"), CODE) == PASS


def test_a_longer_term_in_the_notice_itself_counts():
    longer = MARKET | {"notice_window_days": 7}
    assert outcome(make_case(**longer, decision_date="2026-03-11"), CODE) == FAIL
    assert outcome(make_case(**longer, decision_date="2026-03-12"), CODE) == PASS
    assert outcome(make_case(**MARKET, notice_window_days=3, decision_date="2026-03-09"), CODE) == FAIL


def test_whoever_waived_need_not_be_waited_for():
    assert outcome(make_case(**MARKET, statement_waived_at="2026-03-03", decision_date="2026-03-04"), CODE) == NOT_APPLICABLE


def test_within_hearing_scope_five_working_days_run_in_every_sector():
    general = {"informed_served_date": "2026-03-02", "hearing_required": True}
    assert outcome(make_case(**general, decision_date="2026-03-09"), CODE) == FAIL
    assert outcome(make_case(**general, decision_date="2026-03-10"), CODE) == PASS
    assert outcome(make_case(**general, hearing_waived_at="2026-03-03", decision_date="2026-03-04"), CODE) == NOT_APPLICABLE


def test_waiving_the_statement_does_not_waive_the_hearing():
    waived = MARKET | {"hearing_required": True, "statement_waived_at": "2026-03-02"}
    found = result(make_case(**waived, decision_date="2026-03-09"), CODE)
    assert (found.outcome, found.broken) == (FAIL, ("要求听证的期限届满后方可作出决定",))


def test_a_statement_already_made_is_left_to_a_person():
    made = MARKET | {"statement_made_on": "2026-03-04"}
    found = result(make_case(**made, decision_date="2026-03-06"), CODE)
    assert found.outcome == UNKNOWN
    assert "人工认定" in found.sentence


def test_a_statement_does_not_shorten_the_hearing_term():
    made = MARKET | {"statement_made_on": "2026-03-04", "hearing_required": True}
    assert outcome(make_case(**made, decision_date="2026-03-06"), CODE) == FAIL


def test_without_any_window_only_the_order_matters():
    assert (
        outcome(make_case(informed_served_date="2026-03-02", hearing_required=False, decision_date="2026-03-03"), CODE)
        == NOT_APPLICABLE
    )


def test_unknown_hearing_scope_is_missing_data_only_where_it_would_decide():
    general = {"informed_served_date": "2026-03-02"}
    found = result(make_case(**general, decision_date="2026-03-05"), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("属听证范围",))
    open_scope = MARKET | {"hearing_required": None}
    assert outcome(make_case(**open_scope, decision_date="2026-03-09"), CODE) == FAIL
    assert outcome(make_case(**open_scope, decision_date="2026-03-10"), CODE) == PASS


def test_a_missing_service_date_is_missing_data():
    assert outcome(make_case(sector=Sector.MARKET, decision_date="2026-03-10"), CODE) == UNKNOWN


def test_the_police_have_their_own_law():
    police = MARKET | {"sector": Sector.SECURITY, "notice_window_days": 5}
    assert outcome(make_case(**police, decision_date="2026-03-05"), CODE) == UNKNOWN


@pytest.mark.parametrize(
    "change",
    [{"procedure": Procedure.SUMMARY}, {"decision_type": DecisionType.NO_PENALTY}, {"decision_date": None}],
)
def test_it_does_not_apply_elsewhere(change):
    assert outcome(make_case(**MARKET | {"decision_date": "2026-03-03"} | change), CODE) == NOT_APPLICABLE


def test_the_housing_rule_binds_from_its_own_day():
    """住建规定 came into force on 2022-05-01; before that the sector had no window."""
    before = {"sector": Sector.HOUSING, "informed_served_date": "2022-04-29", "hearing_required": False}
    assert outcome(make_case(**before, decision_date="2022-04-30"), CODE) == NOT_APPLICABLE
    after = before | {"informed_served_date": "2022-05-05"}
    assert outcome(make_case(**after, decision_date="2022-05-06"), CODE) == FAIL


def test_before_the_law_of_2021_it_does_not_apply():
    old = MARKET | {"informed_served_date": "2021-07-12", "decision_date": "2021-07-14"}
    assert outcome(make_case(**old), CODE) == NOT_APPLICABLE


def test_a_window_beyond_the_published_calendar_is_missing_data():
    """The arrangement of 2027 is not published: the fifth working day after 2026-12-30 cannot be known."""
    late = MARKET | {"informed_served_date": "2026-12-30", "decision_date": "2027-01-05"}
    found = result(make_case(**late), CODE, date(2027, 1, 31))
    assert found.outcome == UNKNOWN
