"""同时：同一件事二十个请求一起来，只办成一次；两位领导抢着批，只有一位批成。

E5. Real threads, each with its own connection and its own commit; one county's deed is done once, the other's twenty times at once, and the
two counties must stand the same afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from agencies.choices import Role
from agencies.models import Post, User
from cases.models import ReviewRound
from cases.review import rounds
from reports.models import PeriodicReport, ReportApproval
from reports.services import approving
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import Conflict, NotAllowed
from tests.cast import build_cast
from tests.web.deeds import DEEDS, Deed
from tests.web.world import Place, World, build_world

AT_ONCE = 20
WHO = {
    "county_supervisor": "supervisor", "county_chief": "chief", "county_legal": "legal", "county_director": "director", "county_leader": "leader",
    "housing_officer": "officer",
}  # fmt: skip
PASSED_OVER = {
    "cases:triage_bulk",
    "notices:save_answers",
    "notices:matter_add",
    "notices:matter_act",
    "notices:matter_remove",
    "notices:instrument_edit",
    "reports:edit",
}
"""They would undo, or need, what another deed of this list does; `test_every_page` sends each of them twice."""
ROOMS = ("agencies", "cases", "leads", "appraisals", "notices", "reports", "outbox")


def together(deeds: list[Callable[[], Any]]) -> list[Any]:
    """Every deed in a thread of its own, let go at the same moment; what each returned or raised."""
    gate, results = Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int) -> None:
        gate.wait()
        try:
            results[place] = deeds[place]()
        except (NotAllowed, Conflict, UserError) as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=[place]) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def tally() -> Counter[str]:
    """How many rows of every table, how many things in every state, how many events of every kind that was not a refusal."""
    events = (
        AuditEvent.objects.exclude(result="denied").exclude(verb__startswith="agencies.signed").values_list("verb", flat=True)
    )
    counted = Counter(f"event {verb}" for verb in events)
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            counted[model._meta.label] = model._default_manager.count()
            if any(field.name == "state" for field in model._meta.fields):
                counted.update(f"{model._meta.label} {state}" for state in model._default_manager.values_list("state", flat=True))
    return counted


def moved(before: Counter[str]) -> dict[str, int]:
    after = tally()
    return {name: after[name] - before[name] for name in sorted(after | before) if after[name] != before[name]}


def chosen() -> list[tuple[Deed, str]]:
    """One deed for each route and thing, by somebody whom both counties have."""
    found: dict[tuple[str, str], tuple[Deed, str]] = {}
    for act in DEEDS:
        who = next((who for who in WHO if who in act.who.get("K", ())), None)
        if who and act.route not in PASSED_OVER:
            found.setdefault((act.route, act.thing), (act, who))
    order = ("notices:attach_evidence", "notices:remove_evidence")  # before the round is sent
    return sorted(found.values(), key=lambda pair: pair[0].route not in order)


def asked(act: Deed, place: Place, user: User, times: int) -> list[int]:
    """The deed, so many times at once; the statuses."""
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))  # as it is now: an earlier deed may have changed the password
    url, cookies = reverse(act.route, kwargs=act.address(place)), client.cookies.output(header="", sep=";")

    def once() -> int:
        mine = Client(raise_request_exception=False)
        mine.cookies.load(cookies)
        return int(mine.post(url, act.form(place)).status_code)

    return [once()] if times == 1 else together([once] * times)


@pytest.mark.django_db(transaction=True)
def test_E5_twenty_at_once_are_one() -> None:
    world: World = build_world(build_cast())
    Post.objects.filter(user__in=[world.own.people.leader, world.foreign.people.leader]).update(starts_on="2020-01-01")
    wrong = []
    acts = chosen()
    for act, who in acts:
        before = tally()
        asked(act, world.foreign, getattr(world.foreign.people, WHO[who]), 1)
        once, before = moved(before), tally()
        statuses = asked(act, world.own, getattr(world.own.people, WHO[who]), AT_ONCE)
        many = moved(before)
        if once != many or max(statuses) >= 500 or not once:
            wrong.append(f"{act.route} {act.thing} by {who}: once {once}, at once {many}, {Counter(statuses)}")
    assert len(acts) >= 20
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_E5_whoever_comes_second_is_told(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Two equal plans that both asked whether the title is free before either was there: a constraint lets one pass."""
    world: World = build_world(build_cast())
    act = next(act for act in DEEDS if act.route == "cases:review_new")
    monkeypatch.setattr(rounds, "_require_title", lambda *_: None)
    assert asked(act, world.own, world.own.people.supervisor, 1) == [302]
    client = Client(raise_request_exception=False)
    client.force_login(world.own.people.supervisor)
    answer = client.post(reverse(act.route), act.form(world.own))
    assert answer.status_code == 409
    assert "同样的内容刚刚已经保存，这一次没有再存。" in answer.content.decode()
    assert ReviewRound.objects.filter(title="又一个批次").count() == 1
    assert "review_title_once" in caplog.text, "the constraint is in no log"


@pytest.mark.django_db(transaction=True)
def test_E5_of_two_leaders_who_decide_at_the_same_moment_exactly_one_does() -> None:
    world = build_world(build_cast())
    report = PeriodicReport.objects.get(pk=world.own.of("report_leader")["pk"])
    first = world.own.people.leader
    second = User.objects.create(username="second-leader", display_name="钟县长", password="!")
    Post.objects.create(user=second, agency=first.posts.get().agency, role=Role.LEADER, title="副县长", starts_on="2020-01-01")
    for version in range(2, 42):
        PeriodicReport.objects.filter(pk=report.pk).update(state="leader", version=version)

        def decide(actor: User, version: int = version) -> str:
            held = PeriodicReport.objects.get(pk=report.pk)
            approving.agree(
                report=held, actor=User.objects.get(pk=actor.pk), version=version, words=f"同意。{actor.display_name}"
            )
            return actor.username

        results = together([lambda: decide(first), lambda: decide(second)])
        assert sum(isinstance(result, str) for result in results) == 1, results
        assert ReportApproval.objects.filter(report=report, version=version).count() == 1
        assert PeriodicReport.objects.get(pk=report.pk).state == "approved"
