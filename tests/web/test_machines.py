"""状态 × 动作 × 人：每一步只有该走的人走得成，走成的正好留一笔，走不成的什么也不变（A7）。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone

from agencies.models import User
from cases.choices import CaseKind
from cases.models import Finding, ImportBatch
from cases.services import batches, findings
from notices.choices import ObjectionOutcome, ProblemType
from notices.lifecycles import INSTRUMENT
from notices.models import Instrument, Matter
from notices.services import drafting, issuing, matters, objections, responding, suspensions, verification
from notices.services.drafting import DraftText
from reports.models import PeriodicReport
from reports.services import approving, compiling
from reports.services import drafting as wording
from reports.services import issuing as printing
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workdays import Period, Unit
from supervision.workflow import Conflict, NotAllowed, apply
from tests.notices import builders, suspended
from tests.web import disputes, machines
from tests.web.matrix import NAMES
from tests.web.people import PEOPLE
from tests.web.walking import last_event, taken_back
from tests.web.world import World

pytestmark = pytest.mark.django_db

REFUSED = (NotAllowed, PermissionDenied, UserError, Conflict)
Act = Callable[[Any, Any], Any]
ACTORS = tuple(who for who in PEOPLE if who != "anonymous")


@dataclass(frozen=True)
class Machine:
    """One lifecycle: an object in each state, a deed for each action, what is expected."""

    made: dict[str, models.Model]
    deeds: dict[str, Act]
    steps: machines.Steps
    verbs: str
    events: dict[str, int] = field(default_factory=dict)
    """Steps with another number of events than one, by action or by "state action": what a step does to other things is traced with those."""


def tried(machine: Machine, world: World) -> tuple[int, list[str]]:
    """Every cell: how many, and what is wrong."""
    wrong, cells = [], 0
    for state, thing in machine.made.items():
        for action, deed in machine.deeds.items():
            target, who = machine.steps.get((state, action), ("", ""))
            able = {NAMES.get(short, short) for short in who.split()}
            for name in (*ACTORS, "system"):
                cells += 1
                actor = None if name == "system" else User.objects.get(pk=world.people[name].pk)
                wrong += [
                    f"{state} {action} {name}: {fault}"
                    for fault in _faults(machine, thing, deed, actor, (state, action), target if name in able else "")
                ]
    return cells, wrong


def _faults(machine: Machine, thing: models.Model, deed: Act, actor: Any, step: tuple[str, str], target: str) -> list[str]:
    with taken_back():
        last = last_event()
        model: Any = type(thing)
        held = model._base_manager.get(pk=thing.pk)
        before, told = _row(held), ""
        try:
            deed(held, actor)
        except REFUSED as refusal:
            told = str(refusal)
        after = model._base_manager.get(pk=thing.pk)
        events = list(AuditEvent.objects.filter(pk__gt=last).values_list("verb", flat=True))
        if not target:
            if _row(after) != before or events:
                return [f"should be refused, is {after.state}, traced {events}"]
            return []
        found = [] if after.state == target else [f"should be {target}, is {after.state}: {told}"]
        mine = [verb for verb in events if verb.startswith(machine.verbs)]
        if len(mine) != machine.events.get(" ".join(step), machine.events.get(step[1], 1)):
            found.append(f"traced {events}")
        return found


def _row(thing: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}


def _by_person(deed: Act) -> Act:
    """A deed that only people do: the worker has no way to it."""

    def act(thing: Any, actor: Any) -> Any:
        if actor is None:
            raise NotAllowed("no such way")
        return deed(thing, actor)

    return act


def _by_worker(deed: Callable[[Any], Any]) -> Act:
    """A deed that only the worker does: no page and no service offers it to a person."""

    def act(thing: Any, actor: Any) -> Any:
        if actor is not None:
            raise NotAllowed("no such way")
        return deed(thing)

    return act


# --- instruments


def instruments(world: World, kind: str) -> dict[str, Instrument]:
    """An instrument of one kind in every state, on 浏阳市住建局."""
    cast, found = world.cast, {}
    for state in machines.NOTIFICATION_STATES if kind == "notification" else set(machines.INSTRUMENT_STATES) - {"told"}:
        taken = [builders.make_finding(cast.county_housing) for _ in range(2)]
        matter = matters.open_matter(
            findings=taken, title="事项", problem_type=ProblemType.PROCEDURE, actor=cast.county_supervisor,
            duties=[one.pk for one in taken] if kind == "press_letter" else [],
        )  # fmt: skip
        one = builders.draft(cast, matter=matter, kind=kind)
        found[state] = builders.advance(one, cast, state)
    return found


def _edit(one: Instrument, actor: Any) -> None:
    text = DraftText("改过的标题", "开头", "", 0 if one.tells_superior else 15, "day", "依据", {})
    drafting.edit_instrument(instrument=one, text=text, actor=actor)


def _respond(one: Instrument, actor: Any) -> None:
    if actor.has_perm("notices.respond", one) and one.responses.filter(sent_at=None).exists():
        builders.answer_all(one, actor)
    responding.respond(instrument=one, actor=actor)


def _object(one: Instrument, actor: Any) -> None:
    objections.raise_objection(instrument=one, item_id=one.items.earliest("order").pk, reason="事实有出入。", actor=actor)


def _revoke_all(one: Instrument, actor: Any) -> None:
    """Every problem is objected to and revoked. Of an instrument that has ended that ends nothing; `test_objections.py` has it."""
    if one.state in {"closed", "revoked"}:
        raise NotAllowed("no such way")
    for item in one.items.all():
        asked = one.objections.create(item=item, issuer=one.issuer, reason="事实有出入。", raised_by=one.drafted_by)
        objections.answer_objection(objection=asked, outcome=ObjectionOutcome.REVOKED, answer="异议成立。", actor=actor)


INSTRUMENT_DEEDS: dict[str, Act] = {
    "edit": _by_person(_edit),
    "submit": _by_person(lambda one, actor: issuing.submit(instrument=one, actor=actor)),
    "void": _by_person(lambda one, actor: issuing.void(instrument=one, actor=actor)),
    "pass_check": _by_person(lambda one, actor: issuing.pass_check(instrument=one, actor=actor)),
    "return_to_draft": _by_person(lambda one, actor: issuing.return_to_draft(instrument=one, reason="请改", actor=actor)),
    "sign": _by_person(lambda one, actor: issuing.sign(instrument=one, actor=actor)),
    "deliver": _by_worker(lambda one: issuing.deliver(instrument_id=one.pk)),
    "tell": _by_worker(lambda one: apply(INSTRUMENT, one, "tell", actor=None)),
    "acknowledge": _by_person(lambda one, actor: responding.acknowledge(instrument=one, actor=actor)),
    "respond": _by_person(_respond),
    "close": _by_person(lambda one, actor: verification.close(instrument=one, actor=actor)),
    "object": _by_person(_object),
    "revoke_all": _by_person(_revoke_all),
    "send_back": _by_person(lambda one, actor: verification.send_back(instrument=one, period=Period(15, Unit.DAY), actor=actor)),
}


SILENT = {"object": 0}
"""An objection is traced as itself and moves the instrument nowhere."""


@pytest.mark.parametrize("kind", ["press_letter", "opinion"])
def test_A7_instruments(kind: str, world: World) -> None:
    with taken_back():
        assert set(INSTRUMENT_DEEDS) == set(machines.INSTRUMENT_ACTIONS)
        cells, wrong = tried(
            Machine(instruments(world, kind), INSTRUMENT_DEEDS, machines.INSTRUMENT, "notices.instrument.", SILENT), world
        )
    assert not wrong, "\n".join(wrong)
    assert cells == (len(machines.INSTRUMENT_STATES) - 1) * len(machines.INSTRUMENT_ACTIONS) * (len(ACTORS) + 1)


def test_A7_notifications(world: World) -> None:
    """§42 二款: of an agency under vertical management the superior department is told."""
    deeds = INSTRUMENT_DEEDS | {
        "deliver": _by_worker(lambda one: apply(INSTRUMENT, one, "deliver", actor=None)),
        "tell": _by_worker(lambda one: issuing.deliver(instrument_id=one.pk)),
    }
    with taken_back():
        housing = type(world.cast.county_housing).objects.filter(pk=world.cast.county_housing.pk)
        housing.update(vertically_managed=True, superior_name="湖南省住房和城乡建设厅")
        cells, wrong = tried(
            Machine(instruments(world, "notification"), deeds, machines.NOTIFICATION, "notices.instrument.", SILENT), world
        )
    assert not wrong, "\n".join(wrong)
    assert cells == len(machines.NOTIFICATION_STATES) * len(machines.INSTRUMENT_ACTIONS) * (len(ACTORS) + 1)


# --- reports


def _issuing(world: World) -> PeriodicReport:
    report = PeriodicReport.objects.get(pk=world.own.of("report_approved")["pk"])
    other = PeriodicReport.objects.get(pk=report.pk)
    printing.issue(report=other, actor=world.own.people.director)
    return other


REPORT_DEEDS: dict[str, Act] = {
    "compile": _by_worker(lambda one: compiling.compile_now(one.pk)),
    "edit": _by_person(
        lambda one, actor: wording.save_words(report=one, actor=actor, version=one.version, words={(0, 0): "改写。"})
    ),
    "submit": _by_person(lambda one, actor: approving.submit(report=one, actor=actor)),
    "agree": _by_person(lambda one, actor: approving.agree(report=one, actor=actor, version=one.version, words="同意。")),
    "return": _by_person(lambda one, actor: approving.send_back(report=one, actor=actor, version=one.version, words="请改。")),
    "issue": _by_person(lambda one, actor: printing.issue(report=one, actor=actor)),
    "finish": _by_worker(lambda one: printing.produce(one.pk)),
}


def test_A7_reports(world: World) -> None:
    assert set(REPORT_DEEDS) == set(machines.REPORT_ACTIONS)
    cells, wrong = 0, []
    for state in machines.REPORT_STATES:
        with taken_back():
            pk = world.own.of("report_approved" if state == "issuing" else f"report_{state}")["pk"]
            thing = _issuing(world) if state == "issuing" else PeriodicReport.objects.get(pk=pk)
            assert thing.state == state
            more, faults = tried(Machine({state: thing}, REPORT_DEEDS, machines.REPORT, "reports."), world)
            cells, wrong = cells + more, wrong + faults
    assert not wrong, "\n".join(wrong)
    assert cells == len(machines.REPORT_STATES) * len(machines.REPORT_ACTIONS) * (len(ACTORS) + 1)


# --- matters, findings, batches


def _spare(world: World) -> Finding:
    return Finding.objects.get(pk=world.own.of("spare_finding")["pk"])


def _supervising(world: World) -> Matter:
    """A matter with one served instrument and two problems that are not in it."""
    cast = world.cast
    matter = builders.delivered(cast).matter
    for _ in range(2):
        found = builders.make_finding(cast.county_housing)
        matter.items.create(
            order=matter.items.count() + 1, finding=found, title="又一个问题", description="事实", basis="依据", is_duty=True
        )
        Finding.objects.filter(pk=found.pk).update(state="in_matter")
    return Matter.objects.get(pk=matter.pk)


def _free_item(matter: Matter) -> int:
    """The key of a problem that no instrument holds; of a finished matter any key, or none at all."""
    free = matter.items.filter(instrument_items=None).first() or matter.items.first()
    return free.pk if free else 0


def test_A7_matters(world: World) -> None:
    with taken_back():
        made = {
            "open": Matter.objects.get(pk=world.own.of("open_matter")["pk"]), "supervising": _supervising(world),
            "closed": Matter.objects.get(pk=world.places["A"].of("matter")["pk"]),
            "dropped": Matter.objects.get(pk=world.places["A"].of("open_matter")["pk"]),
        }  # fmt: skip
        deeds: dict[str, Act] = {
            "drop": _by_person(lambda one, actor: matters.drop_matter(matter=one, reason="不再监督", actor=actor)),
            "add": _by_person(lambda one, actor: matters.add_findings(matter=one, findings=[_spare(world)], actor=actor)),
            "remove": _by_person(lambda one, actor: matters.remove_item(matter=one, item_id=_free_item(one), actor=actor)),
            "draft_press_letter": _by_person(lambda one, actor: drafting.draft_instrument(matter=one, kind="press_letter", actor=actor)),
            "draft_decision": _by_person(lambda one, actor: drafting.draft_instrument(matter=one, kind="decision", actor=actor)),
            "note": _by_person(lambda one, actor: matters.add_note(matter=one, text="看过", actor=actor)),
        }  # fmt: skip
        assert set(deeds) == set(machines.MATTER_ACTIONS)
        cells, wrong = tried(Machine(made, deeds, machines.MATTER, "notices."), world)
    assert not wrong, "\n".join(wrong)
    assert cells == len(machines.MATTER_STATES) * len(machines.MATTER_ACTIONS) * (len(ACTORS) + 1)


def test_A7_suspensions(world: World) -> None:
    today = timezone.localdate()
    with taken_back():
        made: dict[str, models.Model] = {
            "proposed": suspended.proposed(world.cast), "in_force": suspended.in_force(world.cast),
            "declined": suspended.declined(world.cast), "restored": suspended.restored(world.cast),
        }  # fmt: skip
        deeds: dict[str, Act] = {
            "approve": _by_person(lambda one, actor: suspensions.approve(suspension=one, actor=actor)),
            "decline": _by_person(lambda one, actor: suspensions.decline(suspension=one, reason="事实不清", actor=actor)),
            "restore": _by_person(lambda one, actor: suspensions.restore(suspension=one, reason="改正", on=today, actor=actor)),
            "tell": _by_person(lambda one, actor: suspensions.note_told(suspension=one, unit_on=today, issuer_on=today, actor=actor)),
        }  # fmt: skip
        assert set(deeds) == set(machines.SUSPENSION_ACTIONS)
        cells, wrong = tried(Machine(made, deeds, machines.SUSPENSION, "notices.suspension."), world)
    assert not wrong, "\n".join(wrong)
    assert cells == len(machines.SUSPENSION_STATES) * len(machines.SUSPENSION_ACTIONS) * (len(ACTORS) + 1)


def _take(one: Finding, actor: Any) -> None:
    matters.open_matter(findings=[one], title="新事项", problem_type=ProblemType.PROCEDURE, actor=actor)


def test_A7_findings(world: World, browser_of: Any) -> None:
    agency = world.own.people.agency
    with taken_back():
        made = {
            state: builders.make_finding(agency, state=state, reason="经核实不成立" if state == "dismissed" else "")
            for state in machines.FINDING_STATES
            if state != "waived"
        } | {"waived": disputes.waived(world.own.people)}
        deeds: dict[str, Act] = {
            "confirm": _by_person(lambda one, actor: findings.confirm(finding=one, actor=actor)),
            "dismiss": _by_person(lambda one, actor: findings.dismiss(finding=one, actor=actor, reason="不成立")),
            "reopen": _by_person(lambda one, actor: findings.reopen(finding=one, actor=actor)),
            "take": _by_person(_take),
        }
        for action in ("release", "clear", "recur", "adopt", "waive", "unwaive"):
            deeds[action] = _by_person(
                lambda one, actor, action=action: findings.triage_many(ids=[one.pk], action=action, actor=actor)
            )  # type: ignore[misc]
        assert set(deeds) == set(machines.FINDING_ACTIONS)
        cells, wrong = tried(Machine(made, deeds, machines.FINDING, "cases.finding."), world)
    assert not wrong, "\n".join(wrong)
    assert cells == len(machines.FINDING_STATES) * len(machines.FINDING_ACTIONS) * (len(ACTORS) + 1)


def test_A7_batches(world: World) -> None:
    agency = world.own.people.agency
    with taken_back():
        made, contents = {}, {}
        for state in machines.BATCH_STATES:
            content = f"当事人\n{state}\n".encode()
            batch, _ = batches.receive(
                content=content, name="a.csv", agency=agency, kind=CaseKind.PENALTY, actor=None, deliver=False
            )
            ImportBatch.objects.filter(pk=batch.pk).update(state=state)
            made[state], contents[batch.pk] = batch, content

        def send_again(one: ImportBatch, actor: Any) -> None:
            batches.receive(content=contents[one.pk], name="b.csv", agency=agency, kind=CaseKind.PENALTY, actor=actor)

        cells, wrong = tried(Machine(made, {"send_again": _by_person(send_again)}, machines.BATCH, "cases.batch_received"), world)
    assert not wrong, "\n".join(wrong)
    assert cells == len(machines.BATCH_STATES) * (len(ACTORS) + 1)


def test_A7_the_tables_hold_every_state_of_these_lifecycles() -> None:
    from cases.choices import BatchState
    from cases.lifecycles import FINDING
    from notices.lifecycles import INSTRUMENT, MATTER, SUSPENSION
    from reports.lifecycles import REPORT

    assert {state.value for state in INSTRUMENT.states} == set(machines.INSTRUMENT_STATES) - {"responded_wanting"}
    assert {state.value for state in MATTER.states} == set(machines.MATTER_STATES)
    assert {state.value for state in SUSPENSION.states} == set(machines.SUSPENSION_STATES)
    assert {state.value for state in FINDING.states} == set(machines.FINDING_STATES)
    assert {state.value for state in REPORT.states} == set(machines.REPORT_STATES)
    assert set(BatchState.values) == set(machines.BATCH_STATES)
