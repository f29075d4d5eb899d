"""P-32 简易程序限额（行政处罚法 §51）。"""

from __future__ import annotations

import pytest

from agencies.choices import Sector
from cases.choices import DecisionType, PartyType, PenaltyType, Procedure
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "P-32"


def on_the_spot(party, fine, kinds=(PenaltyType.FINE,), day="2026-03-02", **fields):
    return make_case(
        **{
            "procedure": Procedure.SUMMARY,
            "party_type": party,
            "fine_amount": fine,
            "penalty_kinds": list(kinds),
            "decision_date": day,
        }
        | fields
    )


@pytest.mark.parametrize(
    ("party", "last_lawful"),
    [(PartyType.PERSON, "200"), (PartyType.LEGAL_PERSON, "3000"), (PartyType.OTHER_ORGANISATION, "3000")],
)
def test_the_cap_itself_is_lawful_and_one_fen_more_is_not(party, last_lawful):
    assert outcome(on_the_spot(party, last_lawful), CODE) == PASS
    assert outcome(on_the_spot(party, f"{last_lawful}.01"), CODE) == FAIL


def test_the_sentence_names_amount_and_party():
    found = result(on_the_spot(PartyType.PERSON, 201), CODE)
    assert found.broken == ("罚款不超过当场处罚的限额",)
    assert "罚款 201 元" in found.sentence
    assert "自然人" in found.sentence


def test_a_warning_is_lawful_and_other_kinds_are_not():
    assert outcome(on_the_spot(PartyType.PERSON, None, [PenaltyType.WARNING]), CODE) == PASS
    assert outcome(on_the_spot(PartyType.PERSON, 50, [PenaltyType.WARNING, PenaltyType.FINE]), CODE) == PASS
    for kind in (PenaltyType.CRITICISM, PenaltyType.CONFISCATE_GAINS, PenaltyType.SUSPEND_BUSINESS):
        assert outcome(on_the_spot(PartyType.PERSON, 50, [PenaltyType.FINE, kind]), CODE) == FAIL


def test_kind_other_may_be_an_order_to_correct_which_is_no_penalty():
    assert outcome(on_the_spot(PartyType.PERSON, 50, [PenaltyType.FINE, PenaltyType.OTHER]), CODE) == UNKNOWN


def test_a_self_employed_trader_between_the_two_caps_is_left_to_a_person():
    assert outcome(on_the_spot(PartyType.SELF_EMPLOYED, 200), CODE) == PASS
    assert outcome(on_the_spot(PartyType.SELF_EMPLOYED, 201), CODE) == UNKNOWN
    assert outcome(on_the_spot(PartyType.SELF_EMPLOYED, 3000), CODE) == UNKNOWN
    assert outcome(on_the_spot(PartyType.SELF_EMPLOYED, "3000.01"), CODE) == FAIL


def test_an_unknown_party_matters_only_between_the_caps():
    assert outcome(on_the_spot("", 200), CODE) == PASS
    found = result(on_the_spot("", 201), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("当事人类别",))
    assert outcome(on_the_spot("", 3001), CODE) == FAIL


def test_a_cap_set_by_another_law_counts():
    assert outcome(on_the_spot(PartyType.PERSON, 500, special_onsite_cap=500), CODE) == PASS
    assert outcome(on_the_spot(PartyType.PERSON, 501, special_onsite_cap=500), CODE) == FAIL


def test_the_police_s_caps_are_unverified_and_accuse_nobody():
    assert outcome(on_the_spot(PartyType.PERSON, 200, sector=Sector.SECURITY), CODE) == PASS
    assert outcome(on_the_spot(PartyType.PERSON, 500, sector=Sector.SECURITY), CODE) == UNKNOWN


def test_before_2021_07_15_the_old_caps_counted():
    day = {"day": "2021-07-14"}
    assert outcome(on_the_spot(PartyType.PERSON, 50, **day), CODE) == PASS
    assert outcome(on_the_spot(PartyType.PERSON, 51, **day), CODE) == FAIL
    assert outcome(on_the_spot(PartyType.LEGAL_PERSON, 1000, **day), CODE) == PASS
    assert outcome(on_the_spot(PartyType.LEGAL_PERSON, 1001, **day), CODE) == FAIL
    assert outcome(on_the_spot(PartyType.PERSON, 200, day="2021-07-15"), CODE) == PASS


def test_a_missing_amount_or_kind_is_missing_data():
    assert result(on_the_spot(PartyType.PERSON, None), CODE).missing == ("罚款（元）",)
    assert result(on_the_spot(PartyType.PERSON, 100, []), CODE).missing == ("处罚种类",)


def test_the_ordinary_procedure_has_no_such_cap():
    assert outcome(on_the_spot(PartyType.PERSON, 5000, procedure=Procedure.ORDINARY), CODE) == NOT_APPLICABLE
    assert outcome(on_the_spot(PartyType.PERSON, 5000, procedure=""), CODE) == UNKNOWN
    assert outcome(on_the_spot(PartyType.PERSON, None, decision_type=DecisionType.NO_PENALTY), CODE) == NOT_APPLICABLE
