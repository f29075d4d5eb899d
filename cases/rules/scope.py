"""检查范围：一批、一个单位、若干案件或全库。"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """Which cases a statement is about: `cases` is a SELECT of case ids or a list of them, or "" for the whole database."""

    cases: str = ""

    @classmethod
    def everything(cls) -> Scope:
        """The whole database."""
        return cls()

    @classmethod
    def batch(cls, batch_id: int) -> Scope:
        """The cases that an import stored or changed."""
        return cls(f"SELECT id FROM cases_enforcementcase WHERE batch_id = {int(batch_id)}")

    @classmethod
    def agency(cls, agency_id: int) -> Scope:
        """The cases of one agency."""
        return cls(f"SELECT id FROM cases_enforcementcase WHERE agency_id = {int(agency_id)}")

    @classmethod
    def ids(cls, case_ids: Collection[int]) -> Scope:
        """A handful of cases, written into the statement. For many, fill a table and use `table`."""
        return cls(", ".join(str(int(case)) for case in case_ids) or "NULL")

    @classmethod
    def table(cls, name: str, condition: str = "true") -> Scope:
        """The cases whose ids stand in a temporary table's column `case_id`."""
        return cls(f"SELECT case_id FROM {name} WHERE {condition}")

    def where(self, column: str) -> str:
        """A condition on a case-id column."""
        return f"{column} IN ({self.cases})" if self.cases else "true"

    def among(self, column: str, select: str, case_column: str) -> str:
        """A condition on another column: its value occurs in `select`, whose {in_scope} narrows by `case_column`."""
        return f"{column} IN ({select.format(in_scope=self.where(case_column))})" if self.cases else "true"
