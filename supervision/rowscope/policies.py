"""策略：一张表的哪些行，凭哪一条看得见。

A model declares its policy in `row_policy`. The conditions ask the claim in scalar sub-selects, once per statement; CASE stops at the
first that holds, and keeps the planner's guess of how many rows pass at a half instead of a product of tiny guesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db import models

BY_PREFIX = "{table}.{region} ^@ ANY((SELECT row_scope.prefixes())::text[])"
BY_AGENCY = "{table}.{agency} = ANY((SELECT row_scope.agencies())::bigint[])"
BY_PERSON = "{table}.{person} = (SELECT row_scope.own())"
ANY_CLAIM = "(SELECT row_scope.held()) IS NOT NULL"
BY_GRANT = "{table}.{pk} = ANY((SELECT row_scope.granted('{table}'))::bigint[])"


class RowPolicy(Protocol):
    """What a policy answers: the SQL condition under which a row is there, and the one under which it may be written."""

    def using(self, model: type[models.Model]) -> str:
        """Read, change, remove."""

    def writing(self, model: type[models.Model]) -> str:
        """Add, or change into."""


class _WritesWhatItReads:
    """Nobody writes a row that they could not read afterwards."""

    def using(self, model: type[models.Model]) -> str:
        """Read, change, remove."""
        raise NotImplementedError

    def writing(self, model: type[models.Model]) -> str:
        """The same condition."""
        return self.using(model)


@dataclass(frozen=True)
class OwnedRows(_WritesWhatItReads):
    """Rows with an agency and a region: by region prefix, by agency (in the states the model names), by named exception.

    `also` opens a row on one more condition (SQL on `{table}`). `person`: the column of the person whose own a row is, whatever its region;
    such a person may add one for which `person_adds` holds (SQL on `{table}`), and changes none.
    """

    region: str = "region_code"
    agency: str = "agency_id"
    also: str = ""
    person: str = ""
    person_adds: str = "false"

    def using(self, model: type[models.Model]) -> str:
        """The condition."""
        return self._condition(model, "true")

    def writing(self, model: type[models.Model]) -> str:
        """The same, but for a person's own rows."""
        return self._condition(model, self.person_adds.format(table=model._meta.db_table))

    def changing(self, model: type[models.Model]) -> str:
        """What must hold besides for a row to be changed: it is not there for being one's own alone. "" where no row is one's own."""
        return self._condition(model, "false") if self.person else ""

    def _condition(self, model: type[models.Model], own: str) -> str:
        words = {
            "table": model._meta.db_table,
            "region": self.region,
            "agency": self.agency,
            "pk": _pk(model),
            "person": self.person,
        }
        branches = [(BY_PREFIX, "true")]
        states: frozenset[str] | None = getattr(model, "agency_states", None)
        if states is None:
            branches.append((BY_AGENCY, "true"))
        elif states:
            listed = ", ".join(f"'{state}'" for state in sorted(states))
            branches.append((f"{BY_AGENCY} AND {{table}}.state IN ({listed})", "true"))
        if self.person:
            branches.append((BY_PERSON, own))
        if self.also:
            branches.append((self.also, "true"))
        whens = " ".join(f"WHEN {condition.format(**words)} THEN {answer}" for condition, answer in branches)
        return f"CASE {whens} ELSE {BY_GRANT.format(**words)} END"


@dataclass(frozen=True)
class ThroughParent(_WritesWhatItReads):
    """Rows that belong to a row of another table: there when that one is; `within`: for those only to whom this policy of the parent's
    would show it.

    The parent is looked up by its key for each row that is read. Without OFFSET the planner may list every parent there is first, for a queue
    that shows a dozen rows.
    """

    field: str
    within: RowPolicy | None = None

    def using(self, model: type[models.Model]) -> str:
        """The condition; the parent's own policy decides inside."""
        link: Any = model._meta.get_field(self.field)
        parent = link.related_model._meta
        there = f"SELECT FROM {parent.db_table} parent WHERE parent.{parent.pk.column} = {model._meta.db_table}.{link.column}"
        if self.within is not None:
            shown = self.within.using(link.related_model)  # speaks of the parent by its table's name
            there = f"{there} AND parent.{parent.pk.column} IN (SELECT {parent.pk.column} FROM {parent.db_table} WHERE {shown})"
        return f"CASE WHEN (SELECT row_scope.sees_all()) THEN true ELSE EXISTS ({there} OFFSET 0) END"


@dataclass(frozen=True)
class Trail:
    """The trail: an audit administrator reads it all, others what concerns their rows and what they did themselves."""

    def using(self, model: type[models.Model]) -> str:
        """The condition."""
        words = {"table": model._meta.db_table, "region": "region_code", "agency": "agency_id"}
        return (
            "CASE WHEN (SELECT row_scope.reads_trail()) THEN true "
            f"WHEN {words['table']}.actor_id = (SELECT row_scope.person()) THEN true "
            f"WHEN {words['table']}.region_code <> '' AND {BY_PREFIX.format(**words)} THEN true "
            f"ELSE coalesce({BY_AGENCY.format(**words)}, false) END"
        )

    def writing(self, model: type[models.Model]) -> str:
        """Whatever is done or refused is traced, a stranger's failed sign-in too."""
        return "true"


@dataclass(frozen=True)
class OpenRows(_WritesWhatItReads):
    """Rows that everybody's pages need: there for whoever holds a claim of ours, also one that opens nothing else. `why` is read by a
    reviewer."""

    why: str

    def using(self, model: type[models.Model]) -> str:
        """Any claim that is genuine, this connection's and has not run out."""
        return ANY_CLAIM


def declared() -> Iterator[tuple[type[models.Model], RowPolicy]]:
    """Every model that declares a policy."""
    for model in apps.get_models(include_auto_created=True):
        policy = getattr(model, "row_policy", None)
        if policy is not None:
            yield model, policy


def _pk(model: type[models.Model]) -> str:
    pk = model._meta.pk
    assert pk is not None
    return str(pk.column)
