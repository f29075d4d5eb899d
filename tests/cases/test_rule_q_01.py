"""Q-01 统一社会信用代码校验（GB 32100-2015）。"""

from __future__ import annotations

from random import Random

import pytest
from stdnum.cn import uscc

from cases.choices import CaseKind, PartyType
from tests.cases.factories import VALID_CREDIT_CODE, make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "Q-01"


def coded(code, party=PartyType.LEGAL_PERSON, **fields):
    return make_case(party_type=party, party_credit_code=code, decision_date="2026-03-10", **fields)


def test_the_standard_s_own_example_passes_and_another_last_digit_fails():
    assert outcome(coded(VALID_CREDIT_CODE), CODE) == PASS
    found = result(coded("91350100M000100Y44"), CODE)
    assert (found.outcome, found.sentence) == (FAIL, "统一社会信用代码 91350100M000100Y44 的校验码不正确。")


@pytest.mark.parametrize("seed", range(12))
def test_it_agrees_with_an_independent_implementation(seed):
    """python-stdnum computes the check character of an invented code; ours must accept it and refuse every other character."""
    random = Random(seed)
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "91430100" + "".join(random.choice(alphabet) for _ in range(9))
    right = uscc.calc_check_digit(body + "0")
    assert outcome(coded(body + right), CODE) == PASS
    assert outcome(coded(body + random.choice(alphabet.replace(right, ""))), CODE) == FAIL


@pytest.mark.parametrize("place", range(18))
def test_every_single_changed_character_is_found(place):
    wrong = "7" if VALID_CREDIT_CODE[place] != "7" else "8"
    assert outcome(coded(VALID_CREDIT_CODE[:place] + wrong + VALID_CREDIT_CODE[place + 1 :]), CODE) == FAIL


@pytest.mark.parametrize("code", ["9135", VALID_CREDIT_CODE + "1", "91350100M000100Y4!", "统一社会信用代码"])
def test_a_wrong_shape_is_said_to_be_one(code):
    assert "位数或者字符" in result(coded(code), CODE).sentence


def test_small_letters_are_accepted():
    assert outcome(coded(VALID_CREDIT_CODE.lower()), CODE) == PASS


def test_a_letter_o_for_a_zero_is_said_to_be_a_slip():
    found = result(coded(VALID_CREDIT_CODE.replace("0", "O")), CODE)
    assert found.outcome == FAIL
    assert "疑似录入错误" in found.sentence


def test_people_have_none_and_small_traders_may_have_an_old_number():
    assert outcome(coded("", PartyType.PERSON), CODE) == NOT_APPLICABLE
    assert outcome(coded("", PartyType.SELF_EMPLOYED), CODE) == NOT_APPLICABLE
    assert outcome(coded("430100600123456", PartyType.SELF_EMPLOYED), CODE) == NOT_APPLICABLE
    assert outcome(coded("91350100M000100Y44", PartyType.SELF_EMPLOYED), CODE) == FAIL


def test_a_masked_or_missing_code_is_missing_data():
    assert outcome(coded("913501******100Y43"), CODE) == UNKNOWN
    found = result(coded(""), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("统一社会信用代码",))


def test_licences_are_looked_at_as_well():
    licence = make_case(
        kind=CaseKind.LICENCE,
        party_type=PartyType.LEGAL_PERSON,
        party_credit_code="91350100M000100Y44",
        decision_date="2026-03-10",
    )
    assert outcome(licence, CODE) == FAIL
