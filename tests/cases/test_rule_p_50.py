"""P-50 七个工作日内送达（行政处罚法 §61 一款、§85）。

Decided Thursday 2026-04-30; 1–5 May holidays; working days after it: 6, 7, 8 May, Saturday 9 May (make-up), 11, 12, 13 May: the seventh.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import DecisionType, ServiceMode
from supervision.workdays import Period, Unit
from tests.cases.factories import make_case, make_service
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "P-50"


def served(mode, on=None, **fields):
    return make_case(**{"decision_date": "2026-04-30", "party_present": False, "service_mode": mode, "served_date": on} | fields)


@pytest.mark.parametrize("mode", [ServiceMode.DIRECT, ServiceMode.LEFT, ServiceMode.ELECTRONIC])
def test_direct_service_on_the_seventh_working_day_is_lawful_and_the_next_day_is_not(mode):
    assert outcome(served(mode, "2026-05-13"), CODE) == PASS
    found = result(served(mode, "2026-05-14"), CODE)
    assert (found.outcome, found.due, found.start, found.period) == (
        FAIL,
        date(2026, 5, 13),
        date(2026, 4, 30),
        Period(7, Unit.WORKDAY),
    )


@pytest.mark.parametrize("mode", [ServiceMode.POST, ServiceMode.ENTRUSTED, ServiceMode.TRANSFERRED])
def test_in_the_post_the_day_of_dispatch_counts(mode):
    in_time = served(mode, "2026-05-18")
    make_service(in_time, mode, dispatched_on="2026-05-13", served_on="2026-05-18")
    assert outcome(in_time, CODE) == PASS
    late = served(mode, "2026-05-18")
    make_service(late, mode, dispatched_on="2026-05-14", served_on="2026-05-18")
    assert outcome(late, CODE) == FAIL


def test_a_letter_without_its_receipt_is_missing_data_but_posted_late_is_late():
    under_way = served(ServiceMode.POST)
    make_service(under_way, ServiceMode.POST, dispatched_on="2026-05-13")
    assert outcome(under_way, CODE) == UNKNOWN
    late = served(ServiceMode.POST)
    make_service(late, ServiceMode.POST, dispatched_on="2026-05-14")
    assert outcome(late, CODE) == FAIL


def test_a_letter_that_arrived_in_time_was_posted_in_time():
    assert outcome(served(ServiceMode.POST, "2026-05-12"), CODE) == PASS
    found = result(served(ServiceMode.POST, "2026-05-18"), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("交邮或委托日",))


def test_handed_over_at_the_announcement():
    there = {"party_present": True, "announced_on": "2026-05-06", "service_mode": ServiceMode.DIRECT}
    assert outcome(make_case(decision_date="2026-04-30", served_date="2026-05-06", **there), CODE) == PASS
    found = result(make_case(decision_date="2026-04-30", served_date="2026-05-07", **there), CODE)
    assert found.outcome == FAIL
    assert "未当场交付" in found.sentence


def test_public_notice_runs_its_thirty_days_and_is_judged_by_its_beginning():
    """Noticed 2026-05-13, deemed served 2026-06-12, the thirtieth day after."""
    case = served(ServiceMode.PUBLIC_NOTICE, "2026-06-12")
    make_service(case, ServiceMode.PUBLIC_NOTICE, noticed_on="2026-05-13", served_on="2026-06-12")
    assert outcome(case, CODE) == PASS
    short = served(ServiceMode.PUBLIC_NOTICE, "2026-06-11")
    make_service(short, ServiceMode.PUBLIC_NOTICE, noticed_on="2026-05-13", served_on="2026-06-11")
    assert outcome(short, CODE) == FAIL
    assert "未满 30 日" in result(short, CODE).sentence


def test_an_attempt_in_time_makes_a_later_public_notice_lawful():
    case = served(ServiceMode.PUBLIC_NOTICE, "2026-07-01")
    make_service(case, ServiceMode.DIRECT, first_attempt_on="2026-05-12")
    make_service(case, ServiceMode.PUBLIC_NOTICE, noticed_on="2026-05-28", served_on="2026-07-01")
    assert outcome(case, CODE) == PASS


def test_a_public_notice_somewhat_late_after_an_attempt_is_left_to_a_person():
    case = served(ServiceMode.PUBLIC_NOTICE, "2026-06-20")
    make_service(case, ServiceMode.DIRECT, first_attempt_on="2026-05-14")
    make_service(case, ServiceMode.PUBLIC_NOTICE, noticed_on="2026-05-15", served_on="2026-06-20")
    assert outcome(case, CODE) == UNKNOWN


def test_a_late_public_notice_whose_attempts_are_not_recorded_is_missing_data():
    case = served(ServiceMode.PUBLIC_NOTICE, "2026-06-20")
    make_service(case, ServiceMode.PUBLIC_NOTICE, noticed_on="2026-05-14", served_on="2026-06-20")
    found = result(case, CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("首次送达尝试日",))


def test_not_served_yet_is_not_judged_before_the_term_and_missing_data_after_it():
    case = served("")
    assert outcome(case, CODE, date(2026, 5, 13)) == NOT_APPLICABLE
    assert outcome(case, CODE, date(2026, 5, 14)) == UNKNOWN


def test_an_unknown_way_of_service_matters_only_when_late():
    assert outcome(served("", "2026-05-13"), CODE) == PASS
    found = result(served("", "2026-05-14"), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("决定书送达方式",))


def test_a_decision_not_to_punish_is_served_likewise():
    assert outcome(served(ServiceMode.DIRECT, "2026-05-14", decision_type=DecisionType.NO_PENALTY), CODE) == FAIL
    assert outcome(served(ServiceMode.DIRECT, "2026-05-14", decision_type=DecisionType.TRANSFERRED), CODE) == NOT_APPLICABLE


def test_the_tax_office_has_its_own_law():
    assert outcome(served(ServiceMode.DIRECT, "2026-05-14", sector=Sector.TAX), CODE) == UNKNOWN


def test_before_2021_it_does_not_apply():
    assert outcome(served(ServiceMode.DIRECT, "2021-09-01", decision_date="2021-07-14"), CODE) == NOT_APPLICABLE


def test_a_term_beyond_the_published_calendar_is_missing_data():
    assert outcome(served(ServiceMode.DIRECT, "2027-02-01", decision_date="2026-12-28"), CODE, date(2027, 3, 1)) == UNKNOWN
