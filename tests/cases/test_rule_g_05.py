"""G-05 执法人员不少于两人（行政处罚法 §42 一款）。"""

from __future__ import annotations

import pytest

from agencies.choices import PersonnelKind
from cases.choices import ActKind, CaseKind, OfficerRole
from tests.cases.factories import make_act, make_case, make_certificate
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "G-05"
LAWFUL = {"decision_date": "2026-03-30"}


def two(case):
    return [make_certificate(case.agency).number, make_certificate(case.agency).number]


def test_two_officers_on_the_record_are_enough():
    case = make_case(**LAWFUL)
    make_act(case, ActKind.INQUIRY, "2026-03-02", officers=two(case))
    assert outcome(case, CODE) == PASS


def test_one_officer_and_one_auxiliary_are_not_enough():
    case = make_case(**LAWFUL)
    officer = make_certificate(case.agency).number
    helper = make_certificate(case.agency, personnel=PersonnelKind.AUXILIARY).number
    make_act(case, ActKind.INQUIRY, "2026-03-02", officers=[officer, helper])
    found = result(case, CODE)
    assert found.outcome == FAIL
    assert "2026-03-02" in found.sentence


def test_whoever_signed_as_assistant_does_not_count():
    case = make_case(**LAWFUL)
    first, second = two(case)
    make_act(case, ActKind.ONSITE_INSPECTION, officers=[first, (second, OfficerRole.ASSISTING)])
    assert outcome(case, CODE) == FAIL


def test_one_person_with_two_certificates_is_one_officer():
    case = make_case(**LAWFUL)
    first = make_certificate(case.agency)
    second = make_certificate(case.agency, officer=first.officer)
    make_act(case, officers=[first.number, second.number])
    assert outcome(case, CODE) == FAIL


def test_one_lone_act_among_good_ones_is_found():
    case = make_case(**LAWFUL)
    officers = two(case)
    make_act(case, ActKind.INQUIRY, "2026-03-02", officers=officers)
    make_act(case, ActKind.SAMPLING, "2026-03-04", officers=officers[:1])
    found = result(case, CODE)
    assert found.outcome == FAIL
    assert "2026-03-04" in found.sentence


@pytest.mark.parametrize("kind", [ActKind.ONSITE_PENALTY, ActKind.EVIDENCE_HOLD, ActKind.COMPULSORY_MEASURE, ActKind.SURVEY])
def test_every_kind_of_act_that_needs_two_is_looked_at(kind):
    case = make_case(**LAWFUL)
    make_act(case, kind, officers=two(case)[:1])
    assert outcome(case, CODE) == FAIL


def test_a_law_that_allows_one_officer_is_respected():
    case = make_case(**LAWFUL)
    make_act(case, officers=two(case)[:1], single_officer_basis="《治安管理处罚法》第一百二十条")
    assert outcome(case, CODE) == PASS


def test_a_basis_that_is_no_law_is_left_to_a_person():
    case = make_case(**LAWFUL)
    make_act(case, officers=two(case)[:1], single_officer_basis="《某某单警执法工作办法》第三条")
    found = result(case, CODE)
    assert found.outcome == UNKNOWN
    assert "人工认定" in found.sentence


def test_other_acts_need_no_pair_but_the_case_needs_two_officers():
    case = make_case(**LAWFUL)
    first, second = two(case)
    make_act(case, ActKind.OTHER, "2026-03-02", officers=[first])
    assert outcome(case, CODE) == UNKNOWN
    make_act(case, ActKind.OTHER, "2026-03-03", officers=[second])
    assert outcome(case, CODE) == PASS


def test_a_record_without_signatures_is_missing_data():
    case = make_case(**LAWFUL)
    make_act(case, officers=[])
    found = result(case, CODE)
    assert found.outcome == UNKNOWN
    assert "未记载人员的行为" in found.missing


def test_a_case_without_any_act_is_missing_data():
    assert outcome(make_case(**LAWFUL), CODE) == UNKNOWN


def test_inspections_are_judged_and_licences_are_not():
    inspection = make_case(kind=CaseKind.INSPECTION, inspected_on="2026-03-02")
    make_act(inspection, ActKind.ONSITE_INSPECTION, officers=two(inspection)[:1])
    assert outcome(inspection, CODE) == FAIL
    assert outcome(make_case(kind=CaseKind.LICENCE, decision_date="2026-03-02"), CODE) == NOT_APPLICABLE


def test_acts_before_the_law_of_2021_are_not_judged_by_it():
    case = make_case(decision_date="2021-07-14")
    make_act(case, acted_on="2021-07-01", officers=two(case)[:1])
    assert outcome(case, CODE) == NOT_APPLICABLE
