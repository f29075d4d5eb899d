"""参数试算的查询：下一步、影响了哪些单位和案件。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from agencies.models import Agency, User
from cases.lifecycles import PARAMETER_TRIAL
from cases.models import EnforcementCase, ParameterTrial
from cases.rules import RULESET
from supervision.workflow.lifecycle import Option


@dataclass(frozen=True)
class Line:
    """What would change for one agency by one rule; the cases are those that the reader may open."""

    agency: str
    rule: str
    added: int
    dropped: int
    added_cases: list[EnforcementCase]
    dropped_cases: list[EnforcementCase]


def to_adopt(user: Any) -> QuerySet[ParameterTrial]:
    """Trials that wait for this person's approval."""
    rows: QuerySet[ParameterTrial] = ParameterTrial.objects.visible_to(user, "cases.adopt_parameter")
    return rows.filter(state="submitted").exclude(proposed_by=user).order_by("id")


def to_submit(user: Any) -> QuerySet[ParameterTrial]:
    """A person's own trials that are computed, or came back."""
    rows: QuerySet[ParameterTrial] = ParameterTrial.objects.visible_to(user, "cases.edit_parameter")
    return rows.filter(state="tried", proposed_by=user).order_by("id")


def steps_of(made: ParameterTrial, user: User) -> list[Option]:
    """The next steps; the worker's own is not offered."""
    return [option for option in PARAMETER_TRIAL.available(made, user) if option.transition.action != "finish"]


def differences_of(made: ParameterTrial, user: Any) -> list[Line]:
    """The largest differences with their samples; two statements."""
    wanted = {case for one in made.outcome for case in (*one["added_cases"], *one["dropped_cases"])}
    cases = EnforcementCase.objects.visible_to(user).only("id", "decision_no", "case_no", "external_id").in_bulk(wanted)
    names = dict(Agency.objects.filter(pk__in={one["agency"] for one in made.outcome}).values_list("pk", "short_name"))
    return [
        Line(
            names.get(one["agency"], ""),
            RULESET.in_words(one["rule"]),
            one["added"],
            one["dropped"],
            [cases[case] for case in one["added_cases"] if case in cases],
            [cases[case] for case in one["dropped_cases"] if case in cases],
        )
        for one in made.outcome
    ]
