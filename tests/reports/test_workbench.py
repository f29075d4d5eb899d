"""工作台：每个岗位看到自己的下一步、昨天以来的变化和将到期的文书，语句不超过十二条。"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agencies.choices import AgencyKind, Sector
from agencies.models import Agency
from cases.models import Finding
from cases.services import contests, findings, trials
from notices.models import Instrument
from reports.workbench import SHOWN, guides_of, workbench_of
from supervision.workdays import calendar
from tests.cases import disputed
from tests.cases.test_trials import EIGHTY, TODAY
from tests.cast import Cast
from tests.notices import builders
from tests.statements import statements

SignIn = Callable[[Any], Client]
MOST = 12


def bench_of(user: Any, today: date | None = None) -> Any:
    return workbench_of(user, today=today or timezone.localdate(), calendar=calendar.current())


def town_finding(cast: Cast) -> Finding:
    """An open finding about an agency of the assistant's town."""
    agency, _ = Agency.objects.get_or_create(
        code="430181103-ZF",
        defaults={
            "name": "大瑶镇人民政府",
            "short_name": "大瑶镇政府",
            "kind": AgencyKind.ENFORCEMENT,
            "sector": Sector.GENERAL,
            "region": cast.township,
            "region_code": cast.township.code,
            "tier": cast.township.tier,
        },
    )
    return builders.make_finding(agency, state="open")


def test_a_township_assistant_finds_the_findings_of_the_own_town_until_they_are_noted(cast: Cast) -> None:
    finding = town_finding(cast)
    builders.make_finding(cast.county_housing)
    todos = bench_of(cast.township_assistant).todos
    assert [(todo.kind, todo.url) for todo in todos] == [("核实", finding.get_absolute_url())]
    findings.note(finding=finding, text="已到现场看过。", author=cast.township_assistant)
    assert bench_of(cast.township_assistant).todos == []


def test_a_township_assistant_is_led_to_no_page_that_is_shut(cast: Cast, sign_in: SignIn) -> None:
    town_finding(cast)
    client, bench = sign_in(cast.township_assistant), bench_of(cast.township_assistant)
    for url in {todo.url for todo in bench.todos} | {figure.url for figure in bench.figures} | {news.url for news in bench.news}:
        assert client.get(url).status_code == 200, url


def test_what_came_since_yesterday_is_counted_and_what_came_before_is_not(cast: Cast) -> None:
    today = timezone.localdate()
    builders.make_finding(cast.county_housing, found_on=today)
    builders.make_finding(cast.county_housing, found_on=today - timedelta(days=2))
    builders.responded(cast)
    builders.delivered(cast)
    news = {change.text: change.count for change in bench_of(cast.county_supervisor).news}
    recent = Finding.objects.filter(found_on__gte=today - timedelta(days=1)).count()
    assert news == {"新检出的线索": f"{recent}", "新送达的文书": "1", "新报送的反馈": "1"}
    assert bench_of(cast.neighbour_supervisor).news == []
    assert [change.text for change in bench_of(cast.housing_officer).news] == ["新收到的文书"]


def test_the_week_before_the_due_day_it_is_announced_and_after_it_is_late(cast: Cast) -> None:
    instrument = Instrument.objects.get(pk=builders.delivered(cast).pk)
    assert instrument.due_on is not None
    for user in (cast.county_supervisor, cast.housing_officer):
        before, near, after = (bench_of(user, instrument.due_on + timedelta(days=days)) for days in (-8, -7, 1))
        assert (before.soon, before.late) == ([], [])
        assert [todo.title for todo in near.soon] == [instrument.title]
        assert [todo.title for todo in after.late] == [instrument.title]


def test_an_unsigned_receipt_is_named_as_what_it_is(cast: Cast) -> None:
    builders.delivered(cast)
    assert [(todo.kind, todo.action_label) for todo in bench_of(cast.housing_officer).todos] == [("收件", "签收")]


@pytest.mark.parametrize("who", ["social_supervisor", "system_admin", "security_admin", "audit_admin"])
def test_a_post_without_deadlines_reads_what_it_may_do(cast: Cast, sign_in: SignIn, who: str) -> None:
    client = sign_in(cast.people[who])
    page = client.get("/").content.decode()
    (guide,) = guides_of(cast.people[who].scope.roles)
    assert guide.words in page
    assert guide.ways or guide.choices
    for label, url in guide.ways:
        assert f'href="{url}">{label}' in page
    for label, url, _picture, _line in guide.choices:
        assert re.search(rf'<a href="{url}"><svg.*?</svg><span>{label}<', page)
    for _label, url, *_more in (*guide.ways, *guide.choices):
        assert client.get(url).status_code == 200
    assert "没有待办" not in page


@pytest.mark.parametrize(
    "who",
    [
        "city_supervisor",
        "city_chief",
        "city_director",
        "city_leader",
        "county_supervisor",
        "housing_officer",
        "township_assistant",
    ],
)
def test_the_workbench_stays_within_twelve_statements_however_much_waits(cast: Cast, sign_in: SignIn, who: str) -> None:
    client, counts = sign_in(cast.people[who]), []
    client.get("/")
    for more in (1, SHOWN):
        for _ in range(more):
            builders.make_finding(cast.county_housing)
            town_finding(cast)
        for step in (builders.draft, builders.signing, builders.delivered, builders.responded):
            step(cast)
        counts.append(statements(client, "/"))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST


def test_a_contest_waits_for_the_bureau_and_a_question_for_the_agency_at_no_further_statement(
    cast: Cast, sign_in: SignIn
) -> None:
    def said(user: Any) -> list[tuple[str, str]]:
        return [(todo.kind, todo.title) for todo in bench_of(user).todos if todo.kind in {"申辩", "说明", "豁免"}]

    one, other = (builders.make_finding(cast.county_housing, state="open") for _ in range(2))
    before = {user: statements(sign_in(user), "/") for user in (cast.city_supervisor, cast.housing_officer, cast.county_chief)}
    asked = disputed.put(one, cast.county_supervisor)
    assert said(cast.housing_officer) == [("说明", "监督机构请本单位说明 1 条线索")]
    assert said(cast.neighbour_officer) == said(cast.county_supervisor) == []
    todo = next(todo for todo in bench_of(cast.housing_officer).todos if todo.kind == "说明")
    assert todo.url == asked.get_absolute_url()
    contests.contest(contest=asked, statement="不是事实", actor=cast.housing_officer)
    assert said(cast.housing_officer) == []
    assert said(cast.county_supervisor) == said(cast.city_chief) == [("申辩", "单位对 1 条线索提出申辩，尚未答复")]
    assert said(cast.neighbour_supervisor) == said(cast.county_director) == []
    disputed.contested(other, cast.county_supervisor, cast.housing_officer)
    todo = next(todo for todo in bench_of(cast.county_supervisor).todos if todo.kind == "申辩")
    assert (todo.title, todo.url) == ("单位对 2 条线索提出申辩，尚未答复", "/contests/?state=contested")
    assert sign_in(cast.county_supervisor).get(todo.url).status_code == 200
    disputed.requested(cast.county_chief, agency=cast.county_housing)
    assert ("豁免", "1 件豁免申请待批准") in said(cast.city_chief)
    assert ("豁免", "1 件豁免申请待批准") not in said(cast.county_chief)
    after = {user: statements(sign_in(user), "/") for user in before}
    assert after == before


def test_a_trial_waits_for_its_proposer_and_then_for_another_person_at_no_further_statement(cast: Cast, sign_in: SignIn) -> None:
    def said(user: Any) -> list[tuple[str, str]]:
        return [(todo.title, todo.url) for todo in bench_of(user).todos if todo.kind == "参数"]

    before = {user: statements(sign_in(user), "/") for user in (cast.city_chief, cast.city_director, cast.county_director)}
    made = trials.propose(values=EIGHTY, actor=cast.city_chief, today=TODAY)
    assert said(cast.city_chief) == []
    trials.run(made.pk, today=TODAY)
    made.refresh_from_db()
    page = made.get_absolute_url()
    assert said(cast.city_chief) == [("1 项参数已试算，待核对影响后报批", page)]
    assert said(cast.city_director) == []
    trials.submit(trial=made, actor=cast.city_chief)
    assert said(cast.city_director) == [("1 项试算过的参数待批准", page)]
    assert said(cast.city_chief) == said(cast.county_director) == said(cast.city_supervisor) == []
    assert sign_in(cast.city_director).get(page).status_code == 200
    assert {user: statements(sign_in(user), "/") for user in before} == before
