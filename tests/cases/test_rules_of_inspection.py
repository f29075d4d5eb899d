"""I-01 至 I-06、I-10 至 I-16：检查的主体、计划、批准、文书、扫码、人员、结果、记录。

Calendar, by hand: the 20th working day after Monday 2026-03-02 is Monday 2026-03-30. Unless a test says otherwise an inspection is that of
`make_lawful_inspection`: Friday 2026-04-10, begun at 09:10.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agencies.choices import Sector
from cases.choices import ActKind, CaseKind, Outcome, PartyType
from cases.models import CaseAct
from cases.services.checking import explain
from tests.cases.factories import make_act, make_agency, make_case, make_certificate, make_lawful_inspection
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, TODAY, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db


def inspected(**changed: Any) -> Any:
    return make_lawful_inspection(**changed)


def test_a_lawful_inspection_breaks_no_rule_and_leaves_nothing_open():
    found = {one.code: one.outcome for one in explain(inspected(), TODAY)}
    assert {code for code, said in found.items() if said in (Outcome.FAIL, Outcome.UNKNOWN)} <= {
        "G-04"
    }  # no power list is kept here
    passed = {code for code, said in found.items() if said == Outcome.PASS}
    assert passed >= {"I-01", "I-02", "I-03", "I-04", "I-05", "I-06", "I-07", "I-10", "I-11", "I-14"}


def test_a_bare_inspection_is_accused_of_nothing():
    bare = make_case(kind=CaseKind.INSPECTION, inspected_on="2026-04-10", inspection_kind="专项检查", scanned=True)
    assert FAIL not in {one.outcome for one in explain(bare, TODAY)}


def test_inspections_before_the_opinions_and_of_persons_are_not_judged_by_them():
    early = inspected(
        inspected_on=date(2025, 1, 2), inspect_start_at="2025-01-02 09:10+08", subject_announced=False, in_year_plan=False
    )
    person = inspected(party_type=PartyType.PERSON, party_credit_code="", subject_announced=False, in_year_plan=False)
    for code in ("I-01", "I-02", "I-03", "I-04", "I-06", "I-07"):
        assert outcome(early, code) == NOT_APPLICABLE
        assert outcome(person, code) == NOT_APPLICABLE


@pytest.mark.parametrize("kind", ["coordination", "third_party", "intermediary"])
def test_i_01_three_kinds_of_body_never_inspect(kind):
    assert result(inspected(inspector_kind=kind), "I-01").broken == ("不由议事协调机构、第三方或者中介机构实施",)


def test_i_01_the_announced_list_and_who_came():
    assert outcome(inspected(subject_announced=False), "I-01") == FAIL
    assert outcome(inspected(subject_announced=None), "I-01") == UNKNOWN
    early = {"inspected_on": date(2025, 3, 31), "subject_announced": None}
    assert outcome(inspected(**early), "I-01") == PASS
    assert outcome(inspected(**early | {"inspected_on": date(2025, 4, 1)}), "I-01") == UNKNOWN
    assert outcome(inspected(uncertified_inspectors=True), "I-01") == FAIL
    entrusted = {"inspector_kind": "entrusted", "entrusted_in_agency_name": True}
    assert outcome(inspected(**entrusted, delegation_published_on="2026-04-10"), "I-01") == PASS
    assert outcome(inspected(**entrusted, delegation_published_on="2026-04-11"), "I-01") == FAIL
    assert outcome(inspected(party_type=PartyType.SELF_EMPLOYED, subject_announced=False), "I-01") == FAIL


def test_i_02_the_item_is_published_no_later_than_the_day():
    assert outcome(inspected(inspection_item_published_on="2026-04-10"), "I-02") == PASS
    assert outcome(inspected(inspection_item_published_on="2026-04-11"), "I-02") == FAIL
    assert outcome(inspected(inspection_item_published_on=None), "I-02") == UNKNOWN
    before = {"inspection_item_published_on": "2025-07-05", "inspected_on": date(2025, 6, 30)}
    assert outcome(inspected(**before), "I-02") == NOT_APPLICABLE
    assert outcome(inspected(**before | {"inspected_on": date(2025, 7, 1)}), "I-02") == FAIL


def test_i_03_a_routine_inspection_stands_in_a_plan_filed_before():
    april = {"inspected_on": date(2026, 4, 1), "inspect_start_at": None}
    assert outcome(inspected(**april, plan_filed_on="2026-03-31"), "I-03") == PASS
    assert outcome(inspected(**april, plan_filed_on="2026-04-02"), "I-03") == FAIL
    outside = {"in_year_plan": False, "plan_filed_on": None}
    assert outcome(inspected(**april, **outside), "I-03") == FAIL
    assert outcome(inspected(inspected_on=date(2026, 3, 31), **outside), "I-03") == UNKNOWN
    assert outcome(inspected(**april, **outside, key_field=True), "I-03") == UNKNOWN
    assert outcome(inspected(inspection_class="", inspection_kind="双随机", **outside), "I-03") == FAIL
    assert outcome(inspected(inspection_class="", inspection_kind="勘验"), "I-03") == UNKNOWN


def test_i_03_an_inspection_of_a_case_has_its_trigger():
    case = {"inspection_class": "case", "in_year_plan": None}
    assert outcome(inspected(**case, inspection_trigger="complaint", trigger_ref="12345-001"), "I-03") == PASS
    assert outcome(inspected(**case, inspection_trigger="complaint"), "I-03") == UNKNOWN
    assert outcome(inspected(**case, inspection_trigger="none"), "I-03") == FAIL
    assert outcome(inspected(inspection_class="special"), "I-03") == NOT_APPLICABLE


def test_i_04_approval_comes_before_the_inspection():
    nine = {"inspect_start_at": "2026-04-10 09:00+08"}
    assert outcome(inspected(**nine, inspection_approved_at="2026-04-10 09:00+08"), "I-04") == PASS
    late = inspected(**nine, inspection_approved_at="2026-04-10 09:30+08")
    assert result(late, "I-04").broken == ("检查开始以前批准（紧急的事后补办）",)
    urgent = {**nine, "inspection_approved_at": None, "inspection_urgent": True}
    assert outcome(inspected(**urgent, approval_made_up_at="2026-04-11 09:00+08"), "I-04") == PASS
    assert outcome(inspected(**urgent), "I-04") == UNKNOWN
    only_days = {"inspect_start_at": None, "inspection_approved_at": "2026-04-10 00:00+08"}
    assert outcome(inspected(**only_days), "I-04") == PASS
    planned = {**nine, "inspection_approved_at": None, "inspection_approved_by_head": None, "approved_with_plan": True}
    assert outcome(inspected(**planned), "I-04") == PASS
    assert result(inspected(inspection_approved_by_head=False), "I-04").broken == ("由行政执法主体负责人批准",)
    at_a_desk = {**nine, "inspection_onsite": False, "inspection_approved_at": "2026-04-10 09:30+08"}
    assert outcome(inspected(**at_a_desk), "I-04") == UNKNOWN


def test_i_05_a_sealed_paper_is_shown_first():
    nine = {"inspect_start_at": "2026-04-10 09:00+08"}
    assert outcome(inspected(**nine, notice_shown_at="2026-04-10 09:00+08"), "I-05") == PASS
    late = {**nine, "notice_shown_at": "2026-04-10 11:00+08"}
    assert result(inspected(**late), "I-05").broken == ("检查开始以前出示",)
    assert outcome(inspected(**late, inspection_urgent=True), "I-05") == UNKNOWN
    assert outcome(inspected(sealed_document_shown=False, notice_shown_at=None), "I-05") == FAIL
    assert outcome(inspected(sealed_document_shown=None), "I-05") == UNKNOWN
    assert outcome(inspected(**late, inspection_onsite=False), "I-05") == NOT_APPLICABLE
    assert outcome(inspected(**late, party_type=PartyType.SELF_EMPLOYED), "I-05") == NOT_APPLICABLE


def test_i_06_scanned_before_it_begins():
    begun = {"inspect_start_at": "2026-04-10 09:10+08"}
    assert outcome(inspected(**begun, scanned_at="2026-04-10 09:10+08"), "I-06") == PASS
    late = {**begun, "scanned_at": "2026-04-10 09:40+08"}
    assert outcome(inspected(**late), "I-06") == FAIL
    assert outcome(inspected(**late, inspection_urgent=True), "I-06") == PASS
    after_leaving = {**late, "scanned_at": "2026-04-10 10:31+08"}
    assert outcome(inspected(**after_leaving, inspection_urgent=True), "I-06") == FAIL
    never = inspected(scanned=False, scanned_at=None)
    assert result(never, "I-06").sentence == "2026-04-10 的现场检查没有扫码。"
    assert result(inspected(scanned_at=None), "I-06").missing == ("扫码的时刻",)
    for excused in ({"scan_code_missing": True}, {"scan_outage": True}, {"inspection_onsite": False}):
        assert outcome(inspected(**late, **excused), "I-06") == NOT_APPLICABLE
    before = {"inspected_on": date(2025, 6, 30), "inspect_start_at": None, "scanned": False, "scanned_at": None}
    assert outcome(inspected(**before), "I-06") == NOT_APPLICABLE


def test_i_10_two_certified_officers_who_show_their_cards():
    assert result(inspected(cert_shown="missing"), "I-10").broken == ("出示了执法证件并在笔录载明",)
    assert outcome(inspected(cert_shown=""), "I-10") == UNKNOWN
    alone = inspected()
    CaseAct.objects.filter(case=alone).delete()
    helper = make_certificate(make_agency(), personnel="auxiliary").number
    make_act(
        alone,
        ActKind.ONSITE_INSPECTION,
        alone.inspected_on,
        officers=[make_certificate(make_agency()).number, (helper, "assisting")],
    )
    assert result(alone, "I-10").broken == ("执法人员不少于两人",)
    assert outcome(inspected(inspection_assistants=1, inspection_assistants_planned=1), "I-10") == PASS
    assert outcome(inspected(inspection_assistants=2, inspection_assistants_planned=1), "I-10") == FAIL
    assert outcome(inspected(cert_shown="missing", inspection_onsite=False), "I-10") == UNKNOWN


def test_i_11_the_result_is_told_and_shown_within_twenty_working_days():
    result_day = {"inspected_on": date(2026, 3, 2), "inspect_start_at": None, "inspection_result_on": "2026-03-02"}
    assert outcome(inspected(**result_day, published_date="2026-03-30"), "I-11") == PASS
    late = result(inspected(**result_day, published_date="2026-03-31"), "I-11")
    assert (late.outcome, late.broken, late.due) == (FAIL, ("结果形成后20个工作日内公示",), date(2026, 3, 30))
    assert outcome(inspected(**result_day, published_date="2026-03-31", led_to_case=True), "I-11") == UNKNOWN
    assert outcome(inspected(**result_day, published_date=None), "I-11", date(2026, 3, 30)) == PASS
    assert outcome(inspected(**result_day, published_date=None), "I-11", date(2026, 3, 31)) == FAIL
    assert outcome(inspected(**result_day, published_date=None, publish_required=None), "I-11") == UNKNOWN
    assert outcome(inspected(**result_day, published_date=None, publish_exempt_reason="商业秘密"), "I-11") == PASS
    assert outcome(inspected(inspection_result_told=False), "I-11") == FAIL
    undated = result_day | {"inspection_result_on": None}
    assert outcome(inspected(**undated, published_date="2026-03-30"), "I-11") == PASS
    assert result(inspected(**undated, published_date="2026-03-31"), "I-11").missing == ("检查结果形成日期",)


def test_i_12_only_what_was_verified_accuses():
    assert outcome(inspected(), "I-12") == NOT_APPLICABLE
    assert outcome(inspected(bans_alleged=["costs"]), "I-12") == UNKNOWN
    assert outcome(inspected(bans_alleged=["costs"], bans_verified=["none"]), "I-12") == PASS
    found = result(inspected(bans_verified=["costs"]), "I-12")
    assert (found.outcome, found.sentence) == (FAIL, "2026-04-10 的检查，经核实有下列情形：由企业支付消费或转嫁检查费用。")
    assert outcome(inspected(bans_verified=["targets"]), "I-12") == UNKNOWN
    assert outcome(inspected(bans_verified=["targets", "gifts"]), "I-12") == FAIL


SPECIAL = {
    "inspection_class": "special",
    "inspection_kind": "专项检查",
    "deployed_by_upper": False,
    "special_plan_made": True,
    "special_approver": "government",
    "special_approved_on": "2026-04-09",
    "special_filed": True,
    "special_published": True,
}


def test_i_13_a_campaign_is_approved_by_the_government_before_it_begins():
    assert outcome(inspected(**SPECIAL), "I-13") == PASS
    assert result(inspected(**SPECIAL | {"special_approved_on": "2026-04-16"}), "I-13").broken == ("检查以前已经批准",)
    own = result(inspected(**SPECIAL | {"special_approver": "own_agency"}), "I-13")
    assert own.broken == ("由县级以上人民政府（垂直管理的可以由上一级行政机关）批准",)
    upper = SPECIAL | {"special_approver": "upper_agency"}
    assert outcome(inspected(**upper), "I-13") == FAIL
    vertical = make_agency(Sector.TAX)
    vertical.vertically_managed = True
    vertical.save()
    assert outcome(inspected(agency=vertical, **upper), "I-13") == PASS
    assert outcome(inspected(**SPECIAL | {"special_filed": False}), "I-13") == FAIL
    assert outcome(inspected(**SPECIAL | {"special_published": None}), "I-13") == UNKNOWN


def test_i_13_a_superior_s_campaign_is_not_approved_again():
    deployed = {"inspection_class": "special", "deployed_by_upper": True}
    assert outcome(inspected(**deployed, upper_document_no="湘市监〔2026〕1号"), "I-13") == PASS
    assert result(inspected(**deployed), "I-13").missing == ("上级部署文件文号",)
    assert outcome(inspected(), "I-13") == NOT_APPLICABLE
    assert outcome(inspected(**SPECIAL | {"special_approved_on": "2025-01-02"}), "I-13") == NOT_APPLICABLE


def test_i_14_a_record_that_is_signed_and_kept():
    refused = {"inspected_signed": False, "signing_refused_noted": True}
    assert outcome(inspected(**refused), "I-14") == PASS
    assert result(inspected(inspection_recorded=False), "I-14").broken == ("制作了检查笔录或者记录",)
    assert outcome(inspected(inspectors_signed=False), "I-14") == FAIL
    assert outcome(inspected(inspection_archived=False), "I-14") == FAIL
    unsigned = {"inspected_signed": False, "signing_refused_noted": False}
    assert outcome(inspected(**unsigned), "I-14") == UNKNOWN
    assert outcome(inspected(**unsigned, led_to_case=True), "I-14") == FAIL
    assert outcome(inspected(inspection_recorded=False, inspection_onsite=False), "I-14") == NOT_APPLICABLE


def test_i_15_in_the_market_the_inspected_are_drawn_by_lot():
    market = make_agency(Sector.MARKET)
    assert outcome(inspected(agency=market), "I-15") == PASS
    assigned = {"agency": market, "selection_mode": "assigned"}
    assert outcome(inspected(**assigned), "I-15") == FAIL
    assert outcome(inspected(**assigned, key_field=True), "I-15") == PASS
    assert outcome(inspected(**assigned, full_cover_required=True), "I-15") == PASS
    assert outcome(inspected(agency=market, selection_mode=""), "I-15") == UNKNOWN
    assert outcome(inspected(**assigned | {"inspection_class": "case"}), "I-15") == NOT_APPLICABLE
    assert outcome(inspected(selection_mode="assigned"), "I-15") == NOT_APPLICABLE


def test_i_16_a_low_rating_is_a_clue():
    assert outcome(inspected(enterprise_rating=3), "I-16") == PASS
    found = result(inspected(enterprise_rating=2), "I-16")
    assert (found.outcome, found.sentence) == (FAIL, "2026-04-10 的检查，企业评价 2 分，供研判。")
    assert outcome(inspected(), "I-16") == NOT_APPLICABLE
