"""P-06 先立案后处罚（行政处罚法 §54 二款、§57）。"""

from __future__ import annotations

import pytest

from cases.choices import CaseKind, DecisionType, FilingStatus, Procedure
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "P-06"
LAWFUL = {"filing_date": "2026-03-02", "informed_served_date": "2026-03-02", "decision_date": "2026-03-10"}


def test_filing_and_notice_on_one_day_are_lawful():
    assert outcome(make_case(**LAWFUL), CODE) == PASS


def test_filing_the_day_after_the_notice_is_a_breach():
    found = result(make_case(**LAWFUL | {"filing_date": "2026-03-03"}), CODE)
    assert found.outcome == FAIL
    assert found.sentence == "2026-03-02 已送达处罚告知书，2026-03-03 才立案。"


def test_filing_on_the_day_of_the_decision_passes_and_the_day_after_fails():
    late_notice = LAWFUL | {"informed_served_date": "2026-03-10"}
    assert outcome(make_case(**late_notice | {"filing_date": "2026-03-10"}), CODE) == PASS
    assert outcome(make_case(**late_notice | {"filing_date": "2026-03-11"}), CODE) == FAIL


def test_filing_after_the_decision_is_a_breach_even_if_the_notice_is_not_recorded():
    assert outcome(make_case(filing_date="2026-03-11", decision_date="2026-03-10"), CODE) == FAIL


def test_a_missing_filing_date_is_missing_data_but_a_recorded_not_filed_is_a_breach():
    unfiled = LAWFUL | {"filing_date": None}
    found = result(make_case(**unfiled), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("立案日期",))
    assert outcome(make_case(**unfiled, filing_status=FilingStatus.FILED), CODE) == UNKNOWN
    assert outcome(make_case(**unfiled, filing_status=FilingStatus.NOT_FILED), CODE) == FAIL


def test_a_missing_notice_date_is_missing_data():
    assert outcome(make_case(**LAWFUL | {"informed_served_date": None}), CODE) == UNKNOWN


def test_a_decision_made_again_keeps_its_first_filing():
    remade = LAWFUL | {"filing_date": "2026-03-03", "remade_after_annulment": True}
    assert outcome(make_case(**remade), CODE) == UNKNOWN


@pytest.mark.parametrize(
    "change",
    [
        {"procedure": Procedure.SUMMARY},
        {"decision_type": DecisionType.NO_PENALTY},
        {"decision_type": DecisionType.TRANSFERRED},
        {"decision_date": None},
        {"kind": CaseKind.LICENCE},
        {"decision_date": "2021-07-14", "filing_date": "2021-07-14", "informed_served_date": "2021-07-01"},
    ],
)
def test_it_speaks_of_ordinary_penalties_since_2021_only(change):
    assert outcome(make_case(**LAWFUL | {"filing_date": "2026-03-03"} | change), CODE) == NOT_APPLICABLE


def test_an_unrecorded_procedure_is_missing_data():
    found = result(make_case(**LAWFUL, procedure=""), CODE)
    assert (found.outcome, "程序" in found.missing) == (UNKNOWN, True)
