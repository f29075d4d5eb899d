"""E-09 至 E-14：查封扣押的处理与解除、范围、保管费，冻结。

By hand: seized or frozen on Monday 2026-03-02, day 30 is Wednesday 2026-04-01. Frozen on Friday 2026-03-06, the three working days are 9, 10 and
11 March.
"""

from __future__ import annotations

from datetime import date

import pytest

from cases.choices import CaseKind, PartyType, SpanKind
from cases.services.checking import explain
from tests.cases.factories import make_case, make_extension, make_lawful_measure, make_span
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db


def seized(kind="扣押", **fields):
    return make_case(kind=CaseKind.COERCION, measure_kind=kind, **{"measure_from": "2026-03-02"} | fields)


def test_e_09_released_or_disposed_of_by_the_last_day():
    assert outcome(seized(lifted_on="2026-04-01"), "E-09") == PASS
    assert outcome(seized(measure_to="2026-04-01"), "E-09") == PASS
    fined = seized(seized_outcome="other", seized_decided_on="2026-03-20", lifted_on="2026-04-02")
    late = result(fined, "E-09")
    assert (late.outcome, late.due) == (FAIL, date(2026, 4, 1))
    assert "2026-04-02 才处理或者解除" in late.sentence
    for how in ("confiscated", "destroyed", "lifted"):
        assert outcome(seized(seized_outcome=how, seized_decided_on="2026-04-01"), "E-09") == PASS
        assert outcome(seized(seized_outcome=how, seized_decided_on="2026-04-02"), "E-09") == FAIL


def test_e_09_a_fine_alone_does_not_release():
    fined = seized(seized_outcome="other", seized_decided_on="2026-03-20")
    assert outcome(fined, "E-09", date(2026, 4, 1)) == PASS
    assert "没有解除" in result(fined, "E-09", date(2026, 4, 2)).sentence
    assert outcome(fined, "E-09", date(2026, 4, 2)) == FAIL
    assert outcome(seized(closed_on="2026-05-06"), "E-09") == UNKNOWN


def test_e_09_a_transfer_with_the_criminal_case_is_told_in_writing():
    moved = {"seized_outcome": "transferred", "seized_decided_on": "2026-03-25"}
    assert outcome(seized(**moved, seized_transfer_told=True), "E-09") == PASS
    assert outcome(seized(**moved, seized_transfer_told=False), "E-09") == FAIL
    assert result(seized(**moved), "E-09").missing == ("随案移送已书面告知当事人",)


def test_e_09_kept_to_be_sold_for_the_fine_is_judged_by_a_person_and_an_extension_counts():
    assert "拍卖抵缴" in result(seized(lifted_on="2026-04-20", kept_for_auction=True), "E-09").sentence
    longer = seized(lifted_on="2026-04-30")
    make_extension(longer, 30, "2026-03-30")
    assert outcome(longer, "E-09") == PASS
    assert outcome(seized("冻结", lifted_on="2026-05-30"), "E-09") == NOT_APPLICABLE


def test_e_10_only_what_concerns_the_case():
    firm = {"party_type": PartyType.LEGAL_PERSON, "goods_related": True}
    assert outcome(seized(**firm), "E-10") == PASS
    assert outcome(seized(**firm, necessities_taken=True), "E-10") == PASS
    assert result(seized(**firm | {"goods_related": False}), "E-10").broken == ("财物与违法行为有关",)
    assert result(seized(party_type=PartyType.LEGAL_PERSON), "E-10").missing == ("涉案财物均与违法行为有关",)


def test_e_10_nothing_sealed_twice_and_no_food_from_a_household():
    firm = {"party_type": PartyType.LEGAL_PERSON, "goods_related": True}
    assert result(seized("查封", **firm, sealed_by_another=True), "E-10").broken == ("没有重复查封",)
    assert outcome(seized("查封", **firm, sealed_by_another=False), "E-10") == PASS
    assert outcome(seized("扣押", **firm, sealed_by_another=True), "E-10") == PASS
    person = {"party_type": PartyType.PERSON, "goods_related": True}
    assert result(seized(**person, necessities_taken=True), "E-10").broken == ("没有查封、扣押公民的生活必需品",)
    assert outcome(seized(**person, necessities_taken=False), "E-10") == PASS
    assert result(seized(**person), "E-10").missing == ("含有生活必需品",)
    trader = person | {"party_type": PartyType.SELF_EMPLOYED}
    assert "个体工商户" in result(seized(**trader, necessities_taken=True), "E-10").sentence


def test_e_11_the_agency_pays_for_keeping():
    assert outcome(seized(storage_fee_payer="agency"), "E-11") == PASS
    assert outcome(seized(storage_fee_payer="none"), "E-11") == PASS
    assert "当事人承担" in result(seized(storage_fee_payer="party"), "E-11").sentence
    assert outcome(seized(storage_fee_payer="party"), "E-11") == FAIL
    assert outcome(seized(storage_fee_payer="party", storage_after_release=True), "E-11") == UNKNOWN
    assert outcome(seized(), "E-11") == UNKNOWN
    assert outcome(seized("划拨", storage_fee_payer="party"), "E-11") == NOT_APPLICABLE


def test_e_12_the_decision_follows_the_freeze_within_three_working_days():
    friday = {"kind": "冻结", "measure_from": "2026-03-06"}
    on_time = result(seized(**friday, served_date="2026-03-11"), "E-12")
    assert (on_time.outcome, on_time.due) == (PASS, date(2026, 3, 11))
    assert outcome(seized(**friday, served_date="2026-03-12"), "E-12") == FAIL
    assert outcome(seized(**friday), "E-12", date(2026, 3, 11)) == UNKNOWN
    assert outcome(seized(**friday), "E-12", date(2026, 3, 12)) == FAIL
    assert outcome(seized(served_date="2026-04-12"), "E-12") == NOT_APPLICABLE


def frozen(**fields):
    return seized("冻结存款、汇款", **fields)


def test_e_13_thirty_days_and_only_a_law_may_say_otherwise():
    assert outcome(frozen(lifted_on="2026-04-01"), "E-13") == PASS
    assert outcome(frozen(seized_outcome="other", seized_decided_on="2026-04-01"), "E-13") == PASS
    late = result(frozen(lifted_on="2026-04-02"), "E-13")
    assert (late.outcome, late.broken) == (FAIL, ("在期限内作出处理决定或者解除",))
    assert outcome(frozen(), "E-13", date(2026, 4, 1)) == PASS
    assert outcome(frozen(), "E-13", date(2026, 4, 2)) == FAIL
    special = {"lifted_on": "2026-04-20", "special_limit_days": 60}
    assert outcome(frozen(**special, special_limit_level="law"), "E-13") == PASS
    assert outcome(frozen(**special, special_limit_level="regulation"), "E-13") == FAIL
    assert outcome(seized(lifted_on="2026-04-02"), "E-13") == NOT_APPLICABLE
    tested = frozen(lifted_on="2026-04-02")
    make_span(tested, "2026-03-10", None, SpanKind.TESTING, notified=True)
    assert outcome(tested, "E-13") == FAIL


def test_e_13_prolonged_once_in_time_with_notice():
    """Day 60 after 2 March is 1 May, a holiday: the first working day after it is Wednesday 6 May."""
    told = {"prolonged_by_head": True, "prolonging_notified": True, "prolonging_reasoned": True}

    def longer(on="2026-04-01", **fields):
        case = frozen(**told | {"lifted_on": "2026-05-01"} | fields)
        make_extension(case, 30, on)
        return case

    assert outcome(longer(), "E-13") == PASS
    assert outcome(longer(lifted_on="2026-05-06"), "E-13") == UNKNOWN
    assert outcome(longer(lifted_on="2026-05-07"), "E-13") == FAIL
    assert result(longer(on="2026-04-02"), "E-13").broken == ("在原期限内批准",)
    assert result(longer(prolonging_notified=False), "E-13").broken == ("已书面告知当事人",)


def test_e_14_commensurate_and_not_frozen_twice():
    half_a_million = {"money_involved": 500000, "frozen_by_another": False}
    assert outcome(frozen(**half_a_million, frozen_amount=500000), "E-14") == PASS
    assert "没有法定比例" in result(frozen(**half_a_million, frozen_amount=600000), "E-14").sentence
    assert outcome(frozen(**half_a_million, frozen_amount="600000.01"), "E-14") == FAIL
    assert outcome(frozen(**half_a_million, frozen_amount=800000), "E-14") == FAIL
    twice = half_a_million | {"frozen_by_another": True}
    assert result(frozen(**twice, frozen_amount=500000), "E-14").broken == ("没有重复冻结",)
    assert outcome(frozen(**twice, frozen_amount=600000), "E-14") == FAIL
    assert result(frozen(frozen_amount=500000, frozen_by_another=False), "E-14").missing == ("违法行为涉及的金额（元）",)
    assert outcome(seized(frozen_amount=800000, money_involved=1), "E-14") == NOT_APPLICABLE


def test_a_lawful_seizure_breaks_no_rule_and_lacks_nothing():
    found = {one.code: one.outcome for one in explain(make_lawful_measure(), date(2026, 6, 30)) if one.outcome != NOT_APPLICABLE}
    assert set(found.values()) == {PASS}
    assert {"E-01", "E-02", "E-04", "E-05", "E-06", "E-09", "E-10", "E-11", "G-05", "G-06"} <= set(found)
