"""对照：一份文件（或者一张表单）与登记簿现有内容逐行对照，哪些新增、变更、未变、退回。

Reads only. What the page shows before it is confirmed, and what is written afterwards, come from here both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, BinaryIO

from agencies.registers.declaration import Entry, Register, Values, Wrong
from supervision.tabular import Limits, Problem, SheetError, match_header, open_sheet, parse
from supervision.tabular.sheet import MEGABYTE
from supervision.web.errors import UserError
from supervision.workflow import Conflict

LIMITS = Limits(
    max_bytes=4 * MEGABYTE,
    max_workbook=4 * MEGABYTE,
    max_unpacked=40 * MEGABYTE,
    max_rows=20_000,
    max_columns=60,
    max_cells=600_000,
)
"""A register is small, so its file is read where it arrives, not by the worker: these bounds keep that harmless."""


class State(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass
class Line:
    """One row that somebody wants to have in the register. `entry`: the row that stands there; `given`: the columns the file has."""

    number: int
    values: Values
    given: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    entry: Entry | None = None
    state: State = State.REFUSED

    def differences(self, register: Register) -> dict[str, tuple[str, str]]:
        """What a changed row said and says."""
        return register.differences(self.entry.values, self.values) if self.entry else {}


@dataclass(frozen=True)
class Comparison:
    """All rows of a file, judged. `known`: what the register read for them; `notes`: how the file was read."""

    lines: list[Line]
    known: Any
    notes: tuple[str, ...] = ()

    def of(self, state: State) -> list[Line]:
        """The rows of one state."""
        return [line for line in self.lines if line.state is state]

    @property
    def counts(self) -> dict[str, int]:
        """State → how many rows."""
        return {state.value: len(self.of(state)) for state in State}

    @property
    def digest(self) -> str:
        """Of what would be written over what: the same digest, the same deed."""
        told = [
            [line.state, line.entry.pk if line.entry else None, line.entry.values if line.entry else None, line.values]
            for line in self.lines
            if line.state in (State.ADDED, State.CHANGED)
        ]
        return sha256(json.dumps(told, default=str, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def compare_file(register: Register, file: BinaryIO, name: str, user: Any) -> Comparison:
    """A file against the register. UserError for a file that as a whole is no such table."""
    try:
        with open_sheet(file, name=name, limits=LIMITS) as sheet:
            mapping = match_header(sheet.header, register.table, line=sheet.header_line)
            if not mapping.usable:
                wrong = [problem for problem in mapping.problems if not problem.message.startswith("不是认得的列名")]
                raise UserError(" ".join(map(str, wrong)), where=name, remedy="请下载模板，按模板的列名填写。")
            given = frozenset(mapping.positions)
            lines = [
                _read(register, row.line_no, row.cells, row.problems, mapping.positions, given, sheet.date_system)
                for row in sheet.rows
                if any(cell.strip() for cell in row.cells)
            ]
            notes = (*sheet.notes, *(f"“{heading}”不是登记簿的列，不读取。" for heading in mapping.unknown))
    except SheetError as error:
        raise UserError(f"{error.problem.message}。", where=name, remedy=f"{error.problem.remedy}。") from None
    if not lines:
        raise UserError("只有标题行，没有内容。", where=name, remedy="请填写以后重新上传。")
    return judge(register, lines, user, notes=notes)


def _read(
    register: Register,
    number: int,
    cells: Sequence[str],
    problems: Iterable[Problem],
    positions: dict[str, int],
    given: frozenset[str],
    date_system: str,
) -> Line:
    """The cells of one row as values."""
    line = Line(number, {}, given, list(problems))
    for key, place in positions.items():
        value = parse(register.table.column(key), cells[place], line=number, date_system=date_system)
        if isinstance(value, Problem):
            line.problems.append(value)
        else:
            line.values[key] = value
    return line


def judge(
    register: Register, lines: list[Line], user: Any, *, own: Entry | None = None, notes: tuple[str, ...] = ()
) -> Comparison:
    """Find for each line what stands there so far, and say what becomes of it. `own`: the entry that a form is about; Conflict when it is no
    longer what stands there."""
    sound = [line for line in lines if not line.problems]
    for line in sound:
        line.values = register.plain(line.values)
    known = register.prepare([line.values for line in sound], user)
    standing = list(register.entries(register.rows(user)))
    if own is not None and own not in standing:
        raise Conflict("您打开之后别人修改了这一行，没有保存。请重新打开，核对后再修改。")
    entries: dict[tuple[Any, ...], list[Entry]] = {}
    for entry in standing:
        entries.setdefault(register.identify(entry.values), []).append(entry)
    seen: dict[tuple[Any, ...], int] = {}
    for line in sound:
        try:
            register.normalise(line.values, known)
            _place(register, line, entries, seen, own)
            register.admit(line.values, known, line.entry)
        except Wrong as wrong:
            line.problems.append(_problem(register, line, wrong))
    _together(register, [line for line in sound if not line.problems], standing)
    for line in sound:
        line.state = _state(line)
    return Comparison(lines, known, notes)


def _place(
    register: Register,
    line: Line,
    entries: dict[tuple[Any, ...], list[Entry]],
    seen: dict[tuple[Any, ...], int],
    own: Entry | None,
) -> None:
    """The entry that a line is about; what the file does not speak of stays as it is there."""
    identity = register.identify(line.values)
    if identity in seen:
        raise Wrong("", f"与第 {seen[identity]} 行是同一{register.unit}", "请只保留一行")
    seen[identity] = line.number
    found = entries.get(identity, [])
    if own is not None:
        if any(entry != own for entry in found):
            raise Wrong(register.identity[-1], "登记簿里已经有这一" + register.unit, "请核对；要改的是那一处，请打开它修改")
        line.entry = own
    elif len(found) > 1:
        raise Wrong("", f"登记簿里有 {len(found)} 处与它相同，分不清是哪一处", "请在页面上修改")
    elif found:
        line.entry = found[0]
    if line.entry is not None:
        line.values |= {key: value for key, value in line.entry.values.items() if key not in line.given}


def _problem(register: Register, line: Line, wrong: Wrong) -> Problem:
    if not wrong.key:
        return Problem(line.number, "", "", wrong.message, wrong.remedy)
    label = register.table.column(wrong.key).label
    return Problem(line.number, label, register.word(wrong.key, line.values.get(wrong.key)), wrong.message, wrong.remedy)


def _together(register: Register, sound: list[Line], standing: list[Entry]) -> None:
    """Put to the lines what is wrong with them together."""
    touched = {(line.entry.pk, line.entry.part) for line in sound if line.entry}
    left: list[tuple[int | None, Values]] = [(None, entry.values) for entry in standing if (entry.pk, entry.part) not in touched]
    by_number = {line.number: line for line in sound}
    for number, wrong in register.clashes(left + [(line.number, line.values) for line in sound]):
        by_number[number].problems.append(_problem(register, by_number[number], wrong))


def _state(line: Line) -> State:
    if line.problems:
        return State.REFUSED
    if line.entry is None:
        return State.ADDED
    return State.UNCHANGED if line.values == line.entry.values else State.CHANGED
