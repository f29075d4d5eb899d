"""P-18 至 P-21、P-23 至 P-26、P-31：听证怎样举行，谁来审核，何时讨论，怎样延期。

Calendar, by hand: 2026-03-02 is a Monday; after it the 6th working day is Tuesday the 10th, the 7th Wednesday the 11th, the 10th Monday the 16th.
Ninety days after 2026-01-14 is Tuesday 2026-04-14; thirty more end on 2026-05-14, a Thursday.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import ActKind, DecisionType, OfficerRole, Procedure
from tests.cases.factories import make_act, make_case, make_certificate, make_extension, make_lawful_case, make_span
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
HELD = {
    "hearing_required": True,
    "hearing_held": True,
    "hearing_held_date": "2026-03-25",
    "decision_date": "2026-03-30",
    "informed_served_date": "2026-03-02",
}


def test_p_18_the_seventh_working_day_after_the_notice_is_the_first_lawful_one():
    told = HELD | {"hearing_notice_date": "2026-03-02"}
    on_the_seventh = result(make_case(**told | {"hearing_held_date": "2026-03-11"}), "P-18")
    assert (on_the_seventh.outcome, on_the_seventh.due) == (PASS, date(2026, 3, 11))
    early = told | {"hearing_held_date": "2026-03-10"}
    assert outcome(make_case(**early), "P-18") == FAIL
    assert outcome(make_case(**early, hearing_sooner_agreed=True), "P-18") == UNKNOWN
    assert outcome(make_case(**early | {"hearing_required": False}), "P-18") == UNKNOWN
    assert result(make_case(**HELD), "P-18").missing == ("听证通知日期",)
    assert outcome(make_case(hearing_held=False, hearing_notice_date="2026-03-02"), "P-18") == NOT_APPLICABLE
    assert outcome(make_case(decision_date="2026-03-30"), "P-18") == NOT_APPLICABLE


def test_p_18_the_old_law_counted_otherwise():
    old = {"hearing_notice_date": "2021-07-06", "hearing_held_date": "2021-07-14", "hearing_held": True}
    assert outcome(make_case(**HELD | old | {"decision_date": "2021-07-20"}), "P-18") == NOT_APPLICABLE


def test_p_19_who_signed_the_record_of_an_inquiry_does_not_preside():
    case = make_case(**HELD, hearing_host_no="H1")
    make_act(case, ActKind.INQUIRY, "2026-03-02", officers=["A1", "A2", ("H1", OfficerRole.RECORDING)])
    assert outcome(case, "P-19") == PASS
    other = make_case(**HELD, hearing_host_no="A1")
    make_act(other, ActKind.INQUIRY, "2026-03-02", officers=["A1", "A2"])
    found = result(other, "P-19")
    assert (found.outcome, found.broken) == (FAIL, ("主持人没有参与本案调查",))


def test_p_19_records_that_name_nobody_leave_it_open():
    case = make_case(**HELD, hearing_host_no="H1")
    assert outcome(case, "P-19") == UNKNOWN
    make_act(case, ActKind.INQUIRY, "2026-03-02", officers=["A1", "A2"])
    make_act(case, ActKind.SURVEY, "2026-03-03")
    assert outcome(case, "P-19") == UNKNOWN
    assert result(make_case(**HELD), "P-19").missing == ("听证主持人证号或工号",)
    assert outcome(make_case(hearing_held=False, hearing_host_no="H1"), "P-19") == NOT_APPLICABLE


def test_p_19_a_challenge_is_decided_before_the_hearing():
    challenged = HELD | {"hearing_host_no": "H1", "host_recusal_asked_on": "2026-03-23"}
    for decided_on, expected in (("2026-03-25", PASS), ("2026-03-26", FAIL), (None, UNKNOWN)):
        case = make_case(**challenged, host_recusal_decided_on=decided_on)
        make_act(case, ActKind.INQUIRY, "2026-03-02", officers=["A1", "A2"])
        assert outcome(case, "P-19") == expected, decided_on


def test_p_20_a_refusal_to_sign_is_noted_by_the_host():
    record = HELD | {"hearing_record_made": True, "hearing_public": True}
    assert outcome(make_case(**record, hearing_record_signed=True), "P-20") == PASS
    assert outcome(make_case(**record, hearing_record_signed=False, hearing_refusal_noted=True), "P-20") == PASS
    unsigned = result(make_case(**record, hearing_record_signed=False, hearing_refusal_noted=False), "P-20")
    assert (unsigned.outcome, unsigned.broken) == (FAIL, ("笔录由当事人签字盖章，或者由主持人注明拒绝",))
    assert result(make_case(**record, hearing_record_signed=False), "P-20").missing == ("主持人已注明拒绝签字盖章",)
    assert outcome(make_case(**HELD, hearing_record_made=False, hearing_public=True), "P-20") == FAIL
    assert outcome(make_case(**HELD, hearing_terminated=True), "P-20") == NOT_APPLICABLE
    assert outcome(make_case(hearing_held=False), "P-20") == NOT_APPLICABLE


def test_p_20_behind_closed_doors_only_for_a_lawful_secret():
    closed = HELD | {"hearing_record_made": True, "hearing_record_signed": True, "hearing_public": False}
    assert outcome(make_case(**closed, hearing_closed_reason="business"), "P-20") == PASS
    assert outcome(make_case(**closed, hearing_closed_reason="other"), "P-20") == FAIL
    assert result(make_case(**closed), "P-20").missing == ("听证不公开的理由",)


def test_p_21_the_review_follows_the_last_hearing():
    assert outcome(make_case(**HELD, legal_review_date="2026-03-25"), "P-21") == PASS
    early = result(make_case(**HELD, legal_review_date="2026-03-20"), "P-21")
    assert (early.outcome, early.broken) == (FAIL, ("听证结束以后进行法制审核",))
    again = HELD | {"hearing_ended_on": "2026-03-27"}
    assert outcome(make_case(**again, legal_review_date="2026-03-26"), "P-21") == FAIL
    assert outcome(make_case(**again, legal_review_date="2026-03-27"), "P-21") == PASS
    assert result(make_case(**HELD), "P-21").missing == ("法制审核日期",)
    assert outcome(make_case(**HELD | {"hearing_required": False}, legal_review_date="2026-03-20"), "P-21") == NOT_APPLICABLE
    assert outcome(make_case(**HELD | {"hearing_held": False}), "P-21") == NOT_APPLICABLE


def test_p_21_a_meeting_before_the_notice_decided_nothing():
    reviewed = HELD | {"legal_review_date": "2026-03-26"}
    assert outcome(make_case(**reviewed, meeting_date="2026-03-01"), "P-21") == PASS
    assert result(make_case(**reviewed, meeting_date="2026-03-20"), "P-21").broken == ("听证结束以后集体讨论",)


MAJOR = {
    "decision_date": "2026-03-30",
    "major_public_interest": True,
    "legal_review_date": "2026-03-26",
    "legal_review_result": "agreed",
}


def test_p_23_from_2018_a_new_reviewer_needs_the_qualification():
    assert outcome(make_case(**MAJOR, reviewer_first_on="2017-12-31", reviewer_qualified=False), "P-23") == PASS
    unqualified = result(make_case(**MAJOR, reviewer_first_on="2018-01-01", reviewer_qualified=False), "P-23")
    assert (unqualified.outcome, "没有法律职业资格" in unqualified.sentence) == (FAIL, True)
    qualified = MAJOR | {"reviewer_first_on": "2018-01-01", "reviewer_qualified": True}
    assert outcome(make_case(**qualified, reviewer_qualified_on="2018-01-01"), "P-23") == PASS
    assert outcome(make_case(**qualified, reviewer_qualified_on="2019-01-01"), "P-23") == UNKNOWN
    assert outcome(make_case(**qualified, reviewer_qualified_on="2026-03-27"), "P-23") == FAIL
    assert result(make_case(**MAJOR), "P-23").missing == ("审核人初次从事法制审核日期",)
    ordinary = make_lawful_case(reviewer_first_on="2018-01-01", reviewer_qualified=False)
    assert outcome(ordinary, "P-23") == NOT_APPLICABLE


def test_p_24_who_investigated_does_not_review():
    case = make_lawful_case()
    assert outcome(case, "P-24") == PASS
    own = make_lawful_case(reviewer_no=make_certificate(case.agency, "Z9").number)
    make_act(own, ActKind.SURVEY, "2026-02-05", officers=["Z9", "Z8"])
    assert outcome(own, "P-24") == FAIL
    silent = make_case(legal_review_date="2026-03-26", reviewer_no="S1")
    assert outcome(silent, "P-24") == UNKNOWN
    assert result(make_case(legal_review_date="2026-03-26"), "P-24").missing == ("审核人证号或工号",)
    assert outcome(make_case(decision_date="2026-03-30"), "P-24") == NOT_APPLICABLE


SUBMITTED = {"sector": Sector.MARKET, "review_submitted_on": "2026-03-02"}


def test_p_25_ten_working_days_for_the_review():
    on_the_tenth = result(make_case(**SUBMITTED, legal_review_date="2026-03-16"), "P-25")
    assert (on_the_tenth.outcome, on_the_tenth.due) == (PASS, date(2026, 3, 16))
    late = SUBMITTED | {"legal_review_date": "2026-03-17"}
    assert outcome(make_case(**late), "P-25") == FAIL
    longer = late | {"review_extension_days": 3, "review_extension_by_head": True}
    assert outcome(make_case(**longer, review_extension_approved_on="2026-03-16"), "P-25") == PASS
    assert outcome(make_case(**longer, review_extension_approved_on="2026-03-17"), "P-25") == FAIL
    assert result(make_case(**longer), "P-25").missing == ("审核延长批准日期",)
    housing = longer | {"sector": Sector.HOUSING, "review_extension_approved_on": "2026-03-16"}
    assert outcome(make_case(**housing), "P-25") == FAIL


def test_p_25_not_reviewed_yet_is_late_from_the_eleventh_day():
    waiting = make_case(**SUBMITTED, decision_type="")
    assert outcome(waiting, "P-25", date(2026, 3, 16)) == UNKNOWN
    assert outcome(waiting, "P-25", date(2026, 3, 17)) == FAIL
    decided = make_case(**SUBMITTED, decision_date="2026-03-30")
    assert result(decided, "P-25", date(2026, 6, 30)).missing == ("法制审核日期",)


def test_p_25_where_no_term_was_checked_nobody_is_late():
    """Agriculture's five working days (to 9 March) were not read in the original."""
    farm = SUBMITTED | {"sector": Sector.AGRICULTURE}
    assert outcome(make_case(**farm, legal_review_date="2026-03-09"), "P-25") == PASS
    assert outcome(make_case(**farm, legal_review_date="2026-03-10"), "P-25") == UNKNOWN
    assert (
        outcome(make_case(**SUBMITTED | {"sector": Sector.TRANSPORT}, legal_review_date="2026-05-30"), "P-25") == NOT_APPLICABLE
    )


SERIOUS = {"decision_date": "2026-03-30", "complex_or_serious": True, "meeting_minutes": True, "meeting_heads": 3}


def test_p_26_two_heads_meet_no_later_than_the_decision():
    assert outcome(make_case(**SERIOUS, meeting_date="2026-03-30"), "P-26") == PASS
    assert result(make_case(**SERIOUS, meeting_date="2026-03-31"), "P-26").broken == ("讨论不晚于决定",)
    alone = SERIOUS | {"meeting_heads": 1, "meeting_date": "2026-03-30"}
    assert result(make_case(**alone), "P-26").broken == ("两名以上机关负责人参加",)
    assert outcome(make_case(**alone, only_one_head=True), "P-26") == UNKNOWN
    none = result(make_case(**SERIOUS | {"meeting_minutes": False, "meeting_heads": None}), "P-26")
    assert (none.outcome, none.broken) == (FAIL, ("有集体讨论记录",))
    assert result(make_case(**SERIOUS), "P-26").missing == ("集体讨论日期",)


def test_p_26_what_is_serious_is_said_by_the_record_and_in_market_supervision_by_its_rules():
    bare = {"decision_date": "2026-03-30"}
    assert result(make_case(**bare), "P-26").missing == ("情节复杂或者重大违法行为",)
    assert result(make_case(**bare, complex_or_serious=True), "P-26").missing == ("有集体讨论记录",)
    assert outcome(make_case(**bare, complex_or_serious=False), "P-26") == NOT_APPLICABLE
    assert outcome(make_case(**SERIOUS, procedure=Procedure.SUMMARY), "P-26") == NOT_APPLICABLE
    assert outcome(make_case(**SERIOUS, decision_type=DecisionType.NO_PENALTY), "P-26") == NOT_APPLICABLE
    market = {"sector": Sector.MARKET, "major_public_interest": True, "meeting_minutes": False, "complex_or_serious": False}
    assert outcome(make_case(**bare, **market), "P-26") == FAIL
    assert outcome(make_lawful_case(sector=Sector.MARKET, complex_or_serious=None), "P-26") == NOT_APPLICABLE


def test_p_26_a_new_opinion_after_the_meeting_is_left_to_a_person():
    met = SERIOUS | {"meeting_date": "2026-03-20"}
    assert outcome(make_case(**met, statement_made_on="2026-03-20"), "P-26") == PASS
    assert "再次讨论" in result(make_case(**met, statement_made_on="2026-03-23"), "P-26").sentence


FILED = {"sector": Sector.HOUSING, "filing_date": "2026-01-14", "extension_by_head": True}


def extended(days, approved_on, **fields):
    """A case with one extension."""
    case = make_case(**FILED | fields)
    make_extension(case, days, approved_on)
    return case


def test_p_31_an_extension_is_approved_on_the_ninetieth_day_at_the_latest():
    assert outcome(extended(30, "2026-04-14"), "P-31") == PASS
    late = result(extended(30, "2026-04-15"), "P-31")
    assert (late.outcome, late.broken) == (FAIL, ("首次延长在期限届满以前批准",))
    assert result(extended(31, "2026-04-14"), "P-31").broken == ("首次延长不超过规章的上限",)
    assert result(extended(30, "2026-04-14", extension_by_head=False), "P-31").broken == ("首次延长由负责人批准",)
    assert result(extended(30, None), "P-31").missing == ("首次延长批准日期",)
    assert outcome(make_case(**FILED), "P-31") == NOT_APPLICABLE
    assert outcome(extended(30, "2026-04-10", sector=Sector.TRANSPORT), "P-31") == UNKNOWN


def test_p_31_the_second_time_the_heads_discuss_it():
    again = extended(30, "2026-04-14")
    make_extension(again, 60, "2026-05-14", collective=True)
    assert outcome(again, "P-31") == PASS
    late = extended(30, "2026-04-14")
    make_extension(late, 61, "2026-05-15", collective=True)
    assert result(late, "P-31").broken == ("再次延长不超过规章的上限", "再次延长在期限届满以前批准")
    alone = extended(30, "2026-04-14")
    make_extension(alone, 60, "2026-05-14")
    assert result(alone, "P-31").missing == ("再次延长办案期限经负责人集体讨论",)


def test_p_31_days_that_do_not_count_and_days_of_rest_move_the_end():
    """Five days of a hearing: 19 April, a Sunday. Filed on 2026-01-05: the 90th day, Sunday 5 April, is 清明 and rolls to Tuesday the 7th."""
    heard = extended(30, "2026-04-19")
    make_span(heard, "2026-03-02", "2026-03-06")
    assert outcome(heard, "P-31") == PASS
    monday = extended(30, "2026-04-20")
    make_span(monday, "2026-03-02", "2026-03-06")
    assert outcome(monday, "P-31") == UNKNOWN
    tuesday = extended(30, "2026-04-21")
    make_span(tuesday, "2026-03-02", "2026-03-06")
    assert outcome(tuesday, "P-31") == FAIL
    assert outcome(extended(30, "2026-04-07", filing_date="2026-01-05"), "P-31") == PASS
    assert outcome(extended(30, "2026-04-08", filing_date="2026-01-05"), "P-31") == FAIL
