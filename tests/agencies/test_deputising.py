"""岗位代理：借出的只是本人有的，到日子自己结束，“某某 代 某某”，代理人不算另一个人。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agencies.choices import Role
from agencies.models import Delegation, Post
from agencies.services.deputising import delegate_post, revoke_delegation
from notices.lifecycles import not_drafter_or_checker, not_the_drafter
from notices.models import Matter
from notices.selectors.instruments import instrument_view, state_line
from notices.services import drafting, issuing
from reports.services import approving
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workdays import calendar
from supervision.workflow import NotAllowed
from tests.agencies.people import again, day, given, lent, newcomer
from tests.cast import Cast
from tests.notices import builders
from tests.reports.world import compiled


@pytest.fixture
def deputy(cast: Cast) -> Any:
    """A second person in office at the county's bureau who holds no permission of the loop but reading."""
    user = newcomer("deputy")
    given(cast, user, Role.LEGAL_REVIEWER, cast.county_bureau)
    return user


def test_a_deputy_holds_what_the_holder_holds_for_the_days_and_no_longer(cast: Cast, deputy: Any) -> None:
    assert not again(deputy).has_perm("notices.check_instrument")
    row = lent(cast.county_chief, deputy)
    grant = again(deputy).scope.with_permission("notices.check_instrument")[0]
    assert (grant.principal.name, grant.until, grant.role) == ("卫科长", day(7), Role.DIVISION_CHIEF)
    Delegation.objects.filter(pk=row.pk).update(starts_on=day(-9), ends_on=day(-1))
    assert not again(deputy).has_perm("notices.check_instrument")
    Delegation.objects.filter(pk=row.pk).update(starts_on=day(1), ends_on=day(2))
    assert not again(deputy).has_perm("notices.check_instrument")


@pytest.mark.parametrize("ended", ["lapsed", "given back", "holder disabled"])
def test_a9_what_a_deputy_could_do_is_refused_at_the_very_next_request(cast: Cast, deputy: Any, sign_in: Any, ended: str) -> None:
    row, instrument = lent(cast.county_chief, deputy), builders.draft(cast)
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    client, act = sign_in(deputy), reverse("notices:instrument_act", args=[instrument.pk])
    assert 'value="pass_check"' in client.get(instrument.get_absolute_url()).content.decode()
    if ended == "lapsed":
        Delegation.objects.filter(pk=row.pk).update(starts_on=day(-9), ends_on=day(-1))
    elif ended == "given back":
        revoke_delegation(delegation=row, actor=again(cast.county_chief))
    else:
        type(deputy).objects.filter(pk=cast.county_chief.pk).update(is_active=False)
    assert client.post(act, {"action": "pass_check"}).status_code == 403
    assert 'value="pass_check"' not in client.get(instrument.get_absolute_url()).content.decode()
    assert builders.fresh(instrument).state == "checking"


def test_a_delegation_closes_with_the_holders_account_and_post(cast: Cast, deputy: Any) -> None:
    lent(cast.county_chief, deputy)
    cast.county_chief.is_active = False
    cast.county_chief.save()
    assert not again(deputy).has_perm("notices.check_instrument")
    cast.county_chief.is_active = True
    cast.county_chief.save()
    cast.county_chief.posts.update(ends_on=day(-1))
    assert not again(deputy).has_perm("notices.check_instrument")


@pytest.mark.parametrize("who", ["county_chief", "deputy", "security_admin"])
def test_holder_deputy_and_security_administrator_may_end_it_at_once(cast: Cast, deputy: Any, who: str) -> None:
    row = lent(cast.county_chief, deputy)
    actor = deputy if who == "deputy" else cast.people[who]
    revoke_delegation(delegation=row, actor=again(actor), reason="提前返岗")
    assert not again(deputy).has_perm("notices.check_instrument")
    assert AuditEvent.objects.filter(verb="agencies.delegation_revoked").exists()


def test_nobody_else_ends_or_makes_it(cast: Cast, deputy: Any) -> None:
    row = lent(cast.county_chief, deputy)
    with pytest.raises(UserError, match="没有写明收回理由"):
        revoke_delegation(delegation=row, actor=again(cast.security_admin))
    for who in ("county_supervisor", "system_admin", "city_director"):
        with pytest.raises(PermissionDenied):
            revoke_delegation(delegation=row, actor=again(cast.people[who]))
        with pytest.raises(PermissionDenied):
            delegate_post(
                post=cast.county_director.posts.get(), delegate=deputy, starts_on=day(), ends_on=day(), reason="x",
                actor=again(cast.people[who]),
            )  # fmt: skip


def test_what_is_lent_is_not_lent_on(cast: Cast, deputy: Any) -> None:
    row = lent(cast.county_chief, deputy)
    with pytest.raises(PermissionDenied, match="只能委托代理或者收回自己的岗位"):
        delegate_post(
            post=row.post, delegate=cast.county_supervisor, starts_on=day(), ends_on=day(), reason="x", actor=again(deputy)
        )


def test_refusals_are_told_in_words(cast: Cast, deputy: Any) -> None:
    for wrong, words in (
        ({"delegate": cast.audit_admin}, "三员分立"),
        ({"delegate": cast.neighbour_supervisor}, "同一单位的同事"),
        ({"delegate": cast.county_chief}, "不能是本人"),
        ({"ends_on": day(400)}, "最长 180 天"),
        ({"starts_on": day(-1)}, "从今天或者以后"),
        ({"reason": " "}, "没有写明事由"),
    ):
        form = {"delegate": deputy, "starts_on": day(), "ends_on": day(3), "reason": "出差"} | wrong
        with pytest.raises(UserError, match=words):
            delegate_post(post=cast.county_chief.posts.get(), actor=again(cast.county_chief), **form)
    lent(cast.county_chief, deputy)
    with pytest.raises(UserError, match="已经有人代理"):
        lent(cast.county_chief, deputy, first=3, last=4)
    with pytest.raises(UserError, match="管理员的岗位不得代理"):
        lent(cast.system_admin, deputy)


def test_an_act_is_recorded_and_printed_as_one_for_the_other(cast: Cast, deputy: Any) -> None:
    lent(cast.county_chief, deputy)
    instrument = builders.draft(cast)
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    issuing.pass_check(instrument=builders.fresh(instrument), actor=again(deputy))
    event = AuditEvent.objects.get(verb="notices.instrument.pass_check")
    assert event.actor_name == "钱新人 代 卫科长"
    assert event.payload["on_behalf_of"] == {"id": cast.county_chief.pk, "name": "卫科长"}
    done = builders.fresh(instrument)
    assert done.checker == "钱新人 代 卫科长"
    assert "钱新人 代 卫科长" in [step.who for step in state_line(instrument_view(done, calendar.current(), hide_unsent=True))]


def test_in_their_own_office_a_deputy_signs_with_their_own_name_alone(cast: Cast, deputy: Any) -> None:
    lent(cast.county_director, cast.county_chief)
    instrument = builders.draft(cast)
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    issuing.pass_check(instrument=builders.fresh(instrument), actor=again(cast.county_chief))
    event = AuditEvent.objects.get(verb="notices.instrument.pass_check")
    assert (event.actor_name, "on_behalf_of" in event.payload) == ("卫科长", False)


def test_a_drafter_does_not_check_by_deputising_for_the_checker(cast: Cast) -> None:
    lent(cast.county_chief, cast.county_supervisor)
    instrument = builders.draft(cast)
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    with pytest.raises(NotAllowed, match="拟稿人、提交人不能核稿"):
        issuing.pass_check(instrument=builders.fresh(instrument), actor=again(cast.county_supervisor))


def test_a_deputy_of_the_drafter_does_not_check_the_draft_for_them(cast: Cast, deputy: Any) -> None:
    """卫科长 drafts in a supervisor's post held besides; whoever deputises for 卫科长 as chief counts as 卫科长."""
    given(cast, cast.county_chief, Role.SUPERVISOR, cast.county_bureau)
    instrument = drafting.draft_instrument(matter=builders.open_matter(cast), kind="press_letter", actor=again(cast.county_chief))
    issuing.submit(instrument=instrument, actor=again(cast.county_chief))
    chief_post = cast.county_chief.posts.get(role=Role.DIVISION_CHIEF)
    delegate_post(
        post=chief_post, delegate=deputy, starts_on=day(), ends_on=day(3), reason="出差", actor=again(cast.county_chief)
    )
    assert not_the_drafter(builders.fresh(instrument), again(deputy)) is not None
    with pytest.raises(NotAllowed, match="拟稿人、提交人不能核稿"):
        issuing.pass_check(instrument=builders.fresh(instrument), actor=again(deputy))


def test_who_had_it_drafted_in_their_place_neither_checks_nor_signs(cast: Cast, deputy: Any) -> None:
    lent(cast.county_supervisor, deputy)
    given(cast, cast.county_supervisor, Role.DIVISION_CHIEF, cast.county_bureau)
    matter = Matter.objects.get(pk=builders.open_matter(cast).pk)
    instrument = drafting.draft_instrument(matter=matter, kind="press_letter", actor=again(deputy))
    assert (instrument.drafter, instrument.drafters) == ("钱新人 代 褚督员", {deputy.pk, cast.county_supervisor.pk})
    issuing.submit(instrument=instrument, actor=again(deputy))
    with pytest.raises(NotAllowed, match="拟稿人、提交人不能核稿"):
        issuing.pass_check(instrument=builders.fresh(instrument), actor=again(cast.county_supervisor))


def test_a_checkers_deputy_does_not_sign(cast: Cast, deputy: Any) -> None:
    lent(cast.county_chief, deputy)
    lent(cast.county_director, deputy)
    instrument = builders.draft(cast)
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    issuing.pass_check(instrument=builders.fresh(instrument), actor=again(deputy))
    assert not_drafter_or_checker(builders.fresh(instrument), again(deputy)) is not None
    with pytest.raises(NotAllowed, match="不能签发同一文书"):
        issuing.sign(instrument=builders.fresh(instrument), actor=again(deputy))
    issuing.sign(instrument=builders.fresh(instrument), actor=again(cast.county_director))
    assert builders.fresh(instrument).signatory == "蒋局长"


def test_who_reaches_a_draft_by_a_city_post_too_acts_at_the_bureau_as_its_deputy(cast: Cast) -> None:
    """§60: a chief of the city deputises for the county's chief, who drafted; the county's check counts as the drafter's own."""
    given(cast, cast.county_chief, Role.SUPERVISOR, cast.county_bureau)
    given(cast, cast.city_chief, Role.LEGAL_REVIEWER, cast.county_bureau)  # in office at the agency whose post is lent
    instrument = drafting.draft_instrument(matter=builders.open_matter(cast), kind="press_letter", actor=again(cast.county_chief))
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    chief_post = cast.county_chief.posts.get(role=Role.DIVISION_CHIEF)
    delegate_post(
        post=chief_post, delegate=cast.city_chief, starts_on=day(), ends_on=day(3), reason="出差", actor=again(cast.county_chief)
    )
    with pytest.raises(NotAllowed, match="拟稿人、提交人不能核稿"):
        issuing.pass_check(instrument=builders.fresh(instrument), actor=again(cast.city_chief))


def test_whom_a_draft_was_handed_on_for_does_not_check_it(cast: Cast, deputy: Any) -> None:
    """Deputising for a supervisor who is a chief besides, somebody hands a colleague's draft on; it counts as that supervisor's deed."""
    given(cast, cast.county_chief, Role.SUPERVISOR, cast.county_bureau)
    lent_post = cast.county_chief.posts.get(role=Role.SUPERVISOR)
    Post.objects.filter(user=deputy).exclude(role=Role.LEGAL_REVIEWER).update(role=Role.LEGAL_REVIEWER)
    delegate_post(post=lent_post, delegate=deputy, starts_on=day(), ends_on=day(3), reason="出差", actor=again(cast.county_chief))
    instrument = builders.draft(cast)
    issuing.submit(instrument=instrument, actor=again(deputy))
    assert builders.fresh(instrument).submitted_for_id == cast.county_chief.pk
    with pytest.raises(NotAllowed, match="拟稿人、提交人不能核稿"):
        issuing.pass_check(instrument=builders.fresh(instrument), actor=again(cast.county_chief))


def test_a_step_of_a_report_taken_by_a_deputy_is_the_principals_too(cast: Cast, deputy: Any) -> None:
    given(cast, cast.county_chief, Role.LEGAL_REVIEWER, cast.county_bureau)
    chief_post = cast.county_chief.posts.get(role=Role.DIVISION_CHIEF)
    delegate_post(
        post=chief_post, delegate=deputy, starts_on=day(), ends_on=day(3), reason="出差", actor=again(cast.county_chief)
    )
    report = compiled(cast.county, date(2026, 9, 1))
    approving.submit(report=report, actor=cast.county_supervisor)
    approving.agree(report=report, actor=again(deputy), version=1, words="同意。")
    with pytest.raises(NotAllowed, match="所代理的人已在前一环节"):
        approving.agree(report=report, actor=again(cast.county_chief), version=1, words="同意。")


def test_a_social_supervisor_is_appointed_in_person_and_lends_no_post(cast: Cast, deputy: Any, sign_in: Any) -> None:
    with pytest.raises(UserError, match="社会监督员的岗位不得代理"):
        lent(cast.social_supervisor, deputy)
    client = sign_in(cast.social_supervisor)
    assert "委托代理" not in client.get("/me/").content.decode()
    assert client.get(f"/posts/{cast.social_supervisor.posts.get().pk}/delegate/").status_code == 403
