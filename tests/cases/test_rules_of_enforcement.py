"""E-20 至 E-25、E-30、E-31：催告、加处、夜间与节假日、停水停电、拆除、代履行、申请法院执行。

By hand: 2026-03-06 is a Friday; the working days after it are 9 to 13, 16 to 20 and 23 March, so the 3rd is 11 March and the 10th 20 March.
"""

from __future__ import annotations

from datetime import date

import pytest

from cases.choices import CaseKind, DisputeStatus
from tests.cases.factories import make_case, make_remedy
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
EVERY = ["term", "manner", "amount", "statement"]
URGED = {"urge_served_on": "2026-03-10", "urge_perform_by": "2026-03-20", "urge_items": EVERY}


def execution(kind="划拨", **fields):
    return make_case(kind=CaseKind.COERCION, measure_kind=kind, **fields)


def test_e_20_decided_only_after_the_term_of_the_demand():
    assert outcome(execution(**URGED, decision_date="2026-03-23"), "E-20") == PASS
    assert outcome(execution(**URGED, decision_date="2026-03-21"), "E-20") == PASS
    within = URGED | {"decision_date": "2026-03-18"}
    assert outcome(execution(**within, hiding_assets=False), "E-20") == FAIL
    assert outcome(execution(**URGED, decision_date="2026-03-20", hiding_assets=False), "E-20") == FAIL
    assert outcome(execution(**within, hiding_assets=True), "E-20") == PASS
    assert result(execution(**within), "E-20").missing == ("有转移或者隐匿财物迹象的证据",)
    assert outcome(execution(**URGED, decision_date="2026-03-09", hiding_assets=True), "E-20") == FAIL


def test_e_20_in_writing_with_all_that_the_law_asks():
    decided = URGED | {"decision_date": "2026-03-23"}
    assert result(execution(urged_in_writing=False, decision_date="2026-03-23"), "E-20").broken == ("书面催告已送达",)
    assert result(execution(**decided | {"urge_items": ["manner", "amount", "statement"]}), "E-20").broken == (
        "催告书载明法定事项",
    )
    no_amount = decided | {"urge_items": ["term", "manner", "statement"]}
    assert outcome(execution(**no_amount), "E-20") == FAIL
    assert outcome(execution("排除妨碍", **no_amount), "E-20") == PASS
    assert result(execution("其他强制执行方式", **no_amount), "E-20").missing == ("属于金钱给付义务",)
    assert outcome(execution("其他强制执行方式", **no_amount, money_duty=False), "E-20") == PASS
    assert result(execution(**decided | {"urge_perform_by": None}), "E-20").missing == ("催告书所载履行期限届满日",)
    assert "催告书送达日期" in result(execution(decision_date="2026-03-23"), "E-20").missing


def test_e_20_asks_nothing_of_surcharges_immediate_clearing_and_courts():
    for case in (
        execution("加处罚款", urged_in_writing=False),
        execution("代履行", urged_in_writing=False, immediate_substitute=True),
        execution("申请人民法院强制执行", urged_in_writing=False),
        execution("划拨", urged_in_writing=False, court_ordered=True),
        execution("查封", urged_in_writing=False),
    ):
        assert outcome(case, "E-20") == NOT_APPLICABLE


def test_e_21_more_than_thirty_days_of_surcharge():
    """From 1 March: 1 April is 31 days later, 31 March 30, 30 March 29."""
    surcharged = {"surcharge_started_on": "2026-03-01", "has_exec_power": True, "urge_served_on": "2026-03-02"}
    assert outcome(execution(**surcharged, measure_from="2026-04-01"), "E-21") == PASS
    assert "恰为30日" in result(execution(**surcharged, measure_from="2026-03-31"), "E-21").sentence
    assert result(execution(**surcharged, measure_from="2026-03-30"), "E-21").broken == ("加处超过30日",)
    assert outcome(execution("拍卖", **surcharged, executed_from="2026-03-30 10:00+08"), "E-21") == FAIL
    not_urged = surcharged | {"urge_served_on": None, "urged_in_writing": False}
    assert result(execution(**not_urged, measure_from="2026-03-31"), "E-21").broken == ("执行前已经催告",)


def test_e_21_is_for_money_and_for_agencies_with_the_power():
    surcharged = {"surcharge_started_on": "2026-03-01", "measure_from": "2026-03-30", "urge_served_on": "2026-03-02"}
    assert outcome(execution(**surcharged, has_exec_power=False), "E-21") == NOT_APPLICABLE
    assert outcome(execution("代履行", **surcharged, has_exec_power=True), "E-21") == NOT_APPLICABLE
    assert outcome(execution("加处罚款", **surcharged, has_exec_power=True), "E-21") == NOT_APPLICABLE
    assert result(execution(**surcharged), "E-21").missing == ("本机关有强制执行权",)
    assert outcome(execution(has_exec_power=True), "E-21") == NOT_APPLICABLE


def at(start, end, **fields):
    return execution("强制拆除", executed_from=f"{start}+08", executed_to=f"{end}+08", **fields)


def test_e_22_not_at_night():
    assert outcome(at("2026-03-10 09:00", "2026-03-10 21:59"), "E-22") == PASS
    assert outcome(at("2026-03-10 09:00", "2026-03-10 22:00"), "E-22") == PASS
    assert outcome(at("2026-03-10 06:00", "2026-03-10 08:00"), "E-22") == PASS
    for start, end in (
        ("2026-03-10 22:00", "2026-03-10 23:00"),
        ("2026-03-10 05:59", "2026-03-10 07:00"),
        ("2026-03-10 21:00", "2026-03-10 22:01"),
        ("2026-03-10 21:00", "2026-03-11 03:00"),
    ):
        assert result(at(start, end), "E-22").broken == ("不在夜间执行",)
    assert "跨日" in result(at("2026-03-10 09:00", "2026-03-11 17:00"), "E-22").sentence
    assert "几时几分" in result(at("2026-03-10 00:00", "2026-03-10 00:00"), "E-22").sentence
    assert "执行开始的时刻" in result(execution("强制拆除", measure_from="2026-03-10"), "E-22").missing


def test_e_22_not_on_a_statutory_holiday_and_other_rest_days_are_in_doubt():
    """2 October 2026 is a statutory holiday, 5 October a shifted rest day, 14 March a Saturday, 9 May a Saturday that works."""
    assert result(at("2026-10-02 09:00", "2026-10-02 11:00"), "E-22", date(2026, 11, 1)).broken == ("不在法定节假日执行",)
    assert outcome(at("2026-10-02 09:00", "2026-10-02 11:00", urgent_execution=True), "E-22") == NOT_APPLICABLE
    assert "调休" in result(at("2026-10-05 09:00", "2026-10-05 11:00"), "E-22").sentence
    assert outcome(at("2026-03-14 09:00", "2026-03-14 11:00"), "E-22") == UNKNOWN
    assert outcome(at("2026-03-14 22:30", "2026-03-14 23:00"), "E-22") == FAIL
    assert outcome(at("2026-05-09 09:00", "2026-05-09 11:00"), "E-22") == PASS


def test_e_22_measures_surcharges_and_courts_are_not_meant():
    night = {"executed_from": "2026-03-10 22:30+08", "executed_to": "2026-03-10 23:00+08"}
    for kind in ("扣押", "加处罚款", "申请法院强制执行"):
        assert outcome(execution(kind, **night), "E-22") == NOT_APPLICABLE
    assert outcome(execution("强制拆除", **night, court_ordered=True), "E-22") == NOT_APPLICABLE
    assert outcome(execution("代履行", **night, immediate_substitute=True), "E-22") == NOT_APPLICABLE


def test_e_23_homes_keep_their_water():
    assert outcome(execution(cut_supply=["water"], cut_target="home"), "E-23") == FAIL
    assert outcome(execution(cut_supply=["power"], cut_target="business"), "E-23") == PASS
    assert result(execution(cut_supply=["power"]), "E-23").missing == ("停供所及对象",)
    assert outcome(execution(), "E-23") == NOT_APPLICABLE


DEMOLISHED = {
    "measure_from": "2026-03-11",
    "demolition_notice_on": "2026-03-02",
    "self_demolish_by": "2026-03-09",
    "remedies_end_on": "2026-03-10",
    "urge_served_on": "2026-02-10",
    "decision_date": "2026-03-02",
}


def demolished(**fields):
    return execution("强制拆除", **DEMOLISHED | fields)


def test_e_24_the_day_after_the_remedies_have_run_out_is_the_first():
    """Served on 2025-09-10 with the remedies told: six months end on 2026-03-10."""
    assert outcome(demolished(), "E-24") == PASS
    assert result(demolished(measure_from="2026-03-10"), "E-24").broken == ("复议和起诉的期限已过",)
    assert result(demolished(self_demolish_by="2026-03-11"), "E-24").broken == ("限期自行拆除的期限已过",)
    assert result(demolished(demolition_notice_on="2026-03-11"), "E-24").broken == ("先公告",)
    assert result(demolished(urged_in_writing=False), "E-24").broken == ("已经催告和决定",)
    assert result(demolished(demolition_notice_on=None), "E-24").missing == ("拆除公告日期",)


def test_e_24_a_pending_dispute_bars_one_that_came_later_does_not():
    pending = demolished(dispute_status=DisputeStatus.LITIGATION)
    make_remedy(pending, "2026-02-20", None, "litigation")
    assert result(pending, "E-24").broken == ("没有正在进行的复议、诉讼",)
    later = demolished(dispute_status=DisputeStatus.LITIGATION)
    make_remedy(later, "2026-03-20", None, "litigation")
    assert outcome(later, "E-24") == PASS
    ended = demolished(dispute_status=DisputeStatus.CONCLUDED)
    make_remedy(ended, "2025-10-01", "2026-02-01")
    assert outcome(ended, "E-24") == PASS
    assert outcome(demolished(dispute_status=DisputeStatus.LITIGATION), "E-24") == UNKNOWN


def test_e_24_left_to_a_person_or_not_meant():
    assert "人工认定" in result(demolished(measure_from="2026-03-10", demolition_special=True), "E-24").sentence
    assert outcome(demolished(measure_from="2026-03-10", self_demolished=True), "E-24") == NOT_APPLICABLE
    assert outcome(demolished(measure_from="2026-03-10", court_ordered=True), "E-24") == NOT_APPLICABLE
    assert outcome(demolished(measure_from=None), "E-24") == NOT_APPLICABLE


SUBSTITUTE = {
    "measure_from": "2026-03-11",
    "urge_served_on": "2026-03-06",
    "served_date": "2026-03-06",
    "substitute_items": ["party", "grounds", "manner", "object", "budget", "performer"],
    "substitute_supervised": True,
    "completion_signers": ["supervisor", "performer", "witness"],
}


def substitute(**fields):
    return execution("代履行", **SUBSTITUTE | fields)


def test_e_25_three_working_days_before():
    found = result(substitute(), "E-25")
    assert (found.outcome, found.due) == (PASS, date(2026, 3, 11))
    assert result(substitute(urge_served_on="2026-03-09"), "E-25").broken == ("3日前催告",)
    assert result(substitute(urged_in_writing=False, urge_served_on=None), "E-25").broken == ("3日前催告",)
    assert outcome(substitute(urge_served_on="2026-03-09", immediate_substitute=True), "E-25") == NOT_APPLICABLE
    assert outcome(substitute(measure_from=None), "E-25") == NOT_APPLICABLE


def test_e_25_the_decision_the_supervisor_and_the_signatures():
    assert result(substitute(served_date="2026-03-12"), "E-25").broken == ("代履行前送达决定书",)
    assert result(substitute(substitute_items=["party", "grounds", "manner", "object", "performer"]), "E-25").broken == (
        "决定书载明法定事项",
    )
    assert result(substitute(substitute_supervised=False), "E-25").broken == ("派员到场监督",)
    assert outcome(substitute(completion_signers=["supervisor", "performer", "party"]), "E-25") == PASS
    assert outcome(substitute(completion_signers=["supervisor", "performer"]), "E-25") == FAIL
    assert result(substitute(served_date=None), "E-25").missing == ("决定书送达日期",)


def court(**fields):
    return execution("申请人民法院强制执行", **fields)


def test_e_30_ten_working_days_after_the_demand():
    urged = {"urge_served_on": "2026-03-06"}
    assert outcome(court(**urged, court_applied_on="2026-03-23"), "E-30") == PASS
    assert outcome(court(**urged, court_applied_on="2026-03-21"), "E-30") == PASS
    early = result(court(**urged, court_applied_on="2026-03-20"), "E-30")
    assert (early.outcome, early.due) == (FAIL, date(2026, 3, 20))
    assert outcome(court(court_applied_on="2026-03-20", urged_in_writing=False), "E-30") == FAIL
    assert "催告书送达日期" in result(court(court_applied_on="2026-03-20"), "E-30").missing
    assert outcome(court(**urged, court_applied_on="2026-03-20", urgent_execution=True), "E-30") == UNKNOWN
    assert outcome(court(**urged, court_applied_on="2026-03-20", duty_performed_on="2026-03-18"), "E-30") == NOT_APPLICABLE
    assert outcome(court(**urged), "E-30") == NOT_APPLICABLE


def test_e_31_within_three_months_and_not_before_the_remedies_end():
    """The remedies end on 2026-03-10; three months later is Wednesday 2026-06-10."""
    ended = {"has_exec_power": False, "remedies_end_on": "2026-03-10"}
    last = result(court(**ended, court_applied_on="2026-06-10"), "E-31")
    assert (last.outcome, last.due) == (PASS, date(2026, 6, 10))
    assert result(court(**ended, court_applied_on="2026-06-11"), "E-31").broken == ("在3个月内申请",)
    assert result(court(**ended, court_applied_on="2026-03-10"), "E-31").broken == ("复议和起诉的期限已过",)
    assert (
        "正当理由"
        in result(court(**ended, court_applied_on="2026-06-11", late_application_reason="当事人下落不明"), "E-31").sentence
    )
    instalments = ended | {"instalments_end_on": "2026-04-10"}
    assert outcome(court(**instalments, court_applied_on="2026-06-30"), "E-31") == PASS


def test_e_31_whoever_never_applies_forgoes_it():
    ended = {"has_exec_power": False, "remedies_end_on": "2026-03-10"}
    assert outcome(court(**ended), "E-31", date(2026, 6, 10)) == UNKNOWN
    idle = result(court(**ended), "E-31", date(2026, 6, 11))
    assert (idle.outcome, "没有申请" in idle.sentence) == (FAIL, True)
    assert outcome(court(**ended, duty_performed_on="2026-04-01"), "E-31") == NOT_APPLICABLE
    assert outcome(court(**ended | {"has_exec_power": True}), "E-31") == NOT_APPLICABLE
    assert result(court(court_applied_on="2026-06-01"), "E-31").missing == ("本机关有强制执行权", "复议和起诉期限届满日")


def test_e_31_a_last_day_that_rests_rolls_on():
    """Remedies end on 2026-02-02; three months later is 2 May, in the holidays until 5 May: Wednesday 6 May is the last day."""
    ended = {"has_exec_power": False, "remedies_end_on": "2026-02-02"}
    assert outcome(court(**ended, court_applied_on="2026-05-06"), "E-31") == PASS
    assert outcome(court(**ended, court_applied_on="2026-05-07"), "E-31") == FAIL
