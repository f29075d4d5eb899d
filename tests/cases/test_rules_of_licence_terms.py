"""L-01 至 L-05、L-07、L-10、L-12：许可的期限；O-01。

Calendar, by hand: in 2026 the 4th to 6th of April (Saturday to Monday, 清明) and the 1st to 5th of May are holidays, Saturday 9 May works. Working days
after Monday 2026-03-02: the 5th is Monday 9 March, the 20th Monday 30 March, the 30th Tuesday 14 April, the 45th Friday 8 May, the 46th the working
Saturday 9 May. After Friday 2026-03-06: the 5th is Friday 13, the 7th Tuesday 17, the 10th Friday 20 March.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import CaseKind, Outcome, SpanKind
from cases.services.checking import explain
from tests.cases.factories import make_case, make_extension, make_lawful_licence, make_span
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, TODAY, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
ACCEPTED = {"kind": CaseKind.LICENCE, "accepted_on": "2026-03-02", "licence_outcome": "granted"}


def test_a_lawful_licence_breaks_no_rule_and_leaves_nothing_open():
    found = {one.code: one.outcome for one in explain(make_lawful_licence(), TODAY)}
    assert {code for code, said in found.items() if said in (Outcome.FAIL, Outcome.UNKNOWN)} == set()
    assert {code for code, said in found.items() if said == Outcome.PASS} >= {"L-02", "L-03", "L-07", "L-11", "L-12", "L-13"}


def test_a_bare_licence_of_the_publicity_files_is_accused_of_nothing():
    bare = make_case(
        kind=CaseKind.LICENCE,
        decision_date="2026-03-06",
        valid_from="2026-03-06",
        published_date="2026-03-17",
        licence_name="甲证",
    )
    found = {one.code: one.outcome for one in explain(bare, TODAY)}
    assert FAIL not in found.values()
    assert {code for code, said in found.items() if said == UNKNOWN and code[0] in "LO"} == {"L-03", "L-07"}
    assert found["L-12"] == PASS


def test_l_01_five_working_days_to_say_what_is_missing():
    asked = {
        "kind": CaseKind.LICENCE,
        "materials_complete": False,
        "materials_received_on": "2026-03-06",
        "accepted_on": "2026-03-23",
    }
    in_time = result(make_case(**asked, correction_told_on="2026-03-13"), "L-01")
    assert (in_time.outcome, in_time.due) == (PASS, date(2026, 3, 13))
    late = result(make_case(**asked, correction_told_on="2026-03-16"), "L-01")
    assert (late.outcome, late.broken) == (FAIL, ("收到材料后5个工作日内告知补正",))
    again = asked | {"correction_told_on": "2026-03-13"}
    assert result(make_case(**again, later_correction="new_items"), "L-01").broken == ("再次告知没有提出首次没有列明的内容",)
    assert outcome(make_case(**again, later_correction="same"), "L-01") == PASS
    assert outcome(make_case(**again, later_correction="new_errors"), "L-01") == PASS
    assert outcome(make_case(kind=CaseKind.LICENCE, materials_complete=True, accepted_on="2026-03-06"), "L-01") == NOT_APPLICABLE


def test_l_01_silence_is_acceptance_on_the_day_the_papers_came():
    silent = {"kind": CaseKind.LICENCE, "materials_complete": False, "materials_received_on": "2026-03-06"}
    assert outcome(make_case(**silent), "L-01", date(2026, 3, 13)) == UNKNOWN
    assert outcome(make_case(**silent), "L-01", date(2026, 3, 16)) == FAIL
    assert outcome(make_case(**silent, accepted_on="2026-03-06"), "L-01") == PASS


def test_l_01_the_day_of_application_can_acquit_but_not_accuse():
    applied = {"kind": CaseKind.LICENCE, "applied_on": "2026-03-06"}
    assert outcome(make_case(**applied, correction_told_on="2026-03-13"), "L-01") == PASS
    assert result(make_case(**applied, correction_told_on="2026-03-16"), "L-01").missing == ("收到申请材料日期",)


def test_l_03_the_twentieth_working_day_is_the_last():
    assert outcome(make_case(**ACCEPTED, decision_date="2026-03-30"), "L-03") == PASS
    late = result(make_case(**ACCEPTED, decision_date="2026-03-31"), "L-03")
    assert (late.outcome, late.due) == (FAIL, date(2026, 3, 30))
    assert late.sentence == "2026-03-02 受理，期限于 2026-03-30 届满，2026-03-31 才作出许可决定。"
    still_open = make_case(kind=CaseKind.LICENCE, accepted_on="2026-03-02")
    assert outcome(still_open, "L-03", date(2026, 3, 30)) == PASS
    assert outcome(still_open, "L-03", date(2026, 3, 31)) == FAIL
    for other in ("withdrawn", "not_accepted", "ended", "not_needed"):
        assert outcome(make_case(**ACCEPTED | {"licence_outcome": other}, decision_date="2026-04-30"), "L-03") == NOT_APPLICABLE
    assert result(make_case(kind=CaseKind.LICENCE, decision_date="2026-03-30"), "L-03").outcome == UNKNOWN


def test_l_03_another_term_binds_when_a_law_or_regulation_sets_it():
    """Fifteen working days after 2026-03-02 end on 2026-03-23."""
    own = ACCEPTED | {"licence_term_days": 15, "licence_term_level": "local_regulation"}
    assert outcome(make_case(**own, decision_date="2026-03-23"), "L-03") == PASS
    assert outcome(make_case(**own, decision_date="2026-03-24"), "L-03") == FAIL
    promised = own | {"licence_term_level": "document"}
    assert outcome(make_case(**promised, decision_date="2026-03-30"), "L-03") == PASS
    assert outcome(make_case(**ACCEPTED, licence_term_days=15, decision_date="2026-03-24"), "L-03") == UNKNOWN


def test_l_03_hearing_and_tests_do_not_count_when_the_applicant_was_told():
    """Monday 9 to Friday 13 March are five working days: the term ends on Tuesday 7 April, the fifth working day after 30 March."""
    told = make_case(**ACCEPTED, decision_date="2026-04-07")
    make_span(told, "2026-03-09", "2026-03-13", SpanKind.TESTING, notified=True)
    assert (result(told, "L-03").outcome, result(told, "L-03").due) == (PASS, date(2026, 4, 7))
    late = make_case(**ACCEPTED, decision_date="2026-04-08")
    make_span(late, "2026-03-09", "2026-03-13", SpanKind.TESTING, notified=True)
    assert outcome(late, "L-03") == FAIL
    untold = make_case(**ACCEPTED, decision_date="2026-04-07")
    make_span(untold, "2026-03-09", "2026-03-13", SpanKind.TESTING)
    assert "由" not in result(untold, "L-03").missing
    assert outcome(untold, "L-03") == UNKNOWN
    assert outcome(make_case(**ACCEPTED, decision_date="2026-04-07", tender_days=5), "L-03") == PASS
    assert outcome(make_case(**ACCEPTED, decision_date="2026-04-07", lower_review_first=True), "L-03") == UNKNOWN


def test_l_03_silence_about_missing_papers_starts_the_clock_when_they_came():
    """Received on Friday 6 March, told on the 16th: the 20th working day after the 6th is Friday 3 April."""
    silent = {
        "kind": CaseKind.LICENCE,
        "materials_received_on": "2026-03-06",
        "correction_told_on": "2026-03-16",
        "accepted_on": "2026-03-23",
    }
    assert outcome(make_case(**silent, decision_date="2026-04-03"), "L-03") == PASS
    assert result(make_case(**silent, decision_date="2026-04-07"), "L-03").due == date(2026, 4, 3)


EXTENDED = ACCEPTED | {"licence_extension_by": "agency_head", "licence_extension_told": True}


def test_l_04_an_extension_is_allowed_before_the_term_ends_once_for_ten_working_days():
    lawful = make_case(**EXTENDED, decision_date="2026-04-14")
    make_extension(lawful, 10, "2026-03-30")
    assert (outcome(lawful, "L-04"), outcome(lawful, "L-03")) == (PASS, PASS)
    too_late = make_case(**EXTENDED, decision_date="2026-04-15")
    make_extension(too_late, 10, "2026-03-30")
    assert (outcome(too_late, "L-04"), outcome(too_late, "L-03")) == (PASS, FAIL)
    approved_late = make_case(**EXTENDED, decision_date="2026-04-14")
    make_extension(approved_late, 10, "2026-03-31")
    assert result(approved_late, "L-04").broken == ("期限届满前批准",)
    assert "延长不符合规定" in result(approved_late, "L-03").sentence


@pytest.mark.parametrize(
    ("changed", "broken"),
    [
        ({"licence_extension_by": "other"}, "由本行政机关负责人批准"),
        ({"licence_extension_told": False}, "理由已告知申请人"),
        ({"days": 11}, "延长不超过10个工作日"),
    ],
)
def test_l_04_what_an_extension_needs(changed, broken):
    days = changed.pop("days", 10) if "days" in changed else 10
    case = make_case(**EXTENDED | changed, decision_date="2026-03-30")
    make_extension(case, days, "2026-03-20")
    assert result(case, "L-04").broken == (broken,)
    assert outcome(case, "L-03") == PASS


def test_l_04_twice_is_once_too_often_and_without_one_nothing_is_asked():
    case = make_case(**EXTENDED, decision_date="2026-03-30")
    make_extension(case, 5, "2026-03-20")
    make_extension(case, 5, "2026-03-27")
    assert result(case, "L-04").broken == ("只延长一次",)
    assert outcome(make_case(**ACCEPTED, decision_date="2026-03-30"), "L-04") == NOT_APPLICABLE
    bare = make_case(**ACCEPTED, decision_date="2026-04-14")
    make_extension(bare, 10, "2026-03-30")
    assert (outcome(bare, "L-04"), outcome(bare, "L-03")) == (UNKNOWN, UNKNOWN)


def test_l_05_forty_five_working_days_when_offices_work_together():
    joint = ACCEPTED | {"licence_joint": True}
    assert outcome(make_case(**joint, decision_date="2026-05-08"), "L-05") == PASS
    late = result(make_case(**joint, decision_date="2026-05-09"), "L-05")
    assert (late.outcome, late.due) == (FAIL, date(2026, 5, 8))
    assert outcome(make_case(**joint, decision_date="2026-05-09"), "L-03") == NOT_APPLICABLE
    assert outcome(make_case(**ACCEPTED, decision_date="2026-03-30"), "L-05") == NOT_APPLICABLE


def test_l_05_fifteen_more_by_the_head_of_the_government():
    """Fifteen working days after Friday 8 May, the working Saturday 9 May being the first, end on Thursday 28 May."""
    joint = ACCEPTED | {"licence_joint": True, "licence_extension_told": True, "licence_extension_by": "government_head"}
    longer = make_case(**joint, decision_date="2026-05-28")
    make_extension(longer, 15, "2026-05-08")
    assert outcome(longer, "L-05") == PASS
    too_long = make_case(**joint, decision_date="2026-05-29")
    make_extension(too_long, 15, "2026-05-08")
    assert outcome(too_long, "L-05") == FAIL
    by_the_agency = make_case(**joint | {"licence_extension_by": "agency_head"}, decision_date="2026-05-28")
    make_extension(by_the_agency, 15, "2026-05-08")
    assert outcome(by_the_agency, "L-05") == FAIL


def test_l_07_ten_working_days_to_hand_over_the_certificate():
    granted = {
        "kind": CaseKind.LICENCE,
        "licence_outcome": "granted",
        "decision_date": "2026-03-06",
        "certificate_required": True,
    }
    assert outcome(make_case(**granted, certificate_issued_on="2026-03-20"), "L-07") == PASS
    late = result(make_case(**granted, certificate_issued_on="2026-03-23"), "L-07")
    assert (late.outcome, late.due) == (FAIL, date(2026, 3, 20))
    collected = granted | {"certificate_issued_on": "2026-04-20", "certificate_notified_on": "2026-03-20"}
    assert outcome(make_case(**collected), "L-07") == PASS
    assert outcome(make_case(**granted), "L-07", date(2026, 3, 20)) == UNKNOWN
    assert outcome(make_case(**granted), "L-07", date(2026, 3, 21)) == FAIL
    assert outcome(make_case(**granted | {"certificate_required": False}), "L-07") == NOT_APPLICABLE
    assert outcome(make_case(**granted | {"licence_outcome": "refused"}), "L-07") == NOT_APPLICABLE


def test_l_10_a_renewal_is_decided_before_the_licence_ends():
    """Applied on Friday 2026-05-15: the 30th working day after it is Monday 29 June (端午 19 June off), before 30 June."""
    renewal = {"kind": CaseKind.LICENCE, "renewed_expiry_on": "2026-06-30", "applied_on": "2026-05-15"}
    assert outcome(make_case(**renewal, decision_date="2026-06-30"), "L-10") == PASS
    refused = result(make_case(**renewal, decision_date="2026-07-01", licence_outcome="refused"), "L-10")
    assert (refused.outcome, "又决定不予延续" in refused.sentence) == (FAIL, True)
    undecided = make_case(**renewal)
    assert outcome(undecided, "L-10", date(2026, 6, 30)) == PASS
    assert outcome(undecided, "L-10", date(2026, 7, 1)) == FAIL
    grey = renewal | {"applied_on": "2026-05-31"}
    assert outcome(make_case(**grey, decision_date="2026-07-01"), "L-10") == UNKNOWN
    assert outcome(make_case(**renewal | {"applied_on": "2026-06-01"}, decision_date="2026-07-01"), "L-10") == NOT_APPLICABLE
    own_lead = renewal | {"applied_on": "2026-06-10", "renewal_lead_days": 20}
    assert outcome(make_case(**own_lead, decision_date="2026-07-01"), "L-10") == FAIL
    assert outcome(make_case(**ACCEPTED, decision_date="2026-03-30"), "L-10") == NOT_APPLICABLE


def test_l_12_seven_working_days_to_publish_a_licence():
    granted = {"kind": CaseKind.LICENCE, "licence_outcome": "granted", "decision_date": "2026-03-06"}
    assert outcome(make_case(**granted, published_date="2026-03-17"), "L-12") == PASS
    late = result(make_case(**granted, published_date="2026-03-18"), "L-12")
    assert (late.outcome, late.due) == (FAIL, date(2026, 3, 17))
    assert outcome(make_case(**granted, publish_required=True), "L-12", date(2026, 3, 17)) == PASS
    assert outcome(make_case(**granted, publish_required=True), "L-12", date(2026, 3, 18)) == FAIL
    assert outcome(make_case(**granted), "L-12") == UNKNOWN
    assert outcome(make_case(**granted, publish_exempt_reason="商业秘密"), "L-12") == PASS
    assert result(make_case(**granted, publish_required=False), "L-12").missing == ("不公开理由",)
    assert outcome(make_case(**granted | {"licence_outcome": "refused"}, published_date="2026-03-18"), "L-12") == UNKNOWN
    assert outcome(make_case(**granted | {"licence_outcome": "withdrawn"}), "L-12") == NOT_APPLICABLE


def test_l_12_the_market_s_own_twenty_days_are_left_to_a_person():
    """The 20th working day after 2026-03-06 is Friday 3 April."""
    granted = {"kind": CaseKind.LICENCE, "licence_outcome": "granted", "decision_date": "2026-03-06", "sector": Sector.MARKET}
    assert outcome(make_case(**granted, published_date="2026-04-03"), "L-12") == UNKNOWN
    assert outcome(make_case(**granted, published_date="2026-04-07"), "L-12") == FAIL


def test_o_01_other_decisions_within_twenty_working_days():
    seized = {"kind": CaseKind.COERCION, "decision_date": "2026-03-02"}
    assert outcome(make_case(**seized, published_date="2026-03-30"), "O-01") == PASS
    late = result(make_case(**seized, published_date="2026-03-31"), "O-01")
    assert (late.outcome, late.due) == (FAIL, date(2026, 3, 30))
    assert outcome(make_case(**seized, publish_required=True), "O-01", date(2026, 3, 30)) == PASS
    assert outcome(make_case(**seized, publish_required=True), "O-01", date(2026, 3, 31)) == FAIL
    assert outcome(make_case(**seized), "O-01") == UNKNOWN
    assert outcome(make_case(**seized, publish_exempt_reason="国家秘密"), "O-01") == PASS
    assert outcome(make_case(kind=CaseKind.COERCION), "O-01") == NOT_APPLICABLE
    assert outcome(make_case(kind=CaseKind.PENALTY, decision_date="2026-03-02"), "O-01") == NOT_APPLICABLE
