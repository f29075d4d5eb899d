"""回避：借调人员不办借出单位的事，能看、不能办，并且说明为什么（湘程序规定 §18）。"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agencies.choices import Role
from agencies.services.handover import hand_over, in_hand
from cases.models import Finding
from cases.services import findings
from notices.models import Instrument, Matter
from notices.services import drafting, issuing, matters, verification
from supervision.web.errors import UserError
from tests.agencies.people import again, given, lent, newcomer
from tests.cast import Cast
from tests.notices import builders


@pytest.fixture
def seconded(cast: Cast) -> Any:
    """Lent by 浏阳市住建局 to the county's bureau, where they hold every office of the loop."""
    user = newcomer("seconded")
    for role in (Role.SUPERVISOR, Role.DIVISION_CHIEF, Role.DIRECTOR):
        given(cast, user, role, cast.county_bureau, seconded_by=cast.county_housing)
    return again(user)


def test_sees_and_never_handles(cast: Cast, seconded: Any) -> None:
    finding = builders.make_finding(cast.county_housing, state="open")
    assert finding in Finding.objects.visible_to(seconded)
    assert finding not in Finding.objects.visible_to(seconded, "cases.triage_finding")
    assert seconded.has_perm("cases.view_finding", finding)
    for permission in seconded.scope.permissions:
        reading = ".view_" in permission or ".export_" in permission or permission == "web.home"
        if not reading:
            assert not seconded.has_perm(permission, finding), permission


def test_every_deed_of_the_loop_is_refused_with_the_reason(cast: Cast, seconded: Any) -> None:
    finding = builders.make_finding(cast.county_housing, state="open")
    draft, responded = builders.draft(cast), builders.responded(cast)
    checking, signing = builders.draft(cast), builders.signing(cast)
    issuing.submit(instrument=checking, actor=cast.county_supervisor)
    deeds = (
        lambda: findings.confirm(finding=finding, actor=seconded),
        lambda: builders.open_matter(cast, findings=[finding], actor=seconded),
        lambda: drafting.draft_instrument(matter=Matter.objects.get(pk=draft.matter_id), kind="press_letter", actor=seconded),
        lambda: issuing.submit(instrument=draft, actor=seconded),
        lambda: issuing.pass_check(instrument=builders.fresh(checking), actor=seconded),
        lambda: issuing.sign(instrument=signing, actor=seconded),
        lambda: builders.verify_all(responded, seconded),
        lambda: verification.close(instrument=responded, actor=seconded),
        lambda: matters.drop_matter(matter=Matter.objects.get(pk=draft.matter_id), reason="x", actor=seconded),
    )
    before = Instrument.objects.order_by("pk").values_list("pk", "state")
    kept = list(before)
    for deed in deeds:
        with pytest.raises(PermissionDenied, match=r"由浏阳市住房和城乡建设局借调.*应当回避"):
            deed()
    assert list(before.all()) == kept


def test_bulk_triage_passes_the_agency_over(cast: Cast, seconded: Any) -> None:
    finding = builders.make_finding(cast.county_housing, state="open")
    done = findings.triage_many(ids=[finding.pk], action="confirm", actor=seconded)
    assert (done.ids, done.left_alone) == ((), 1)


def test_other_agencies_are_handled_as_ever(cast: Cast, seconded: Any) -> None:
    finding = builders.make_finding(cast.justice_office, state="open")
    findings.confirm(finding=finding, actor=seconded)
    assert Finding.objects.get(pk=finding.pk).state == "confirmed"


def test_the_page_says_why_there_is_nothing_to_press(cast: Cast, seconded: Any, sign_in: Any) -> None:
    instrument = builders.draft(cast)
    client = sign_in(seconded)
    for url in (instrument.get_absolute_url(), instrument.matter.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "您由浏阳市住房和城乡建设局借调" in page
        assert 'value="submit"' not in page
    refused = client.post(reverse("notices:matter_draft", args=[instrument.matter_id]), {"kind": "press_letter"})
    assert refused.status_code == 403
    assert "应当回避" in refused.content.decode()


def test_an_officer_of_an_agency_does_not_supervise_it_besides(cast: Cast) -> None:
    given(cast, cast.housing_officer, Role.SUPERVISOR, cast.county_bureau)
    both = again(cast.housing_officer)
    instrument = builders.delivered(cast)
    assert not both.has_perm("notices.verify_response", instrument)
    assert both.has_perm("notices.respond", instrument)


def test_a_deputy_inherits_the_holders_conflict_and_keeps_their_own(cast: Cast) -> None:
    finding = builders.make_finding(cast.county_housing, state="open")
    cast.county_supervisor.posts.update(seconded_by=cast.county_housing)
    lent(cast.county_supervisor, cast.county_director)
    assert not again(cast.county_director).has_perm("cases.triage_finding", finding)
    cast.county_supervisor.posts.update(seconded_by=None)
    assert again(cast.county_director).has_perm("cases.triage_finding", finding)
    cast.county_director.posts.update(seconded_by=cast.county_housing)
    assert not again(cast.county_director).has_perm("cases.triage_finding", finding)


def test_no_such_matter_is_handed_to_them(cast: Cast, seconded: Any) -> None:
    builders.draft(cast)
    lots = in_hand(cast.county_supervisor, seconded)
    assert {line.obstacle for lot in lots for line in lot.lines} == {"接替人由浏阳市住房和城乡建设局借调，应当回避"}
    with pytest.raises(UserError, match="没有可以移交"):
        hand_over(leaver=cast.county_supervisor, successor=seconded, reason="调离", actor=again(cast.system_admin))
