"""P-40 至 P-44：未成年人和精神病人、不予处罚、责令改正、没收违法所得、教育。"""

from __future__ import annotations

import pytest

from agencies.choices import Sector
from cases.choices import DecisionType, PartyType
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
DECIDED = {"decision_date": "2026-03-30", "penalty_kinds": ["fine"], "fine_amount": 1000}
SPARED = {"decision_date": "2026-03-30", "decision_type": DecisionType.NO_PENALTY}
PERSON = {"party_type": PartyType.PERSON}


def test_p_40_a_child_is_not_fined_and_its_guardian_is_told():
    child = PERSON | {"party_age_group": "under_14"}
    assert outcome(make_case(**SPARED, **child, guardian_ordered=True), "P-40") == PASS
    assert outcome(make_case(**SPARED, **child, guardian_ordered=False), "P-40") == FAIL
    assert outcome(make_case(**DECIDED, **child), "P-40") == FAIL
    assert result(make_case(**SPARED, **child), "P-40").missing == ("已责令监护人管教或看管治疗",)


def test_p_40_from_14_to_18_the_penalty_is_lighter_or_reduced():
    minor = PERSON | {"party_age_group": "under_18"}
    assert outcome(make_case(**DECIDED, **minor, mitigation_kind="lighter"), "P-40") == PASS
    assert outcome(make_case(**DECIDED, **minor, mitigation_kind="none"), "P-40") == FAIL
    assert outcome(make_case(**DECIDED, **minor), "P-40") == UNKNOWN
    assert outcome(make_case(**SPARED, **minor), "P-40") == PASS
    assert outcome(make_case(**DECIDED, **PERSON, party_age_group="the_day"), "P-40") == UNKNOWN


def test_p_40_who_could_not_understand_is_not_fined():
    adult = PERSON | {"party_age_group": "adult"}
    assert outcome(make_case(**DECIDED, **adult), "P-40") == PASS
    assert outcome(make_case(**DECIDED, **adult, party_capacity="none"), "P-40") == FAIL
    assert outcome(make_case(**SPARED, **adult, party_capacity="none", guardian_ordered=True), "P-40") == PASS
    for capacity in ("diminished", "lucid", "full"):
        assert outcome(make_case(**DECIDED, **adult, party_capacity=capacity), "P-40") == PASS


def test_p_40_companies_have_no_age_and_persons_without_one_are_missing_it():
    assert outcome(make_case(**DECIDED, party_type=PartyType.LEGAL_PERSON), "P-40") == NOT_APPLICABLE
    assert outcome(make_case(**DECIDED, party_type=PartyType.SELF_EMPLOYED), "P-40") == NOT_APPLICABLE
    assert result(make_case(**DECIDED, **PERSON), "P-40").missing == ("行为时年龄段",)
    assert outcome(make_case(**DECIDED, **PERSON, party_capacity="none"), "P-40") == FAIL


SLIGHT = {"violation_minor": True, "corrected_in_time": True, "harm_level": "none"}


def test_p_41_slight_corrected_and_harmless_is_not_fined():
    assert outcome(make_case(**SPARED, **SLIGHT), "P-41") == PASS
    found = result(make_case(**DECIDED, **SLIGHT), "P-41")
    assert (found.outcome, found.broken) == (FAIL, ("轻微并及时改正、没有危害后果的，不予处罚",))
    for missing in SLIGHT:
        assert (
            outcome(make_case(**DECIDED, **SLIGHT | {missing: "" if missing == "harm_level" else None}), "P-41") == NOT_APPLICABLE
        )
    assert outcome(make_case(**DECIDED), "P-41") == NOT_APPLICABLE


def test_p_41_without_fault_no_penalty_unless_a_law_asks_for_none():
    assert outcome(make_case(**SPARED, no_fault_proved=True), "P-41") == PASS
    assert outcome(make_case(**DECIDED, no_fault_proved=True), "P-41") == FAIL
    assert outcome(make_case(**DECIDED, no_fault_proved=True, fault_not_needed=True), "P-41") == UNKNOWN
    assert outcome(make_case(**DECIDED, **SLIGHT, no_fault_proved=True, fault_not_needed=True), "P-41") == FAIL


def test_p_41_a_first_violation_may_be_spared_and_a_missing_reason_is_only_a_hint():
    first = {"first_violation": True, "corrected_in_time": True, "harm_level": "slight", "no_penalty_list_hit": True}
    assert outcome(make_case(**DECIDED, **first, penalty_reason_given=True), "P-41") == PASS
    hint = result(make_case(**DECIDED, **first, penalty_reason_given=False), "P-41")
    assert (hint.outcome, "作为提示" in hint.sentence) == (UNKNOWN, True)
    assert outcome(make_case(**DECIDED, **first | {"no_penalty_list_hit": False}), "P-41") == NOT_APPLICABLE


def test_p_42_a_penalty_comes_with_an_order_to_correct():
    assert outcome(make_case(**DECIDED, correction_ordered=True), "P-42") == PASS
    none = {"correction_ordered": False, "already_corrected": False, "not_correctable": False}
    assert outcome(make_case(**DECIDED, **none), "P-42") == FAIL
    for excuse in ("already_corrected", "not_correctable", "corrected_in_time"):
        assert outcome(make_case(**DECIDED, **none | {excuse: True}), "P-42") == PASS
    assert result(make_case(**DECIDED), "P-42").missing == ("已责令改正",)
    assert outcome(make_case(**DECIDED, correction_ordered=False), "P-42") == UNKNOWN
    assert outcome(make_case(**SPARED), "P-42") == NOT_APPLICABLE


GAIN = DECIDED | {
    "violation_start": "2026-01-12",
    "penalty_kinds": ["fine", "confiscate_gains"],
    "illegal_gain": 10000,
    "refund_due": 4000,
}


def test_p_43_the_gain_less_what_goes_back_is_confiscated():
    assert outcome(make_case(**GAIN, confiscated_amount=6000), "P-43") == PASS
    short = result(make_case(**GAIN, confiscated_amount=0, gain_explained=False), "P-43")
    assert short.outcome == FAIL
    assert "应当没收 6,000 元，实际没收 0 元" in short.sentence
    assert outcome(make_case(**GAIN, confiscated_amount=0, gain_explained=True), "P-43") == PASS
    assert result(make_case(**GAIN, confiscated_amount=0), "P-43").missing == ("已说明违法所得的认定或不没收的理由",)
    assert outcome(make_case(**GAIN, refunded=5000, confiscated_amount=5000), "P-43") == PASS
    nothing = GAIN | {"penalty_kinds": ["fine"]}
    assert outcome(make_case(**nothing, gain_explained=False), "P-43") == FAIL
    assert result(make_case(**GAIN), "P-43").missing == ("没收金额（元）",)


def test_p_43_lawful_differences_are_left_to_a_person():
    taken = GAIN | {"confiscated_amount": 0, "gain_explained": False}
    assert outcome(make_case(**taken, gain_law="《价格违法行为行政处罚规定》第十六条"), "P-43") == UNKNOWN
    assert outcome(make_case(**taken, mitigation_kind="reduced"), "P-43") == UNKNOWN
    goods = taken | {"penalty_kinds": ["confiscate_property"], "confiscated_amount": 90000}
    assert outcome(make_case(**goods), "P-43") == UNKNOWN
    assert outcome(make_case(**taken | {"violation_end": "2021-07-14"}), "P-43") == NOT_APPLICABLE
    assert outcome(make_case(**taken | {"violation_end": "2021-07-15"}), "P-43") == FAIL
    assert outcome(make_case(**DECIDED), "P-43") == NOT_APPLICABLE
    assert outcome(make_case(**SPARED, illegal_gain=10000), "P-43") == NOT_APPLICABLE


def test_p_44_who_is_spared_is_taught():
    slight = SPARED | {"no_penalty_ground": "slight"}
    assert outcome(make_case(**slight, education_recorded=True), "P-44") == PASS
    found = result(make_case(**slight, education_recorded=False, sector=Sector.MARKET), "P-44")
    assert found.outcome == FAIL
    assert "《市场监督管理行政处罚程序规定》第六十一条" in found.basis
    assert result(make_case(**slight), "P-44").missing == ("有教育当事人的记载",)
    assert result(make_case(**SPARED), "P-44").missing == ("不予处罚的情形",)
    for ground in ("unproved", "time_barred"):
        assert outcome(make_case(**SPARED, no_penalty_ground=ground), "P-44") == NOT_APPLICABLE
    assert outcome(make_case(**DECIDED), "P-44") == NOT_APPLICABLE
