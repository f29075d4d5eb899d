"""豁免：最后一日仍有效、次日恢复；申请与批准不是同一人；结果照样是“问题”。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseCheck, EnforcementCase, Finding, Waiver
from cases.services import findings, waivers
from cases.services.checking import check
from supervision.audit.models import AuditEvent
from supervision.outbox.models import OutboxJob
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cases.disputed import PDF, approved, in_force, requested
from tests.cases.factories import make_case, make_finding

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)
DAY = timedelta(days=1)


def overdue(cast, **fields):
    """Filed 2026-01-14; the 90th day is 2026-04-14; decided one day later."""
    return make_case(cast.county_housing, filing_date="2026-01-14", decision_date="2026-04-15", **fields)


def finding_of(case, code="P-30"):
    return Finding.objects.get(case=case, rule_code=code)


def waiver_until(cast, finding, last):
    return in_force(finding, cast.county_supervisor, cast.county_chief, date(2026, 1, 1), last)


# --- the check


def test_the_last_day_still_waives_and_the_day_after_opens_again(cast):
    case = overdue(cast)
    check(as_of=TODAY)
    assert finding_of(case).state == "open"
    waiver = waiver_until(cast, finding_of(case), TODAY)
    on_the_last_day = check(as_of=TODAY)
    finding = finding_of(case)
    assert (finding.state, finding.waiver) == ("waived", waiver)
    assert (on_the_last_day.waived, on_the_last_day.unwaived) == (1, 0)
    the_day_after = check(as_of=TODAY + DAY)
    finding = finding_of(case)
    assert (finding.state, finding.waiver) == ("open", None)
    assert (the_day_after.waived, the_day_after.unwaived) == (0, 1)


def test_the_first_day_waives_and_the_day_before_does_not(cast):
    case = overdue(cast)
    check(as_of=TODAY)
    in_force(finding_of(case), cast.county_supervisor, cast.county_chief, TODAY, date(2026, 12, 31))
    check(as_of=TODAY - DAY)
    assert finding_of(case).state == "open"
    check(as_of=TODAY)
    assert finding_of(case).state == "waived"


def test_the_result_itself_stays_a_breach(cast):
    case = overdue(cast)
    check(as_of=TODAY)
    before = CaseCheck.objects.filter(case=case).values("passed", "failed", "unknown", "not_applicable").get()
    waiver_until(cast, finding_of(case), date(2026, 12, 31))
    summary = check(as_of=TODAY)
    assert CaseCheck.objects.filter(case=case).values("passed", "failed", "unknown", "not_applicable").get() == before
    assert before["failed"] >= 1
    assert summary.failed >= 1


def test_a_new_breach_under_a_waiver_of_the_agency_is_never_open(cast):
    seen = make_finding(make_case(cast.county_housing, decision_date="2026-03-02"))
    waiver = waiver_until(cast, seen, date(2026, 12, 31))
    Waiver.objects.filter(pk=waiver.pk).update(case=None)
    case = overdue(cast)
    check(as_of=TODAY)
    assert (finding_of(case).state, finding_of(case).waiver_id) == ("waived", waiver.pk)


@pytest.mark.parametrize(("code", "state"), [("SX-1", "waived"), ("SX-2", "open"), ("", "open")])
def test_a_waiver_for_one_item_covers_that_item_only(cast, code, state):
    case = overdue(cast, item_code=code)
    check(as_of=TODAY)
    waiver = waiver_until(cast, finding_of(case), date(2026, 12, 31))
    Waiver.objects.filter(pk=waiver.pk).update(case=None, item_code="SX-1")
    check(as_of=TODAY)
    assert finding_of(case).state == state


def test_it_covers_no_other_case_rule_or_agency(cast):
    case, other = overdue(cast), overdue(cast)
    elsewhere = make_case(cast.city_market, filing_date="2026-01-14", decision_date="2026-04-15")
    check(as_of=TODAY)
    waiver = waiver_until(cast, finding_of(case), date(2026, 12, 31))
    check(as_of=TODAY)
    assert [finding_of(one).state for one in (case, other, elsewhere)] == ["waived", "open", "open"]
    Waiver.objects.filter(pk=waiver.pk).update(rule_code="P-50")
    check(as_of=TODAY)
    assert finding_of(case).state == "open"


def test_of_two_waivers_the_longer_is_named_and_takes_over(cast):
    case = overdue(cast)
    check(as_of=TODAY)
    waiver_until(cast, finding_of(case), TODAY)
    longer = waiver_until(cast, finding_of(case), date(2026, 12, 31))
    check(as_of=TODAY)
    assert finding_of(case).waiver == longer
    check(as_of=TODAY + DAY)
    assert finding_of(case).state == "waived"


@pytest.mark.parametrize("decision", ["confirm", "dismiss"])
def test_what_a_person_has_decided_no_waiver_touches(cast, decision):
    case = overdue(cast)
    check(as_of=TODAY)
    getattr(findings, decision)(finding=finding_of(case), actor=cast.county_supervisor, reason="已核对案卷")
    waiver_until(cast, finding_of(case), date(2026, 12, 31))
    decided = finding_of(case).state
    check(as_of=TODAY)
    assert (finding_of(case).state, finding_of(case).waiver) == (decided, None)


def test_a_waived_finding_whose_case_is_repaired_is_cleared(cast):
    case = overdue(cast)
    check(as_of=TODAY)
    waiver_until(cast, finding_of(case), date(2026, 12, 31))
    check(as_of=TODAY)
    EnforcementCase.objects.filter(pk=case.pk).update(decision_date=date(2026, 4, 14))
    assert check(as_of=TODAY).cleared == 1
    assert (finding_of(case).state, finding_of(case).waiver) == ("cleared", None)
    EnforcementCase.objects.filter(pk=case.pk).update(decision_date=date(2026, 4, 16))
    check(as_of=TODAY)
    assert finding_of(case).state == "waived"
    assert "第 92 日" in finding_of(case).sentence


def test_a_check_of_one_case_leaves_the_waived_findings_of_others(cast):
    case, other = overdue(cast), overdue(cast)
    check(as_of=TODAY)
    for one in (case, other):
        waiver_until(cast, finding_of(one), TODAY)
    check(as_of=TODAY)
    check(as_of=TODAY + DAY, case_ids=[case.pk])
    assert [finding_of(one).state for one in (case, other)] == ["open", "waived"]


def test_an_archived_case_stays_as_it_was(cast):
    case = overdue(cast)
    check(as_of=TODAY)
    waiver_until(cast, finding_of(case), TODAY)
    check(as_of=TODAY)
    EnforcementCase.objects.filter(pk=case.pk).update(archived_on=TODAY)
    check(as_of=TODAY + DAY, case_ids=[case.pk])
    assert finding_of(case).state == "waived"


def test_the_check_takes_as_many_statements_for_one_waiver_as_for_twenty(cast):
    counts = []
    for cases in (1, 20):
        made = [overdue(cast) for _ in range(cases)]
        check(as_of=TODAY)
        for one in made:
            waiver_until(cast, finding_of(one), date(2026, 12, 31))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert check(as_of=TODAY).waived == cases
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- request, approval, revocation


def test_a_waiver_holds_from_the_approval_until_it_is_revoked_and_the_figures_are_counted_again(cast):
    finding = make_finding(make_case(cast.county_housing, decision_date="2026-03-02"))
    waiver = requested(cast.county_supervisor, case=finding.case)
    assert Finding.objects.get(pk=finding.pk).state == "open"
    waivers.approve(waiver=waiver, words="同意。", actor=cast.county_chief)
    assert Finding.objects.get(pk=finding.pk).state == "waived"
    waivers.revoke(waiver=waiver, words="试点终止。", actor=cast.county_chief)
    finding = Finding.objects.get(pk=finding.pk)
    assert (finding.state, finding.waiver) == ("open", None)
    waiver.refresh_from_db()
    assert (waiver.state, waiver.revoked_by, waiver.revoke_reason) == ("revoked", cast.county_chief, "试点终止。")
    verbs = list(AuditEvent.objects.filter(verb__startswith="cases.waiver").order_by("id").values_list("verb", flat=True))
    assert verbs == [
        "cases.waiver_requested", "cases.waiver.approve", "cases.waiver_settled", "cases.waiver.revoke", "cases.waiver_settled",
    ]  # fmt: skip
    assert OutboxJob.objects.filter(kind="cases.batch_checked", payload={"agencies": [finding.agency_id]}).count() == 2


def test_the_chief_who_asked_does_not_approve_by_page_or_by_sql(cast, sign_in):
    finding = make_finding(make_case(cast.county_housing, decision_date="2026-03-02"))
    waiver = requested(cast.county_chief, case=finding.case)
    with pytest.raises(NotAllowed, match="批准人不能是申请人"):
        waivers.approve(waiver=waiver, words="同意。", actor=cast.county_chief)
    chief = sign_in(cast.county_chief)
    page = chief.get(waiver.get_absolute_url()).content.decode()
    assert "批准人不能是申请人" in page
    chief.post(reverse("cases:waiver_act", args=[waiver.pk]), {"action": "approve", "words": "同意。"})
    assert Waiver.objects.get(pk=waiver.pk).state == "requested"
    with pytest.raises(IntegrityError, match="waiver_approved_by_another"), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(
            state="approved", decided_by=cast.county_chief, decided_at=timezone.now(), decision="同意。"
        )
    with pytest.raises(IntegrityError, match="waiver_approved_by_another"), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(
            state="approved", decided_by=cast.city_chief, decided_for=cast.county_chief, decided_at=timezone.now()
        )
    sign_in(cast.city_chief).post(reverse("cases:waiver_act", args=[waiver.pk]), {"action": "approve", "words": "同意。"})
    assert Waiver.objects.get(pk=waiver.pk).decided_by == cast.city_chief


@pytest.mark.parametrize("person", ["county_supervisor", "housing_officer", "county_director", "neighbour_supervisor"])
def test_nobody_else_approves(cast, person):
    waiver = requested(cast.county_chief, agency=cast.county_housing)
    with pytest.raises(PermissionDenied):
        waivers.approve(waiver=waiver, words="同意。", actor=getattr(cast, person))


@pytest.mark.parametrize("person", ["housing_officer", "neighbour_supervisor", "county_director", "township_assistant"])
def test_only_who_supervises_that_agency_asks(cast, person):
    with pytest.raises(PermissionDenied):
        requested(getattr(cast, person), agency=cast.county_housing)


def test_only_who_asked_takes_a_request_back(cast):
    waiver = requested(cast.county_supervisor, agency=cast.county_housing)
    with pytest.raises(NotAllowed, match="申请人本人"):
        waivers.withdraw(waiver=waiver, actor=cast.county_chief)
    waivers.withdraw(waiver=waiver, actor=cast.county_supervisor)
    assert waiver.state == "withdrawn"


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        (date(2026, 12, 1), date(2026, 11, 30), "止日早于起日"),
        (date(2026, 11, 29), date(2026, 12, 30), "今天以前"),
        (date(2026, 12, 1), date(2027, 12, 1), "最迟填写 2027-11-30"),
    ],
)
def test_days_run_forward_from_today_for_a_year_at_most(cast, first, last, wrong):
    with time_machine.travel("2026-11-30 09:00+08:00", tick=False):
        with pytest.raises(UserError) as refused:
            requested(cast.county_supervisor, agency=cast.county_housing, valid_from=first, valid_to=last)
        assert wrong in str(refused.value)
        requested(cast.county_supervisor, agency=cast.county_housing, valid_from=date(2026, 12, 1), valid_to=date(2027, 11, 30))


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2026-05-02", "2026-05-01", "waiver_runs_forward"),
        ("2026-05-01", "2027-05-01", "waiver_a_year_at_most"),
        ("2028-02-29", "2029-02-28", "waiver_a_year_at_most"),
    ],
)
def test_the_database_holds_the_days_as_well(cast, first, last, name):
    waiver = requested(cast.county_supervisor, agency=cast.county_housing)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(valid_from=first, valid_to=last)
    Waiver.objects.filter(pk=waiver.pk).update(valid_from="2026-05-01", valid_to="2027-04-30")
    Waiver.objects.filter(pk=waiver.pk).update(valid_from="2028-02-29", valid_to="2029-02-27")


def test_one_that_ran_out_while_it_waited_is_not_approved(cast):
    waiver = requested(cast.county_supervisor, agency=cast.county_housing)
    Waiver.objects.filter(pk=waiver.pk).update(valid_from="2026-01-01", valid_to="2026-01-31")
    waiver.refresh_from_db()
    with pytest.raises(NotAllowed, match="已经届满"):
        waivers.approve(waiver=waiver, words="同意。", actor=cast.county_chief)


def test_the_same_is_asked_for_once_and_an_item_must_be_known(cast):
    requested(cast.county_supervisor, agency=cast.county_housing)
    with pytest.raises(UserError, match="已经申请"):
        requested(cast.county_supervisor, agency=cast.county_housing)
    with pytest.raises(UserError, match="没有这个事项编码"):
        requested(cast.county_supervisor, agency=cast.county_housing, item_code="没有的")


# --- pages


def test_from_a_finding_to_the_case_page_where_the_breach_still_stands(cast, sign_in):
    case = overdue(cast)
    check(as_of=timezone.localdate())
    finding = finding_of(case)
    supervisor, chief = sign_in(cast.county_supervisor), sign_in(cast.county_chief)
    address = f"{reverse('cases:waiver_new')}?finding={finding.pk}"
    assert address in supervisor.get(finding.get_absolute_url()).content.decode().replace("&amp;", "&")
    today = timezone.localdate()
    form = {
        "scope": "case", "reason": "市政府批准的试点。", "basis": "演示文件〔2026〕1号", "valid_from": today, "valid_to": today + 30 * DAY,
        "file": SimpleUploadedFile("批复.pdf", PDF),
    }  # fmt: skip
    made = supervisor.post(address, form)
    waiver = Waiver.objects.get()
    assert made.url == waiver.get_absolute_url()
    assert (waiver.case, waiver.rule_code, waiver.file_name) == (case, "P-30", "批复.pdf")
    chief.post(reverse("cases:waiver_act", args=[waiver.pk]), {"action": "approve", "words": "同意。"})
    for person in (cast.county_supervisor, cast.housing_officer):
        page = sign_in(person).get(case.get_absolute_url()).content.decode()
        for words in ("不作问题处理（豁免）", waiver.get_absolute_url(), "立案后第 91 日", ">问题<"):
            assert words in page, (person, words)
    assert "不作问题处理（豁免）" in supervisor.get(finding.get_absolute_url()).content.decode()
    assert finding.sentence not in supervisor.get(reverse("cases:triage")).content.decode()
    rule = supervisor.get(reverse("cases:rule", args=["P-30"])).content.decode()
    assert waiver.get_absolute_url() in rule
    assert "生效中" in supervisor.get(reverse("cases:waivers")).content.decode()
    file = sign_in(cast.housing_officer).get(reverse("cases:waiver_file", args=[waiver.pk]))
    assert b"".join(file.streaming_content) == PDF


def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_written(cast, sign_in):
    client = sign_in(cast.county_supervisor)
    form = {
        "agency": cast.county_housing.pk, "rule": "P-30", "reason": "写了很久的理由", "basis": "某文件", "valid_from": timezone.localdate(),
        "valid_to": timezone.localdate() + 400 * DAY,
    }  # fmt: skip
    answer = client.post(reverse("cases:waiver_new"), form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "豁免最长一年" in page
    assert "写了很久的理由" in page
    foreign = client.post(reverse("cases:waiver_new"), form | {"agency": cast.neighbour_market.pk})
    assert foreign.status_code == 422
    assert not Waiver.objects.exists()


def test_another_county_and_another_agency_see_none(cast, sign_in):
    waiver = approved(cast.county_supervisor, cast.county_chief, agency=cast.county_housing)
    for person in (cast.neighbour_supervisor, cast.market_officer, cast.neighbour_officer):
        client = sign_in(person)
        assert client.get(waiver.get_absolute_url()).status_code == 404
        assert client.get(reverse("cases:waiver_file", args=[waiver.pk])).status_code == 404
        assert waiver.reason not in client.get(reverse("cases:waivers")).content.decode()
