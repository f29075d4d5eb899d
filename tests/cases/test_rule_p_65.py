"""P-65 加处罚款标准与上限（行政处罚法 §72 一款(一)、§73 三款；行政强制法 §45）。

A fine of 10,000 元: 300 元 a day. Due 2026-03-17; to 2026-04-19 are 14 + 19 = 33 days = 9,900 元; the 34th day would make 10,200.
"""

from __future__ import annotations

from datetime import date

import pytest

from cases.choices import DisputeStatus
from supervision.workdays import Period, Unit
from tests.cases.factories import make_case, make_payment, make_remedy
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "P-65"


def overdue(surcharge, until="2026-04-19", **fields):
    return make_case(
        **{
            "decision_date": "2026-03-02",
            "fine_amount": 10000,
            "pay_due_date": "2026-03-17",
            "surcharge": surcharge,
            "surcharge_until": until,
            "surcharge_standard_told": True,
        }
        | fields
    )


def test_thirty_three_days_make_9900_and_not_one_fen_more():
    assert outcome(overdue(9900), CODE) == PASS
    assert outcome(overdue("9900.01"), CODE) == FAIL
    found = result(overdue(9901), CODE)
    assert (found.outcome, found.start, found.period) == (FAIL, date(2026, 3, 17), Period(33, Unit.DAY))
    assert "共 33 日" in found.sentence


def test_the_fine_itself_is_the_ceiling():
    assert outcome(overdue(10000, "2026-04-20"), CODE) == PASS
    found = result(overdue(10200, "2026-04-20"), CODE)
    assert (found.outcome, found.broken) == (FAIL, ("加处罚款不超过罚款数额",))


def test_the_rate_must_have_been_told():
    assert outcome(overdue(9900, surcharge_standard_told=False), CODE) == FAIL
    found = result(overdue(9900, surcharge_standard_told=None), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("已告知加处标准",))


def test_no_surcharge_and_a_reduced_one_are_lawful():
    assert outcome(overdue(None), CODE) == NOT_APPLICABLE
    assert outcome(overdue(0), CODE) == NOT_APPLICABLE
    assert outcome(overdue(3000), CODE) == PASS


def test_days_of_reconsideration_do_not_count():
    """From 2026-04-01 to 04-10: ten days, 23 remain, 6,900 元."""
    lawful = overdue(6900)
    make_remedy(lawful, "2026-04-01", "2026-04-10")
    assert outcome(lawful, CODE) == PASS
    too_much = overdue(6901)
    make_remedy(too_much, "2026-04-01", "2026-04-10")
    assert outcome(too_much, CODE) == FAIL


def test_a_reconsideration_outside_the_overdue_days_changes_nothing():
    case = overdue(9900)
    make_remedy(case, "2026-03-05", "2026-03-17", kind="litigation")
    assert outcome(case, CODE) == PASS


def test_overlapping_remedies_count_once():
    case = overdue(6900)
    make_remedy(case, "2026-04-01", "2026-04-06")
    make_remedy(case, "2026-04-03", "2026-04-10", kind="litigation")
    assert outcome(case, CODE) == PASS


def test_a_remedy_without_its_dates_is_missing_data_unless_the_sum_is_too_high_anyway():
    unclear = overdue(9900)
    make_remedy(unclear, "2026-04-01", None)
    found = result(unclear, CODE)
    assert found.outcome == UNKNOWN
    too_much = overdue(9901)
    make_remedy(too_much, "2026-04-01", None)
    assert outcome(too_much, CODE) == FAIL
    assert outcome(overdue(9900, dispute_status=DisputeStatus.LITIGATION), CODE) == UNKNOWN


def test_a_part_payment_lowers_what_the_rate_is_taken_of():
    """4,000 paid on 2026-03-27, the tenth day: 10 × 300 + 23 × 180 = 7,140 元."""
    lawful = overdue(7140)
    make_payment(lawful, "2026-03-27", 4000)
    assert outcome(lawful, CODE) == PASS


def test_an_agency_that_took_the_whole_fine_as_its_base_is_left_to_a_person():
    between = overdue(9900)
    make_payment(between, "2026-03-27", 4000)
    assert outcome(between, CODE) == UNKNOWN
    beyond = overdue(9901)
    make_payment(beyond, "2026-03-27", 4000)
    assert outcome(beyond, CODE) == FAIL


def test_remedies_before_the_law_of_2021_are_left_to_a_person():
    """Twenty days, 6,000 元 at most, whichever way the days of the remedy are read."""
    old = {"until": "2021-08-19", "decision_date": "2021-07-01", "pay_due_date": "2021-07-30"}
    for surcharge, expected in ((6000, UNKNOWN), (6001, FAIL)):
        case = overdue(surcharge, **old)
        make_remedy(case, "2021-07-14", "2021-08-10")
        assert outcome(case, CODE) == expected


def test_whoever_paid_in_time_owes_no_surcharge():
    case = overdue(300)
    make_payment(case, "2026-03-16", 10000)
    assert outcome(case, CODE) == FAIL


@pytest.mark.parametrize("missing", ["pay_due_date", "surcharge_until", "fine_amount"])
def test_what_is_not_recorded_is_missing_data(missing):
    assert outcome(overdue(9900, **{missing: None}), CODE) == UNKNOWN


def test_dates_the_wrong_way_round_do_not_stop_the_check():
    assert outcome(overdue(9900, "2026-03-01"), CODE) in (UNKNOWN, FAIL)
