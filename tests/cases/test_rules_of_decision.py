"""P-33 至 P-39：当场处罚备案、决定书、救济途径、依据、幅度、裁量基准、一事不二罚。

Calendar, by hand: 2026-03-02 is a Monday; the 3rd working day after it is Thursday the 5th, the 7th Wednesday the 11th.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector, Tier
from agencies.models import Agency
from cases.choices import DecisionType, Procedure, Severity
from cases.models import SectorParameter
from tests.cases.factories import VALID_CREDIT_CODE, make_agency, make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
ONSITE = {"procedure": Procedure.SUMMARY, "decision_date": "2026-03-02", "penalty_kinds": ["fine"], "fine_amount": 100}
DECIDED = {"decision_date": "2026-03-30", "penalty_kinds": ["fine"], "fine_amount": 20000}


def test_p_33_housing_files_within_three_working_days_and_the_market_hands_in_within_seven():
    housing = ONSITE | {"sector": Sector.HOUSING, "onsite_filed": True}
    third = result(make_case(**housing, onsite_filed_on="2026-03-05"), "P-33")
    assert (third.outcome, third.due) == (PASS, date(2026, 3, 5))
    assert outcome(make_case(**housing, onsite_filed_on="2026-03-06"), "P-33") == FAIL
    assert result(make_case(**housing), "P-33").missing == ("当场处罚备案日期",)
    market = ONSITE | {"sector": Sector.MARKET}
    assert outcome(make_case(**market, onsite_filed_on="2026-03-11"), "P-33") == PASS
    assert outcome(make_case(**market, onsite_filed_on="2026-03-12"), "P-33") == FAIL
    unfiled = make_case(**market, onsite_filed=False)
    assert outcome(unfiled, "P-33", date(2026, 3, 11)) == UNKNOWN
    assert outcome(unfiled, "P-33", date(2026, 3, 12)) == FAIL


def test_p_33_where_no_days_are_set_only_whether_it_was_filed_counts():
    assert outcome(make_case(**ONSITE, onsite_filed=True), "P-33") == PASS
    assert outcome(make_case(**ONSITE, onsite_filed_on="2026-05-02"), "P-33") == PASS
    assert outcome(make_case(**ONSITE, onsite_filed=False), "P-33") == FAIL
    assert result(make_case(**ONSITE), "P-33").missing == ("当场处罚已报机关备案",)
    transport = ONSITE | {"sector": Sector.TRANSPORT}
    assert outcome(make_case(**transport, onsite_filed_on="2026-03-07"), "P-33") == PASS
    assert outcome(make_case(**transport, onsite_filed_on="2026-03-08"), "P-33") == UNKNOWN
    assert outcome(make_case(**DECIDED), "P-33") == NOT_APPLICABLE


WHOLE = ["party", "address", "facts", "basis", "performance", "remedies", "agency", "dated"]


def test_p_34_the_decision_states_what_the_law_lists_and_bears_the_seal():
    sealed = DECIDED | {"decision_sealed": True}
    assert outcome(make_case(**sealed, decision_items=WHOLE), "P-34") == PASS
    unsealed = result(make_case(**DECIDED, decision_items=WHOLE, decision_sealed=False), "P-34")
    assert (unsealed.outcome, unsealed.broken) == (FAIL, ("盖有机关印章",))
    short = result(make_case(**sealed, decision_items=[item for item in WHOLE if item not in ("remedies", "dated")]), "P-34")
    assert short.broken == ("载明法定事项",)
    assert "缺少：复议诉讼途径和期限、决定日期。" in short.sentence
    assert outcome(make_case(**sealed, decision_items=["party"], decision_corrected_on="2026-04-02"), "P-34") == PASS
    warned = sealed | {"penalty_kinds": ["warning"], "fine_amount": None}
    assert outcome(make_case(**warned, decision_items=[item for item in WHOLE if item != "performance"]), "P-34") == PASS
    assert result(make_case(**DECIDED), "P-34").missing == ("决定书载明的事项", "决定书盖有机关印章")
    assert outcome(make_case(**DECIDED | {"decision_type": DecisionType.NO_PENALTY}), "P-34") == NOT_APPLICABLE


def test_p_34_market_supervision_answers_what_the_party_said():
    said = DECIDED | {"sector": Sector.MARKET, "decision_sealed": True, "statement_made_on": "2026-03-05"}
    assert outcome(make_case(**said, decision_items=[*WHOLE, "statement"]), "P-34") == PASS
    assert outcome(make_case(**said, decision_items=WHOLE), "P-34") == FAIL
    assert outcome(make_case(**said | {"statement_made_on": None}, decision_items=WHOLE), "P-34") == PASS


def test_p_34_on_the_spot_officers_sign_and_only_the_market_seals():
    onsite = ONSITE | {
        "decision_items": ["facts", "basis", "fine", "time", "place", "remedies", "agency"],
        "onsite_form_numbered": True,
        "onsite_signed": True,
        "decision_sealed": False,
    }
    assert outcome(make_case(**onsite), "P-34") == PASS
    assert outcome(make_case(**onsite, sector=Sector.MARKET), "P-34") == FAIL
    assert result(make_case(**onsite | {"onsite_signed": False}), "P-34").broken == ("执法人员签名或者盖章（当场处罚）",)
    assert result(make_case(**onsite | {"onsite_form_numbered": False}), "P-34").broken == ("预定格式、编有号码（当场处罚）",)
    assert (
        outcome(make_case(**onsite | {"decision_items": ["facts", "basis", "time", "place", "remedies", "agency"]}), "P-34")
        == FAIL
    )


TOLD = {"reconsider_days": 60, "litigate_months": 6, "reconsider_organ": "own_government"}


@pytest.fixture
def p_35_on():
    """Somebody has checked the articles and switched the rule on."""
    SectorParameter.objects.create(key="on_p_35", value=1, unit="flag", source="演示", status="found")


def test_p_35_judges_nothing_until_its_articles_are_checked():
    assert outcome(make_case(**DECIDED, **TOLD | {"reconsider_days": 30}), "P-35") == NOT_APPLICABLE


def test_p_35_sixty_days_six_months_and_the_right_organ(p_35_on):
    assert outcome(make_case(**DECIDED, **TOLD), "P-35") == PASS
    assert result(make_case(**DECIDED, **TOLD | {"reconsider_days": 59}), "P-35").broken == ("复议期限不少于60日",)
    assert result(make_case(**DECIDED, **TOLD | {"litigate_months": 3}), "P-35").broken == ("起诉期限为6个月",)
    above = TOLD | {"reconsider_organ": "upper_department"}
    assert result(make_case(**DECIDED, **above), "P-35").broken == ("复议机关正确",)
    assert outcome(make_case(**DECIDED | {"decision_date": "2023-12-31"}, **above), "P-35") == PASS
    assert outcome(make_case(**DECIDED, **above, special_remedy_law="《税收征收管理法》第八十八条"), "P-35") == UNKNOWN
    assert outcome(make_case(**DECIDED), "P-35") == NOT_APPLICABLE
    led = make_agency(Sector.TAX)
    Agency.objects.filter(pk=led.pk).update(vertically_managed=True)
    assert outcome(make_case(led, **DECIDED, **above), "P-35") == PASS
    street = make_agency(Sector.OTHER, region_code="430102")
    Agency.objects.filter(pk=street.pk).update(tier=Tier.TOWNSHIP)
    assert outcome(make_case(street, **DECIDED, **TOLD), "P-35") == FAIL
    assert outcome(make_case(street, **DECIDED, **TOLD | {"reconsider_organ": "county_government"}), "P-35") == PASS


def test_p_35_from_2024_an_on_the_spot_penalty_goes_to_reconsideration_first(p_35_on):
    told = {"reconsider_days": 60, "reconsider_organ": "own_government"}
    first = ONSITE | {"decision_date": "2024-01-01"}
    assert outcome(make_case(**first, **told, reconsider_first_told=True, direct_suit_told=False), "P-35") == PASS
    direct = {"reconsider_first_told": False, "direct_suit_told": True}
    assert outcome(make_case(**first, **told, **direct), "P-35") == FAIL
    assert outcome(make_case(**first | {"decision_date": "2023-12-31"}, **told, **direct), "P-35") == PASS


BASED = DECIDED | {"basis_level": "departmental", "violation_start": "2026-02-28"}


def test_p_36_the_rule_of_the_day_of_the_act():
    """The rule was made harsher as of 2026-03-01; the act was on 2026-02-28."""
    old = BASED | {"basis_from": "2020-01-01", "basis_to": "2026-02-28"}
    assert outcome(make_case(**old, lighter_law_compared=True), "P-36") == PASS
    assert outcome(make_case(**old, lighter_law_compared=False), "P-36") == UNKNOWN
    new = BASED | {"basis_from": "2026-03-01"}
    harsher = result(make_case(**new, basis_newer_lighter=False), "P-36")
    assert (harsher.outcome, harsher.broken) == (FAIL, ("依据在违法行为时有效，或者是较轻的新规定",))
    assert outcome(make_case(**new, basis_newer_lighter=True), "P-36") == PASS
    assert outcome(make_case(**new, basis_unchanged_in_substance=True), "P-36") == PASS
    assert result(make_case(**new), "P-36").missing == ("所引新规定处罚较轻或不认为违法",)
    went_on = new | {"violation_end": "2026-03-01"}
    assert outcome(make_case(**went_on), "P-36") == PASS
    dead = BASED | {"basis_from": "2010-01-01", "basis_to": "2026-02-27", "lighter_law_compared": True}
    assert outcome(make_case(**dead), "P-36") == FAIL


def test_p_36_a_normative_document_is_no_basis():
    assert result(make_case(**BASED | {"basis_level": "normative"}, basis_from="2020-01-01"), "P-36").broken == (
        "依据是法律、法规或者规章",
    )
    assert result(make_case(**DECIDED, violation_start="2026-02-28"), "P-36").missing == (
        "处罚依据的效力层级",
        "处罚依据施行日期",
    )
    assert outcome(make_case(**DECIDED | {"decision_type": DecisionType.NO_PENALTY}), "P-36") == NOT_APPLICABLE


RANGE = {"decision_date": "2026-03-30", "penalty_kinds": ["fine"], "fine_law_min": 10000, "fine_law_max": 100000}


def test_p_37_within_the_statute_s_range_or_reduced_by_law():
    assert outcome(make_case(**RANGE, fine_amount=100000), "P-37") == PASS
    assert result(make_case(**RANGE, fine_amount=100001), "P-37").broken == ("不高于法定上限",)
    low = RANGE | {"fine_amount": 9999}
    assert outcome(make_case(**low, mitigation_kind="none"), "P-37") == FAIL
    assert outcome(make_case(**low, mitigation_kind="lighter", mitigation_basis="general"), "P-37") == FAIL
    assert outcome(make_case(**low, mitigation_kind="reduced", mitigation_basis="none"), "P-37") == FAIL
    assert outcome(make_case(**RANGE, fine_amount=9000, mitigation_kind="reduced", mitigation_basis="general"), "P-37") == PASS
    assert result(make_case(**low), "P-37").missing == ("从轻减轻从重情形",)
    capped = RANGE | {"fine_local_cap": 50000}
    assert outcome(make_case(**capped, fine_amount=50001), "P-37") == FAIL
    assert outcome(make_case(**capped, fine_amount=50000), "P-37") == PASS
    assert result(make_case(**DECIDED), "P-37").missing == ("法定罚款上限（元）", "法定罚款下限（元）")
    assert outcome(make_case(decision_date="2026-03-30", penalty_kinds=["warning"]), "P-37") == NOT_APPLICABLE


TIER = DECIDED | {"benchmark": "省厅基准 较重档", "benchmark_issuer": "upper", "tier_min": 20000, "tier_max": 40000}


def test_p_38_outside_the_tier_only_its_issuer_may_agree():
    stated = TIER | {"benchmark_stated": True}
    assert outcome(make_case(**stated | {"fine_amount": 40000}), "P-38") == PASS
    low = stated | {"fine_amount": 15000, "benchmark_adjusted_on": "2026-03-27", "benchmark_adjustment_filed": True}
    assert outcome(make_case(**low, benchmark_adjusted_by="issuer"), "P-38") == PASS
    head = result(make_case(**low, benchmark_adjusted_by="head"), "P-38")
    assert (head.outcome, head.severity) == (FAIL, Severity.HIGH)
    assert outcome(make_case(**low | {"benchmark_issuer": "own"}, benchmark_adjusted_by="head"), "P-38") == PASS
    late = low | {"benchmark_adjusted_on": "2026-03-31"}
    assert outcome(make_case(**late, benchmark_adjusted_by="issuer"), "P-38") == FAIL
    assert outcome(make_case(**stated | {"fine_amount": 40001}, benchmark_adjusted_by="nobody"), "P-38") == FAIL
    mild = stated | {"fine_amount": 19999, "mitigation_kind": "reduced"}
    assert outcome(make_case(**mild, benchmark_adjusted_by="nobody"), "P-38") == UNKNOWN


def test_p_38_a_document_that_does_not_say_so_is_the_lesser_breach():
    silent = result(make_case(**TIER, benchmark_stated=False), "P-38")
    assert (silent.outcome, silent.severity) == (FAIL, Severity.MEDIUM)
    assert outcome(make_case(**TIER, procedure=Procedure.SUMMARY, benchmark_stated=False), "P-38") == PASS
    assert outcome(make_case(**DECIDED), "P-38") == NOT_APPLICABLE
    assert outcome(make_case(**DECIDED, benchmark="省厅基准", benchmark_stated=True), "P-38") == UNKNOWN


FIRST = {
    "decision_date": "2026-03-02",
    "decision_no": "甲罚〔2026〕1号",
    "penalty_kinds": ["fine"],
    "fine_amount": 5000,
    "party_credit_code": VALID_CREDIT_CODE,
}
SECOND = FIRST | {
    "decision_date": "2026-04-10",
    "decision_no": "乙罚〔2026〕9号",
    "same_fact_decision_no": "甲罚〔2026〕1号",
    "sector": Sector.HOUSING,
}


def test_p_39_a_second_fine_for_the_same_act_once_somebody_confirmed_that_it_is_the_same():
    first = make_case(**FIRST, same_fact_confirmed=True, same_fact_decision_no="乙罚〔2026〕9号")
    second = make_case(**SECOND, same_fact_confirmed=True)
    found = result(second, "P-39")
    assert found.outcome == FAIL
    assert "甲罚〔2026〕1号" in found.sentence
    assert outcome(first, "P-39") == PASS
    for why, expected in (({"same_fact_confirmed": None}, UNKNOWN), ({"same_fact_confirmed": False}, NOT_APPLICABLE)):
        assert outcome(make_case(**SECOND | {"decision_no": "乙罚〔2026〕10号"} | why), "P-39") == expected
    assert outcome(make_case(**DECIDED), "P-39") == NOT_APPLICABLE


def test_p_39_a_fine_that_fell_or_was_none_leaves_the_second_lawful():
    make_case(**FIRST, decision_annulled_on="2026-03-20")
    confirmed = SECOND | {"same_fact_confirmed": True}
    assert outcome(make_case(**confirmed), "P-39") == PASS
    make_case(**FIRST | {"decision_no": "甲罚〔2026〕2号", "fine_amount": None, "penalty_kinds": ["warning"]})
    warned = confirmed | {"decision_no": "乙罚〔2026〕11号", "same_fact_decision_no": "甲罚〔2026〕2号"}
    assert outcome(make_case(**warned), "P-39") == PASS
    elsewhere = confirmed | {"decision_no": "乙罚〔2026〕12号", "same_fact_decision_no": "丙罚〔2026〕3号"}
    assert outcome(make_case(**elsewhere), "P-39") == UNKNOWN
    assert outcome(make_case(**elsewhere | {"decision_no": "乙罚〔2026〕13号"}, second_fine_ground="daily"), "P-39") == PASS
    remade = elsewhere | {"decision_no": "乙罚〔2026〕14号", "remade_after_annulment": True}
    assert outcome(make_case(**remade), "P-39") == PASS


def test_p_39_a_person_is_known_by_the_fingerprint_and_another_party_is_not_the_same():
    person = FIRST | {"party_credit_code": "", "party_identity": "demo." + "a" * 43}
    make_case(**person)
    second = SECOND | {"same_fact_confirmed": True, "party_credit_code": "", "party_identity": "demo." + "a" * 43}
    assert outcome(make_case(**second), "P-39") == FAIL
    other = second | {"party_identity": "demo." + "b" * 43, "decision_no": "乙罚〔2026〕15号"}
    assert outcome(make_case(**other), "P-39") == UNKNOWN
