"""Q-04 日期逻辑链（只比较两端都有值的）。"""

from __future__ import annotations

from datetime import date

import pytest

from cases.choices import CaseKind
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, outcome, result

pytestmark = pytest.mark.django_db
CODE = "Q-04"

PAIRS = [
    ("violation_start", "discovered_date"),
    ("discovered_date", "filing_date"),
    ("filing_date", "decision_date"),
    ("informed_served_date", "decision_date"),
    ("informed_served_date", "hearing_held_date"),
    ("hearing_notice_date", "hearing_held_date"),
    ("legal_review_date", "decision_date"),
    ("hearing_held_date", "decision_date"),
    ("decision_date", "served_date"),
    ("decision_date", "published_date"),
]


@pytest.mark.parametrize(("earlier", "later"), PAIRS)
def test_the_same_day_is_in_order_and_one_day_before_is_not(earlier, later):
    assert outcome(make_case(**{earlier: "2026-03-06", later: "2026-03-06"}), CODE) == PASS
    found = result(make_case(**{earlier: "2026-03-07", later: "2026-03-06"}), CODE)
    assert (found.outcome, len(found.broken)) == (FAIL, 1)


def test_every_broken_pair_is_named():
    found = result(make_case(informed_served_date="2026-03-10", legal_review_date="2026-03-09", decision_date="2026-03-06"), CODE)
    assert found.sentence == "日期先后不合逻辑，不符合下列要求：告知日不晚于决定日；法制审核日不晚于决定日。"


@pytest.mark.parametrize(
    "lawful",
    [
        {"decision_date": "2026-03-06", "published_date": "2026-03-10", "served_date": "2026-04-09"},
        {"legal_review_date": "2026-02-20", "informed_served_date": "2026-03-02", "hearing_held_date": "2026-03-20"},
        {"discovered_date": "2026-02-20", "violation_end": "2026-03-02"},
        {"decision_date": "2026-03-06"},
        {},
    ],
)
def test_what_the_law_leaves_open_is_not_compared(lawful):
    assert outcome(make_case(**lawful), CODE) == PASS


def test_no_date_lies_after_the_day_of_the_check():
    case = make_case(decision_date="2026-03-06", published_date="2026-03-10")
    assert outcome(case, CODE, date(2026, 3, 10)) == PASS
    assert outcome(case, CODE, date(2026, 3, 9)) == FAIL


def test_a_due_date_may_lie_ahead():
    assert outcome(make_case(decision_date="2026-03-06", pay_due_date="2027-03-06"), CODE) == PASS


def test_other_records_have_other_chains():
    assert outcome(make_case(kind=CaseKind.INSPECTION, inspected_on="2026-03-06"), CODE) == NOT_APPLICABLE
