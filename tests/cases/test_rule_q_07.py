"""Q-07 文号唯一。"""

from __future__ import annotations

import pytest

from agencies.choices import Sector
from cases.choices import CaseKind, Procedure
from tests.cases.factories import make_agency, make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "Q-07"
NUMBER = "长市监罚〔2026〕12号"


def numbered(number=NUMBER, day="2026-03-06", **fields):
    return make_case(decision_no=number, decision_date=day, **fields)


def test_two_parties_of_one_decision_share_its_number():
    first, second = numbered(), numbered()
    assert (outcome(first, CODE), outcome(second, CODE)) == (PASS, PASS)


def test_two_decisions_of_different_days_must_not():
    first, second = numbered(), numbered(day="2026-03-09")
    assert (outcome(first, CODE), outcome(second, CODE)) == (FAIL, FAIL)
    assert "共 2 条记录" in result(first, CODE).sentence


def test_another_agency_may_use_the_same_number():
    numbered()
    other = numbered(day="2026-03-09", agency=make_agency(Sector.HOUSING))
    assert outcome(other, CODE) == PASS


@pytest.mark.parametrize(
    "number",
    [
        "长市监罚〔2026〕12号",
        "长市监罚〔2026〕12-1号",
        "浏住建罚决字〔2026〕第0012号",
        "长市监罚[2026]12号",
        "长市监罚（2026）12号",
        "长市监罚【2026】12号",
    ],
)
def test_lawful_ways_to_write_a_number(number):
    assert outcome(numbered(number), CODE) == PASS


@pytest.mark.parametrize("number", ["12号", "长市监罚2026第12号", "〔2026〕12号", "长市监罚〔2026〕号", "见附件"])
def test_what_is_no_number_of_an_ordinary_decision(number):
    found = result(numbered(number), CODE)
    assert (found.outcome, found.broken) == (FAIL, ("文号写法规范",))


def test_printed_forms_of_the_summary_procedure_are_free():
    assert outcome(numbered("NO.0012345", procedure=Procedure.SUMMARY), CODE) == PASS


def test_a_decision_without_a_number_is_missing_data():
    assert outcome(numbered(""), CODE) == UNKNOWN


def test_an_undecided_case_has_none():
    assert outcome(make_case(filing_date="2026-03-02"), CODE) == NOT_APPLICABLE


def test_licences_are_numbered_once_as_well():
    first = numbered("湘卫许〔2026〕1号", kind=CaseKind.LICENCE)
    numbered("湘卫许〔2026〕1号", day="2026-03-09", kind=CaseKind.LICENCE)
    assert outcome(first, CODE) == FAIL
