"""流程表的写法。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class State:
    """One state: stored value, words, a paragraph for whoever asks, and a tone for its badge (neutral, active, good, bad, done)."""

    value: str
    label: str
    explanation: str
    tone: str = "neutral"


@dataclass(frozen=True)
class Refusal:
    """Why a step is not open now: a sentence and, where the law says so, the article."""

    message: str
    article: str = ""


Guard = Callable[[Any, Any], Refusal | None]


@dataclass(frozen=True)
class Transition:
    """From one state to another by a verb. `guard(obj, actor)` gives a Refusal when the law forbids it now."""

    source: str
    action: str
    target: str
    label: str
    permission: str
    guard: Guard | None = None
    primary: bool = False
    asks: str = ""
    """What the person must write with this step ("退回理由"); empty when nothing."""
    follows: bool = False
    """Whether it comes of another step, taken by that one's service: offered to nobody by itself."""


@dataclass(frozen=True)
class Option:
    """A step as it is offered to a person: open, or greyed with the reason."""

    transition: Transition
    refusal: Refusal | None = None

    @property
    def allowed(self) -> bool:
        return self.refusal is None


@dataclass(frozen=True)
class Lifecycle:
    """All states and steps of one kind of thing. `name` prefixes the audit verbs: `<name>.<action>`."""

    name: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    field: str = "state"

    def __post_init__(self) -> None:
        values = {state.value for state in self.states}
        if len(values) != len(self.states):
            raise ValueError(f"{self.name}: a state is named twice")
        seen: set[tuple[str, str]] = set()
        for step in self.transitions:
            if step.source not in values or step.target not in values:
                raise ValueError(f"{self.name}: {step.action} names an unknown state")
            if (step.source, step.action) in seen:
                raise ValueError(f"{self.name}: {step.action} from {step.source} is named twice")
            seen.add((step.source, step.action))

    def state(self, value: str) -> State:
        """The state with this stored value; KeyError when there is none."""
        for state in self.states:
            if state.value == value:
                return state
        raise KeyError(value)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """For a model field."""
        return [(state.value, state.label) for state in self.states]

    def find(self, source: str, action: str) -> Transition | None:
        """The step with this verb from this state."""
        for step in self.transitions:
            if step.source == source and step.action == action:
                return step
        return None

    def actions(self) -> dict[str, str]:
        """Every verb with its words, once."""
        return {step.action: step.label for step in self.transitions}

    def available(self, obj: Any, actor: Any) -> list[Option]:
        """The steps from the object's state that this person's office includes, each open or greyed with its reason.

        Steps that are not this person's business are left out; steps that the law forbids now stay, with the article.
        """
        options = []
        for step in self.transitions:
            if step.source == getattr(obj, self.field) and not step.follows and actor.has_perm(step.permission, obj):
                options.append(Option(step, step.guard(obj, actor) if step.guard else None))
        return options

    def mermaid(self) -> str:
        """The diagram for the docs (mermaid stateDiagram-v2)."""
        names = {state.value: state.label for state in self.states}
        lines = ["stateDiagram-v2"]
        lines += [f"    {names[step.source]} --> {names[step.target]}: {step.label}" for step in self.transitions]
        return "\n".join(lines)
