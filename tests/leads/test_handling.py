"""登记、受理、不予受理、办结、告知：谁可以、哪一天、留下什么。"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from agencies.models import Post
from leads.choices import DeclineKind, LeadOutcome
from leads.models import Lead
from leads.services import handling
from leads.services.registering import register_lead
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.leads.builders import CONTACT, NAME, accepted, declined, fresh, handled, informed, registered, told

pytestmark = pytest.mark.django_db


def test_numbers_run_without_gaps_for_each_body_and_year(cast: Any) -> None:
    first = registered(cast.county_housing, cast.county_supervisor)
    with pytest.raises(UserError), transaction.atomic():
        registered(cast.county_housing, cast.county_supervisor)  # told twice
    second = registered(cast.county_housing, cast.city_supervisor, text="另一件事。")
    city = registered(cast.city_market, cast.city_supervisor)
    year = timezone.localdate().year
    assert [one.number for one in (first, second, city)] == [
        f"浏司线〔{year}〕1号",
        f"浏司线〔{year}〕2号",
        f"长司线〔{year}〕1号",
    ]
    assert second.handler == cast.county_bureau  # the city registers, the county handles


@pytest.mark.parametrize(
    ("who", "may"),
    [("county_supervisor", True), ("county_chief", True), ("city_supervisor", True), ("county_director", False), ("county_leader", False),
     ("neighbour_supervisor", False), ("housing_officer", False), ("township_assistant", False), ("social_supervisor", False)],
)  # fmt: skip
def test_who_may_register_about_a_countys_agency(cast: Any, who: str, may: bool) -> None:
    if may:
        assert registered(cast.county_housing, getattr(cast, who)).registered_by == getattr(cast, who)
        return
    with pytest.raises(PermissionDenied):
        registered(cast.county_housing, getattr(cast, who))
    assert not Lead.objects.exists()


@pytest.mark.parametrize(
    ("more", "where"),
    [({"text": "  "}, "反映内容"), ({"name": "", "contact": ""}, "姓名"), ({"received_on": date(2099, 1, 1)}, "收到日期")],
)
def test_what_is_missing_is_said_with_its_place(cast: Any, more: dict[str, Any], where: str) -> None:
    with pytest.raises(UserError) as refused:
        registered(cast.county_housing, cast.county_supervisor, **more)
    assert (refused.value.where, bool(refused.value.remedy)) == (where, True)


def test_an_anonymous_lead_holds_no_name(cast: Any) -> None:
    with pytest.raises(UserError, match="匿名"):
        register_lead(told=told(anonymous=True, name=NAME), agency=cast.county_housing, actor=cast.county_supervisor)
    assert registered(cast.county_housing, cast.county_supervisor, anonymous=True).informant_name == ""


def test_only_the_handlers_own_people_decide(cast: Any) -> None:
    lead = registered(cast.county_housing, cast.county_supervisor)
    with pytest.raises(NotAllowed, match="浏阳市司法局办理"):
        handling.accept(lead=lead, on=date(2026, 3, 10), actor=cast.city_supervisor)
    for who in (cast.county_director, cast.neighbour_supervisor, cast.housing_officer, cast.township_assistant):
        with pytest.raises(PermissionDenied):
            handling.accept(lead=lead, on=date(2026, 3, 10), actor=who)
    handling.accept(lead=lead, on=date(2026, 3, 10), actor=cast.county_chief)
    held = fresh(lead)
    assert (held.state, held.accepted_on, held.decided_by) == ("accepted", date(2026, 3, 10), cast.county_chief)


def test_whom_the_agency_has_lent_only_reads(cast: Any) -> None:
    """回避 (湘程序规定 §18): the existing rule closes registering, handling and the informant."""
    Post.objects.filter(user=cast.county_supervisor).update(seconded_by=cast.county_housing)
    lent = type(cast.county_supervisor).objects.get(pk=cast.county_supervisor.pk)
    with pytest.raises(PermissionDenied, match="应当回避"):
        registered(cast.county_housing, lent)
    lead = registered(cast.county_housing, cast.county_chief)
    with pytest.raises(PermissionDenied, match="应当回避"):
        handling.accept(lead=lead, on=date(2026, 3, 10), actor=lent)
    assert not lent.has_perm("leads.see_informant", lead)


def test_days_must_follow_one_another(cast: Any) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    lead = registered(cast.county_housing, cast.county_supervisor)
    for on in (date(2026, 3, 8), tomorrow):
        with pytest.raises(UserError, match="受理日期"):
            handling.accept(lead=lead, on=on, actor=cast.county_supervisor)
    lead = accepted(cast.county_housing, cast.county_supervisor, text="第二件。")
    with pytest.raises(UserError, match="早于受理日期"):
        handling.handle(lead=lead, outcome=LeadOutcome.TRUE, result="属实。", on=date(2026, 3, 9), actor=cast.county_supervisor)
    done = handled(cast.county_housing, cast.county_supervisor, text="第三件。")
    with pytest.raises(UserError, match="告知日期"):
        handling.inform(lead=done, on=date(2026, 5, 8), actor=cast.county_supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lead.objects.filter(pk=done.pk).update(informed_on=date(2026, 5, 8))


def test_declining_and_handling_ask_for_words(cast: Any) -> None:
    lead = registered(cast.county_housing, cast.county_supervisor)
    with pytest.raises(UserError, match="不予受理理由"):
        handling.decline(lead=lead, kind=DeclineKind.OTHER, reason=" ", on=date(2026, 3, 10), actor=cast.county_supervisor)
    handling.accept(lead=lead, on=date(2026, 3, 10), actor=cast.county_supervisor)
    with pytest.raises(UserError, match="处理结果"):
        handling.handle(lead=lead, outcome=LeadOutcome.TRUE, result="", on=date(2026, 3, 11), actor=cast.county_supervisor)
    with pytest.raises(NotAllowed):
        handling.decline(lead=lead, kind=DeclineKind.OTHER, reason="迟了。", on=date(2026, 3, 11), actor=cast.county_supervisor)


def test_a_dispute_fit_for_reconsideration_is_guided_there_and_told(cast: Any) -> None:
    lead = declined(cast.county_housing, cast.county_supervisor, kind=DeclineKind.GUIDED)
    assert (lead.state, lead.decline_kind, lead.accepted_on) == ("declined", "guided", None)
    handling.inform(lead=lead, on=date(2026, 3, 13), actor=cast.county_supervisor)
    assert fresh(lead).is_told


def test_told_once_and_an_anonymous_informant_never(cast: Any) -> None:
    done = informed(cast.county_housing, cast.county_supervisor)
    with pytest.raises(NotAllowed, match="已经告知"):
        handling.inform(lead=done, on=date(2026, 5, 12), actor=cast.county_supervisor)
    nobody = handled(cast.county_housing, cast.county_supervisor, anonymous=True, text="匿名的另一件。")
    assert nobody.is_told
    with pytest.raises(NotAllowed, match="匿名"):
        handling.inform(lead=nobody, on=date(2026, 5, 12), actor=cast.county_supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lead.objects.filter(pk=nobody.pk).update(informed_on=date(2026, 5, 12))


@pytest.mark.parametrize(
    "broken",
    [{"state": "accepted"}, {"state": "handled", "accepted_on": "2026-03-10"}, {"state": "declined"}, {"state": "unheard"}, {"text": ""},
     {"source": "rumour"}, {"anonymous": True}, {"accepted_on": "2026-03-10"}, {"result": "早就办了"}, {"decline_reason": "不管"}],
)  # fmt: skip
def test_the_database_holds_what_the_lifecycle_says(cast: Any, broken: dict[str, Any]) -> None:
    lead = registered(cast.county_housing, cast.county_supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lead.objects.filter(pk=lead.pk).update(**broken)


def test_nobody_deletes_a_lead_or_rewrites_where_it_went(cast: Any) -> None:
    lead = registered(cast.county_housing, cast.county_supervisor)
    made = handling.pass_on(lead=lead, to=cast.city_bureau, reason="涉及多个县区。", actor=cast.county_supervisor)
    for deed in (lambda: Lead.objects.filter(pk=lead.pk).delete(), lambda: type(made).objects.update(reason="改过")):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_each_step_leaves_one_event_without_a_word_of_the_informant(cast: Any) -> None:
    lead = informed(cast.county_housing, cast.county_supervisor, text=f"我是{NAME}，电话{CONTACT}，反映收费没有票据。")
    other = registered(cast.county_housing, cast.county_supervisor, text="另一件事。")
    handling.pass_on(lead=other, to=cast.city_bureau, reason=f"{NAME}要求市里办。", actor=cast.county_supervisor)
    events = AuditEvent.objects.filter(verb__startswith="leads.").order_by("pk")
    assert [event.verb for event in events.filter(target_id=str(lead.pk))] == [
        "leads.registered", "leads.lead.accept", "leads.lead.handle", "leads.lead.inform",
    ]  # fmt: skip
    told_of = " ".join(f"{event.payload} {event.target_label}" for event in events)
    assert not [word for word in (NAME, CONTACT, "票据") if word in told_of]
    assert {event.agency_id for event in events} == {cast.county_bureau.pk}  # the trail is the handler's, not the agency's
