"""E-01 至 E-08：强制措施的依据、批准、报告、现场、文书、期限与检测。

By hand: 2026-03-02 is a Monday, day 30 after it is Wednesday 2026-04-01. 2026-04-13 plus 30 is 2026-05-13, plus 60 is 2026-06-12, both
working days. 2026-03-10 is a Tuesday.
"""

from __future__ import annotations

from datetime import date

import pytest

from cases.choices import CaseKind, PartyType, SpanKind
from tests.cases.factories import make_case, make_extension, make_span
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db


def measure(kind="扣押", **fields):
    return make_case(kind=CaseKind.COERCION, measure_kind=kind, **{"measure_from": "2026-03-10"} | fields)


BASED = {"basis_levels": ["local_regulation"], "basis_in_force": True, "measure_delegated": False}


def test_e_01_a_seizure_may_rest_on_a_local_regulation_and_a_freeze_on_a_law_only():
    assert outcome(measure(**BASED), "E-01") == PASS
    frozen = result(measure("冻结", **BASED | {"basis_levels": ["regulation"]}), "E-01")
    assert frozen.outcome == FAIL
    assert "行政法规" in frozen.sentence
    assert outcome(measure("冻结", **BASED | {"basis_levels": ["law"]}), "E-01") == PASS
    assert outcome(measure(**BASED | {"basis_levels": ["rule"]}), "E-01") == FAIL
    assert outcome(measure("其他强制措施", **BASED), "E-01") == FAIL
    assert outcome(measure("其他强制措施", **BASED | {"basis_levels": ["regulation"]}), "E-01") == PASS


def test_e_01_delegation_and_provisions_out_of_force_break_it():
    assert result(measure(**BASED | {"measure_delegated": True}), "E-01").broken == ("没有委托实施",)
    assert result(measure(**BASED | {"basis_in_force": False}), "E-01").broken == ("依据在实施时有效",)


def test_e_01_whoever_is_in_doubt_is_judged_by_a_person():
    assert "人工认定" in result(measure(**BASED, measure_body="town"), "E-01").sentence
    assert outcome(measure(**BASED, measure_body="authorised"), "E-01") == UNKNOWN
    assert outcome(measure(**BASED | {"basis_levels": ["law"]}, measure_body="authorised"), "E-01") == PASS
    assert outcome(measure(**BASED, measure_body="concentrated"), "E-01") == PASS
    assert outcome(measure(**BASED | {"measure_delegated": True}, measure_body="town"), "E-01") == FAIL


def test_e_01_emergencies_are_outside_and_what_nobody_named_is_asked():
    assert outcome(measure(**BASED | {"basis_levels": ["rule"]}, outside_coercion_law=True), "E-01") == NOT_APPLICABLE
    assert outcome(measure("代履行"), "E-01") == NOT_APPLICABLE
    assert result(measure("其他", **BASED), "E-01").missing == ("强制的法定种类",)
    assert outcome(measure("其他", **BASED, coercion_type="seal"), "E-01") == PASS
    assert result(measure(), "E-01").missing == ("措施依据的层级", "措施依据在实施时有效", "措施委托他人实施")
    assert outcome(make_case(decision_date="2026-03-10"), "E-01") == NOT_APPLICABLE


@pytest.mark.parametrize(
    "words", ["查封", "扣押", "查封、扣押", "查封扣押", "冻结", "冻结存款、汇款", "限制人身自由", "其他行政强制措施"]
)
def test_what_files_call_a_measure_is_understood(words):
    assert outcome(measure(words), "E-02") == UNKNOWN
    assert outcome(measure(words), "E-20") == NOT_APPLICABLE


def test_e_02_approval_comes_before_the_measure_to_the_minute():
    nine = {"enforced_at": "2026-03-10 09:00+08", "approver_post": "head", "urgent_on_site": False}
    assert outcome(measure(**nine, approved_at="2026-03-10 09:00+08"), "E-02") == PASS
    late = result(measure(**nine, approved_at="2026-03-10 09:01+08"), "E-02")
    assert late.outcome == FAIL
    assert "批准在 2026-03-10 09:01" in late.sentence
    assert result(measure(**nine), "E-02").missing == ("批准措施的时刻",)
    unsaid = nine | {"urgent_on_site": None}
    assert result(measure(**unsaid, approved_at="2026-03-10 09:01+08"), "E-02").missing == ("情况紧急当场实施",)


def test_e_02_a_day_without_a_time_counts_as_that_day():
    only_day = {"approver_post": "head", "urgent_on_site": False, "approved_at": "2026-03-10 00:00+08"}
    assert outcome(measure(**only_day), "E-02") == PASS
    assert outcome(measure(**only_day, enforced_at="2026-03-10 09:00+08"), "E-02") == PASS
    assert outcome(measure(**only_day | {"measure_from": "2026-03-09"}), "E-02") == FAIL


def test_e_02_by_the_head_or_made_up_when_urgent():
    approved = {"enforced_at": "2026-03-10 09:00+08", "approved_at": "2026-03-10 08:00+08"}
    assert result(measure(**approved, approver_post="other"), "E-02").broken == ("由行政机关负责人批准",)
    assert "书面授权" in result(measure(**approved, approver_post="authorised"), "E-02").sentence
    urgent = {"enforced_at": "2026-03-10 09:00+08", "urgent_on_site": True, "approver_post": "head"}
    assert outcome(measure(**urgent, makeup_approved_at="2026-03-11 08:00+08"), "E-02") == PASS
    assert result(measure(**urgent), "E-02").missing == ("补办批准的时刻",)
    assert outcome(measure("代履行", **approved), "E-02") == NOT_APPLICABLE


URGENT = {"urgent_on_site": True, "enforced_at": "2026-03-10 10:00+08"}


def test_e_03_reported_within_twenty_four_hours():
    eleven = {"makeup_approved_at": "2026-03-11 10:00+08"}
    assert outcome(measure(**URGENT, **eleven, reported_at="2026-03-11 10:00+08"), "E-03") == PASS
    late = result(measure(**URGENT, **eleven, reported_at="2026-03-11 10:01+08"), "E-03")
    assert (late.outcome, late.broken) == (FAIL, ("24小时内向行政机关负责人报告",))
    assert result(measure(**URGENT, **eleven), "E-03").missing == ("紧急实施后报告的时刻",)
    assert outcome(measure(urgent_on_site=False), "E-03") == NOT_APPLICABLE
    assert outcome(measure(), "E-03") == NOT_APPLICABLE


def test_e_03_what_the_hours_cannot_settle_is_left_to_a_person():
    reported = URGENT | {"reported_at": "2026-03-11 09:00+08"}
    assert "由人工认定" in result(measure(**reported, makeup_approved_at="2026-03-11 10:01+08"), "E-03").sentence
    assert result(measure(**reported), "E-03").missing == ("补办批准的时刻",)
    held = reported | {"reported_at": "2026-03-12 11:00+08", "makeup_approved_at": "2026-03-12 11:00+08"}
    assert outcome(measure("限制人身自由", **held), "E-03") == UNKNOWN
    days = URGENT | {"makeup_approved_at": "2026-03-11 00:00+08"}
    assert outcome(measure(**days, reported_at="2026-03-10 00:00+08"), "E-03") == PASS
    assert outcome(measure(**days, reported_at="2026-03-11 00:00+08"), "E-03") == UNKNOWN
    assert outcome(measure(**days, reported_at="2026-03-12 00:00+08"), "E-03") == FAIL


def test_e_03_refused_means_lifted():
    refused = URGENT | {"reported_at": "2026-03-10 12:00+08", "head_disagreed": True}
    assert outcome(measure(**refused, lifted_on="2026-03-10"), "E-03") == PASS
    assert result(measure(**refused), "E-03").broken == ("认为不应当采取的，立即解除",)
    assert outcome(measure(**refused), "E-03", date(2026, 3, 11)) == UNKNOWN


SCENE = {
    "scene_record_made": True,
    "called_to_attend": True,
    "party_attended": True,
    "rights_told_on_site": True,
    "heard_on_site": True,
}
ABSENT = SCENE | {"party_attended": False, "rights_told_on_site": None, "heard_on_site": None}


def test_e_04_a_party_who_refuses_to_sign_needs_no_witness_an_absent_one_does():
    assert outcome(measure(**SCENE, scene_signers=["officers", "party"]), "E-04") == PASS
    assert outcome(measure(**SCENE, scene_signers=["officers", "refusal"]), "E-04") == PASS
    assert outcome(measure(**SCENE, scene_signers=["officers"]), "E-04") == FAIL
    assert outcome(measure(**ABSENT, scene_signers=["officers", "witness"]), "E-04") == PASS
    alone = result(measure(**ABSENT, scene_signers=["officers"]), "E-04")
    assert (alone.outcome, alone.broken) == (FAIL, ("当事人签名（拒绝的已注明）；不到场的由见证人签名",))
    assert result(measure(**SCENE, scene_signers=["party"]), "E-04").broken == ("两名以上执法人员签名",)


def test_e_04_telling_and_hearing_are_due_to_whoever_was_there():
    signed = {"scene_signers": ["officers", "party"]}
    assert result(measure(**SCENE | {"rights_told_on_site": False}, **signed), "E-04").broken == ("已当场告知理由、依据和权利",)
    assert result(measure(**SCENE | {"heard_on_site": False}, **signed), "E-04").broken == ("已听取陈述和申辩",)
    assert outcome(measure(**SCENE | {"party_attended": None, "heard_on_site": False}, **signed), "E-04") == UNKNOWN
    assert outcome(measure(**SCENE | {"called_to_attend": False, "party_attended": False}, **signed), "E-04") == FAIL


def test_e_04_a_freeze_needs_a_record_only():
    assert outcome(measure("冻结", scene_record_made=True), "E-04") == PASS
    assert outcome(measure("冻结", scene_record_made=False), "E-04") == FAIL
    assert outcome(measure(scene_record_made=False), "E-04") == FAIL
    assert result(measure("冻结"), "E-04").missing == ("已制作现场笔录",)


PAPERS = {"seizure_items": ["party", "grounds", "goods", "remedies", "seal"], "goods_list_copies": 2, "party_attended": True}


def test_e_05_handed_over_on_the_spot():
    assert outcome(measure(**PAPERS, served_date="2026-03-10"), "E-05") == PASS
    late = result(measure(**PAPERS, served_date="2026-03-11"), "E-05")
    assert (late.outcome, late.broken) == (FAIL, ("当事人在场的当场交付，不在场的已送达",))
    assert outcome(measure(**PAPERS | {"party_attended": False}, served_date="2026-03-16"), "E-05") == PASS
    assert result(measure(**PAPERS), "E-05").missing == ("决定书送达日期",)
    assert "人工认定" in result(measure(**PAPERS, served_date="2026-03-11", urgent_on_site=True), "E-05").sentence
    assert outcome(measure("冻结", **PAPERS), "E-05") == NOT_APPLICABLE


def test_e_05_five_items_and_two_copies():
    spot = PAPERS | {"served_date": "2026-03-10"}
    assert result(measure(**spot | {"seizure_items": ["party", "grounds", "goods", "seal"]}), "E-05").broken == (
        "决定书载明五项内容",
    )
    assert result(measure(**spot | {"goods_list_copies": 1}), "E-05").broken == ("有清单，一式二份",)
    assert outcome(measure(**spot | {"goods_list_copies": 1}, urgent_on_site=True), "E-05") == FAIL


def seized(**fields):
    return measure(**{"measure_from": "2026-03-02"} | fields)


def test_e_06_the_thirtieth_day_is_the_last():
    last = result(seized(measure_to="2026-04-01"), "E-06")
    assert (last.outcome, last.due) == (PASS, date(2026, 4, 1))
    assert outcome(seized(measure_to="2026-04-02"), "E-06") == FAIL
    assert outcome(seized(lifted_on="2026-04-02"), "E-06") == FAIL
    assert outcome(seized(), "E-06", date(2026, 4, 1)) == PASS
    assert outcome(seized(), "E-06", date(2026, 4, 2)) == FAIL
    assert result(seized(closed_on="2026-05-20"), "E-06").missing == ("措施结束日期（未结束的为检查当日）", "措施结束日期")
    assert outcome(measure("冻结", measure_to="2026-06-01"), "E-06") == NOT_APPLICABLE


def test_e_06_only_laws_and_administrative_regulations_set_another_term():
    long = {"measure_to": "2026-04-30", "special_limit_days": 60}
    assert outcome(seized(**long, special_limit_level="regulation"), "E-06") == PASS
    assert outcome(seized(**long, special_limit_level="local_regulation"), "E-06") == FAIL
    assert outcome(seized(**long), "E-06") == UNKNOWN


def test_e_06_a_term_that_ends_on_a_rest_day_is_in_doubt_until_the_next_working_day():
    """Seized on Thursday 2026-03-05: day 30 is Saturday 2026-04-04, the arrangement rests until Monday 6 April; Tuesday 7 April works."""
    assert "休息日" in result(seized(measure_from="2026-03-05", measure_to="2026-04-07"), "E-06").sentence
    assert outcome(seized(measure_from="2026-03-05", measure_to="2026-04-08"), "E-06") == FAIL


def under_test(**fields):
    """Tested from 10 to 19 March: ten days with both ends, nine without one."""
    notified = fields.pop("notified", True)
    case = seized(**fields)
    make_span(case, "2026-03-10", "2026-03-19", SpanKind.TESTING, notified=notified)
    return case


def test_e_06_the_days_of_a_test_do_not_count_when_they_were_told():
    """Day 30 is 1 April; nine days more is 10 April, ten days more Saturday 11 April, after which Monday 13 April works."""
    assert outcome(under_test(measure_to="2026-04-10"), "E-06") == PASS
    assert outcome(under_test(measure_to="2026-04-11"), "E-06") == UNKNOWN
    assert outcome(under_test(measure_to="2026-04-14"), "E-06") == FAIL
    assert outcome(under_test(measure_to="2026-04-10", notified=False), "E-06") == UNKNOWN
    assert outcome(under_test(measure_to="2026-04-01", notified=False), "E-06") == PASS


def prolonged(days=30, on="2026-05-13", times=1, **fields):
    lawful = {"prolonged_by_head": True, "prolonging_notified_on": "2026-05-13", "prolonging_reasoned": True}
    case = measure(**{"measure_from": "2026-04-13", "measure_to": "2026-06-12"} | lawful | fields)
    for _ in range(times):
        make_extension(case, days, on)
    return case


def test_e_07_one_extension_of_thirty_days_approved_in_time():
    found = result(prolonged(), "E-07")
    assert (found.outcome, found.due) == (PASS, date(2026, 6, 12))
    assert outcome(prolonged(), "E-06") == NOT_APPLICABLE
    assert result(prolonged(on="2026-05-14"), "E-07").broken == ("在原期限内批准",)
    assert result(prolonged(measure_to="2026-06-13"), "E-07").broken == ("在延长后的期限内结束",)
    assert "只延长一次，不超过30日" in result(prolonged(days=31), "E-07").broken
    assert "只延长一次，不超过30日" in result(prolonged(days=15, times=2), "E-07").broken
    assert outcome(seized(), "E-07") == NOT_APPLICABLE


def test_e_07_by_the_head_told_with_reasons():
    assert result(prolonged(prolonged_by_head=False), "E-07").broken == ("经行政机关负责人批准",)
    assert result(prolonged(prolonging_reasoned=False), "E-07").broken == ("已说明理由",)
    never = prolonged(prolonging_notified=False, prolonging_notified_on=None)
    assert result(never, "E-07").broken == ("已书面告知当事人",)
    assert "及时" in result(prolonged(prolonging_notified_on="2026-05-14"), "E-07").sentence
    assert result(prolonged(prolonging_notified_on=None), "E-07").missing == ("延长措施已书面告知",)
    assert outcome(prolonged(on="2026-06-16", special_limit_level="law", special_limit_days=60), "E-07") == UNKNOWN


def test_e_08_tests_are_told_in_writing_and_paid_by_the_agency():
    assert outcome(under_test(test_fee_payer="agency"), "E-08") == PASS
    assert outcome(under_test(test_fee_payer="none"), "E-08") == PASS
    assert result(under_test(test_fee_payer="party"), "E-08").broken == ("费用由行政机关承担",)
    assert result(under_test(test_fee_payer="agency", notified=False), "E-08").broken == ("已书面告知",)
    assert outcome(under_test(test_fee_payer="agency", notified=None), "E-08") == UNKNOWN
    assert outcome(seized(), "E-08") == NOT_APPLICABLE
    open_end = seized(test_fee_payer="agency")
    make_span(open_end, "2026-03-10", None, SpanKind.TESTING, notified=True)
    assert outcome(open_end, "E-08") == UNKNOWN


def test_a_penalty_knows_nothing_of_measures():
    case = make_case(decision_date="2026-03-10", party_type=PartyType.PERSON)
    for number in range(1, 15):
        assert outcome(case, f"E-{number:02d}") == NOT_APPLICABLE
