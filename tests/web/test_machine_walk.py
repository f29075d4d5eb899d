"""随机地走：一件文书、一份报告，谁都来试每一步，与对照模型一步不差（A7）。

Sequences of steps by people who hold one or several posts at the bureau, tried against a reference model that is written here from the rules:
nobody approves what they wrote, handed on or approved before; what is over does not move; every step leaves one event.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agencies.choices import Role
from agencies.models import Agency, User
from notices.choices import ProblemType
from notices.models import Instrument
from notices.services import drafting, issuing, matters
from reports.models import PeriodicReport
from reports.services import approving
from reports.services import issuing as printing
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import Conflict, NotAllowed
from tests.cast import Cast, build_cast
from tests.notices import builders
from tests.reports.world import compiled
from tests.web.people import hold, person
from tests.web.walking import last_event, taken_back

SEQUENCES = int(os.environ.get("MACHINE_SEQUENCES", "200"))
STEPS = int(os.environ.get("MACHINE_STEPS", "12"))
REFUSED = (NotAllowed, PermissionDenied, UserError, Conflict)

OFFICES: dict[str, tuple[Role, ...]] = {
    "writer": (Role.SUPERVISOR,), "second": (Role.SUPERVISOR,), "chief": (Role.DIVISION_CHIEF,), "legal": (Role.LEGAL_REVIEWER,),
    "director": (Role.DIRECTOR,), "leader": (Role.LEADER,),
    "writing_chief": (Role.SUPERVISOR, Role.DIVISION_CHIEF), "chief_and_director": (Role.DIVISION_CHIEF, Role.DIRECTOR),
    "reviewing_chief": (Role.DIVISION_CHIEF, Role.LEGAL_REVIEWER),
    "everything": (Role.SUPERVISOR, Role.DIVISION_CHIEF, Role.LEGAL_REVIEWER, Role.DIRECTOR),
}  # fmt: skip
"""Who tries: one office each, and people who hold two or all of them at the same bureau."""

WHO = st.sampled_from(sorted(OFFICES))


@dataclass
class Stage:
    """The bureau, its people and what is walked, made once."""

    cast: Cast
    people: dict[str, User] = field(default_factory=dict)

    def actor(self, who: str) -> User:
        """Somebody as a new request would know them."""
        return User.objects.get(pk=self.people[who].pk)


STAGE: list[Stage] = []


class Walk(RuleBasedStateMachine):
    """One sequence, in a savepoint that is taken back. Subclasses make the thing and keep the reference model."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = STAGE[0]
        self.savepoint = taken_back()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        self.savepoint.__exit__(None, None, None)

    def step(self, verb: str, allowed: bool, deed: Callable[[], Any]) -> bool:
        """Try a deed: it succeeds exactly when the model allows it, and leaves exactly one event of its verb; refused, none."""
        last = last_event()
        try:
            with transaction.atomic():
                deed()
            done = True
        except REFUSED:
            done = False
        assert done == allowed, f"{verb}: {'allowed' if allowed else 'not allowed'} by the model, {'done' if done else 'refused'}"
        events = list(AuditEvent.objects.filter(pk__gt=last).values_list("verb", flat=True))
        assert events == ([verb] if done else [])
        return done


def has(who: str, role: Role) -> bool:
    """Whether somebody holds an office."""
    return role in OFFICES[who]


class InstrumentWalk(Walk):
    """A press letter from the draft to the signature."""

    @initialize(author=st.sampled_from(["writer", "writing_chief", "everything"]))
    def draft(self, author: str) -> None:
        actor = self.stage.actor(author)
        taken = [builders.make_finding(self.stage.cast.county_housing) for _ in range(2)]
        matter = matters.open_matter(findings=taken, title="事项", problem_type=ProblemType.PROCEDURE, actor=actor)
        self.pk = drafting.draft_instrument(matter=matter, kind="press_letter", actor=actor).pk
        self.state, self.author, self.submitter, self.checker = "draft", author, "", ""
        self.over: dict[str, Any] | None = None

    def held(self) -> Instrument:
        return Instrument.objects.get(pk=self.pk)

    @rule(who=WHO)
    def submit(self, who: str) -> None:
        may = self.state == "draft" and has(who, Role.SUPERVISOR)
        if self.step(
            "notices.instrument.submit", may, lambda: issuing.submit(instrument=self.held(), actor=self.stage.actor(who))
        ):
            self.state, self.submitter = "checking", who

    @rule(who=WHO)
    def pass_check(self, who: str) -> None:
        may = self.state == "checking" and has(who, Role.DIVISION_CHIEF) and who not in {self.author, self.submitter}
        if self.step(
            "notices.instrument.pass_check", may, lambda: issuing.pass_check(instrument=self.held(), actor=self.stage.actor(who))
        ):
            self.state, self.checker = "signing", who

    @rule(who=WHO)
    def return_to_draft(self, who: str) -> None:
        checks = self.state == "checking" and has(who, Role.DIVISION_CHIEF) and who not in {self.author, self.submitter}
        signs = self.state == "signing" and has(who, Role.DIRECTOR)
        deed = lambda: issuing.return_to_draft(instrument=self.held(), reason="请改", actor=self.stage.actor(who))  # noqa: E731
        if self.step("notices.instrument.return_to_draft", checks or signs, deed):
            self.state, self.checker = "draft", ""

    @rule(who=WHO)
    def sign(self, who: str) -> None:
        may = self.state == "signing" and has(who, Role.DIRECTOR) and who not in {self.author, self.submitter, self.checker}
        if self.step("notices.instrument.sign", may, lambda: issuing.sign(instrument=self.held(), actor=self.stage.actor(who))):
            self.state = "issued"

    @rule(who=WHO)
    def void(self, who: str) -> None:
        may = self.state == "draft" and has(who, Role.SUPERVISOR)
        if self.step("notices.instrument.void", may, lambda: issuing.void(instrument=self.held(), actor=self.stage.actor(who))):
            self.state = "voided"

    @invariant()
    def agrees_with_the_model(self) -> None:
        if not hasattr(self, "pk"):
            return
        one = self.held()
        assert one.state == self.state
        if self.state in {"issued", "voided"}:
            row = {
                name: getattr(one, name)
                for name in ("number", "title", "opening", "signed_by_id", "checked_by_id", "drafted_by_id")
            }
            self.over = self.over or row
            assert row == self.over, "what is over does not change"
        if self.state == "issued":
            assert len({one.drafted_by_id, one.checked_by_id, one.signed_by_id}) == 3
            assert one.submitted_by_id not in {one.checked_by_id, one.signed_by_id}


CHAIN = {"division": Role.DIVISION_CHIEF, "legal": Role.LEGAL_REVIEWER, "director": Role.DIRECTOR, "leader": Role.LEADER}
NEXT = {"division": "legal", "legal": "director", "director": "leader", "leader": "approved"}


class ReportWalk(Walk):
    """A report from the draft to the order to issue it."""

    @initialize()
    def start(self) -> None:
        self.state, self.submitter, self.agreed, self.version = "draft", "", set[str](), 1

    def held(self) -> PeriodicReport:
        return PeriodicReport.objects.get(pk=REPORT[0])

    @rule(who=WHO)
    def submit(self, who: str) -> None:
        may = self.state == "draft" and has(who, Role.SUPERVISOR)
        if self.step("reports.report.submit", may, lambda: approving.submit(report=self.held(), actor=self.stage.actor(who))):
            self.state, self.submitter = "division", who

    @rule(who=WHO)
    def agree(self, who: str) -> None:
        office = CHAIN.get(self.state)
        may = office is not None and has(who, office) and who not in {self.submitter, *self.agreed}
        deed = lambda: approving.agree(report=self.held(), actor=self.stage.actor(who), version=self.version, words="同意。")  # noqa: E731
        if self.step("reports.report.agree", may, deed):
            self.agreed.add(who)
            self.state = NEXT[self.state]

    @rule(who=WHO)
    def send_back(self, who: str) -> None:
        office = CHAIN.get(self.state)
        may = office is not None and has(who, office)
        deed = lambda: approving.send_back(report=self.held(), actor=self.stage.actor(who), version=self.version, words="请改。")  # noqa: E731
        if self.step("reports.report.return", may, deed):
            self.state, self.agreed, self.version = "draft", set(), self.version + 1

    @rule(who=WHO)
    def issue(self, who: str) -> None:
        may = self.state == "approved" and has(who, Role.DIRECTOR)
        if self.step("reports.report.issue", may, lambda: printing.issue(report=self.held(), actor=self.stage.actor(who))):
            self.state = "issuing"

    @invariant()
    def agrees_with_the_model(self) -> None:
        if not hasattr(self, "agreed"):
            return
        report = self.held()
        assert (report.state, report.version) == (self.state, self.version)
        actors = list(report.approvals.filter(version=self.version, decision="agreed").values_list("actor", flat=True))
        assert len(actors) == len(set(actors)) == len(self.agreed)
        assert self.state in {"draft"} or report.submitted_by_id not in actors


REPORT: list[int] = []


@pytest.fixture
def stage(db: None) -> Stage:
    """A county's bureau whose people hold one or several offices, and a compiled report of it."""
    cast = build_cast()
    made = Stage(cast)
    government = Agency.objects.get(code="LY-ZF")
    for name, offices in OFFICES.items():
        at = government if offices == (Role.LEADER,) else cast.county_bureau
        made.people[name] = person(f"walk-{name}", name, offices[0], at)
        for office in offices[1:]:
            hold(made.people[name], office, at)
    STAGE[:] = [made]
    REPORT[:] = [compiled(cast.county, date(2026, 9, 1)).pk]
    return made


WALKS = settings(
    max_examples=SEQUENCES, stateful_step_count=STEPS, deadline=None, database=None, derandomize=True,
    phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.parametrize("walk", [InstrumentWalk, ReportWalk])
def test_A7_no_sequence_of_steps_leaves_the_model(walk: type[Walk], stage: Stage) -> None:
    run_state_machine_as_test(walk, settings=WALKS)
