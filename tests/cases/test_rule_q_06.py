"""Q-06 金额单位（双公示：万元，六位小数）。"""

from __future__ import annotations

import pytest

from cases.choices import Severity
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, outcome, result

pytestmark = pytest.mark.django_db
CODE = "Q-06"


def test_yuan_and_wan_that_agree_pass_and_a_slipped_unit_fails():
    assert outcome(make_case(fine_amount="12345.67", fine_amount_wan="1.234567"), CODE) == PASS
    found = result(make_case(fine_amount="12345.67", fine_amount_wan="12345.67"), CODE)
    assert (found.outcome, found.severity, found.broken) == (FAIL, Severity.MEDIUM, ("元与万元一致",))


def test_rounding_of_one_fen_is_allowed_and_two_are_not():
    assert outcome(make_case(fine_amount="12345.68", fine_amount_wan="1.234567"), CODE) == PASS
    assert outcome(make_case(fine_amount="12345.69", fine_amount_wan="1.234567"), CODE) == FAIL


def test_the_amount_in_words_must_agree():
    assert outcome(make_case(fine_amount=5000, amount_in_words=5000), CODE) == PASS
    assert outcome(make_case(fine_amount=5000, amount_in_words=50000), CODE) == FAIL


def test_a_billion_is_only_a_hint():
    assert outcome(make_case(fine_amount=1_000_000_000, amount_in_words=1_000_000_000), CODE) == PASS
    found = result(make_case(fine_amount="1000000000.01"), CODE)
    assert (found.outcome, found.severity) == (FAIL, Severity.INFO)


def test_a_single_unit_is_not_compared():
    assert outcome(make_case(fine_amount=5000), CODE) == PASS
    assert outcome(make_case(fine_amount_wan="0.5"), CODE) == NOT_APPLICABLE
    assert outcome(make_case(), CODE) == NOT_APPLICABLE
