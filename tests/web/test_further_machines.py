"""线索、申辩、豁免、销毁清单、参数试算、评查批次与案卷、质效评议：状态 × 动作 × 人（A7），同 `test_machines.py`。

The tables are written from the Regulation and the decision records (0016, 0018, 0020–0023), not from the lifecycles. The thing is 浏阳市's
(place K); whatever is not named is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from appraisals.choices import Manner, Part
from appraisals.services import concluding, publishing
from appraisals.services.publishing import Notice
from cases.models import DisposalList, EnforcementCase, FindingContest, ParameterTrial, ReviewRound, Waiver
from cases.review import drawing, objecting, rounds
from cases.services import contests, disposing, trials, waivers
from leads.choices import DeclineKind, LeadOutcome
from leads.services import handling
from supervision.workflow import Lifecycle
from tests.appraisals import builders as appraisals
from tests.cases import disputed, reviewing
from tests.leads import builders as leads
from tests.notices import builders
from tests.web import bodies, reviews
from tests.web.machines import Steps
from tests.web.test_machines import ACTORS, Act, Machine, _by_person, _by_worker, tried
from tests.web.walking import taken_back
from tests.web.world import World

pytestmark = pytest.mark.django_db

_HANDLERS = "Ks Kc 2t"
"""Supervisors and chiefs of the body itself: the city sees and does not decide (0022)."""
_TRIAGE = "Cs Cc Ks Kc 2t"


def _people(deeds: dict[str, Callable[[Any, Any], Any]]) -> dict[str, Act]:
    return {action: _by_person(deed) for action, deed in deeds.items()}


def check(world: World, machine: Machine) -> None:
    """Every state × action × person of one machine."""
    cells, wrong = tried(machine, world)
    assert not wrong, "\n".join(wrong)
    assert cells == len(machine.made) * len(machine.deeds) * (len(ACTORS) + 1)
    assert {action for _state, action in machine.steps} <= set(machine.deeds)
    assert {state for state, _action in machine.steps} <= set(machine.made)


# --- 线索 (0022): the handler's own; told once

LEAD: Steps = {
    ("registered", "accept"): ("accepted", _HANDLERS),
    ("registered", "decline"): ("declined", _HANDLERS),
    ("registered", "pass"): ("registered", _HANDLERS),
    ("accepted", "handle"): ("handled", _HANDLERS),
    ("accepted", "pass"): ("accepted", _HANDLERS),
    ("declined", "inform"): ("declined", _HANDLERS),
    ("handled", "inform"): ("handled", _HANDLERS),
}


def test_A7_leads(world: World) -> None:
    today, city = timezone.localdate(), world.cast.city_bureau
    agency, supervisor = world.own.people.agency, world.own.people.supervisor
    with taken_back():
        made: dict[str, Any] = {
            state: make(agency, supervisor, text=f"反映的第{number}件事。")
            for number, (state, make) in enumerate({
                "registered": leads.registered, "accepted": leads.accepted, "declined": leads.declined, "handled": leads.handled,
                "told": leads.informed,
            }.items())
        }  # fmt: skip
        deeds = _people({
            "accept": lambda one, actor: handling.accept(lead=one, on=today, actor=actor),
            "decline": lambda one, actor: handling.decline(lead=one, kind=DeclineKind.VAGUE, reason="不清楚", on=today, actor=actor),
            "handle": lambda one, actor: handling.handle(lead=one, outcome=LeadOutcome.PARTLY, result="已改正", on=today, actor=actor),
            "inform": lambda one, actor: handling.inform(lead=one, on=today, actor=actor),
            "pass": lambda one, actor: handling.pass_on(lead=one, to=city, reason="重大", actor=actor),
        })  # fmt: skip
        check(world, Machine(made, deeds, LEAD, "leads.lead."))


# --- 申辩 (0020): the agency says, the bureau answers

CONTEST: Steps = {
    ("put", "contest"): ("contested", "Oh 2a"),
    ("put", "concede"): ("conceded", "Oh 2a"),
    ("contested", "adopt"): ("adopted", _TRIAGE),
    ("contested", "reject"): ("rejected", _TRIAGE),
}


def test_A7_contests(world: World) -> None:
    people = world.own.people

    def said(adopt: bool | None = None) -> FindingContest:
        one = disputed.contested(builders.make_finding(people.agency, state="open"), people.supervisor, people.officer)
        if adopt is not None:
            contests.answer(contest=one, adopt=adopt, reason="属实。", actor=people.supervisor)
        return one

    with taken_back():
        asked, conceded = (disputed.put(builders.make_finding(people.agency, state="open"), people.supervisor) for _ in range(2))
        contests.concede(contest=conceded, actor=people.officer)
        made: dict[str, Any] = {
            "put": asked, "contested": said(), "conceded": conceded, "adopted": said(adopt=True), "rejected": said(adopt=False),
        }  # fmt: skip
        deeds = _people({
            "contest": lambda one, actor: contests.contest(contest=one, statement="有听证笔录。", actor=actor),
            "concede": lambda one, actor: contests.concede(contest=one, actor=actor),
            "adopt": lambda one, actor: contests.answer(contest=one, adopt=True, reason="属实。", actor=actor),
            "reject": lambda one, actor: contests.answer(contest=one, adopt=False, reason="不属实。", actor=actor),
        })  # fmt: skip
        check(world, Machine(made, deeds, CONTEST, "cases.contest."))


# --- 豁免 (0020): another person grants; whoever asked withdraws

WAIVER: Steps = {
    ("requested", "approve"): ("approved", "Cc Kc"),
    ("requested", "refuse"): ("refused", "Cc Kc"),
    ("requested", "withdraw"): ("withdrawn", "Ks"),
    ("approved", "revoke"): ("revoked", "Cc Kc"),
}


def test_A7_waivers(world: World) -> None:
    people, rules = world.own.people, iter(("P-31", "P-32", "P-33", "P-34", "P-35"))

    def asked() -> Waiver:
        return disputed.requested(people.supervisor, agency=people.agency, rule=next(rules))

    with taken_back():
        made: dict[str, Any] = {state: asked() for state in ("requested", "approved", "refused", "withdrawn", "revoked")}
        waivers.approve(waiver=made["approved"], words="同意。", actor=people.chief)
        waivers.refuse(waiver=made["refused"], words="不同意。", actor=people.chief)
        waivers.withdraw(waiver=made["withdrawn"], actor=people.supervisor)
        waivers.approve(waiver=made["revoked"], words="同意。", actor=people.chief)
        waivers.revoke(waiver=made["revoked"], words="终止。", actor=people.chief)
        deeds = _people({
            "approve": lambda one, actor: waivers.approve(waiver=one, words="同意。", actor=actor),
            "refuse": lambda one, actor: waivers.refuse(waiver=one, words="不同意。", actor=actor),
            "withdraw": lambda one, actor: waivers.withdraw(waiver=one, actor=actor),
            "revoke": lambda one, actor: waivers.revoke(waiver=one, words="终止。", actor=actor),
        })  # fmt: skip
        check(world, Machine(made, deeds, WAIVER, "cases.waiver."))


# --- 鉴定销毁清单 (0016): the compiler and two reviewers are three people of the body

DISPOSAL: Steps = {
    ("draft", "submit"): ("first", "Ks 2t"),
    ("draft", "withdraw"): ("withdrawn", "Ks 2t"),
    ("first", "agree"): ("second", "Kc Kl"),
    ("first", "return"): ("draft", "Kc Kl"),
    # The chief was the first reviewer.
    ("second", "agree"): ("executing", "Kl"),
    ("second", "return"): ("draft", "Kl"),
}


def test_A7_disposals(world: World) -> None:
    people = world.own.people
    case = EnforcementCase.objects.get(pk=world.own.of("case")["pk"])
    with taken_back():
        DisposalList.objects.filter(agency=people.bureau, state__in=("draft", "first")).update(state="withdrawn")
        kinds = ("penalty", "licence", "coercion", "inspection")
        keys = bodies.disposals(people, case, draft=kinds[0], first=kinds[1], second=kinds[2], withdrawn=kinds[3])
        made: dict[str, Any] = {
            state: DisposalList.objects.get(pk=keys[f"disposal_{state}"]["pk"]) for state in ("draft", "first", "second", "withdrawn")
        }  # fmt: skip
        DisposalList.objects.filter(pk=made["second"].pk).update(state="first")
        disposing.agree(disposal=DisposalList.objects.get(pk=made["second"].pk), actor=people.chief, words="同意。", seen=1)
        deeds = _people({
            "submit": lambda one, actor: disposing.submit(disposal=one, actor=actor),
            "withdraw": lambda one, actor: disposing.withdraw(disposal=one, actor=actor, words="不销毁。"),
            "agree": lambda one, actor: disposing.agree(disposal=one, actor=actor, words="同意。", seen=one.round),
            "return": lambda one, actor: disposing.send_back(disposal=one, actor=actor, words="请核对。", seen=one.round),
        }) | {"compile": _by_worker(lambda one: disposing.compile_now(one.pk))}  # fmt: skip
        check(world, Machine(made, deeds, DISPOSAL, "cases.disposal."))


# --- 参数试算 (0018): the body's chief proposes, its director adopts

TRIAL: Steps = {
    ("tried", "submit"): ("submitted", "Kc"),
    ("tried", "withdraw"): ("withdrawn", "Kc"),
    ("submitted", "adopt"): ("adopted", "Kd"),
    ("submitted", "return"): ("tried", "Kd"),
}


def test_A7_trials(world: World) -> None:
    people = world.own.people
    with taken_back():
        made: dict[str, Any] = {
            state: ParameterTrial.objects.get(pk=bodies.trial(people, state)["pk"]) for state in ("tried", "submitted", "withdrawn")
        }  # fmt: skip
        deeds = _people({
            "submit": lambda one, actor: trials.submit(trial=one, actor=actor),
            "withdraw": lambda one, actor: trials.withdraw(trial=one, actor=actor),
            "adopt": lambda one, actor: trials.adopt(trial=one, actor=actor, words="同意。"),
            "return": lambda one, actor: trials.send_back(trial=one, actor=actor, words="请核对。"),
        })  # fmt: skip
        check(world, Machine(made, deeds, TRIAL, "cases.trial."))


# --- 评查批次 (0021): the body that organises it; its chief tells, its director publishes

ROUND: Steps = {
    ("draft", "draw"): ("reviewing", _HANDLERS),
    ("draft", "cancel"): ("cancelled", _HANDLERS),
    ("reviewing", "cancel"): ("cancelled", _HANDLERS),
    ("scored", "cancel"): ("cancelled", _HANDLERS),
    ("scored", "notify"): ("told", "Kc"),
    ("told", "publish"): ("published", "Kd"),
}
"""`scored` is "reviewing" with every file scored; plain "reviewing" has one that is not."""


def test_A7_review_rounds(world: World) -> None:
    today = timezone.localdate()
    with taken_back():
        made: dict[str, Any] = {
            state: ReviewRound.objects.get(pk=world.places[place].of(thing)["pk"])
            for state, place, thing in (
                ("draft", "K", "review_draft"), ("reviewing", "K", "review_drawn"), ("scored", "K", "review_scored"),
                ("told", "K", "review_told"), ("cancelled", "A", "review_draft"), ("published", "A", "review_told"),
            )
        }  # fmt: skip
        deeds = _people({
            "draw": lambda one, actor: drawing.draw(made=one, actor=actor),
            "cancel": lambda one, actor: rounds.cancel(made=one, actor=actor, words="方案有误。"),
            "notify": lambda one, actor: rounds.notify(made=one, actor=actor, today=today),
            "publish": lambda one, actor: rounds.publish(made=one, actor=actor, words="同意公布。"),
        })  # fmt: skip
        check(world, Machine(made, deeds, ROUND, "cases.review_round."))


# --- 评查的案卷 (0021): two of the body score apart, a third when they differ; whoever has not scored it hears the objection

_OTHERS = "Cs Cc Cl Ks 2t"
"""Whoever may score and is neither of the two: of the body itself, or the city's for a county that has too few."""

FILE: Steps = {
    ("drawn", "assign"): ("scoring", _HANDLERS),
    ("scoring", "replace"): ("scoring", _HANDLERS),
    ("scoring", "score"): ("scoring", "Kc Kl"),
    # The chief's sheet is in and cannot be taken back; the legal reviewer's decides whether the two agree.
    ("half", "replace"): ("scoring", _HANDLERS),
    ("half", "score"): ("scored", "Kl"),
    ("apart", "replace"): ("scoring", _HANDLERS),
    ("apart", "score"): ("third", "Kl"),
    ("third", "score"): ("scored", _OTHERS),
    ("third_taken", "replace"): ("third", _HANDLERS),
    ("third_taken", "score"): ("scored", "Ks"),
    ("scored", "tell"): ("told", "Kc"),
    ("told", "object"): ("objected", "Oh 2a"),
    ("objected", "answer"): ("settled", _OTHERS),
}
"""`half`, `apart`: "scoring" with one sheet in; `third_taken`: "third" with somebody on the third seat; `told_over`: "told", too late to object."""


def test_A7_review_files(world: World) -> None:
    people, today = world.own.people, timezone.localdate()
    pair, two_tiers = [people.chief.pk, people.legal.pk], world.people["two_tiers"].pk

    def replace(one: Any, actor: Any) -> None:
        seat = "third" if one.state == "third" else "second"
        rounds.replace(file=one, seat=seat, reviewer=two_tiers, actor=actor)

    with taken_back():
        deeds = _people({
            "assign": lambda one, actor: rounds.assign(made=one.round, reviewers=pair, actor=actor),
            "replace": replace,
            "score": lambda one, actor: reviewing.scored_by(one, actor, 100),
            "tell": lambda one, actor: rounds.notify(made=one.round, actor=actor, today=today),
            "object": lambda one, actor: objecting.raise_objection(file=one, words="不同意。", actor=actor, today=today),
            "answer": lambda one, actor: objecting.answer(
                file=one, outcome="kept", score=None, words="维持。", actor=actor, today=today
            ),
        })  # fmt: skip
        # A sheet is begun, saved and handed in; with the last of them the file moves.
        events = {"score": 4, "scoring score": 3, "third_taken score": 3}
        check(world, Machine(dict(reviews.files(people)), deeds, FILE, "cases.", events))


# --- 执法质效评议 (0023): the body that organises it; its director, who has neither planned nor scored, settles

APPRAISAL: Steps = {
    ("draft", "publish_criteria"): ("scoring", _HANDLERS),
    ("draft", "cancel"): ("cancelled", _HANDLERS),
    ("scoring", "publish_process"): ("scoring", _HANDLERS),
    ("scoring", "cancel"): ("cancelled", _HANDLERS),
    ("scored", "publish_process"): ("scoring", _HANDLERS),
    ("scored", "settle"): ("settled", "Kd"),
    ("scored", "cancel"): ("cancelled", _HANDLERS),
    ("settled", "publish_process"): ("settled", _HANDLERS),
    ("settled", "publish_result"): ("settled", _HANDLERS),
    ("public", "close"): ("closed", _HANDLERS),
}
"""`scored` is "scoring" with every item scored, `public` is "settled" with all three parts published (§19, S-10)."""


def test_A7_appraisals(world: World) -> None:
    people = world.own.people
    agencies, director = [people.agency], people.director

    def published(part: Part) -> Callable[[Any, Any], Any]:
        notice = Notice(on=timezone.localdate(), manner=Manner.IN_SYSTEM, words="查阅案卷。")
        return lambda one, actor: publishing.publish(made=one, part=part, notice=notice, actor=actor)

    with taken_back():
        made: dict[str, Any] = {
            "draft": appraisals.planned(agencies, people.supervisor, title="draft"),
            "scoring": appraisals.begun(agencies, people.supervisor, title="scoring"),
            "scored": appraisals.scored(agencies, people.supervisor, title="scored"),
            "settled": appraisals.settled(agencies, people.supervisor, director, title="settled"),
            "public": appraisals.public(agencies, people.supervisor, director, title="public"),
            "closed": appraisals.closed(agencies, people.supervisor, director, title="closed"),
            "cancelled": appraisals.planned(agencies, people.supervisor, title="cancelled"),
        }
        concluding.cancel(made=made["cancelled"], words="方案有误。", actor=people.supervisor)
        deeds = _people({f"publish_{part.value}": published(part) for part in Part} | {
            "settle": lambda one, actor: concluding.settle(made=one, words="同意。", actor=actor),
            "close": lambda one, actor: concluding.close(made=one, actor=actor),
            "cancel": lambda one, actor: concluding.cancel(made=one, words="方案有误。", actor=actor),
        })  # fmt: skip
        check(world, Machine(made, deeds, APPRAISAL, "appraisals.appraisal."))


# --- no lifecycle without a table

TABLED = {
    "notices.instrument", "notices.matter", "notices.suspension", "cases.finding", "reports.report", "leads.lead", "cases.contest",
    "cases.waiver", "cases.disposal", "cases.trial", "cases.review_round", "cases.review_file", "appraisals.appraisal",
}  # fmt: skip


def lifecycles() -> dict[str, Lifecycle]:
    """Every lifecycle of the platform by its name."""
    rooms = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).is_relative_to(settings.BASE_DIR)]
    files = {path for room in rooms for path in room.rglob("*lifecycles.py") if ".venv" not in path.parts}
    names = [".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts) for path in files]
    found = [one for name in names for one in vars(import_module(name)).values() if isinstance(one, Lifecycle)]
    return {one.name: one for one in found}


def test_A7_every_lifecycle_has_its_table() -> None:
    assert set(lifecycles()) == TABLED
