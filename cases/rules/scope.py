"""检查范围：一批、一个单位、若干案件或全库。"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Scope:
    """Which cases a statement is about: `cases` is a SELECT of case ids or a list of them, or "" for the whole database.

    `condition`: the same said of the case table itself, where that is simpler. `span`: for many cases, ids between which they all lie, hardly
    others among them: their parts are then added up by that range, without asking for each part whether its case is meant.
    `large`: so many that what is added up for them is worth tables of its own (`cases.rules.sources`); of fewer only what they refer to is
    computed, like the certificates named in their acts. `agency_id`: whose they are, when they all belong to one agency. `kind`: of these
    cases only those of one kind of record. `listed`: the table in which just these cases are listed, if there is one: a join begins with it.
    """

    cases: str = ""
    condition: str = ""
    span: tuple[int, int] | None = None
    agency_id: int | None = None
    large: bool = False
    kind: str = ""
    listed: str = ""

    @classmethod
    def everything(cls, *, large: bool = False) -> Scope:
        """The whole database."""
        return cls(large=large)

    @classmethod
    def kept_open(cls) -> Scope:
        """Everything but what is archived: read-only, and judged for the last time before."""
        condition = "archived_on IS NULL"
        span = (0, 2**62)
        return cls(f"SELECT id FROM cases_enforcementcase WHERE {condition}", condition, span, large=True)

    @classmethod
    def batch(cls, batch_id: int, *, agency_id: int | None = None, span: tuple[int, int] | None = None) -> Scope:
        """The cases that an import stored or changed, when they are many."""
        condition = f"batch_id = {int(batch_id)}"
        return cls(f"SELECT id FROM cases_enforcementcase WHERE {condition}", condition, span, agency_id, large=True)

    @classmethod
    def ids(cls, case_ids: Collection[int]) -> Scope:
        """A handful of cases, written into the statement. For many, fill a table and use `table`."""
        return cls(", ".join(str(int(case)) for case in case_ids) or "NULL")

    @classmethod
    def one(cls) -> Scope:
        """The one case whose id the statement is given as %(case)s: the same text for every case."""
        return cls("%(case)s")

    @classmethod
    def table(cls, name: str) -> Scope:
        """Many cases, whose ids stand in a table's column `case_id`."""
        return cls(f"SELECT case_id FROM {name}", large=True, listed=name)

    def where(self, column: str) -> str:
        """A condition on a case-id column."""
        return f"{column} IN ({self.cases})" if self.cases else "true"

    def of_kind(self, kind: str) -> Scope:
        """Of these cases those of one kind of record."""
        return replace(self, kind=kind)

    def of_case(self, alias: str) -> str:
        """A condition on the case table."""
        meant = f"{alias}.{self.condition}" if self.condition else self.where(f"{alias}.id")
        return f"{self._kind_of(alias)} AND {meant}"

    def begin(self, alias: str) -> tuple[str, str]:
        """How a join over the cases begins, and the condition that goes with it."""
        if not self.listed:
            return f"cases_enforcementcase {alias}", self.of_case(alias)
        return f"{self.listed} listed JOIN cases_enforcementcase {alias} ON {alias}.id = listed.case_id", self._kind_of(alias)

    def _kind_of(self, alias: str) -> str:
        return f"{alias}.kind = '{self.kind}'" if self.kind else "true"

    def of_part(self, column: str) -> str:
        """A condition on a part's case-id column that holds for all cases in scope, and perhaps for a few others."""
        return f"{column} BETWEEN {self.span[0]} AND {self.span[1]}" if self.span else self.where(column)

    def among(self, column: str, select: str, case_column: str) -> str:
        """A condition on another column: its value occurs in `select`, whose {in_scope} narrows by `case_column`."""
        return f"{column} IN ({select.format(in_scope=self.where(case_column))})" if self.cases else "true"
