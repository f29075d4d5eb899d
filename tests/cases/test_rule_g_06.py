"""G-06 持有效执法证（行政处罚法 §42 一款；取行为当日的状态）。"""

from __future__ import annotations

import pytest

from agencies.choices import CertificateStatus
from cases.choices import OfficerRole, Severity
from tests.cases.factories import make_act, make_case, make_certificate
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "G-06"


def act_on(day, **certificate):
    """A case whose only act, on `day`, was signed with such a certificate."""
    case = make_case(decision_date="2027-12-01" if day > "2027" else "2026-03-30")
    make_act(case, acted_on=day, officers=[make_certificate(case.agency, **certificate).number])
    return case


def test_the_last_day_of_the_certificate_is_still_valid():
    assert outcome(act_on("2027-10-31", valid_to="2027-10-31"), CODE) == PASS


def test_the_day_after_the_certificate_ended_is_a_breach():
    found = result(act_on("2027-11-01", valid_to="2027-10-31"), CODE)
    assert found.outcome == FAIL
    assert "2027-11-01" in found.sentence


def test_the_first_day_of_the_certificate_counts_and_the_day_before_does_not():
    assert outcome(act_on("2026-03-02", valid_from="2026-03-02"), CODE) == PASS
    assert outcome(act_on("2026-03-01", valid_from="2026-03-02"), CODE) == FAIL


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-02-19", PASS), ("2026-02-20", FAIL), ("2026-03-02", FAIL), ("2026-05-19", FAIL), ("2026-05-20", PASS)],
)
def test_a_suspension_counts_from_its_day_to_the_day_before_the_return(day, expected):
    assert outcome(act_on(day, out_of_force=[("2026-02-20", "2026-05-19")]), CODE) == expected


def test_a_revocation_without_end_lasts():
    revoked = {"out_of_force": [("2026-02-20", None)], "status": CertificateStatus.REVOKED}
    assert outcome(act_on("2026-02-19", **revoked), CODE) == PASS
    assert outcome(act_on("2026-06-01", **revoked), CODE) == FAIL


def test_a_renewed_certificate_of_the_same_person_is_enough():
    case = make_case(decision_date="2026-03-30")
    old = make_certificate(case.agency, valid_to="2026-01-31")
    make_certificate(case.agency, officer=old.officer, valid_from="2026-02-01")
    make_act(case, acted_on="2026-03-02", officers=[old.number])
    assert outcome(case, CODE) == PASS


def test_another_certificate_does_not_heal_a_suspension():
    case = make_case(decision_date="2026-03-30")
    cited = make_certificate(case.agency, out_of_force=[("2026-02-20", "2026-05-19")])
    make_certificate(case.agency, officer=cited.officer)
    make_act(case, acted_on="2026-03-02", officers=[cited.number])
    assert outcome(case, CODE) == FAIL


def test_a_number_the_register_does_not_know_is_missing_data():
    case = make_case(decision_date="2026-03-30")
    make_act(case, officers=["警号-000001"])
    assert outcome(case, CODE) == UNKNOWN


def test_an_act_without_a_day_is_missing_data():
    case = make_case(decision_date="2026-03-30")
    make_act(case, acted_on=None, officers=[make_certificate(case.agency).number])
    assert outcome(case, CODE) == UNKNOWN


def test_assistants_and_clerks_need_no_certificate():
    case = make_case(decision_date="2026-03-30")
    make_act(case, officers=[make_certificate(case.agency).number, ("无证书记员", OfficerRole.RECORDING)])
    assert outcome(case, CODE) == PASS


def test_a_case_without_signers_is_missing_data():
    assert outcome(make_case(decision_date="2026-03-30"), CODE) == UNKNOWN


def test_two_other_certified_officers_make_it_less_grave():
    case = make_case(decision_date="2026-03-30")
    expired = make_certificate(case.agency, valid_to="2025-12-31").number
    make_act(case, officers=[expired, make_certificate(case.agency).number])
    assert result(case, CODE).severity == Severity.CRITICAL
    other = make_case(decision_date="2026-03-30")
    make_act(other, officers=[expired, *(make_certificate(other.agency).number for _ in range(2))])
    found = result(other, CODE)
    assert (found.outcome, found.severity) == (FAIL, Severity.HIGH)


def test_cases_before_the_law_of_2021_are_not_judged():
    case = make_case(decision_date="2021-07-14")
    make_act(case, acted_on="2021-07-01", officers=[make_certificate(case.agency, valid_to="2021-01-01").number])
    assert outcome(case, CODE) == NOT_APPLICABLE
