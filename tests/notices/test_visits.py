"""监督检查记录：谁去的、看到什么；人数和证件只提示，回避的不能去。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agencies.models import Post
from cases.choices import Outcome
from notices.models import Matter, SupervisionVisit
from notices.services import visits
from notices.services.visits import VisitText
from notices.visit_limits import judge_visit
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cast import Cast
from tests.notices import builders
from tests.statements import statements

Clock = Callable[[str], date]
SignIn = Callable[[Any], Any]


@pytest.fixture
def today(today_is: Clock) -> date:
    return today_is("2026-03-12")


def text(*people: Any, **more: Any) -> VisitText:
    told: dict[str, Any] = {"visited_on": date(2026, 3, 10), "place": "施工现场", "observed": "围挡未拆除。"}
    return VisitText(**(told | more), members={one.pk: "湘行执监1234" for one in people})


# --- rule S-13: 2026-03-10, two with certificates pass; nothing else is more than a hint


@pytest.mark.parametrize(
    ("covert", "certificates", "outcome", "hints"),
    [
        (False, ["1", "2"], Outcome.PASS, 0),
        (False, ["1"], Outcome.UNKNOWN, 1),
        (False, ["1", ""], Outcome.UNKNOWN, 1),
        (False, [" "], Outcome.UNKNOWN, 2),
        (True, [""], Outcome.PASS, 0),
    ],
)
def test_what_is_missing_is_never_a_breach(covert: bool, certificates: list[str], outcome: Outcome, hints: int) -> None:
    judged = judge_visit(covert=covert, certificates=certificates)
    assert (judged.outcome, len(judged.hints)) == (outcome, hints)
    assert all("待核" in hint for hint in judged.hints)


# --- writing


def test_a_record_keeps_who_was_there_and_is_an_event(cast: Cast, today: date) -> None:
    matter = builders.open_matter(cast)
    visit = visits.write_visit(matter=matter, text=text(cast.county_supervisor, cast.county_chief), actor=cast.county_chief)
    assert {one.user_id for one in visit.members.all()} == {cast.county_supervisor.pk, cast.county_chief.pk}
    event = AuditEvent.objects.get(verb="notices.matter.visited")
    assert (event.target_id, event.payload["people"]) == (str(matter.pk), 2)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"visited_on": date(2026, 3, 13)}, "今天之后"),
        ({"place": " "}, "不完整"),
        ({"observed": ""}, "不完整"),
    ],
)
def test_what_is_missing_is_said(cast: Cast, today: date, change: dict[str, Any], told: str) -> None:
    with pytest.raises(UserError, match=told):
        visits.write_visit(
            matter=builders.open_matter(cast), text=text(cast.county_supervisor, **change), actor=cast.county_supervisor
        )
    assert not SupervisionVisit.objects.exists()


def test_somebody_has_to_have_been_there(cast: Cast, today: date) -> None:
    with pytest.raises(UserError, match="没有选择监督人员"):
        visits.write_visit(matter=builders.open_matter(cast), text=text(), actor=cast.county_supervisor)


@pytest.mark.parametrize("who", ["city_supervisor", "housing_officer", "neighbour_supervisor", "township_assistant"])
def test_people_of_elsewhere_are_no_members(cast: Cast, today: date, who: str) -> None:
    with pytest.raises(UserError, match="不是本局的监督人员"):
        visits.write_visit(matter=builders.open_matter(cast), text=text(cast.people[who]), actor=cast.county_supervisor)


def test_who_is_seconded_from_the_agency_stays_away(cast: Cast, today: date) -> None:
    """回避: the chief comes from the agency that is looked at."""
    Post.objects.filter(user=cast.county_chief).update(seconded_by=cast.county_housing)
    with pytest.raises(NotAllowed, match="回避"):
        visits.write_visit(
            matter=builders.open_matter(cast), text=text(cast.county_supervisor, cast.county_chief), actor=cast.county_supervisor
        )


@pytest.mark.parametrize("who", ["housing_officer", "county_director", "township_assistant", "neighbour_supervisor"])
def test_nobody_else_writes_one(cast: Cast, today: date, who: str) -> None:
    with pytest.raises(PermissionDenied):
        visits.write_visit(matter=builders.open_matter(cast), text=text(cast.county_supervisor), actor=cast.people[who])


def test_the_same_record_sent_twice_is_one(cast: Cast, today: date) -> None:
    matter = builders.open_matter(cast)
    visits.write_visit(matter=matter, text=text(cast.county_supervisor), actor=cast.county_supervisor)
    with pytest.raises(NotAllowed, match="已经登记"):
        visits.write_visit(matter=matter, text=text(cast.county_supervisor), actor=cast.county_supervisor)


# --- pages


def written(client: Any, matter: Matter, **form: Any) -> Any:
    return client.post(reverse("notices:matter_visit", args=[matter.pk]), form, follow=True)


def test_written_by_the_form_and_shown_on_the_matter_with_its_hints(cast: Cast, sign_in: SignIn, today: date) -> None:
    matter, who = builders.open_matter(cast), cast.county_supervisor
    client = sign_in(who)
    form = client.get(reverse("notices:matter_visit", args=[matter.pk])).content.decode()
    assert cast.county_chief.display_name in form
    assert cast.city_supervisor.display_name not in form
    page = written(
        client, matter, visited_on="2026-03-10", place="施工现场", observed="围挡未拆除。", members=[who.pk]
    ).content.decode()
    assert "围挡未拆除。" in page
    assert "现场监督不足两人（外省规定，在本市待核）" in page
    assert "1 人没有填写行政执法监督证号" in page


def test_two_with_certificates_show_no_hint(cast: Cast, sign_in: SignIn, today: date) -> None:
    matter = builders.open_matter(cast)
    two = [cast.county_supervisor, cast.county_chief]
    numbers = {f"number-{one.pk}": f"湘行执监{one.pk}" for one in two}
    page = written(
        sign_in(cast.county_supervisor), matter,
        visited_on="2026-03-10", place="施工现场", observed="围挡未拆除。", members=[one.pk for one in two], **numbers,
    ).content.decode()  # fmt: skip
    assert f"监督证 湘行执监{two[0].pk}" in page
    assert "待核）" not in page.split('id="visits"')[1].split("</section>")[0]


def test_an_incomplete_form_keeps_what_was_written(cast: Cast, sign_in: SignIn, today: date) -> None:
    matter = builders.open_matter(cast)
    answer = written(sign_in(cast.county_supervisor), matter, visited_on="2026-03-10", place="", observed="围挡未拆除。")
    assert answer.status_code == 422
    assert "围挡未拆除。" in answer.content.decode()
    assert not SupervisionVisit.objects.exists()


def test_who_is_seconded_is_not_offered(cast: Cast, sign_in: SignIn, today: date) -> None:
    Post.objects.filter(user=cast.county_chief).update(seconded_by=cast.county_housing)
    page = sign_in(cast.county_supervisor).get(reverse("notices:matter_visit", args=[builders.open_matter(cast).pk]))
    assert cast.county_chief.display_name not in page.content.decode()


def test_a_matters_page_costs_the_same_with_one_visit_and_with_five(cast: Cast, sign_in: SignIn, today: date) -> None:
    matter, who = builders.open_matter(cast), cast.county_supervisor
    client = sign_in(who)
    visits.write_visit(matter=matter, text=text(who), actor=who)
    one = statements(client, matter.get_absolute_url())
    for day in range(1, 5):
        visits.write_visit(matter=matter, text=text(who, cast.county_chief, visited_on=date(2026, 3, day)), actor=who)
    assert statements(client, matter.get_absolute_url()) == one <= 12
