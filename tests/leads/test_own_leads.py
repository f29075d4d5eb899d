"""本人反映的，只有本人看得到：两层各自守住；看到的是办到哪一步，不是内部怎么办的。"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from agencies.access import middleware
from agencies.access.rows import claim_of
from agencies.choices import Role
from agencies.models import Agency, Post, User
from leads.choices import DeclineKind, LeadOutcome
from leads.models import Lead, LeadTransfer
from leads.services import handling
from supervision.rowscope.holding import holding
from supervision.workflow import NotAllowed
from tests.leads.builders import fresh, registered
from tests.leads.reported import again, reported, social
from tests.web.layers import without_orm_layer, without_row_security

pytestmark = pytest.mark.django_db

MINE = "/leads/mine/"


def page(lead: Lead) -> str:
    return reverse("leads:own_lead", args=[lead.pk])


def shown(client: Any, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return str(answer.content.decode())


def seen_by(user: User) -> tuple[set[int], int]:
    """The leads, and the number of transfers, that the database shows to a person's claim whatever the program asks."""
    with transaction.atomic(), holding(claim_of(again(user))):
        return set(Lead.objects.values_list("pk", flat=True)), LeadTransfer.objects.count()


@pytest.fixture
def world(cast: Any) -> dict[str, Lead]:
    """Two social supervisors of one county with a lead each about the same agency, and one of the bureau's."""
    other = social("another", "施监督", cast.county_bureau)
    return {
        "own": reported(cast.county_housing, cast.social_supervisor, text="本人反映的一件。"),
        "other": reported(cast.county_housing, other, text="别人反映的一件。"),
        "bureau": registered(cast.county_housing, cast.county_supervisor, text="局里登记的一件。"),
    }


# --- whose it is


def strangers(cast: Any) -> list[User]:
    """Who must find nothing of somebody's own report: its agency, agencies and bodies elsewhere, and another social supervisor."""
    return [
        cast.housing_officer, cast.market_officer, cast.neighbour_officer, cast.neighbour_supervisor, cast.system_admin,
        User.objects.get(username="another"), social("next-door", "邻监督", cast.neighbour_bureau), social("of-the-city", "市监督", cast.city_bureau),
    ]  # fmt: skip


def test_one_sees_one_s_own_and_nobody_s_else(cast: Any, sign_in: Any, world: dict[str, Lead]) -> None:
    client = sign_in(cast.social_supervisor)
    listed = shown(client, MINE)
    assert "本人反映的一件" in listed
    assert "别人反映的一件" not in listed
    assert "局里登记的一件" not in listed
    assert "共 <b>1</b> 件" in listed
    assert "本人反映的一件" in shown(client, page(world["own"]))
    for lead in (world["other"], world["bureau"]):
        assert client.get(page(lead)).status_code == 404
    assert client.get(reverse("leads:lead", args=[world["own"].pk])).status_code == 403  # the bodies' page of it is not theirs


def test_strangers_and_the_agency_it_is_about_find_nothing(cast: Any, sign_in: Any, world: dict[str, Lead]) -> None:
    own = world["own"]
    for who in strangers(cast):
        client = sign_in(who)
        assert client.get(page(own)).status_code in (403, 404), who
        assert client.get(reverse("leads:lead", args=[own.pk])).status_code in (403, 404), who
        answer = client.get(MINE)
        assert own.number not in answer.content.decode(), who
        assert own.pk not in seen_by(who)[0], who


@pytest.mark.parametrize("alone", [without_orm_layer, without_row_security], ids=["the database alone", "the querysets alone"])
def test_either_layer_alone_keeps_it(cast: Any, sign_in: Any, world: dict[str, Lead], alone: Callable[..., Any]) -> None:
    people = [cast.social_supervisor, *strangers(cast)]
    with alone():
        for who in people:
            client = sign_in(who)
            found = {name for name, lead in world.items() if client.get(page(lead)).status_code == 200}
            listed = client.get(MINE).content.decode()
            on_list = {name for name, lead in world.items() if lead.number in listed}
            wanted = {cast.social_supervisor.pk: {"own"}, world["other"].reporter_id: {"other"}}.get(who.pk, set())
            assert found == wanted, who
            assert on_list == wanted, who


def test_with_both_layers_off_a_social_supervisor_would_see_everything(cast: Any, sign_in: Any, world: dict[str, Lead]) -> None:
    """What the test above compares with has teeth."""
    with without_orm_layer(), without_row_security():
        client = sign_in(cast.social_supervisor)
        assert client.get(page(world["other"])).status_code == 200
        assert world["bureau"].number in client.get(MINE).content.decode()


def test_the_database_shows_a_reporter_the_lead_and_no_transfer_of_it(cast: Any, world: dict[str, Lead]) -> None:
    handling.pass_on(lead=world["own"], to=cast.city_bureau, reason="涉及多个县区。", actor=cast.county_supervisor)
    assert seen_by(cast.social_supervisor) == ({world["own"].pk}, 0)
    assert seen_by(cast.county_supervisor) == ({lead.pk for lead in world.values()}, 1)


def test_the_database_lets_a_reporter_decide_nothing_and_report_for_nobody_else(cast: Any, world: dict[str, Lead]) -> None:
    accepted = reported(cast.county_housing, cast.social_supervisor, text="已经受理的一件。")
    handling.accept(lead=accepted, on=timezone.localdate(), actor=cast.county_supervisor)
    back = {"state": "registered", "accepted_on": None, "decided_by": None}
    for lead in (world["own"], fresh(accepted)):
        for changes in (
            back,
            {"text": "改过的话。"},
            {"reporter": world["other"].reporter, "registered_by": world["other"].reporter},
        ):
            with transaction.atomic(), holding(claim_of(again(cast.social_supervisor))):
                assert Lead.objects.filter(pk=lead.pk).update(**changes) == 0
        assert (fresh(lead).text, fresh(lead).state, fresh(lead).reporter) == (lead.text, lead.state, cast.social_supervisor)
    for changes in ({"reporter": world["other"].reporter, "registered_by": world["other"].reporter}, back | {"state": "handled"}):
        made = fresh(world["own"])
        made.pk, made.number, made.text = None, "另一个编号", "另一句话"
        for name, value in changes.items():
            setattr(made, name, value)
        claim = claim_of(again(cast.social_supervisor))
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic(), holding(claim):
            made.save(force_insert=True)


# --- as long as one is a social supervisor, in person


def _end(user: User) -> None:
    Post.objects.filter(user=user).update(ends_on=timezone.localdate() - timedelta(days=1))


def _disable(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def _move(user: User) -> None:
    Post.objects.filter(user=user).update(role=Role.LEGAL_OFFICER, agency=Agency.objects.get(code="LY-ZJ"))


@pytest.mark.parametrize("taking", [_end, _disable, _move])
@pytest.mark.parametrize("alone", [None, without_orm_layer, without_row_security], ids=["both", "database", "querysets"])
def test_who_is_none_any_more_sees_nothing_of_it(
    cast: Any, sign_in: Any, world: dict[str, Lead], taking: Callable[[User], None], alone: Callable[..., Any] | None
) -> None:
    client = sign_in(cast.social_supervisor)
    assert client.get(page(world["own"])).status_code == 200
    taking(cast.social_supervisor)
    with (alone or nullcontext)():
        for url in (page(world["own"]), MINE):
            answer = client.get(url)
            assert answer.status_code in (302, 403, 404), (url, answer.status_code)
            assert world["own"].number not in answer.content.decode()
    assert seen_by(cast.social_supervisor) == (set(), 0)


def test_what_one_reported_stays_one_s_own_when_the_appointing_body_changes(
    cast: Any, sign_in: Any, world: dict[str, Lead]
) -> None:
    """By person, not by the post's region."""
    Post.objects.filter(user=cast.social_supervisor).update(agency=cast.neighbour_bureau)
    client = sign_in(again(cast.social_supervisor))
    assert "本人反映的一件" in shown(client, page(world["own"]))
    assert seen_by(cast.social_supervisor)[0] == {world["own"].pk}


# --- what is told of it


def test_it_is_told_where_it_stands_and_until_when(cast: Any, sign_in: Any, world: dict[str, Lead]) -> None:
    """Received today; the sixtieth natural day after the day of acceptance is counted here by the calendar's own arithmetic."""
    own, today, client = world["own"], timezone.localdate(), sign_in(cast.social_supervisor)
    assert "浏阳市司法局已收到，正在决定是否受理。" in shown(client, page(own))
    handling.accept(lead=own, on=today, actor=cast.county_supervisor)
    told = shown(client, page(own))
    last = today + timedelta(days=60)
    assert "受理，正在核查处理。" in told
    assert f"起第60日为{last.year}年{last.month}月{last.day}日" in told
    assert f"{last.month}月{last.day}日" in shown(client, MINE)
    handling.handle(lead=own, outcome=LeadOutcome.PARTLY, result="已责成补办文书。", on=today, actor=cast.county_supervisor)
    told = shown(client, page(own))
    assert "结论：<b>部分属实</b>" in told
    assert "已责成补办文书。" in told


def test_the_sixtieth_day_of_a_known_day_of_acceptance(cast: Any, sign_in: Any, world: dict[str, Lead]) -> None:
    """Accepted on 10 March 2026: 21 days of March, 30 of April, 9 May is the sixtieth."""
    Lead.objects.filter(pk=world["own"].pk).update(received_on=date(2026, 3, 9))
    handling.accept(lead=fresh(world["own"]), on=date(2026, 3, 10), actor=cast.county_supervisor)
    assert "自2026年3月10日（不计入）起第60日为2026年5月9日" in shown(sign_in(cast.social_supervisor), page(world["own"]))


def test_a_refusal_is_told_with_its_kind_reason_and_article(cast: Any, sign_in: Any, world: dict[str, Lead]) -> None:
    handling.decline(
        lead=world["own"],
        kind=DeclineKind.GUIDED,
        reason="请依法申请行政复议。",
        on=timezone.localdate(),
        actor=cast.county_supervisor,
    )
    client = sign_in(cast.social_supervisor)
    told = shown(client, page(world["own"]))
    assert "引导依法申请行政复议、提起行政诉讼" in told
    assert "请依法申请行政复议。" in told
    assert "《行政执法监督条例》第三十三条第三款" in told
    assert "不予受理" in shown(client, MINE)


def test_nothing_of_the_bodies_inside_is_told(cast: Any, sign_in: Any, world: dict[str, Lead]) -> None:
    own, today = world["own"], timezone.localdate()
    handling.pass_on(lead=own, to=cast.city_bureau, reason="内部的转办理由。", actor=cast.county_chief)
    handling.accept(lead=fresh(own), on=today, actor=cast.city_supervisor)
    handling.handle(lead=fresh(own), outcome=LeadOutcome.TRUE, result="已责成改正。", on=today, actor=cast.city_chief)
    client = sign_in(cast.social_supervisor)
    for url in (MINE, page(own)):
        told = shown(client, url)
        assert "长沙市司法局" in told  # whose it is now
        for secret in ("内部的转办理由", "卫科长", "周督员", "吴处长", "转办", "浏阳市司法局已", "没有告知投诉人"):
            assert secret not in told, (url, secret)


# --- within the bureau it is a lead like every other


def test_the_bureau_handles_it_and_who_reported_it_stays_sealed(cast: Any, sign_in: Any, world: dict[str, Lead]) -> None:
    own = world["own"]
    for who in (cast.county_supervisor, cast.county_chief, cast.city_supervisor, cast.county_leader):
        client = sign_in(who)
        listed = shown(client, "/leads/?source=social_supervisor")
        assert own.number in listed
        told = shown(client, own.get_absolute_url())
        assert "社会监督员" in told
        assert "本人反映的一件" in told
        assert "许监督" not in listed + told, who
    assert "许监督" not in b"".join(
        sign_in(cast.county_supervisor).post(reverse("leads:leads_export"), {"form": "csv"}).streaming_content
    ).decode("utf-8-sig")
    asked = {"reason": "需要电话联系"}
    looking = sign_in(cast.county_supervisor).post(reverse("leads:informant", args=[own.pk]), asked)
    assert "许监督" in looking.content.decode()


def test_nobody_decides_what_they_reported_themselves(cast: Any, sign_in: Any) -> None:
    Post.objects.create(
        user=cast.social_supervisor, agency=cast.county_bureau, role=Role.SUPERVISOR, title="科员", starts_on="2020-01-01"
    )
    both = again(cast.social_supervisor)
    own = reported(cast.county_housing, both)
    with pytest.raises(NotAllowed, match="由您本人反映，应当回避"):
        handling.accept(lead=own, on=timezone.localdate(), actor=again(both))
    handling.accept(lead=own, on=timezone.localdate(), actor=cast.county_supervisor)
    assert fresh(own).state == "accepted"


def test_the_pages_cost_the_same_however_much_one_reported(
    cast: Any, sign_in: Any, django_assert_max_num_queries: Any, world: dict[str, Lead]
) -> None:
    client = sign_in(cast.social_supervisor)
    for number in range(12):
        lead = reported(cast.county_housing, cast.social_supervisor, text=f"第{number}件。")
        handling.accept(lead=lead, on=timezone.localdate(), actor=cast.county_supervisor)
    for url in (MINE, page(lead), "/leads/report/"):
        client.get(url)
        with django_assert_max_num_queries(12):
            client.get(url)


def test_the_claim_of_a_social_supervisor_holds_no_region_and_no_agency(cast: Any) -> None:
    claim = claim_of(cast.social_supervisor)
    assert (claim.prefixes, claim.agencies, dict(claim.granted), claim.own) == ((), (), {}, True)
    assert not claim_of(cast.county_supervisor).own
    assert middleware.claim_of is claim_of
    with connection.cursor() as cursor, transaction.atomic(), holding(claim_of(cast.county_supervisor)):
        cursor.execute("SELECT row_scope.own()")
        assert cursor.fetchone() == (None,)
