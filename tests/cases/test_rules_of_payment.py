"""P-60 至 P-64、P-66、P-68 至 P-70：收缴、上缴、缴款期、分期、结案、移送。

Calendar, by hand: 2026-05-01 to 05-05 are holidays, 9 May (Saturday) works. 2026-03-02 is a Monday; the 15th working day after it is 2026-03-23.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import DecisionType, Procedure, Severity
from tests.cases.factories import make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
DECIDED = {"decision_date": "2026-03-02", "fine_amount": 100, "penalty_kinds": ["fine"]}
ONSITE = {**DECIDED, "procedure": Procedure.SUMMARY, "collected_onsite": True}


def test_p_60_bank_electronic_and_court_collect_and_officers_only_on_the_spot():
    for who in ("bank", "electronic", "court"):
        assert outcome(make_case(**DECIDED, collected_by=who), "P-60") == PASS
    found = result(make_case(**DECIDED, collected_by="agency", collected_onsite=False), "P-60")
    assert (found.outcome, found.sentence) == (FAIL, "罚款由行政机关收取，案卷没有当场收缴的记载。")
    assert outcome(make_case(**DECIDED, collected_by="officer", collected_onsite=True), "P-60") == PASS
    assert result(make_case(**DECIDED, collected_by="officer"), "P-60").missing == ("当场收缴",)


def test_p_60_asks_nothing_while_nothing_was_collected():
    assert outcome(make_case(**DECIDED), "P-60") == NOT_APPLICABLE
    paid = make_case(**DECIDED, payments=[{"on": "2026-03-10", "amount": 100}])
    assert result(paid, "P-60").missing == ("收款主体",)
    security = make_case(**DECIDED, sector=Sector.SECURITY, collected_by="agency", collected_onsite=False)
    assert outcome(security, "P-60") == UNKNOWN


def test_p_61_a_hundred_yuan_on_the_spot_is_lawful_and_one_more_is_not():
    assert outcome(make_case(**ONSITE), "P-61") == PASS
    above = ONSITE | {"fine_amount": 101, "remote_area": False}
    assert outcome(make_case(**above, hard_to_execute_recorded=False), "P-61") == FAIL
    assert outcome(make_case(**above, hard_to_execute_recorded=True), "P-61") == PASS
    assert outcome(make_case(**above), "P-61") == UNKNOWN


def test_p_61_the_ordinary_procedure_collects_on_the_spot_only_in_remote_places_at_the_party_s_wish():
    ordinary = ONSITE | {"procedure": Procedure.ORDINARY}
    assert outcome(make_case(**ordinary, remote_area=False), "P-61") == FAIL
    remote = ordinary | {"remote_area": True, "bank_payment_difficult": True}
    assert outcome(make_case(**remote, onsite_collection_requested=True), "P-61") == PASS
    assert outcome(make_case(**remote, onsite_collection_requested=False), "P-61") == FAIL
    assert result(make_case(**remote), "P-61").missing == ("当事人提出当场缴纳",)
    special = make_case(**ordinary, remote_area=False, onsite_collection_law="《道路交通安全法》第一百零八条")
    assert "人工认定" in result(special, "P-61").sentence
    assert outcome(make_case(**ordinary | {"collected_onsite": False}), "P-61") == NOT_APPLICABLE


def test_p_62_a_receipt_of_the_province_over_the_amount():
    receipt = {"receipt_no": "湘财001", "receipt_issuer": "province", "receipt_amount": 100}
    assert outcome(make_case(**ONSITE, **receipt), "P-62") == PASS
    scrap = result(make_case(**ONSITE, **receipt | {"receipt_no": "湘财002", "receipt_issuer": "other"}), "P-62")
    assert (scrap.outcome, scrap.broken) == (FAIL, ("票据由国务院财政部门或者省级财政部门制发",))
    assert outcome(make_case(**ONSITE, **receipt | {"receipt_no": "湘财003", "receipt_amount": 120}), "P-62") == FAIL
    assert outcome(make_case(**ONSITE, **receipt | {"receipt_no": "湘财004", "receipt_amount": 60}), "P-62") == UNKNOWN
    assert outcome(make_case(**ONSITE), "P-62") == UNKNOWN


def test_p_62_one_receipt_serves_one_case():
    receipt = {"receipt_no": "湘财900", "receipt_issuer": "province", "receipt_amount": 100}
    first, second = make_case(**ONSITE, **receipt), make_case(**ONSITE, **receipt)
    for case in (first, second):
        assert result(case, "P-62").broken == ("票据号没有用于别的案件",)


def test_p_63_two_working_days_to_the_agency_and_two_to_the_bank():
    """Taken on Thursday 2026-04-30: Wednesday 6 and Thursday 7 May are the two working days; from 7 May, Friday 8 and Saturday 9 May."""
    taken = ONSITE | {"decision_date": "2026-04-30", "collected_on": "2026-04-30", "collected_on_water": False}
    in_time = make_case(**taken, handed_in_on="2026-05-07", banked_on="2026-05-09")
    assert (result(in_time, "P-63").outcome, result(in_time, "P-63").due) == (PASS, date(2026, 5, 7))
    late = result(make_case(**taken, handed_in_on="2026-05-08", banked_on="2026-05-11"), "P-63")
    assert (late.outcome, late.broken) == (FAIL, ("收缴（抵岸）后2个工作日内交至行政机关",))
    to_bank = result(make_case(**taken, handed_in_on="2026-05-07", banked_on="2026-05-11"), "P-63")
    assert to_bank.broken == ("交至机关后2个工作日内缴付银行",)
    assert outcome(make_case(**taken, banked_on="2026-05-07"), "P-63") == PASS
    kept = make_case(**taken)
    assert outcome(kept, "P-63", date(2026, 5, 7)) == UNKNOWN
    assert outcome(kept, "P-63", date(2026, 5, 8)) == FAIL


def test_p_63_on_the_water_it_runs_from_landing():
    water = ONSITE | {"decision_date": "2026-04-30", "collected_on": "2026-04-30", "collected_on_water": True}
    landed = make_case(**water, landed_on="2026-05-06", handed_in_on="2026-05-08", banked_on="2026-05-11")
    assert outcome(landed, "P-63") == PASS
    unknown = make_case(**water, handed_in_on="2026-05-08", banked_on="2026-05-11")
    assert result(unknown, "P-63").missing == ("抵岸日期",)
    assert outcome(make_case(**DECIDED, collected_onsite=False), "P-63") == NOT_APPLICABLE


def test_p_64_the_fifteenth_day_after_service_may_be_the_last():
    served = DECIDED | {"served_date": "2026-03-02", "service_mode": "direct"}
    assert outcome(make_case(**served, pay_due_date="2026-03-17"), "P-64") == PASS
    short = result(make_case(**served, pay_due_date="2026-03-16"), "P-64")
    assert (short.outcome, short.due) == (FAIL, date(2026, 3, 17))
    assert outcome(make_case(**served, pay_due_date="2026-03-16", pay_due_in_document="2026-03-20"), "P-64") == PASS
    assert outcome(make_case(**served, pay_due_date="2026-04-30"), "P-64") == PASS
    assert outcome(make_case(**served), "P-64") == UNKNOWN
    assert outcome(make_case(**served, collected_onsite=True), "P-64") == NOT_APPLICABLE
    assert outcome(make_case(**DECIDED, pay_due_date="2026-03-16"), "P-64") == NOT_APPLICABLE
    noticed = served | {"service_mode": "public_notice"}
    assert outcome(make_case(**noticed, pay_due_date="2026-03-16"), "P-64") == UNKNOWN


def test_p_66_application_comes_before_approval():
    approved = DECIDED | {"deferral_approved_on": "2026-03-12", "deferral_reason": "经济困难"}
    assert outcome(make_case(**approved, deferral_applied_on="2026-03-10"), "P-66") == PASS
    assert outcome(make_case(**approved, deferral_applied_on="2026-03-13"), "P-66") == FAIL
    assert result(make_case(**approved), "P-66").missing == ("暂缓或分期申请日期",)
    assert outcome(make_case(**DECIDED, deferral_applied_on="2026-03-10"), "P-66") == NOT_APPLICABLE
    market = approved | {"sector": Sector.MARKET, "deferral_applied_on": "2026-03-10", "deferral_by_head": True}
    assert outcome(make_case(**market, deferral_notified=True), "P-66") == PASS
    assert result(make_case(**market, deferral_notified=False), "P-66").broken == ("书面告知期限（市场监管）",)


def test_p_68_the_closing_form_within_fifteen_working_days_in_two_sectors():
    closed = {"sector": Sector.MARKET, "close_trigger": "performed", "close_trigger_on": "2026-03-02"}
    assert outcome(make_case(**closed, close_form_on="2026-03-23"), "P-68") == PASS
    late = result(make_case(**closed, close_form_on="2026-03-24"), "P-68")
    assert (late.outcome, late.due) == (FAIL, date(2026, 3, 23))
    assert outcome(make_case(**closed, closed_on="2026-03-23"), "P-68") == PASS
    assert result(make_case(**closed, closed_on="2026-03-24"), "P-68").missing == ("填写结案审批表日期",)
    assert outcome(make_case(**closed), "P-68", date(2026, 3, 23)) == UNKNOWN
    assert outcome(make_case(**closed), "P-68", date(2026, 3, 24)) == FAIL
    assert outcome(make_case(**closed | {"sector": Sector.TRANSPORT}), "P-68") == NOT_APPLICABLE
    assert outcome(make_case(sector=Sector.MARKET), "P-68") == NOT_APPLICABLE
    assert outcome(make_case(**closed, procedure=Procedure.SUMMARY), "P-68") == NOT_APPLICABLE


REPORTED = {
    "decision_type": DecisionType.TRANSFERRED,
    "crime_suspected": True,
    "transfer_reported_on": "2026-03-02",
    "transfer_decided_by_head": True,
}


def test_p_69_three_days_to_decide_and_twenty_four_hours_to_transfer():
    approved = REPORTED | {"transfer_decision": "approved", "transfer_decided_at": "2026-03-05 16:00+08"}
    assert outcome(make_case(**approved, transferred_at="2026-03-06 16:00+08"), "P-69") == PASS
    late = result(make_case(**approved, transferred_at="2026-03-06 16:01+08"), "P-69")
    assert (late.outcome, late.broken, late.severity) == (FAIL, ("批准后24小时内移送",), Severity.HIGH)
    too_late = approved | {"transfer_decided_at": "2026-03-06 09:00+08"}
    assert result(make_case(**too_late, transferred_at="2026-03-06 16:00+08"), "P-69").broken == ("接到报告之日起3日内决定",)
    only_days = approved | {"transfer_decided_at": "2026-03-05 00:00+08"}
    assert outcome(make_case(**only_days, transferred_at="2026-03-06 12:00+08"), "P-69") == UNKNOWN


def test_p_69_a_third_day_on_a_weekend_is_left_to_a_person():
    """Reported on Thursday 2026-03-05: the third day is Sunday the 8th, the next working day Monday the 9th."""
    weekend = REPORTED | {"transfer_reported_on": "2026-03-05", "transfer_decision": "approved"}
    monday = weekend | {"transfer_decided_at": "2026-03-09 09:00+08", "transferred_at": "2026-03-09 10:00+08"}
    assert outcome(make_case(**monday), "P-69") == UNKNOWN
    tuesday = weekend | {"transfer_decided_at": "2026-03-10 09:00+08", "transferred_at": "2026-03-10 10:00+08"}
    assert outcome(make_case(**tuesday), "P-69") == FAIL


def test_p_69_a_refusal_with_its_reason_is_lawful():
    refused = REPORTED | {"transfer_decision": "refused", "transfer_decided_at": "2026-03-05 09:00+08"}
    assert outcome(make_case(**refused, transfer_refusal_recorded=True), "P-69") == PASS
    assert outcome(make_case(**refused, transfer_refusal_recorded=False), "P-69") == FAIL
    deputy = refused | {"transfer_decided_by_head": False, "transfer_refusal_recorded": True}
    assert result(make_case(**deputy), "P-69").broken == ("由正职负责人或者主持工作的负责人决定",)


def test_p_69_a_fine_instead_of_a_transfer_is_the_gravest():
    found = result(make_case(**DECIDED, crime_suspected=True), "P-69")
    assert (found.outcome, found.severity) == (FAIL, Severity.CRITICAL)
    warned = DECIDED | {"fine_amount": None, "penalty_kinds": ["warning"]}
    assert outcome(make_case(**warned, crime_suspected=True), "P-69") == UNKNOWN
    assert outcome(make_case(**DECIDED), "P-69") == NOT_APPLICABLE


def test_p_70_goods_follow_within_three_days():
    filed = {"decision_type": DecisionType.TRANSFERRED, "police_filed_notice_on": "2026-03-02", "handover_list_signed": True}
    assert outcome(make_case(**filed, goods_handed_over_on="2026-03-05"), "P-70") == PASS
    assert outcome(make_case(**filed, goods_handed_over_on="2026-03-06"), "P-70") == FAIL
    assert outcome(make_case(**filed), "P-70", date(2026, 3, 5)) == UNKNOWN
    assert outcome(make_case(**filed), "P-70", date(2026, 3, 6)) == FAIL
    unsigned = filed | {"handover_list_signed": False}
    assert result(make_case(**unsigned, goods_handed_over_on="2026-03-05"), "P-70").broken == ("办结交接手续，有签收的清单",)
    assert outcome(make_case(**filed, special_goods_rule=True), "P-70") == NOT_APPLICABLE
    assert outcome(make_case(), "P-70") == NOT_APPLICABLE
    sunday = filed | {"police_filed_notice_on": "2026-03-05"}
    assert outcome(make_case(**sunday, goods_handed_over_on="2026-03-09"), "P-70") == UNKNOWN
