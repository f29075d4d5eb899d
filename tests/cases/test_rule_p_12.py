"""P-12 处罚前告知（行政处罚法 §44、§62）。"""

from __future__ import annotations

import pytest

from cases.choices import DecisionType, InformedItem, Procedure
from tests.cases.factories import ALL_INFORMED, make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "P-12"
LAWFUL = {
    "informed_served_date": "2026-03-02",
    "informed_items": list(ALL_INFORMED),
    "hearing_required": False,
    "decision_date": "2026-03-03",
}
SUMMARY = {"procedure": Procedure.SUMMARY, "decision_date": "2026-03-02"}


def test_a_notice_the_day_before_is_lawful():
    assert outcome(make_case(**LAWFUL), CODE) == PASS


def test_a_decision_on_the_day_of_the_notice_needs_a_waiver():
    same_day = LAWFUL | {"decision_date": "2026-03-02"}
    found = result(make_case(**same_day), CODE)
    assert found.outcome == FAIL
    assert found.broken == ("告知早于决定（当日告知、当日明确放弃的除外）",)
    assert outcome(make_case(**same_day, statement_waived_at="2026-03-02"), CODE) == PASS
    assert outcome(make_case(**same_day, statement_waived_at="2026-03-03"), CODE) == FAIL


def test_a_notice_after_the_decision_is_a_breach_even_with_a_waiver():
    late = LAWFUL | {"informed_served_date": "2026-03-04", "statement_waived_at": "2026-03-03"}
    assert outcome(make_case(**late), CODE) == FAIL


@pytest.mark.parametrize("left_out", ALL_INFORMED)
def test_each_of_the_five_things_must_be_told(left_out):
    items = [item for item in ALL_INFORMED if item != left_out]
    found = result(make_case(**LAWFUL | {"informed_items": items}), CODE)
    assert found.outcome == FAIL
    assert len(found.broken) == 1


def test_within_hearing_scope_the_right_to_a_hearing_must_be_told():
    heard = LAWFUL | {"hearing_required": True}
    assert result(make_case(**heard), CODE).broken == ("属听证范围的，告知要求听证的权利",)
    with_right = heard | {"informed_items": [*ALL_INFORMED, InformedItem.HEARING_RIGHT]}
    assert outcome(make_case(**with_right), CODE) == PASS


def test_unknown_hearing_scope_is_missing_data_unless_the_right_was_told():
    open_scope = LAWFUL | {"hearing_required": None}
    found = result(make_case(**open_scope), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("属听证范围",))
    assert outcome(make_case(**open_scope | {"informed_items": [*ALL_INFORMED, InformedItem.HEARING_RIGHT]}), CODE) == PASS


def test_an_unstructured_notice_is_missing_data():
    found = result(make_case(**LAWFUL | {"informed_items": None}), CODE)
    assert (found.outcome, "告知内容" in found.missing) == (UNKNOWN, True)


def test_a_missing_service_date_is_missing_data():
    assert outcome(make_case(**LAWFUL | {"informed_served_date": None}), CODE) == UNKNOWN


def test_on_the_spot_an_oral_notice_on_the_same_day_is_enough():
    assert outcome(make_case(**SUMMARY, oral_informed_recorded=True), CODE) == PASS
    assert outcome(make_case(**SUMMARY, oral_informed_recorded=False), CODE) == FAIL
    assert outcome(make_case(**SUMMARY), CODE) == UNKNOWN


def test_an_unrecorded_procedure_is_missing_data():
    assert outcome(make_case(**LAWFUL, procedure=""), CODE) == UNKNOWN


@pytest.mark.parametrize("kind", [DecisionType.NO_PENALTY, DecisionType.WITHDRAWN, DecisionType.TRANSFERRED])
def test_other_outcomes_need_no_penalty_notice(kind):
    assert outcome(make_case(decision_date="2026-03-03", decision_type=kind), CODE) == NOT_APPLICABLE


def test_decisions_before_2021_are_not_judged():
    assert (
        outcome(make_case(**LAWFUL | {"informed_served_date": "2021-07-14", "decision_date": "2021-07-14"}), CODE)
        == NOT_APPLICABLE
    )
