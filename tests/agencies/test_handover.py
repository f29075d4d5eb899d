"""移交：离开的人手上的事项、文稿、报告一次交出，每类一条留痕，先后可查。"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.choices import Role
from agencies.models import User
from agencies.services import handover
from agencies.services.handover import hand_over, in_hand
from notices.lifecycles import not_drafter_or_checker
from notices.models import Instrument, Matter
from notices.services import issuing
from reports.models import PeriodicReport
from reports.services import compiling
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from tests.agencies.people import again, given, newcomer
from tests.cast import Cast
from tests.notices import builders


@pytest.fixture
def successor(cast: Cast) -> User:
    """A second supervisor of the county's bureau."""
    user = newcomer("successor")
    given(cast, user, Role.SUPERVISOR, cast.county_bureau)
    return again(user)


def counts(user: Any) -> dict[str, int]:
    return {lot.key: len(lot.lines) for lot in in_hand(user)}


def test_everything_in_hand_goes_over_in_one_act(cast: Cast, successor: User) -> None:
    draft = builders.draft(cast)
    builders.delivered(cast)
    compiling.request_report(region=cast.county, period=datetime.date(2025, 12, 1), actor=cast.county_supervisor)
    assert counts(cast.county_supervisor) == {"matters": 2, "drafts": 1, "reports": 1}
    hand_over(leaver=cast.county_supervisor, successor=successor, reason="演调〔2026〕3号", actor=again(cast.system_admin))
    assert counts(cast.county_supervisor) == {"matters": 0, "drafts": 0, "reports": 0}
    assert counts(successor) == {"matters": 2, "drafts": 1, "reports": 1}
    assert set(Matter.objects.values_list("opened_by", flat=True)) == {successor.pk}
    assert PeriodicReport.objects.get().requested_by_id == successor.pk
    events = AuditEvent.objects.filter(verb="agencies.handed_over").order_by("id")
    assert [(one.payload["kind"], one.payload["before"], one.payload["moved"], one.payload["left"]) for one in events] == [
        ("在办监督事项", 2, 2, 0),
        ("未签发的文书", 1, 1, 0),
        ("未印发的监督报告", 1, 1, 0),
    ]
    assert draft.matter.number in events[0].payload["things"]


def test_a_page_shows_the_first_of_much_and_counts_no_further_than_its_cap(
    cast: Cast, successor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "SHOWN", 2)
    monkeypatch.setattr(handover, "COUNTED", 3)
    for _ in range(5):
        builders.open_matter(cast)
    matters, drafts, _reports = in_hand(cast.county_supervisor, successor, on_a_page=True)
    assert (len(matters.lines), matters.total_text, matters.moving_text, matters.more) == (2, "3+", "3+", True)
    assert (drafts.lines, drafts.total_text, drafts.more) == ((), "0", False)


@pytest.mark.parametrize(
    "who", ["successor", "county_supervisor", "county_chief", "neighbour_supervisor", "city_supervisor", "housing_officer"]
)
def test_a_page_counts_as_movable_what_would_move(cast: Cast, successor: User, who: str) -> None:
    given(cast, cast.county_chief, Role.SUPERVISOR, cast.county_bureau)
    builders.signing(cast)
    builders.draft(cast)
    builders.open_matter(cast)
    compiling.request_report(region=cast.county, period=datetime.date(2025, 12, 1), actor=cast.county_supervisor)
    person = again(successor if who == "successor" else cast.people[who])
    whole = [(lot.key, lot.total, lot.moving) for lot in in_hand(cast.county_supervisor, person)]
    assert [(lot.key, lot.total, lot.moving) for lot in in_hand(cast.county_supervisor, person, on_a_page=True)] == whole


def test_the_page_costs_the_same_however_much_is_in_hand(cast: Cast, successor: User, sign_in: Any) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/people/{cast.county_supervisor.pk}/hand-over/?successor=successor").status_code == 200
        return len(captured.captured_queries)

    client = sign_in(cast.system_admin)
    builders.draft(cast)
    statements()
    before = statements()
    for _ in range(3):
        builders.draft(cast)
    assert statements() == before


def test_what_was_issued_stays_whose_it_was(cast: Cast, successor: User) -> None:
    issued = builders.delivered(cast)
    hand_over(leaver=cast.county_supervisor, successor=successor, reason="调离", actor=again(cast.system_admin))
    assert builders.fresh(issued).drafted_by_id == cast.county_supervisor.pk


def test_who_drafted_it_before_neither_checks_nor_signs_it_after(cast: Cast, successor: User) -> None:
    instrument = builders.draft(cast)
    hand_over(leaver=cast.county_supervisor, successor=successor, reason="调岗", actor=again(cast.system_admin))
    given(cast, cast.county_supervisor, Role.DIRECTOR, cast.county_bureau)
    issuing.submit(instrument=builders.fresh(instrument), actor=again(successor))
    issuing.pass_check(instrument=builders.fresh(instrument), actor=cast.county_chief)
    refusal = not_drafter_or_checker(builders.fresh(instrument), again(cast.county_supervisor))
    assert refusal is not None
    assert "拟稿人" in refusal.message
    assert not_drafter_or_checker(builders.fresh(instrument), again(successor)) is not None


def test_a_draft_does_not_go_to_its_checker(cast: Cast) -> None:
    given(cast, cast.county_chief, Role.SUPERVISOR, cast.county_bureau)
    builders.signing(cast)
    chief = again(cast.county_chief)
    drafts = next(lot for lot in in_hand(cast.county_supervisor, chief) if lot.key == "drafts")
    assert [line.obstacle for line in drafts.lines] == ["接替人已经核稿，不能再作拟稿人"]
    hand_over(leaver=cast.county_supervisor, successor=chief, reason="调离", actor=again(cast.system_admin))
    assert Instrument.objects.get().drafted_by_id == cast.county_supervisor.pk
    assert Matter.objects.get().opened_by_id == chief.pk


def test_refusals(cast: Cast, successor: User) -> None:
    builders.draft(cast)
    with pytest.raises(UserError, match="没有可以移交给这个人"):
        hand_over(leaver=cast.county_supervisor, successor=cast.neighbour_supervisor, reason="x", actor=again(cast.system_admin))
    with pytest.raises(UserError, match="理由"):
        hand_over(leaver=cast.county_supervisor, successor=successor, reason=" ", actor=again(cast.system_admin))
    for who in ("security_admin", "audit_admin", "county_director"):
        with pytest.raises(PermissionDenied):
            hand_over(leaver=cast.county_supervisor, successor=successor, reason="x", actor=again(cast.people[who]))
    assert Matter.objects.get().opened_by_id == cast.county_supervisor.pk


def test_who_has_nothing_in_hand_needs_no_successor(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.system_admin).get(f"/people/{cast.neighbour_officer.pk}/hand-over/").content.decode()
    assert "手上没有在办的事项" in page
    assert 'name="successor"' not in page
