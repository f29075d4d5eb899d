"""P-22 重大决定法制审核（行政处罚法 §58 一款）。"""

from __future__ import annotations

import pytest

from cases.choices import DecisionType, Procedure, ReviewResult, Severity
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "P-22"
ORDINARY = {
    "major_public_interest": False,
    "hearing_required": False,
    "hearing_held": False,
    "complex_multi_legal_relation": False,
    "other_statutory_review": False,
    "agency_catalog_hit": False,
    "decision_date": "2026-03-30",
}
HEARD = ORDINARY | {"hearing_required": True, "hearing_held": True}
AGREED = {"legal_review_result": ReviewResult.AGREED}


def test_review_meeting_and_decision_in_order_are_lawful_the_same_day_included():
    assert outcome(make_case(**HEARD, **AGREED, legal_review_date="2026-03-26", meeting_date="2026-03-26"), CODE) == PASS
    assert outcome(make_case(**HEARD, **AGREED, legal_review_date="2026-03-30"), CODE) == PASS


def test_a_review_the_day_after_the_decision_is_a_breach():
    found = result(make_case(**HEARD, **AGREED, legal_review_date="2026-03-31"), CODE)
    assert (found.outcome, found.severity) == (FAIL, Severity.CRITICAL)
    assert "2026-03-31" in found.sentence


def test_a_review_after_the_meeting_that_decided_is_a_breach():
    case = make_case(**HEARD, **AGREED, legal_review_date="2026-03-27", meeting_date="2026-03-26")
    assert outcome(case, CODE) == FAIL


def test_agreement_after_changes_is_agreement_and_refusal_is_not():
    dated = HEARD | {"legal_review_date": "2026-03-26"}
    assert outcome(make_case(**dated, legal_review_result=ReviewResult.AGREED_AFTER_CHANGE), CODE) == PASS
    found = result(make_case(**dated, legal_review_result=ReviewResult.REFUSED), CODE)
    assert found.outcome == FAIL
    assert "不同意" in found.sentence


@pytest.mark.parametrize("ground", ["major_public_interest", "complex_multi_legal_relation", "other_statutory_review"])
def test_each_statutory_ground_calls_for_the_review(ground):
    late = {"legal_review_date": "2026-03-31"} | AGREED
    assert outcome(make_case(**ORDINARY | {ground: True}, **late), CODE) == FAIL


def test_the_agency_s_own_catalogue_is_less_grave():
    found = result(make_case(**ORDINARY | {"agency_catalog_hit": True}, **AGREED, legal_review_date="2026-03-31"), CODE)
    assert (found.outcome, found.severity) == (FAIL, Severity.HIGH)


def test_an_ordinary_case_needs_no_review():
    assert outcome(make_case(**ORDINARY), CODE) == NOT_APPLICABLE


def test_a_hearing_held_outside_its_scope_leaves_it_open():
    assert outcome(make_case(**ORDINARY | {"hearing_held": True}), CODE) == UNKNOWN


def test_a_case_nobody_marked_is_missing_data():
    found = result(make_case(**ORDINARY | {"major_public_interest": None}), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("涉及重大公共利益",))


def test_a_review_that_is_not_recorded_is_missing_data():
    found = result(make_case(**HEARD), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("法制审核结果", "法制审核日期"))


@pytest.mark.parametrize(
    "change",
    [{"decision_type": DecisionType.NO_PENALTY}, {"decision_type": DecisionType.TRANSFERRED}, {"procedure": Procedure.SUMMARY}],
)
def test_other_decisions_need_no_review(change):
    assert outcome(make_case(**HEARD | change), CODE) == NOT_APPLICABLE


def test_decisions_before_2021_are_not_judged():
    assert outcome(make_case(**HEARD | {"decision_date": "2021-07-14"}), CODE) == NOT_APPLICABLE
