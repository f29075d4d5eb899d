"""问题研判：谁可以、留什么痕、成批怎样办。"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cases.models import Finding
from cases.services import findings
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import Conflict, NotAllowed
from tests.cases.factories import make_case, make_finding


@pytest.fixture
def finding(cast):
    return make_finding(make_case(cast.county_housing, decision_date="2026-03-02"))


def test_a_county_supervisor_confirms_and_the_trail_names_the_step(cast, finding):
    findings.confirm(finding=finding, actor=cast.county_supervisor)
    finding.refresh_from_db()
    assert (finding.state, finding.reviewed_by) == ("confirmed", cast.county_supervisor)
    event = AuditEvent.objects.get(verb="cases.finding.confirm")
    assert (event.actor_id, event.target_id) == (cast.county_supervisor.pk, str(finding.pk))


def test_a_dismissal_needs_a_reason_and_keeps_it(cast, finding):
    with pytest.raises(UserError, match="排除理由"):
        findings.dismiss(finding=finding, actor=cast.county_supervisor, reason="  ")
    findings.dismiss(finding=finding, actor=cast.county_supervisor, reason="中止期间未报送，已核实案卷")
    finding.refresh_from_db()
    assert (finding.state, finding.reason) == ("dismissed", "中止期间未报送，已核实案卷")


def test_a_decision_can_be_taken_back(cast, finding):
    findings.dismiss(finding=finding, actor=cast.county_supervisor, reason="误判")
    findings.reopen(finding=finding, actor=cast.county_supervisor)
    finding.refresh_from_db()
    assert (finding.state, finding.reason, finding.reviewed_by) == ("open", "", None)


@pytest.mark.parametrize(
    "person", ["neighbour_supervisor", "housing_officer", "township_assistant", "county_leader", "social_supervisor"]
)
def test_nobody_else_triages(cast, finding, person):
    with pytest.raises(PermissionDenied):
        findings.confirm(finding=finding, actor=getattr(cast, person))
    finding.refresh_from_db()
    assert finding.state == "open"


@pytest.mark.parametrize(
    ("person", "judges"), [("county_supervisor", True), ("county_leader", False), ("county_director", False)]
)
def test_the_list_offers_to_judge_to_those_who_may(cast, finding, sign_in, person, judges):
    page = sign_in(getattr(cast, person)).get(reverse("cases:triage")).text
    assert str(finding.case) in page
    for words in ("全选本页", "认定成立…", "立监督事项…", 'name="ids"', "<kbd>Y</kbd>"):
        assert (words in page) is judges, words


def test_what_a_rule_found_that_is_no_longer_in_the_set_can_still_be_read_and_judged(cast, finding, sign_in):
    Finding.objects.filter(pk=finding.pk).update(rule_code="Z-99")
    client = sign_in(cast.county_supervisor)
    for address in (reverse("cases:triage"), finding.get_absolute_url(), f"{reverse('cases:triage_bulk')}?ids={finding.pk}"):
        page = client.get(address)
        assert page.status_code == 200, address
        assert "Z-99" in page.text
    assert "本规则已不在现行规则中" in client.get(finding.get_absolute_url()).text


@pytest.mark.parametrize(
    ("dispute", "offered"), [("none", True), ("concluded", True), ("reconsideration", False), ("litigation", False)]
)
def test_no_matter_is_offered_on_a_case_before_a_reconsideration_organ_or_a_court(cast, finding, sign_in, dispute, offered):
    """条例 §33 三款: not supervised a second time; so it is no company for a similar finding either."""
    other = make_finding(
        make_case(cast.county_housing, decision_date="2026-03-03", dispute_status=dispute), rule_code=finding.rule_code
    )
    client = sign_in(cast.county_supervisor)
    page = client.get(other.get_absolute_url()).text
    assert ("<kbd>M</kbd>" in page) is offered
    assert ("依法不重复监督" in page) is not offered
    company = client.get(finding.get_absolute_url()).text
    assert (f"finding={finding.pk}&amp;finding={other.pk}" in company) is offered


def test_a_finding_in_a_matter_cannot_be_dismissed(cast, finding):
    Finding.objects.update(state="in_matter")
    finding.refresh_from_db()
    with pytest.raises(NotAllowed, match="已立监督事项"):
        findings.dismiss(finding=finding, actor=cast.county_supervisor, reason="误判")


def test_whoever_comes_second_changes_nothing(cast, finding):
    stale = Finding.objects.get(pk=finding.pk)
    findings.confirm(finding=finding, actor=cast.county_supervisor)
    with pytest.raises(Conflict):
        findings.dismiss(finding=stale, actor=cast.city_supervisor, reason="误判")
    finding.refresh_from_db()
    assert finding.state == "confirmed"


def test_the_township_assistant_notes_what_was_seen_in_the_own_town_only(cast, finding):
    agency = cast.county_housing
    agency.region_code = "430181103"
    in_town = make_finding(make_case(agency, decision_date="2026-03-02"))
    findings.note(finding=in_town, author=cast.township_assistant, text="现场已停工，照片两张。")
    assert in_town.notes.get().text == "现场已停工，照片两张。"
    with pytest.raises(PermissionDenied):
        findings.note(finding=finding, author=cast.township_assistant, text="别处的事")
    with pytest.raises(UserError):
        findings.note(finding=in_town, author=cast.township_assistant, text=" ")


def many(cast, count=4):
    return [
        make_finding(make_case(cast.county_housing, decision_date="2026-03-02"), f"P-{50 + place}").pk for place in range(count)
    ]


def test_many_at_once_are_moved_in_one_event_that_lists_them(cast):
    ids = many(cast)
    foreign = make_finding(make_case(cast.neighbour_market, decision_date="2026-03-02")).pk
    done = findings.triage_many(
        ids=[*ids, foreign], action="dismiss", actor=cast.county_supervisor, reason="同一批数据未报送中止期间"
    )
    assert (done.ids, done.left_alone) == (tuple(ids), 1)
    assert set(Finding.objects.filter(pk__in=ids).values_list("state", flat=True)) == {"dismissed"}
    assert Finding.objects.get(pk=foreign).state == "open"
    assert AuditEvent.objects.get(verb="cases.findings_triaged").payload["ids"] == ids


def test_a_bulk_step_is_undone_by_reopening_the_same_ids(cast):
    done = findings.triage_many(ids=many(cast), action="confirm", actor=cast.county_supervisor)
    undone = findings.triage_many(ids=done.ids, action="reopen", actor=cast.county_supervisor)
    assert undone.ids == done.ids
    assert set(Finding.objects.values_list("state", flat=True)) == {"open"}


def test_the_preview_says_what_would_happen_and_changes_nothing(cast):
    ids = many(cast)
    Finding.objects.filter(pk=ids[0]).update(state="confirmed")
    seen = findings.preview_triage(ids=ids, action="confirm", actor=cast.county_supervisor)
    assert (seen.ready, seen.left_alone, seen.by_rule) == (3, {"成立": 1}, {"P-51": 1, "P-52": 1, "P-53": 1})
    assert Finding.objects.filter(state="open").count() == 3


def test_bulk_work_costs_the_same_for_any_number(cast, django_assert_num_queries, django_assert_max_num_queries):
    few, more = many(cast, 1), many(cast, 8)
    cast.county_supervisor.scope  # noqa: B018 - the posts are read once a request
    with django_assert_max_num_queries(6) as counted:
        findings.triage_many(ids=few, action="confirm", actor=cast.county_supervisor)
    with django_assert_num_queries(len(counted)):
        findings.triage_many(ids=more, action="confirm", actor=cast.county_supervisor)


def test_bulk_work_is_refused_to_other_offices_and_beyond_its_measure(cast):
    with pytest.raises(PermissionDenied):
        findings.triage_many(ids=[1], action="confirm", actor=cast.housing_officer)
    with pytest.raises(UserError, match="1000"):
        findings.triage_many(ids=range(1001), action="confirm", actor=cast.county_supervisor)
    with pytest.raises(NotAllowed):
        findings.triage_many(ids=[1], action="take", actor=cast.county_supervisor)
