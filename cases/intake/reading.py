"""打开文件、认表头：哪种记录、哪种表头，哪些列认得、缺少、没用上。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cases.choices import CaseKind
from cases.columns import MUST_HAVE, PROFILES, Profile
from supervision.tabular import Column, Mapping, Problem, match_header

FEWEST_RECOGNISED = 2


class FileRefused(Exception):
    """A whole file that cannot be stored. `problems`: why, each with line and remedy; the first is the main one."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("".join(str(problem) for problem in self.problems[:3]))


@dataclass(frozen=True, slots=True)
class Derived:
    """A column that the file does not have and a drawn profile makes (`cases.intake.drawn`): where it stands behind the file's own, what it
    is, its SQL over the staged cells. `constant`: the SQL is one text, the same in every row. `instead_of`: the place of the file's column
    whose words it translates."""

    place: int
    column: Column
    sql: str
    constant: bool = False
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """How a file's header row was understood. `headings`: the row itself. `derived`: what a drawn profile adds to it; `numbering`: places of
    unmapped columns that its record numbers are made of."""

    profile: Profile
    mapping: Mapping
    line: int
    headings: tuple[str, ...]
    derived: tuple[Derived, ...] = ()
    numbering: frozenset[int] = frozenset()

    @property
    def stored(self) -> list[tuple[int, Column]]:
        """Place and column of every recognised heading whose value goes into a case, in the order of the file, and of what a drawn
        profile adds; each column under the name that the file gives it, for that is where a person will look."""
        translated = {one.instead_of for one in self.derived}
        places = [*enumerate(self.mapping.columns), *((one.place, one.column) for one in self.derived)]
        return [
            (place, replace(column, label=self.label(column)))
            for place, column in places
            if column is not None
            and place not in translated
            and not column.key.startswith("raw_")
            and column.key not in ("agency_name", "agency_credit_code")
        ]

    def label(self, column: Column) -> str:
        """What the file calls a column, when it says so in words; a code (CF_JDRQ) gives the standard's name."""
        place = self.mapping.positions.get(column.key)
        heading = "" if place is None else self.headings[place].strip(" *＊")
        return column.label if heading.isascii() else heading


def recognise(header: Sequence[str], *, kind: CaseKind | None, line: int) -> Header:
    """The profile that fits a header row best, among those of `kind` (None: of any kind).

    Raises FileRefused when nothing fits, a column that every check needs is missing, or two columns bear the same name.
    """
    profiles = [profile for profile in PROFILES if kind is None or profile.kind == kind]
    mapping = match_header(header, [profile.table for profile in profiles], line=line)
    profile = next(profile for profile in profiles if profile.table is mapping.table)
    if len(mapping.positions) < FEWEST_RECOGNISED:
        shown = "、".join(heading for heading in header[:6] if heading) or "（空）"
        raise FileRefused(
            [Problem(line, "", "", f"标题行认不出来，读到的是：{shown}", "请使用本平台的模板或双公示表头，第一行为列名")]
        )
    if mapping.duplicates:
        raise FileRefused([problem for problem in mapping.problems if "重复" in problem.message])
    missing = [profile.table.column(key) for key in MUST_HAVE[profile.kind] if key not in mapping.positions]
    if missing:
        raise FileRefused([_missing(column, mapping, line) for column in missing])
    return Header(profile, mapping, line, tuple(header))


def _missing(column: Column, mapping: Mapping, line: int) -> Problem:
    said = next((p for p in mapping.problems if column in mapping.missing and f"“{column.label}”" in p.message), None)
    name = f"“{column.label}”" + (f"（{column.code}）" if column.code else "")
    remedy = said.remedy if said else f"请补上“{column.label}”列（没有内容的格可以空着），或用本平台的模板填写"
    return Problem(line, "", "", f"标题行缺少必需的列{name}", remedy)
