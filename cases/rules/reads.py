"""规则看哪些栏目：一格空着，哪些规则会是“缺数据”。

From the declarations to the columns that a clerk fills. A rule names facts; a derived fact is followed through its SQL to the case's own
fields, and a fact that is added up from parts to the columns that the parts are made of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from cases.rules.declaration import Rule
from cases.rules.facts import added_up, layers, own_fields
from cases.rules.parameters import KEYS, Parameter, Parameters
from cases.rules.topics import ADDED

_ACTS = tuple(
    f"act{number}_{part}"
    for number in (1, 2, 3)
    for part in ("kind", "on", "enforcing", "assisting", "recording", "single_basis")
)
_SERVICES = (
    *(f"{name}_{part}" for name in ("service", "service2") for part in ("mode", "first_attempt", "dispatched", "noticed")),
    "served_date",
    "service2_served",
)
PART_COLUMNS: dict[str, tuple[str, ...]] = {
    "acts": _ACTS,
    "services": _SERVICES,
    "spans": ("excluded_spans",),
    "extensions": ("extension1_days", "extension2_days"),
    "surcharges": ("fine_amount", "pay_due_date", "surcharge_until", "payments", "remedy_spans", "dispute_status"),
    "reused": ("decision_no", "decision_date"),
} | {alias: added.columns for alias, added in ADDED.items()}
"""Source of added-up facts (`sources.joins`) → the template's columns it is made of."""

_NAME = re.compile(r"'[^']*'|\b(?:(\w+)\.)?([a-z]\w*)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """The columns a rule reads. `always`: blank means 缺数据 whenever the rule applies; `sometimes`: in some situations; `looked`: the
    rest, whose blanks change nothing by themselves."""

    always: frozenset[str]
    sometimes: frozenset[str]
    looked: frozenset[str]


@cache
def columns_of(fact: str) -> frozenset[str]:
    """The columns behind a fact; empty for what comes from elsewhere (the calendar, the day of the check, our own registers)."""
    return _columns().get(fact, frozenset())


@cache
def _columns() -> dict[str, frozenset[str]]:
    found = {name: frozenset({name}) for name in own_fields()}
    for name, (sql, _) in added_up().items():
        found[name] = _named(sql, found)
    every = Parameters(
        Parameter(key, Decimal(1), "day") for key in KEYS
    )  # a number for each, so that every branch is written out
    for layer in layers(every):
        found |= {name: _named(sql, found) for name, (sql, _) in layer.items()}
    return found


def _named(sql: str, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """The columns that an expression names: own fields, facts of the layers below, parts by the alias before the point."""
    columns: set[str] = set()
    for alias, name in _NAME.findall(sql):
        columns.update(PART_COLUMNS[alias] if alias in PART_COLUMNS else known.get(name, ()))
    return frozenset(columns)


@cache
def reading(rule: Rule) -> Reading:
    """What one rule reads, and what its blanks cost."""
    always = {column for name in rule.needs if len(columns_of(name)) == 1 for column in columns_of(name)}
    behind = {column for name in (*rule.needs, *rule.wants) for column in columns_of(name)}
    written = " ".join((rule.applies, *(part.passes for part in rule.parts), *(doubt.when for doubt in rule.doubts), rule.due))
    every = behind | _named(written, _columns()) | {column for name in rule.looks_at for column in columns_of(name)}
    return Reading(frozenset(always), frozenset(behind - always), frozenset(every - behind - always))
