"""L-02、L-06、L-08、L-09、L-11、L-13：许可的凭证、理由、听证、核查、收费、材料。

Calendar, by hand: working days after Monday 2026-03-02: the 5th is Monday 9 March. After Tuesday 10 March the 7th is Thursday 19 March, after Wednesday
11 March it is Friday 20. After Monday 9 March the 20th is Tuesday 7 April (清明 off on Monday 6 April).
"""

from __future__ import annotations

from datetime import date

import pytest

from cases.choices import CaseKind
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
LICENCE = {"kind": CaseKind.LICENCE}
ACCEPTED = LICENCE | {"accepted_on": "2026-03-06", "decision_date": "2026-03-20"}


def test_l_02_a_sealed_and_dated_receipt():
    assert outcome(make_case(**ACCEPTED, acceptance_receipt_given=True, acceptance_receipt_sealed=True), "L-02") == PASS
    unsealed = make_case(**ACCEPTED, acceptance_receipt_given=True, acceptance_receipt_sealed=False)
    assert result(unsealed, "L-02").broken == ("凭证盖章并注明日期",)
    assert result(make_case(**ACCEPTED), "L-02").missing == ("已出具受理或不予受理凭证",)
    on_the_spot = ACCEPTED | {"decision_date": "2026-03-06"}
    assert outcome(make_case(**on_the_spot, acceptance_receipt_given=False), "L-02") == NOT_APPLICABLE


def test_l_02_a_refusal_to_accept_is_written_down_too():
    spoken = LICENCE | {"decision_date": "2026-03-06", "acceptance_receipt_given": False}
    assert outcome(make_case(**spoken, licence_outcome="not_accepted"), "L-02") == FAIL
    assert outcome(make_case(**spoken, licence_outcome="not_needed"), "L-02") == UNKNOWN


def test_l_06_a_refusal_gives_its_reasons_and_tells_the_remedies():
    refused = LICENCE | {"licence_outcome": "refused", "decision_date": "2026-03-06", "refusal_reasons_given": True}
    assert outcome(make_case(**refused, refusal_remedies_told=True), "L-06") == PASS
    assert result(make_case(**refused, refusal_remedies_told=False), "L-06").broken == ("告知了复议、诉讼的权利",)
    tested = refused | {"refusal_remedies_told": True, "refused_on_test": True}
    assert outcome(make_case(**tested, technical_standard_stated=True), "L-06") == PASS
    assert outcome(make_case(**tested, technical_standard_stated=False), "L-06") == FAIL
    assert outcome(make_case(**tested), "L-06") == UNKNOWN
    assert outcome(make_case(**ACCEPTED, licence_outcome="granted"), "L-06") == NOT_APPLICABLE


HEARD = LICENCE | {
    "licence_major_interest": True,
    "licence_hearing_told": True,
    "licence_hearing_told_on": "2026-03-02",
    "licence_hearing_requested_on": "2026-03-09",
    "licence_hearing_notice_on": "2026-03-10",
    "licence_hearing_held": True,
    "licence_hearing_held_on": "2026-03-19",
    "licence_hearing_host_reviewed": False,
    "licence_hearing_record_used": True,
    "decision_date": "2026-03-27",
}


@pytest.mark.parametrize(
    ("changed", "broken"),
    [
        ({"licence_hearing_notice_on": "2026-03-11"}, "举行听证的7个工作日前通知"),
        ({"licence_hearing_held_on": "2026-04-08", "decision_date": "2026-04-10"}, "自申请之日起20个工作日内组织听证"),
        ({"licence_hearing_host_reviewed": True}, "主持人不是审查该申请的人员"),
        ({"licence_hearing_record_used": False}, "根据听证笔录作出决定"),
        ({"licence_hearing_told_on": "2026-03-30", "licence_hearing_requested_on": "2026-03-31"}, "决定前告知听证权利"),
        ({"licence_hearing_by_law": True, "licence_hearing_announced": False}, "应当听证的已公告并举行听证"),
    ],
)
def test_l_08_what_a_hearing_needs(changed, broken):
    assert outcome(make_case(**HEARD), "L-08") == PASS
    found = result(make_case(**HEARD | changed), "L-08")
    assert (found.outcome, found.broken) == (FAIL, (broken,))


def test_l_08_the_last_day_of_the_twenty():
    last = HEARD | {"licence_hearing_held_on": "2026-04-07", "decision_date": "2026-04-10"}
    assert outcome(make_case(**last), "L-08") == PASS
    waiting = {
        key: value
        for key, value in HEARD.items()
        if key not in ("licence_hearing_held", "licence_hearing_held_on", "decision_date")
    }
    assert outcome(make_case(**waiting), "L-08", date(2026, 4, 7)) == UNKNOWN
    assert result(make_case(**waiting), "L-08", date(2026, 4, 8)).broken == ("自申请之日起20个工作日内组织听证",)


def test_l_08_asked_too_late_or_taken_back_binds_to_nothing():
    late = LICENCE | {"licence_hearing_told_on": "2026-03-02", "licence_hearing_requested_on": "2026-03-10"}
    assert outcome(make_case(**late), "L-08") == NOT_APPLICABLE
    in_time = late | {"licence_hearing_requested_on": "2026-03-09"}
    assert outcome(make_case(**in_time), "L-08") == FAIL
    assert outcome(make_case(**in_time, licence_hearing_withdrawn=True), "L-08") == NOT_APPLICABLE
    assert outcome(make_case(**ACCEPTED), "L-08") == NOT_APPLICABLE
    untold = LICENCE | {"licence_major_interest": True, "decision_date": "2026-03-20", "licence_hearing_told": False}
    assert outcome(make_case(**untold), "L-08") == FAIL


def test_l_09_two_to_verify_and_five_days_to_send_them():
    tested = LICENCE | {"accepted_on": "2026-03-02", "tested_by_agency": True, "checkers": 2}
    assert outcome(make_case(**tested, test_assigned_on="2026-03-09"), "L-09") == PASS
    late = result(make_case(**tested, test_assigned_on="2026-03-10"), "L-09")
    assert (late.outcome, late.due) == (FAIL, date(2026, 3, 9))
    assert outcome(make_case(**tested), "L-09", date(2026, 3, 9)) == UNKNOWN
    assert outcome(make_case(**tested), "L-09", date(2026, 3, 10)) == FAIL
    verified = LICENCE | {"accepted_on": "2026-03-02", "substantive_check": True}
    assert outcome(make_case(**verified, checkers=1), "L-09") == FAIL
    assert outcome(make_case(**verified, checkers=2), "L-09") == PASS
    assert result(make_case(**verified), "L-09").missing == ("核查或检验人员人数",)
    assert outcome(make_case(**ACCEPTED, substantive_check=False, tested_by_agency=False), "L-09") == NOT_APPLICABLE


def test_l_11_no_fee_but_by_law():
    assert outcome(make_case(**ACCEPTED, licence_fee=0), "L-11") == PASS
    by_document = make_case(
        **ACCEPTED, licence_fee=50, licence_fee_level="document", licence_fee_standard=50, licence_fee_to_treasury=True
    )
    assert result(by_document, "L-11").broken == ("收费有法律、行政法规依据",)
    lawful = ACCEPTED | {
        "licence_fee_level": "administrative_regulation",
        "licence_fee_standard": 50,
        "licence_fee_to_treasury": True,
    }
    assert outcome(make_case(**lawful, licence_fee=50), "L-11") == PASS
    assert outcome(make_case(**lawful, licence_fee="50.01"), "L-11") == FAIL
    assert outcome(make_case(**lawful | {"licence_fee_to_treasury": False}, licence_fee=50), "L-11") == FAIL
    assert outcome(make_case(**ACCEPTED, licence_fee=50), "L-11") == UNKNOWN
    assert outcome(make_case(**ACCEPTED), "L-11") == NOT_APPLICABLE


def test_l_13_nothing_beyond_the_published_list():
    listed = ACCEPTED | {"materials_list_on": "2026-03-01"}
    assert outcome(make_case(**listed, extra_materials=False), "L-13") == PASS
    assert outcome(make_case(**listed, extra_materials=True), "L-13") == FAIL
    assert outcome(make_case(**listed, extra_materials=True, extra_materials_to_verify=True), "L-13") == UNKNOWN
    assert outcome(make_case(**listed | {"materials_list_on": "2026-03-07"}, extra_materials=True), "L-13") == UNKNOWN
    assert result(make_case(**ACCEPTED, extra_materials=True), "L-13").missing == ("材料目录公布日期",)
    assert outcome(make_case(**ACCEPTED, agent_designated=True), "L-13") == FAIL
    assert outcome(make_case(**ACCEPTED), "L-13") == NOT_APPLICABLE
