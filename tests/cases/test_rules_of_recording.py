"""G-07 至 G-15：辅助人员、证件、回避、全过程记录、音像、电子监控、异地执法。"""

from __future__ import annotations

import pytest

from agencies.choices import PersonnelKind, Sector
from agencies.models import EnforcementCertificate
from cases.choices import ActKind, CaseKind, DecisionType, OfficerRole, PartyType, Procedure
from cases.models import SectorParameter
from tests.cases.factories import make_act, make_agency, make_case, make_certificate
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db


def signed(*numbers, role=OfficerRole.ENFORCING, extra=(), **fields):
    """A case whose inspection of 2026-03-02 was signed by these, and by `extra` in another role."""
    case = make_case(decision_date="2026-04-30", **fields)
    officers = [(number, OfficerRole.ENFORCING) for number in numbers] + [(number, role) for number in extra]
    make_act(case, ActKind.ONSITE_INSPECTION, "2026-03-02", officers=officers)
    return case


def switched_on(code):
    SectorParameter.objects.create(
        key=f"on_{code.lower().replace('-', '_')}", value=1, unit="flag", source="演示", status="found"
    )


@pytest.fixture
def crew():
    agency = make_agency()
    return [make_certificate(agency).number, make_certificate(agency).number]


@pytest.fixture
def auxiliary():
    return make_certificate(make_agency(), personnel=PersonnelKind.AUXILIARY).number


def test_g_07_an_auxiliary_may_record_and_not_inspect(crew, auxiliary):
    assert outcome(signed(*crew, extra=[auxiliary], role=OfficerRole.RECORDING), "G-07") == PASS
    assert outcome(signed(*crew, extra=[auxiliary], role=OfficerRole.ASSISTING), "G-07") == PASS
    found = result(signed(*crew, auxiliary), "G-07")
    assert found.outcome == FAIL
    assert f"2026-03-02 的执法行为中，登记为执法辅助人员的 {auxiliary} 以执法人员身份署名（全案共 1 次）" in found.sentence
    assert outcome(signed(crew[0], "无此证号"), "G-07") == UNKNOWN
    assert outcome(make_case(decision_date="2026-04-30"), "G-07") == UNKNOWN


def test_g_08_tells_nothing_until_switched_on(crew):
    EnforcementCertificate.objects.update(field="文化旅游广电")
    case = signed(*crew, sector=Sector.MARKET)
    assert outcome(case, "G-08") == NOT_APPLICABLE
    switched_on("G-08")
    assert outcome(case, "G-08") == FAIL
    assert outcome(signed(*crew, sector=Sector.MARKET, joint_enforcement=True), "G-08") == NOT_APPLICABLE
    EnforcementCertificate.objects.filter(number=crew[0]).update(field="")
    assert outcome(case, "G-08") == UNKNOWN
    EnforcementCertificate.objects.update(field="市场监管")
    assert outcome(case, "G-08") == PASS
    EnforcementCertificate.objects.update(field="综合行政执法")
    assert outcome(case, "G-08") == PASS
    EnforcementCertificate.objects.update(field="")
    assert outcome(case, "G-08") == UNKNOWN


def test_g_09_the_records_say_that_the_certificate_was_shown(crew):
    assert outcome(signed(*crew, cert_shown="recorded"), "G-09") == PASS
    assert outcome(signed(*crew, cert_shown="missing"), "G-09") == FAIL
    assert result(signed(*crew), "G-09").missing == ("出示执法证件的记载",)
    assert outcome(signed(*crew, cert_shown="exempt"), "G-09") == NOT_APPLICABLE
    assert outcome(make_case(decision_date="2026-04-30"), "G-09") == NOT_APPLICABLE


ASKED = {"recusal_requested_on": "2026-03-02", "decision_date": "2026-03-20"}


def test_g_10_a_request_is_decided_before_the_penalty():
    decided = ASKED | {"recusal_decided_on": "2026-03-05", "recusal_decided_by": "head"}
    assert outcome(make_case(**decided), "G-10") == PASS
    assert outcome(make_case(**decided | {"recusal_decided_on": "2026-03-20"}), "G-10") == PASS
    assert outcome(make_case(**decided | {"recusal_decided_on": "2026-03-21"}), "G-10") == FAIL
    assert result(make_case(**ASKED), "G-10").broken == ("作出处罚决定以前对回避申请作出决定",)
    assert outcome(make_case(**ASKED | {"decision_date": None}), "G-10") == UNKNOWN
    assert outcome(make_case(**ASKED | {"recusal_requested_on": "2026-03-21"}), "G-10") == PASS
    assert outcome(make_case(decision_date="2026-03-20"), "G-10") == NOT_APPLICABLE


def test_g_10_who_decides_and_who_stays_away():
    decided = ASKED | {"recusal_decided_on": "2026-03-05"}
    assert outcome(make_case(**decided, recusal_decided_by="other"), "G-10") == FAIL
    assert result(make_case(**decided), "G-10").missing == ("回避申请由谁决定",)
    assert outcome(make_case(**decided, recusal_decided_by="head", recusal_of_chief=True), "G-10") == FAIL
    assert outcome(make_case(**decided, recusal_decided_by="collective", recusal_of_chief=True), "G-10") == PASS
    own = {"interest_confirmed_on": "2026-03-05", "decision_date": "2026-03-20"}
    assert outcome(make_case(**own, recused_last_acted_on="2026-03-05"), "G-10") == PASS
    assert outcome(make_case(**own, recused_last_acted_on="2026-03-06"), "G-10") == FAIL
    assert result(make_case(**own), "G-10").missing == ("应回避人员最后办案日期",)


SIX = ["start", "investigation", "review", "decision", "service", "execution"]


def test_g_11_a_closed_case_has_a_record_of_every_stage():
    closed = {"decision_date": "2026-03-10", "closed_on": "2026-03-20"}
    assert outcome(make_case(**closed, recorded_stages=SIX), "G-11") == PASS
    no_service = [stage for stage in SIX if stage != "service"]
    assert result(make_case(**closed, recorded_stages=no_service), "G-11").broken == ("“送达”有记录",)
    assert result(make_case(**closed), "G-11").missing == ("有记录归档的环节",)
    assert outcome(make_case(decision_date="2026-03-10", recorded_stages=no_service), "G-11") == NOT_APPLICABLE
    let_off = closed | {"decision_type": DecisionType.NO_PENALTY}
    assert outcome(make_case(**let_off, recorded_stages=SIX[:5]), "G-11") == PASS
    assert outcome(make_case(**closed | {"decision_type": DecisionType.WITHDRAWN}, recorded_stages=SIX[:4]), "G-11") == PASS


def test_g_11_the_summary_procedure_has_three_papers():
    closed = {"decision_date": "2026-03-10", "closed_on": "2026-03-20", "procedure": Procedure.SUMMARY}
    assert outcome(make_case(**closed, recorded_stages=["told", "onsite_decision", "reported"]), "G-11") == PASS
    assert result(make_case(**closed, recorded_stages=["told", "onsite_decision"]), "G-11").broken == ("“当场处罚备案”有记录",)


SEIZED = {
    "kind": CaseKind.COERCION,
    "measure_kind": "扣押",
    "measure_from": "2026-03-02",
    "decision_date": "2026-03-02",
    "av_act_from": "2026-03-02 09:00+08",
    "av_act_to": "2026-03-02 10:30+08",
}


def test_g_12_filmed_from_the_beginning_to_the_end():
    filmed = SEIZED | {"av_from": "2026-03-02 08:58+08", "av_to": "2026-03-02 10:31+08"}
    assert outcome(make_case(**filmed), "G-12") == PASS
    late = result(make_case(**filmed | {"av_from": "2026-03-02 09:40+08"}), "G-12")
    assert (late.outcome, late.broken) == (FAIL, ("音像记录自现场行为开始至结束",))
    assert outcome(make_case(**filmed | {"av_to": "2026-03-02 10:29+08"}), "G-12") == FAIL
    assert outcome(make_case(**filmed | {"av_from": "2026-03-02 09:40+08"}, av_failure_noted=True), "G-12") == UNKNOWN
    assert outcome(make_case(**filmed, av_gap_minutes=5), "G-12") == PASS
    assert outcome(make_case(**filmed, av_gap_minutes=6), "G-12") == UNKNOWN


def test_g_12_not_filmed_not_said_and_not_on_the_spot():
    assert result(make_case(**SEIZED, av_recorded=False), "G-12").broken == ("作了音像记录",)
    assert outcome(make_case(**SEIZED, av_recorded=False, av_failure_noted=True), "G-12") == UNKNOWN
    bare = {key: value for key, value in SEIZED.items() if not key.startswith("av_")}
    assert outcome(make_case(**bare), "G-12") == UNKNOWN
    assert outcome(make_case(**bare | {"measure_kind": "冻结"}), "G-12") == NOT_APPLICABLE
    assert outcome(make_case(decision_date="2026-03-02"), "G-12") == NOT_APPLICABLE
    assert outcome(make_case(decision_date="2026-03-02", av_recorded=False), "G-12") == FAIL


def test_g_13_tells_of_late_uploads_only_when_switched_on():
    filmed = {"decision_date": "2026-04-30", "av_to": "2026-03-02 10:30+08"}
    late = make_case(**filmed, av_uploaded_at="2026-03-03 10:31+08")
    assert outcome(late, "G-13") == NOT_APPLICABLE
    switched_on("G-13")
    assert outcome(late, "G-13") == FAIL
    assert outcome(make_case(**filmed, av_uploaded_at="2026-03-03 10:30+08"), "G-13") == PASS
    returned = filmed | {"av_returned_at": "2026-03-04 08:00+08"}
    assert outcome(make_case(**returned, av_uploaded_at="2026-03-05 08:00+08"), "G-13") == PASS
    assert result(make_case(**filmed), "G-13").missing == ("音像记录上传时刻",)
    assert outcome(make_case(decision_date="2026-04-30"), "G-13") == NOT_APPLICABLE


MONITORED = {
    "decision_date": "2026-04-30",
    "monitor_used": True,
    "monitor_basis": "law",
    "monitor_legal_reviewed_on": "2026-02-01",
    "monitor_tech_reviewed_on": "2026-02-01",
    "monitor_sign_visible": True,
    "monitor_published_on": "2026-03-01",
    "monitor_captured_on": "2026-03-01",
    "monitor_reviewed_on": "2026-03-10",
    "monitor_told_on": "2026-03-12",
}


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"monitor_published_on": "2026-03-02"}, "采集以前公布设置地点"), ({"monitor_basis": "rule"}, "依照法律、行政法规规定使用"),
        ({"monitor_legal_reviewed_on": "2026-03-02"}, "采集以前经过法制审核"), ({"monitor_sign_visible": False}, "标志明显"),
        ({"monitor_tech_reviewed_on": "2026-03-02"}, "采集以前经过技术审核"),
        ({"monitor_reviewed_on": "2026-05-01"}, "决定以前审核记录内容"), ({"monitor_told_on": "2026-05-01"}, "决定以前告知违法事实"),
    ],
)  # fmt: skip
def test_g_14_each_requirement_of_a_fixed_camera(change, broken):
    assert outcome(make_case(**MONITORED), "G-14") == PASS
    assert result(make_case(**MONITORED | change), "G-14").broken == (broken,)
    assert outcome(make_case(**MONITORED | change, monitor_clue_only=True), "G-14") == UNKNOWN


def test_g_14_other_pictures_older_ones_and_what_is_not_said():
    assert outcome(make_case(decision_date="2026-04-30"), "G-14") == NOT_APPLICABLE
    assert outcome(make_case(**MONITORED | {"monitor_captured_on": "2021-07-14"}), "G-14") == NOT_APPLICABLE
    assert result(make_case(**MONITORED | {"monitor_sign_visible": None}), "G-14").missing == ("电子监控标志明显",)
    undecided = MONITORED | {"decision_date": None, "filing_date": "2026-03-05", "monitor_told_on": None}
    assert outcome(make_case(**undecided), "G-14") == PASS


AWAY = {
    "decision_date": "2026-04-30",
    "party_type": PartyType.LEGAL_PERSON,
    "outside_act": "measure",
    "outside_act_on": "2026-03-02",
    "outside_approved_on": "2026-02-27",
    "jurisdiction_basis": "law",
    "outside_supported": True,
}


def test_g_15_leaves_its_region_with_a_ground_approval_and_help():
    assert outcome(make_case(**AWAY | {"outside_supported": False}), "G-15") == NOT_APPLICABLE
    switched_on("G-15")
    assert outcome(make_case(**AWAY), "G-15") == PASS
    assert result(make_case(**AWAY | {"outside_supported": False}), "G-15").broken == ("有协助、指定或者协作文书",)
    assert result(make_case(**AWAY | {"jurisdiction_basis": "none"}), "G-15").broken == ("有管辖依据",)
    late = AWAY | {"outside_approved_on": "2026-03-03"}
    assert result(make_case(**late), "G-15").broken == ("事前经本机关负责人批准",)
    assert outcome(make_case(**late, outside_urgent=True), "G-15") == PASS


def test_g_15_gathering_evidence_persons_and_earlier_days_are_free():
    switched_on("G-15")
    bad = AWAY | {"jurisdiction_basis": "none"}
    assert outcome(make_case(**bad | {"outside_act": "evidence"}), "G-15") == NOT_APPLICABLE
    assert outcome(make_case(**bad | {"party_type": PartyType.PERSON}), "G-15") == NOT_APPLICABLE
    assert outcome(make_case(**bad | {"outside_act_on": "2025-05-19"}), "G-15") == NOT_APPLICABLE
    assert outcome(make_case(**bad | {"outside_act_on": "2025-05-20"}), "G-15") == FAIL
    inspection = bad | {"outside_act": "inspection"}
    assert outcome(make_case(**inspection | {"outside_act_on": "2025-01-02"}), "G-15") == NOT_APPLICABLE
    assert outcome(make_case(**inspection | {"outside_act_on": "2025-01-03"}), "G-15") == FAIL
    assert outcome(make_case(decision_date="2026-04-30"), "G-15") == NOT_APPLICABLE
