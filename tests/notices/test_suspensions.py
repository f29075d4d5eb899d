"""暂扣行政执法证件（S-12）：依据、两人、期间、告知、返还，与 G-06 相接。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.models import CertificateSpan, Delegation
from cases.choices import ActKind
from notices.models import CertificateSuspension
from notices.services import matters, suspensions
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cases.factories import make_act, make_case, make_certificate
from tests.cases.judging import FAIL, PASS, outcome
from tests.cast import Cast
from tests.notices import builders, suspended

TodayIs = Callable[[str], date]


# --- the local basis


@pytest.mark.parametrize("missing", ["", "   ", "　"])
def test_without_a_local_basis_nothing_is_proposed_and_the_law_is_named(cast: Cast, missing: str) -> None:
    with pytest.raises(UserError) as refused:
        suspended.proposed(cast, local_basis=missing)
    assert "没有填写本地依据" in str(refused.value)
    assert "《行政执法监督条例》第三十二条只赋予监督机构建议权" in str(refused.value)
    assert not CertificateSuspension.objects.exists()
    assert not CertificateSpan.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        "《行政执法监督条例》第三十二条", "行政执法监督条例第三十二条", "条例第三十二条", "条例§32", "《辽宁省行政执法监督规定》第三十六条",
        "辽宁省行政执法监督规定第三十六条", "《行政执法监督条例》第三十二条、《四川省行政执法监督条例》第二十七条", "无", "局领导同意", "《长沙市行政执法监督条例》",
        "监督条例第三十二条", "湖南省某某办法第12条", "《中华人民共和国公务员法》第三十二条", "《杭州市行政执法监督办法》第十条",
        "参照辽宁省规定第三十六条", "《湖南省某某办法》第九条、《辽宁省行政执法监督规定》第三十六条", "暂无，第1条",
    ],
)  # fmt: skip
def test_what_is_no_local_law_is_no_local_basis(cast: Cast, wrong: str) -> None:
    with pytest.raises(UserError, match="本地依据"):
        suspended.proposed(cast, local_basis=wrong)
    assert not CertificateSuspension.objects.exists()


@pytest.mark.parametrize(
    "right",
    [
        "《长沙市行政执法监督条例》第二十二条",
        "《湖南省某某办法》第12条",
        "《行政执法监督条例》第三十二条、《湖南省某某办法》第九条",
    ],
)
def test_a_local_law_with_its_article_is_one(cast: Cast, right: str) -> None:
    assert suspended.proposed(cast, local_basis=right).local_basis == right


def test_the_database_itself_refuses_a_suspension_without_a_basis(cast: Cast) -> None:
    one = suspended.proposed(cast)
    with pytest.raises(IntegrityError, match="suspension_has_a_local_basis"), transaction.atomic():
        CertificateSuspension.objects.filter(pk=one.pk).update(local_basis="")


# --- who proposes, who approves


def test_proposed_approved_and_in_force_with_its_span_and_its_events(cast: Cast) -> None:
    one = suspended.proposed(cast)
    assert (one.state, one.status.label, one.issuer) == ("proposed", "待批准", cast.county_bureau)
    assert not one.certificate.spans.exists()
    suspensions.approve(suspension=one, actor=cast.county_director)
    one = suspended.fresh(one)
    span = one.certificate.spans.get()
    assert (one.state, one.status.label, one.span) == ("in_force", "暂扣中", span)
    assert (span.status, span.from_day, span.to_day) == ("suspended", one.from_day, one.to_day)
    assert suspended.BASIS in span.basis
    events = AuditEvent.objects.filter(target_type="notices.certificatesuspension", target_id=str(one.pk)).order_by("id")
    assert [(event.verb, event.actor_name) for event in events] == [
        ("notices.suspension.proposed", "褚督员"),
        ("notices.suspension.approve", "蒋局长"),
    ]


@pytest.mark.parametrize(
    "who", ["county_director", "county_leader", "housing_officer", "township_assistant", "neighbour_supervisor"]
)
def test_who_may_not_propose(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        suspended.proposed(cast, actor=cast.people[who])


@pytest.mark.parametrize("who", ["county_supervisor", "county_chief", "county_leader", "housing_officer", "city_supervisor"])
def test_who_may_not_approve(cast: Cast, who: str) -> None:
    one = suspended.proposed(cast)
    with pytest.raises(PermissionDenied):
        suspensions.approve(suspension=one, actor=cast.people[who])
    assert not CertificateSpan.objects.exists()


def test_the_citys_director_does_not_approve_for_the_county_nor_the_reverse(cast: Cast) -> None:
    of_county, of_city = suspended.proposed(cast), suspended.proposed(cast, actor=cast.city_supervisor)
    assert of_city.issuer == cast.city_bureau
    for one, actor in ((of_county, cast.city_director), (of_city, cast.county_director)):
        for deed in (
            lambda one=one, actor=actor: suspensions.approve(suspension=one, actor=actor),
            lambda one=one, actor=actor: suspensions.decline(suspension=one, reason="不符。", actor=actor),
        ):
            with pytest.raises(NotAllowed, match="请由该局人员办理"):
                deed()
        assert suspended.fresh(one).state == "proposed"
    assert not CertificateSpan.objects.exists()


def test_who_proposed_does_not_approve_as_the_directors_deputy(cast: Cast) -> None:
    one, today = suspended.proposed(cast), timezone.localdate()
    Delegation.objects.create(
        post=cast.county_director.posts.get(), delegate=cast.county_supervisor, starts_on=today, ends_on=today, reason="出差",
        made_by=cast.county_director,
    )  # fmt: skip
    deputy = type(cast.county_supervisor).objects.get(pk=cast.county_supervisor.pk)
    with pytest.raises(NotAllowed, match="提出人不能批准自己提出的暂扣"):
        suspensions.approve(suspension=one, actor=deputy)
    assert not CertificateSpan.objects.exists()


def test_the_database_itself_asks_for_two_persons(cast: Cast) -> None:
    one = suspended.in_force(cast)
    with pytest.raises(IntegrityError, match="suspension_approved_by_another_person"), transaction.atomic():
        CertificateSuspension.objects.filter(pk=one.pk).update(decided_by=one.proposed_by)


def test_declining_needs_a_reason_and_leaves_the_certificate_valid(cast: Cast) -> None:
    one = suspended.proposed(cast)
    with pytest.raises(UserError, match="不予批准的理由"):
        suspensions.decline(suspension=one, reason=" ", actor=cast.county_director)
    suspensions.decline(suspension=one, reason="事实不清。", actor=cast.county_director)
    assert (suspended.fresh(one).state, suspended.fresh(one).decline_reason) == ("declined", "事实不清。")
    assert not CertificateSpan.objects.exists()
    with pytest.raises(NotAllowed):
        suspensions.approve(suspension=suspended.fresh(one), actor=cast.county_director)
    assert not CertificateSpan.objects.exists()


# --- which certificate, which days


def test_a_certificate_of_another_agency_is_like_none(cast: Cast) -> None:
    said = set()
    for certificate in (make_certificate(cast.neighbour_market).pk, make_certificate(cast.city_market).pk, 987_654_321):
        with pytest.raises(UserError) as refused:
            suspensions.propose(
                matter=builders.open_matter(cast), certificate_id=certificate, cause="事由", local_basis=suspended.BASIS,
                from_day=timezone.localdate(), to_day=date(2099, 1, 1), actor=cast.county_supervisor,
            )  # fmt: skip
        said.add(str(refused.value))
    assert len(said) == 1


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-11-29", "2026-12-20", "起始日已经过去"), ("2026-11-30", "2026-11-30", "截止日应当在起始日之后"),
        ("2026-12-02", "2026-12-01", "截止日应当在起始日之后"), ("2031-01-01", "2031-02-01", "不在证件有效期内"),
    ],
)  # fmt: skip
def test_days_that_cannot_be(cast: Cast, today_is: TodayIs, first: str, last: str, words: str) -> None:
    today_is("2026-11-30")
    with pytest.raises(UserError, match=words):
        suspended.proposed(cast, from_day=date.fromisoformat(first), to_day=date.fromisoformat(last))


def test_more_than_six_months_is_no_reason_to_refuse(cast: Cast) -> None:
    assert suspended.in_force(cast, to_day=date(2029, 1, 1)).state == "in_force"


def test_nothing_is_approved_for_days_before_the_approval(cast: Cast, today_is: TodayIs) -> None:
    today_is("2026-11-30")
    one = suspended.proposed(cast)
    today_is("2026-12-01")
    with pytest.raises(NotAllowed, match="不溯及批准以前的执法行为"):
        suspensions.approve(suspension=one, actor=cast.county_director)
    assert not CertificateSpan.objects.exists()


def test_a_certificate_has_one_proposal_at_a_time_and_no_two_periods_overlap(cast: Cast) -> None:
    matter, certificate = builders.open_matter(cast), make_certificate(cast.county_housing)
    first = suspended.proposed(cast, matter=matter, certificate=certificate)
    with pytest.raises(NotAllowed, match="等待批准"):
        suspended.proposed(cast, matter=matter, certificate=certificate)
    suspensions.approve(suspension=first, actor=cast.county_director)
    with pytest.raises(NotAllowed, match="期间不能重叠"):
        suspended.proposed(cast, matter=matter, certificate=certificate, from_day=first.to_day, to_day=date(2027, 12, 31))
    after = first.to_day.replace(year=first.to_day.year + 1)
    assert suspended.in_force(cast, matter=matter, certificate=certificate, from_day=after, to_day=date(2029, 1, 1)).span


def test_a_span_that_was_written_between_proposal_and_approval_is_seen(cast: Cast) -> None:
    one = suspended.proposed(cast)
    CertificateSpan.objects.create(certificate=one.certificate, status="revoked", from_day=one.from_day)
    with pytest.raises(NotAllowed, match="已经吊销"):
        suspensions.approve(suspension=one, actor=cast.county_director)
    assert CertificateSpan.objects.count() == 1


def test_the_database_itself_refuses_two_in_force_on_one_day(cast: Cast) -> None:
    one = suspended.in_force(cast)
    span = CertificateSpan.objects.create(certificate=one.certificate, status="suspended", from_day=one.from_day)
    one.pk, one.span = None, span
    with pytest.raises(IntegrityError, match="suspension_one_in_force_a_day"), transaction.atomic():
        one.save()


# --- the matter


def test_a_matter_that_is_over_takes_no_suspension(cast: Cast) -> None:
    matter = builders.open_matter(cast)
    matters.drop_matter(matter=matter, reason="不再监督。", actor=cast.county_supervisor)
    with pytest.raises(NotAllowed, match="不能再提出暂扣"):
        suspended.proposed(cast, matter=matter)


def test_a_matter_is_not_dropped_over_a_suspension_in_hand(cast: Cast, today_is: TodayIs) -> None:
    today_is("2026-11-30")
    one = suspended.in_force(cast)
    with pytest.raises(NotAllowed, match="证件暂扣"):
        matters.drop_matter(matter=one.matter, reason="不再监督。", actor=cast.county_supervisor)
    today_is("2027-02-01")
    matters.drop_matter(matter=type(one.matter).objects.get(pk=one.matter_id), reason="期满。", actor=cast.county_supervisor)


def test_of_an_agency_under_vertical_management_nothing_is_withheld(cast: Cast) -> None:
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.tobacco)], actor=cast.city_supervisor)
    with pytest.raises(NotAllowed) as refused:
        suspended.proposed(cast, matter=matter, actor=cast.city_supervisor)
    assert refused.value.article == "《行政执法监督条例》第四十二条第二款"


# --- G-06


def test_g_06_fails_an_act_within_the_suspension_and_passes_one_outside(cast: Cast, today_is: TodayIs) -> None:
    """From 2026-03-02 to 2026-09-02, the last day."""
    today_is("2026-03-01")
    certificate, partner = make_certificate(cast.county_housing), make_certificate(cast.county_housing)
    suspended.in_force(cast, certificate=certificate, from_day=date(2026, 3, 2), to_day=date(2026, 9, 2))
    for day, expected in (
        ("2026-03-01", PASS), ("2026-03-02", FAIL), ("2026-06-01", FAIL), ("2026-09-02", FAIL), ("2026-09-03", PASS),
    ):  # fmt: skip
        assert _judged(cast, certificate, partner, day) == expected, day


def test_g_06_passes_on_the_day_of_return(cast: Cast, today_is: TodayIs) -> None:
    today_is("2026-03-01")
    certificate, partner = make_certificate(cast.county_housing), make_certificate(cast.county_housing)
    one = suspended.in_force(cast, certificate=certificate, from_day=date(2026, 3, 2), to_day=date(2026, 9, 2))
    today_is("2026-04-12")
    suspensions.restore(suspension=one, reason="已经改正。", on=date(2026, 4, 10), actor=cast.county_director)
    for day, expected in (("2026-03-02", FAIL), ("2026-04-09", FAIL), ("2026-04-10", PASS), ("2026-09-02", PASS)):
        assert _judged(cast, certificate, partner, day) == expected, day


def _judged(cast: Cast, certificate: Any, partner: Any, day: str) -> Any:
    case = make_case(cast.county_housing)
    make_act(case, ActKind.INQUIRY, day, officers=[certificate.number, partner.number])
    return outcome(case, "G-06")


# --- giving back, running out


def test_one_given_back_on_its_first_day_or_before_leaves_no_span(cast: Cast, today_is: TodayIs) -> None:
    today_is("2026-11-30")
    at_once = suspended.restored(cast)
    before = suspended.restored(cast, from_day=date(2026, 12, 10), to_day=date(2026, 12, 20))
    assert not CertificateSpan.objects.exists()
    assert suspended.fresh(at_once).restored_on == date(2026, 11, 30)
    assert suspended.fresh(before).restored_on == date(2026, 12, 10)
    assert suspended.fresh(before).status.label == "已返还"


@pytest.mark.parametrize("on", ["2026-12-01", "2026-12-13"])
def test_a_day_of_return_before_it_began_or_after_today_is_refused(cast: Cast, today_is: TodayIs, on: str) -> None:
    today_is("2026-11-30")
    one = suspended.in_force(cast, from_day=date(2026, 12, 2), to_day=date(2027, 1, 31))
    today_is("2026-12-12")
    with pytest.raises(UserError, match="返还日期"):
        suspensions.restore(suspension=one, reason="已经改正。", on=date.fromisoformat(on), actor=cast.county_director)
    assert suspended.fresh(one).state == "in_force"


def test_giving_back_needs_a_reason_and_the_director_of_the_body(cast: Cast) -> None:
    one, today = suspended.in_force(cast), timezone.localdate()
    with pytest.raises(UserError, match="返还理由"):
        suspensions.restore(suspension=one, reason="", on=today, actor=cast.county_director)
    with pytest.raises(PermissionDenied):
        suspensions.restore(suspension=one, reason="改正", on=today, actor=cast.county_supervisor)
    with pytest.raises(NotAllowed):
        suspensions.restore(suspension=one, reason="改正", on=today, actor=cast.city_director)
    assert one.certificate.spans.get().to_day == one.to_day


def test_it_runs_out_by_itself_and_is_then_not_given_back(cast: Cast, today_is: TodayIs) -> None:
    today_is("2026-11-30")
    one = suspended.in_force(cast, from_day=date(2026, 12, 1), to_day=date(2026, 12, 10))
    seen = []
    for day in ("2026-11-30", "2026-12-01", "2026-12-10", "2026-12-11"):
        today_is(day)
        seen.append((suspended.fresh(one).status.label, suspended.fresh(one).state))
    assert seen == [
        ("已批准，未到起始日", "in_force"), ("暂扣中", "in_force"), ("暂扣中", "in_force"), ("期满", "in_force"),
    ]  # fmt: skip
    with pytest.raises(NotAllowed, match="期已满"):
        suspensions.restore(suspension=one, reason="改正", on=date(2026, 12, 11), actor=cast.county_director)


def test_given_back_once(cast: Cast) -> None:
    one = suspended.restored(cast)
    with pytest.raises(NotAllowed):
        suspensions.restore(suspension=suspended.fresh(one), reason="再返还", on=timezone.localdate(), actor=cast.county_director)


# --- telling


def test_the_days_of_telling_are_written_down_and_may_be_mended(cast: Cast, today_is: TodayIs) -> None:
    today_is("2026-03-02")
    one = suspended.in_force(cast)
    today_is("2026-03-06")
    suspensions.note_told(suspension=one, unit_on=date(2026, 3, 3), issuer_on=None, actor=cast.county_supervisor)
    suspensions.note_told(suspension=one, unit_on=date(2026, 3, 5), issuer_on=date(2026, 3, 6), actor=cast.county_chief)
    one = suspended.fresh(one)
    assert (one.notified_unit_on, one.notified_issuer_on) == (date(2026, 3, 5), date(2026, 3, 6))
    with pytest.raises(NotAllowed, match="没有变化"):
        suspensions.note_told(suspension=one, unit_on=date(2026, 3, 5), issuer_on=None, actor=cast.county_chief)
    assert "2026-03-03" in AuditEvent.objects.filter(verb="notices.suspension.told").latest("id").payload["from"]


@pytest.mark.parametrize("on", ["2026-03-01", "2026-03-07"])
def test_nobody_was_told_before_the_decision_or_after_today(cast: Cast, today_is: TodayIs, on: str) -> None:
    today_is("2026-03-02")
    one = suspended.in_force(cast)
    today_is("2026-03-06")
    with pytest.raises(UserError, match="告知日期"):
        suspensions.note_told(suspension=one, unit_on=date.fromisoformat(on), issuer_on=None, actor=cast.county_supervisor)


def test_before_approval_there_is_nothing_to_tell_and_another_body_tells_nothing(cast: Cast) -> None:
    today = timezone.localdate()
    with pytest.raises(NotAllowed, match="还没有批准"):
        suspensions.note_told(suspension=suspended.proposed(cast), unit_on=today, issuer_on=None, actor=cast.county_supervisor)
    with pytest.raises(NotAllowed, match="请由该局人员办理"):
        suspensions.note_told(suspension=suspended.in_force(cast), unit_on=today, issuer_on=None, actor=cast.city_supervisor)
