"""请单位说明与申辩：谁看得见、谁能说、答复怎样落到线索上。"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.models import ContestEvidence, Finding, FindingContest
from cases.selectors import rules
from cases.selectors.contests import to_answer, to_explain
from cases.services import contests, findings
from notices.services import matters
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cases.disputed import PDF, contested, put
from tests.cases.factories import make_case, make_finding
from tests.notices import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(cast):
    return make_finding(make_case(cast.county_housing, decision_date="2026-03-02"), sentence="立案后第 93 日才作出决定。")


def again(one):
    return type(one).objects.get(pk=one.pk)


# --- what an agency may see


def test_an_agency_sees_no_finding_until_it_is_put_to_it(cast, sign_in, finding):
    officer = sign_in(cast.housing_officer)
    assert officer.get(finding.get_absolute_url()).status_code == 403
    assert "立案后第 93 日" not in officer.get(reverse("cases:contests")).content.decode()
    one = put(finding, cast.county_supervisor)
    assert "立案后第 93 日" in officer.get(reverse("cases:contests")).content.decode()
    page = officer.get(one.get_absolute_url()).content.decode()
    for words in ("立案后第 93 日", "请说明听证期间是否扣除。", "褚督员", "提交申辩"):
        assert words in page, words
    assert officer.get(finding.get_absolute_url()).status_code == 403


@pytest.mark.parametrize("person", ["neighbour_officer", "market_officer", "neighbour_supervisor"])
def test_another_agency_or_county_neither_sees_nor_contests_it(cast, sign_in, finding, person):
    one = put(finding, cast.county_supervisor)
    stranger = getattr(cast, person)
    client = sign_in(stranger)
    assert client.get(one.get_absolute_url()).status_code == 404
    assert "立案后第 93 日" not in client.get(reverse("cases:contests")).content.decode()
    answer = client.post(reverse("cases:contest_say", args=[one.pk]), {"action": "contest", "words": "不是事实"})
    assert answer.status_code in (403, 404)
    with pytest.raises(PermissionDenied):
        contests.contest(contest=one, statement="不是事实", actor=stranger)
    with pytest.raises(PermissionDenied):
        contests.attach(contest=one, name="a.pdf", content=PDF, actor=stranger)
    assert again(one).state == "put"


@pytest.mark.parametrize("person", ["housing_officer", "township_assistant", "county_director", "county_leader"])
def test_only_who_triages_puts_a_finding_to_an_agency(cast, finding, person):
    with pytest.raises(PermissionDenied):
        put(finding, getattr(cast, person))
    assert not FindingContest.objects.exists()


def test_a_supervisor_does_not_speak_for_the_agency_nor_an_agency_for_the_bureau(cast, finding):
    one = put(finding, cast.county_supervisor)
    with pytest.raises(PermissionDenied):
        contests.contest(contest=one, statement="代答", actor=cast.county_supervisor)
    contests.contest(contest=one, statement="有听证笔录。", actor=cast.housing_officer)
    with pytest.raises(PermissionDenied):
        contests.answer(contest=one, adopt=True, reason="采纳", actor=cast.housing_officer)
    assert again(finding).state == "open"


def test_what_is_being_written_is_the_agency_s_alone(cast, sign_in, finding):
    one = put(finding, cast.county_supervisor)
    officer, supervisor = sign_in(cast.housing_officer), sign_in(cast.county_supervisor)
    upload = SimpleUploadedFile("听证笔录.pdf", PDF)
    answer = officer.post(reverse("cases:contest_attach", args=[one.pk]), {"file": upload})
    assert "听证笔录.pdf" in answer.content.decode()
    kept = ContestEvidence.objects.get()
    address = reverse("cases:contest_evidence", args=[kept.pk])
    assert b"".join(officer.get(address).streaming_content) == PDF
    assert supervisor.get(address).status_code == 404
    assert "听证笔录.pdf" not in supervisor.get(one.get_absolute_url()).content.decode()
    contests.contest(contest=again(one), statement="有听证笔录。", actor=cast.housing_officer)
    assert b"".join(supervisor.get(address).streaming_content) == PDF
    assert sign_in(cast.neighbour_supervisor).get(address).status_code == 404
    with pytest.raises(NotAllowed, match="证据不能再增减"):
        contests.detach(contest=again(one), evidence_id=kept.pk, actor=cast.housing_officer)


def test_a_file_that_is_not_what_it_says_is_refused_and_one_may_be_taken_off_again(cast, sign_in, finding):
    one = put(finding, cast.county_supervisor)
    officer = sign_in(cast.housing_officer)
    address = reverse("cases:contest_attach", args=[one.pk])
    refused = officer.post(address, {"file": SimpleUploadedFile("假.pdf", b"<html>")})
    assert refused.status_code == 422
    assert "假.pdf" in refused.content.decode()
    officer.post(address, {"file": SimpleUploadedFile("真.pdf", PDF)})
    kept = ContestEvidence.objects.get()
    officer.post(reverse("cases:contest_detach", args=[one.pk, kept.pk]))
    assert not ContestEvidence.objects.exists()
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"cases.contest_file_added", "cases.contest_file_removed"} <= verbs


# --- the answer


def test_an_adopted_contest_dismisses_the_finding_and_both_sides_are_kept(cast, sign_in, finding):
    one = contested(finding, cast.county_supervisor, cast.housing_officer)
    page = sign_in(cast.county_supervisor).get(finding.get_absolute_url()).content.decode()
    assert "单位已申辩，尚未答复" in page
    address = reverse("cases:contest_answer", args=[one.pk])
    sign_in(cast.county_chief).post(address, {"action": "adopt", "words": "听证笔录属实。", "back": "finding"})
    one, finding = again(one), again(finding)
    assert (one.state, one.answered_by, one.answer) == ("adopted", cast.county_chief, "听证笔录属实。")
    assert (one.said_by, one.put_by) == (cast.housing_officer, cast.county_supervisor)
    assert one.put_at <= one.said_at <= one.answered_at
    assert (finding.state, finding.reviewed_by) == ("dismissed", cast.county_chief)
    assert finding.reason == "采纳单位申辩：听证笔录属实。"
    told = sign_in(cast.housing_officer).get(one.get_absolute_url()).content.decode()
    for words in ("听证期间没有扣除", "听证笔录属实。", "卫科长", "采纳"):
        assert words in told, words


def test_a_rejected_contest_confirms_the_finding_and_tells_the_agency_why(cast, sign_in, finding):
    one = contested(finding, cast.county_supervisor, cast.housing_officer)
    contests.answer(contest=one, adopt=False, reason="听证只有两日。", actor=cast.county_supervisor)
    assert again(finding).state == "confirmed"
    assert again(finding).reason == "不采纳单位申辩：听证只有两日。"
    page = sign_in(cast.housing_officer).get(one.get_absolute_url()).content.decode()
    assert "听证只有两日。" in page
    assert "不采纳" in page


def test_the_answer_counts_in_the_rule_s_precision(cast):
    cases = [make_finding(make_case(cast.county_housing, decision_date="2026-03-02")) for _ in range(4)]
    for place, one in enumerate(cases):
        contests.answer(
            contest=contested(one, cast.county_supervisor, cast.housing_officer, file=False),
            adopt=place == 0, reason="已核对案卷", actor=cast.county_supervisor,
        )  # fmt: skip
    record = rules.rule_record(cast.county_supervisor, "P-30")
    assert (record.recent, record.held) == (4, 3)


def test_an_answer_needs_a_reason_and_is_given_once(cast, finding):
    one = contested(finding, cast.county_supervisor, cast.housing_officer)
    with pytest.raises(UserError, match="答复理由"):
        contests.answer(contest=one, adopt=True, reason=" ", actor=cast.county_supervisor)
    contests.answer(contest=one, adopt=False, reason="不成立", actor=cast.county_supervisor)
    with pytest.raises(NotAllowed):
        contests.answer(contest=one, adopt=True, reason="改主意", actor=cast.county_chief)
    assert again(finding).state == "confirmed"


def test_an_agency_that_has_nothing_against_it_says_so_and_the_finding_waits_for_the_bureau(cast, finding):
    one = put(finding, cast.county_supervisor)
    contests.concede(contest=one, actor=cast.housing_officer)
    assert (again(one).state, again(finding).state) == ("conceded", "open")
    assert not to_explain(cast.housing_officer).exists()


def test_one_round_at_a_time_and_another_after_it_is_over(cast, finding):
    one = put(finding, cast.county_supervisor)
    with pytest.raises(NotAllowed, match="已经请单位说明"):
        put(finding, cast.county_chief)
    with pytest.raises(IntegrityError, match="contest_one_at_a_time"), transaction.atomic():
        FindingContest.objects.create(
            finding=finding, agency=finding.agency, region_code=finding.region_code, question="又一次", put_by=cast.county_chief
        )
    contests.concede(contest=one, actor=cast.housing_officer)
    assert put(finding, cast.county_supervisor).pk != one.pk


@pytest.mark.parametrize("state", ["dismissed", "cleared"])
def test_what_is_over_is_neither_put_nor_contested(cast, finding, state):
    one = put(finding, cast.county_supervisor)
    Finding.objects.filter(pk=finding.pk).update(state=state, reason="已核对")
    assert not to_explain(cast.housing_officer).exists()
    with pytest.raises(NotAllowed, match="不需要再说明"):
        contests.contest(contest=again(one), statement="晚了", actor=cast.housing_officer)
    with pytest.raises(NotAllowed):
        put(again(finding), cast.county_supervisor)


def test_the_database_keeps_no_answer_without_a_reason_and_deletes_no_contest(cast, finding):
    one = contested(finding, cast.county_supervisor, cast.housing_officer)
    with pytest.raises(IntegrityError, match="contest_answered_with_a_reason"), transaction.atomic():
        FindingContest.objects.filter(pk=one.pk).update(state="adopted")
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        FindingContest.objects.filter(pk=one.pk).delete()


# --- beside instruments


def test_a_contested_finding_is_marked_where_a_matter_takes_it_in_and_the_bureau_may_still_go_on(cast, sign_in):
    finding = builders.make_finding(cast.county_housing)
    client = sign_in(cast.county_supervisor)
    address = f"{reverse('notices:matter_open')}?finding={finding.pk}"
    assert "单位已申辩，尚未答复" not in client.get(address).content.decode()
    one = contested(finding, cast.county_supervisor, cast.housing_officer)
    assert "单位已申辩，尚未答复" in client.get(address).content.decode()
    matter = builders.open_matter(cast, findings=[finding])
    assert "单位已申辩，尚未答复" in client.get(matter.get_absolute_url()).content.decode()
    draft = builders.draft(cast, matter=matter)
    assert "单位已申辩，尚未答复" in client.get(reverse("notices:instrument_edit", args=[draft.pk])).content.decode()
    assert "单位已申辩，尚未答复" in client.get(draft.get_absolute_url()).content.decode()
    with pytest.raises(NotAllowed, match="移出该问题"):
        contests.answer(contest=again(one), adopt=True, reason="属实", actor=cast.county_supervisor)
    contests.answer(contest=again(one), adopt=False, reason="不属实", actor=cast.county_supervisor)
    assert again(finding).state == "in_matter"
    assert "尚未答复" not in client.get(matter.get_absolute_url()).content.decode()


def test_taken_out_of_the_matter_it_may_be_adopted(cast):
    finding, other = builders.make_finding(cast.county_housing), builders.make_finding(cast.county_housing)
    one = contested(finding, cast.county_supervisor, cast.housing_officer)
    matter = builders.open_matter(cast, findings=[finding, other])
    matters.remove_item(matter=matter, item_id=matter.items.get(finding=finding).pk, actor=cast.county_supervisor)
    contests.answer(contest=again(one), adopt=True, reason="属实", actor=cast.county_supervisor)
    assert again(finding).state == "dismissed"


def test_a_decision_taken_without_an_answer_leaves_the_contest_waiting(cast, finding):
    contested(finding, cast.county_supervisor, cast.housing_officer)
    findings.confirm(finding=again(finding), actor=cast.county_supervisor)
    assert to_answer(cast.county_supervisor).count() == 1
