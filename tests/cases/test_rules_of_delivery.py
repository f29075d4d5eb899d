"""P-51、P-52、P-54、P-55：电子送达、公告送达、撤回公开、公开文本。

By hand: public notice of 2026-03-02 has run its 30 days on 2026-04-01. 2026-05-01 to 05-05 are holidays; after 30 April the working days are 6, 7
and 8 May, and Saturday 9 May.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import ServiceMode
from tests.cases.factories import make_case, make_service
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
DECIDED = {"decision_date": "2026-03-27"}
SENT = DECIDED | {"service_mode": ServiceMode.ELECTRONIC, "served_date": "2026-03-30"}


def test_p_51_the_consent_comes_before_the_sending():
    assert outcome(make_case(**SENT, e_consent_on="2026-03-30", e_sent_on="2026-03-30"), "P-51") == PASS
    late = result(make_case(**SENT, e_consent_on="2026-03-31", e_sent_on="2026-03-30"), "P-51")
    assert (late.outcome, late.sentence) == (FAIL, "决定书 2026-03-30 以电子方式发送，2026-03-31 才签订确认书。")
    assert outcome(make_case(**SENT, e_consent_on="2026-03-31"), "P-51") == FAIL
    assert outcome(make_case(**SENT, e_consent_signed=False), "P-51") == FAIL
    assert result(make_case(**SENT, e_consent_on="2026-03-30"), "P-51").missing == ("电子送达发送日期",)
    assert "电子送达确认书签订日期" in result(make_case(**SENT), "P-51").missing


def test_p_51_another_way_beside_it_or_an_admitted_receipt():
    unsigned = SENT | {"e_consent_signed": False}
    assert outcome(make_case(**unsigned, served_otherwise_too=True), "P-51") == PASS
    assert "书面认可" in result(make_case(**unsigned, e_receipt_admitted=True), "P-51").sentence
    assert outcome(make_case(**unsigned | {"service_mode": ServiceMode.DIRECT}), "P-51") == NOT_APPLICABLE
    assert outcome(make_case(**unsigned, sector=Sector.SECURITY), "P-51") == UNKNOWN
    assert outcome(make_case(**DECIDED), "P-51") == NOT_APPLICABLE


NOTICED = {
    "decision_date": "2026-02-26",
    "service_mode": ServiceMode.PUBLIC_NOTICE,
    "whereabouts_unknown": True,
    "notice_reason_recorded": True,
}


def noticed(served="2026-04-01", on="2026-03-02", **fields):
    case = make_case(**NOTICED | {"served_date": served} | fields)
    make_service(case, ServiceMode.PUBLIC_NOTICE, noticed_on=on, served_on=served)
    return case


def test_p_52_thirty_days_of_public_notice():
    found = result(noticed(), "P-52")
    assert (found.outcome, found.due) == (PASS, date(2026, 4, 1))
    assert outcome(noticed(served="2026-04-10"), "P-52") == PASS
    assert result(noticed(served="2026-03-31"), "P-52").broken == ("公告期满才视为送达",)
    old = {"decision_date": "2021-12-01", "on": "2021-12-31"}
    assert outcome(noticed(served="2022-02-28", **old), "P-52") == FAIL
    assert outcome(noticed(served="2022-03-01", **old), "P-52") == PASS


def test_p_52_only_when_nothing_else_reaches_the_party_and_the_file_says_why():
    assert result(noticed(whereabouts_unknown=False), "P-52").broken == ("当事人下落不明，或者其他方式无法送达",)
    assert result(noticed(whereabouts_unknown=None), "P-52").missing == ("当事人下落不明已有证据",)
    assert result(noticed(notice_reason_recorded=False), "P-52").broken == ("原因和经过记入案卷",)
    tried = noticed(whereabouts_unknown=False)
    tried.services.create(mode=ServiceMode.POST, dispatched_on=date(2026, 2, 27))
    assert outcome(tried, "P-52") == PASS
    assert outcome(make_case(**NOTICED), "P-52") == NOT_APPLICABLE
    assert (
        outcome(make_case(**NOTICED | {"service_mode": ServiceMode.DIRECT}, served_date="2026-03-02"), "P-52") == NOT_APPLICABLE
    )


ANNULLED = DECIDED | {"published_date": "2026-04-02", "withdrawal_trigger": "annulled", "withdrawal_trigger_on": "2026-04-30"}


def test_p_54_withdrawn_within_three_working_days():
    on_time = result(make_case(**ANNULLED, withdrawn_on="2026-05-08", withdrawal_reasoned=True), "P-54")
    assert (on_time.outcome, on_time.due) == (PASS, date(2026, 5, 8))
    assert result(make_case(**ANNULLED, withdrawn_on="2026-05-09", withdrawal_reasoned=True), "P-54").broken == ("3日内撤回",)
    assert result(make_case(**ANNULLED, withdrawn_on="2026-05-08", withdrawal_reasoned=False), "P-54").broken == ("公开说明理由",)
    assert outcome(make_case(**ANNULLED), "P-54", date(2026, 5, 8)) == UNKNOWN
    assert outcome(make_case(**ANNULLED), "P-54", date(2026, 5, 9)) == FAIL


def test_p_54_needs_a_publication_and_the_day_of_the_change():
    assert outcome(make_case(**ANNULLED | {"published_date": None}), "P-54") == NOT_APPLICABLE
    assert outcome(make_case(**DECIDED, published_date="2026-04-02"), "P-54") == NOT_APPLICABLE
    assert result(make_case(**ANNULLED | {"withdrawal_trigger_on": None}), "P-54").missing[0] == "决定变动之日"


def test_p_55_what_was_seen_in_the_published_text():
    shown = DECIDED | {"published_date": "2026-03-30"}
    assert outcome(make_case(**shown, published_personal=["masked"]), "P-55") == PASS
    assert outcome(make_case(**shown, published_personal=["none"]), "P-55") == PASS
    leak = result(make_case(**shown, published_personal=["identity", "phone"]), "P-55")
    assert (leak.outcome, leak.sentence) == (FAIL, "2026-03-30 公开的文本含有自然人的完整的居民身份证号、手机号。")
    assert "校验不符" in result(make_case(**shown, published_personal=["unsure"]), "P-55").sentence
    assert outcome(make_case(**shown, published_personal=["unsure", "home"]), "P-55") == FAIL
    assert outcome(make_case(**shown), "P-55") == NOT_APPLICABLE
    assert outcome(make_case(**DECIDED, published_personal=["identity"]), "P-55") == NOT_APPLICABLE
