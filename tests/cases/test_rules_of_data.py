"""Q-02、Q-03、Q-05、Q-08：身份证号码、区划代码、处罚种类、录入及时。"""

from __future__ import annotations

import pytest
from stdnum.cn import ric

from agencies.choices import Tier
from agencies.models import Region
from cases.choices import DecisionType
from cases.intake.protecting import _right
from cases.models import PartyIdentity, SectorParameter
from tests.cases.factories import make_agency, make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db


def numbered(body):
    """A whole number of the first seventeen digits; fictional: the holder is not born yet, or the day does not exist."""
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def of_person(right, **fields):
    agency = make_agency()
    mark = f"test{PartyIdentity.objects.count()}"
    PartyIdentity.objects.create(
        agency=agency, region_code=agency.region_code, fingerprint=mark, number="sealed", checksum_right=right
    )
    return make_case(**{"party_type": "person", "party_identity": mark, "decision_date": "2026-03-10"} | fields)


def test_q_02_what_was_found_when_the_number_was_sealed():
    assert outcome(of_person(True), "Q-02") == PASS
    assert "号码已加密存放" in result(of_person(False), "Q-02").sentence
    assert outcome(of_person(False), "Q-02") == FAIL
    assert outcome(of_person(None), "Q-02") == NOT_APPLICABLE
    assert outcome(make_case(party_type="person", decision_date="2026-03-10"), "Q-02") == NOT_APPLICABLE
    assert outcome(of_person(False, party_type="legal_person"), "Q-02") == NOT_APPLICABLE


def test_q_02_a_number_is_right_when_its_day_exists_and_its_last_character_fits():
    right = numbered("43010220800310123")
    assert ric.calc_check_digit(right) == right[-1]
    assert _right(right) is True
    assert _right(numbered("43010220230229123")) is False
    assert _right(right[:-1] + ("1" if right[-1] != "1" else "2")) is False
    for other in ("E12345678", "430102800310123", "91350100M000100Y43"):
        assert _right(other) is None


def test_q_03_a_county_that_there_is():
    Region.objects.get_or_create(code="430112", defaults={"name": "演示区", "tier": Tier.COUNTY, "scope_prefix": "430112"})
    decided = {"decision_date": "2026-03-10"}
    assert outcome(make_case(**decided, place_code="430112"), "Q-03") == PASS
    assert outcome(make_case(**decided, place_code="430112001000"), "Q-03") == PASS
    found = result(make_case(**decided, place_code="430106"), "Q-03")
    assert (found.outcome, found.sentence) == (FAIL, "违法行为发生地区划代码 430106 不在区划表中。")
    assert outcome(make_case(**decided, place_code="430122"), "Q-03") == PASS
    assert outcome(make_case(**decided, place_code="440106"), "Q-03") == UNKNOWN
    assert outcome(make_case(**decided), "Q-03") == NOT_APPLICABLE


def test_q_05_another_kind_needs_a_law_or_an_administrative_regulation():
    decided = {"decision_date": "2026-03-06"}
    assert outcome(make_case(**decided, penalty_kinds=["fine"]), "Q-05") == PASS
    other = decided | {"penalty_kinds": ["fine", "other"]}
    assert outcome(make_case(**other, other_penalty_basis="regulation"), "Q-05") == PASS
    assert outcome(make_case(**other, other_penalty_basis="local_regulation"), "Q-05") == FAIL
    assert result(make_case(**other), "Q-05").missing == ("“其他”处罚种类的依据",)
    assert result(make_case(**decided), "Q-05").missing == ("处罚种类",)
    assert outcome(make_case(**decided, decision_type=DecisionType.NO_PENALTY), "Q-05") == NOT_APPLICABLE


def test_q_08_five_working_days_when_switched_on():
    """After Friday 2026-03-06 the fifth working day is Friday the 13th; Monday the 16th is late."""
    late = make_case(decision_date="2026-03-06", received_on="2026-03-16")
    assert outcome(late, "Q-08") == NOT_APPLICABLE
    SectorParameter.objects.create(key="on_q_08", value=1, unit="flag", source="演示", status="found")
    assert outcome(late, "Q-08") == FAIL
    assert outcome(make_case(decision_date="2026-03-06", received_on="2026-03-13"), "Q-08") == PASS
    assert outcome(make_case(decision_date="2026-01-30", received_on="2026-03-13"), "Q-08") == NOT_APPLICABLE
    assert outcome(make_case(received_on="2026-03-13"), "Q-08") == NOT_APPLICABLE
