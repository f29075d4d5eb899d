"""P-14 至 P-17：陈述申辩的复核、不得加重、告知听证、依申请组织听证。

Calendar, by hand: 2026-03-02 is a Monday, the 5th working day after it is Monday the 9th. In 2026 the Spring Festival is 15 to 23 February, and
Saturday the 14th works: of 13 February the 5th working day is Friday the 27th (14, 24, 25, 26, 27).
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import DecisionType, PartyType, Procedure
from cases.models import SectorParameter
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
DECIDED = {"decision_date": "2026-03-12", "penalty_kinds": ["fine"], "fine_amount": 10000}
STATED = {**DECIDED, "informed_served_date": "2026-03-02", "statement_made_on": "2026-03-05"}
REVIEWED = STATED | {"statement_reviewed": True, "statement_reviewed_on": "2026-03-10"}


def test_p_14_a_statement_is_reviewed_and_a_refusal_has_its_reasons():
    rejected = REVIEWED | {"statement_result": "rejected"}
    assert outcome(make_case(**rejected, statement_reply_given=True), "P-14") == PASS
    assert result(make_case(**rejected, statement_reply_given=False), "P-14").broken == ("不采纳的说明理由",)
    assert result(make_case(**rejected), "P-14").missing == ("已说明不采纳的理由",)
    assert outcome(make_case(**REVIEWED, statement_result="adopted"), "P-14") == PASS
    assert result(make_case(**REVIEWED, statement_result="ignored"), "P-14").broken == ("意见成立的予以采纳",)
    late = REVIEWED | {"statement_reviewed_on": "2026-03-13", "statement_result": "adopted"}
    assert result(make_case(**late), "P-14").broken == ("复核不晚于决定",)


def test_p_14_no_review_is_a_breach_and_no_word_of_it_is_not():
    found = result(make_case(**STATED, statement_reviewed=False), "P-14")
    assert (found.outcome, found.broken) == (FAIL, ("有复核记录",))
    assert result(make_case(**STATED), "P-14").missing == ("陈述申辩已复核",)
    lenient = STATED | {"statement_reviewed": False, "statement_result": "no_grounds", "statement_reply_given": True}
    assert outcome(make_case(**lenient), "P-14") == PASS


def test_p_14_only_what_was_said_before_the_decision_counts_and_what_was_said_too_late_is_left_open():
    """The market's window of five working days from 2 March ends on 9 March."""
    assert outcome(make_case(**DECIDED), "P-14") == NOT_APPLICABLE
    assert outcome(make_case(**STATED | {"statement_made_on": "2026-03-13"}), "P-14") == NOT_APPLICABLE
    assert outcome(make_case(**STATED, procedure=Procedure.SUMMARY), "P-14") == NOT_APPLICABLE
    unheard = STATED | {"sector": Sector.MARKET, "statement_reviewed": False}
    assert outcome(make_case(**unheard | {"statement_made_on": "2026-03-09"}), "P-14") == FAIL
    assert outcome(make_case(**unheard | {"statement_made_on": "2026-03-10"}), "P-14") == UNKNOWN


def test_p_14_housing_writes_its_review_down():
    adopted = REVIEWED | {"sector": Sector.HOUSING, "statement_result": "adopted"}
    assert outcome(make_case(**adopted, statement_review_written=True), "P-14") == PASS
    assert outcome(make_case(**adopted, statement_review_written=False), "P-14") == FAIL
    market = adopted | {"sector": Sector.MARKET}
    assert outcome(make_case(**market, statement_review_written=False), "P-14") == PASS


PROPOSED = STATED | {"proposed_kinds": ["fine"], "proposed_fine": 10000}


def test_p_15_not_one_yuan_more_than_was_proposed():
    assert outcome(make_case(**PROPOSED), "P-15") == PASS
    more = result(make_case(**PROPOSED | {"fine_amount": 10001}), "P-15")
    assert (more.outcome, more.broken) == (FAIL, ("罚款不高于告知的数额",))
    assert outcome(make_case(**PROPOSED | {"fine_amount": 10001, "statement_made_on": None}), "P-15") == NOT_APPLICABLE
    assert result(make_case(**STATED), "P-15").missing == ("拟处罚种类", "拟罚款（元）")
    gains = PROPOSED | {"penalty_kinds": ["fine", "confiscate_gains"], "confiscated_amount": 500}
    assert result(make_case(**gains), "P-15").broken == ("处罚种类没有超出告知的种类",)
    told = gains | {"proposed_kinds": ["fine", "confiscate_gains"]}
    assert outcome(make_case(**told, proposed_confiscation=500), "P-15") == PASS
    assert outcome(make_case(**told, proposed_confiscation=499), "P-15") == FAIL


def test_p_15_who_was_heard_has_spoken_and_in_market_supervision_so_has_who_asked_for_a_hearing():
    heard = PROPOSED | {"fine_amount": 10001, "statement_made_on": None}
    assert outcome(make_case(**heard, hearing_held=True, hearing_held_date="2026-03-11"), "P-15") == FAIL
    asked = heard | {"hearing_requested_on": "2026-03-06", "hearing_held": False}
    assert outcome(make_case(**asked, sector=Sector.MARKET), "P-15") == FAIL
    assert outcome(make_case(**asked, sector=Sector.TRANSPORT), "P-15") == NOT_APPLICABLE


def test_p_15_told_again_for_a_lawful_reason_it_may_be_more():
    more = PROPOSED | {"fine_amount": 12000}
    again = more | {"renotice_served_on": "2026-03-11", "renotice_covers": True}
    assert outcome(make_case(**again, renotice_reason="new_facts"), "P-15") == PASS
    assert outcome(make_case(**again, renotice_reason="other"), "P-15") == FAIL
    assert outcome(make_case(**again), "P-15") == UNKNOWN
    assert outcome(make_case(**again | {"renotice_served_on": "2026-03-12"}, renotice_reason="review"), "P-15") == FAIL
    assert outcome(make_case(**again | {"renotice_covers": False}, renotice_reason="review"), "P-15") == FAIL
    assert outcome(make_case(**more, renotice_reason="clerical"), "P-15") == PASS


def test_p_15_a_closure_exchanged_for_a_fine_is_left_to_a_person():
    found = result(make_case(**PROPOSED | {"proposed_kinds": ["suspend_business"], "proposed_fine": 0}), "P-15")
    assert found.outcome == UNKNOWN
    assert "轻重不能直接比较" in found.sentence


NOTICE = ["content", "facts", "reasons", "basis", "statement_right"]
COMPANY = DECIDED | {"party_type": PartyType.LEGAL_PERSON, "informed_served_date": "2026-03-02", "informed_items": NOTICE}


def verified(key, value):
    """A threshold that somebody checked at its source."""
    SectorParameter.objects.create(key=key, sector=Sector.MARKET, value=value, unit="yuan", source="演示", status="found")


def test_p_16_a_hundred_thousand_is_within_a_checked_threshold_and_one_yuan_less_is_not():
    verified("hearing_threshold_organisation", 100000)
    proposed = COMPANY | {"sector": Sector.MARKET, "proposed_kinds": ["fine"], "fine_amount": 90000}
    assert outcome(make_case(**proposed, proposed_fine=99999), "P-16") == NOT_APPLICABLE
    assert outcome(make_case(**proposed, proposed_fine=100000), "P-16") == FAIL
    told = proposed | {"informed_items": [*NOTICE, "hearing_right"]}
    assert outcome(make_case(**told, proposed_fine=100000), "P-16") == PASS


def test_p_16_a_threshold_nobody_checked_accuses_nobody():
    """Below the lowest known number (20,000 for an organisation, 1,000 for a person) nothing need be told."""
    proposed = COMPANY | {"sector": Sector.MARKET, "proposed_kinds": ["fine"]}
    assert outcome(make_case(**proposed, proposed_fine=19999), "P-16") == NOT_APPLICABLE
    found = result(make_case(**proposed, proposed_fine=20000), "P-16")
    assert found.outcome == UNKNOWN
    assert "没有核对原文" in found.sentence
    assert outcome(make_case(**proposed, proposed_fine=9_000_000), "P-16") == UNKNOWN
    assert outcome(make_case(**proposed | {"party_type": PartyType.PERSON}, proposed_fine=1000), "P-16") == UNKNOWN
    assert outcome(make_case(**proposed | {"party_type": PartyType.PERSON}, proposed_fine=999), "P-16") == NOT_APPLICABLE


def test_p_16_a_closure_is_within_the_statute_s_own_list_and_a_suspended_licence_is_not():
    for kind, expected in (
        ("suspend_business", FAIL),
        ("revoke_licence", FAIL),
        ("bar", FAIL),
        ("suspend_licence", NOT_APPLICABLE),
    ):
        case = COMPANY | {"proposed_kinds": [kind], "penalty_kinds": [kind], "fine_amount": None}
        assert outcome(make_case(**case), "P-16") == expected, kind
    other = COMPANY | {"proposed_kinds": ["suspend_licence"], "hearing_other_ground": True}
    assert outcome(make_case(**other), "P-16") == FAIL
    assert outcome(make_case(**other, sector=Sector.SECURITY), "P-16") == UNKNOWN
    assert outcome(make_case(**other, procedure=Procedure.SUMMARY), "P-16") == NOT_APPLICABLE


def test_p_16_without_the_proposal_a_small_decision_proves_nothing():
    final = result(make_case(**COMPANY | {"fine_amount": 500}), "P-16")
    assert (final.outcome, final.missing) == (UNKNOWN, ("拟处罚种类", "拟罚款（元）"))
    verified("hearing_threshold_organisation", 100000)
    assert outcome(make_case(**COMPANY | {"fine_amount": 100000, "sector": Sector.MARKET}), "P-16") == FAIL
    assert outcome(make_case(**COMPANY | {"fine_amount": 500, "informed_items": [*NOTICE, "hearing_right"]}), "P-16") == PASS


ASKED = {
    "decision_date": "2026-03-20",
    "informed_served_date": "2026-03-02",
    "hearing_required": True,
    "hearing_requested_on": "2026-03-09",
}


def test_p_17_asked_on_the_fifth_working_day_it_must_be_held():
    refused = result(make_case(**ASKED, hearing_held=False), "P-17")
    assert (refused.outcome, refused.due) == (FAIL, date(2026, 3, 9))
    assert "没有举行听证" in refused.sentence
    assert outcome(make_case(**ASKED | {"hearing_requested_on": "2026-03-10"}, hearing_held=False), "P-17") == NOT_APPLICABLE
    held = ASKED | {"decision_date": "2026-03-30", "hearing_held": True}
    assert outcome(make_case(**held, hearing_held_date="2026-03-25"), "P-17") == PASS
    assert outcome(make_case(**held, hearing_held_date="2026-03-31"), "P-17") == FAIL
    assert result(make_case(**ASKED), "P-17").missing == ("已举行听证",)


def test_p_17_over_the_spring_festival_the_term_runs_to_the_27th():
    asked = ASKED | {"informed_served_date": "2026-02-13", "hearing_held": False}
    assert outcome(make_case(**asked | {"hearing_requested_on": "2026-02-27"}), "P-17") == FAIL
    assert outcome(make_case(**asked | {"hearing_requested_on": "2026-02-28"}), "P-17") == NOT_APPLICABLE


def test_p_17_lawful_reasons_for_no_hearing():
    unheard = ASKED | {"hearing_held": False}
    assert outcome(make_case(**unheard, hearing_withdrawn_on="2026-03-16"), "P-17") == NOT_APPLICABLE
    assert outcome(make_case(**unheard, hearing_waived_at="2026-03-16"), "P-17") == NOT_APPLICABLE
    assert outcome(make_case(**unheard, hearing_terminated=True), "P-17") == PASS
    assert outcome(make_case(**unheard | {"hearing_required": False}), "P-17") == NOT_APPLICABLE
    assert outcome(make_case(**unheard | {"decision_type": DecisionType.NO_PENALTY}), "P-17") == NOT_APPLICABLE
    late = unheard | {"hearing_requested_on": "2026-03-12"}
    assert outcome(make_case(**late, hearing_request_until="2026-03-12"), "P-17") == FAIL
    assert outcome(make_case(**late, hearing_request_until="2026-03-11"), "P-17") == NOT_APPLICABLE
    assert outcome(make_case(**ASKED | {"hearing_requested_on": None}), "P-17") == NOT_APPLICABLE
