"""表：打开一个文件得到的标题行、逐行的单元格，以及读的人需要知道的事。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import NamedTuple, Self

from supervision.tabular.problems import Problem

MEGABYTE = 1024 * 1024
EXAMPLE_MARK = "示例："
"""How the example row of our templates begins: such a row is never data."""
ROWS_BEFORE_HEADER = 10
"""A title, a unit, a date may stand above the header: it is looked for in this many rows."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be. Checked before anything is unpacked or parsed, as far as the file tells.

    `max_workbook`: bytes of a workbook. `max_unpacked`, `max_members`, `max_ratio`: of a workbook, which is a zip archive. `max_cells`: rows × columns of a
    workbook, which is held in memory; a CSV file is streamed and has no such limit.
    """

    max_bytes: int = 200 * MEGABYTE
    max_workbook: int = 20 * MEGABYTE
    max_unpacked: int = 200 * MEGABYTE
    max_ratio: int = 100
    max_members: int = 5_000
    max_rows: int = 1_000_000
    max_columns: int = 500
    max_cells: int = 20_000_000


class SheetError(Exception):
    """A file that cannot be read as a table.

    `problem` says where, what and what to do; so does `str()`, in Chinese.
    """

    def __init__(self, message: str, remedy: str, *, line: int = 0, value: str = "") -> None:
        self.problem = Problem(line, "", value, message, remedy)
        super().__init__(str(self.problem))


class Row(NamedTuple):
    """One row of data: as many cells as the header has, blank ones "".

    `problems`: what is wrong with the row as it stands in the file.
    """

    line_no: int
    cells: list[str]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Lines:
    """The lines of a text file: how many, and where some of them begin, about one every quarter megabyte (`numbers`, from 1, and `offsets`
    in bytes). `plain`: each line is a row, since no quotation mark hides a line break, and no carriage return stands by itself; of what was
    taken so far."""

    count: int = 1
    plain: bool = True
    numbers: list[int] = field(default_factory=lambda: [1])
    offsets: list[int] = field(default_factory=lambda: [0])
    _taken: int = 0
    _returned: bool = False

    def take(self, chunk: bytes) -> None:
        """The next bytes of the file; none at its end."""
        if not chunk:
            self.plain = self.plain and not self._returned
            return
        self.count += chunk.count(b"\n")
        if (last := chunk.rfind(b"\n")) >= 0:
            self.numbers.append(self.count)
            self.offsets.append(self._taken + last + 1)
        self._taken += len(chunk)
        self.plain = self.plain and b'"' not in chunk and self._returns_end_lines(chunk)
        self._returned = chunk.endswith(b"\r")

    def _returns_end_lines(self, chunk: bytes) -> bool:
        """Whether each carriage return stands before a line feed, the one at the end of the bytes before included."""
        if self._returned and not chunk.startswith(b"\n"):
            return False
        return b"\r" not in chunk or chunk.count(b"\r") - chunk.endswith(b"\r") == chunk.count(b"\r\n")


@dataclass(slots=True)
class Sheet:
    """An opened table. `rows` may be gone through once, while the file is open; close it, or use `with`.

    `header_line`: where the header stands. `format`: csv, xlsx or xls. `encoding`, `lines`: of a CSV file. `date_system`:
    "1900" or "1904" for a workbook (see `parsing.parse`), else "". `notes`: Chinese sentences about how the file was
    read. `formulas`: cells that hold a formula, line → headings' column letters; each is also a problem of its row.
    """

    header: list[str]
    rows: Iterator[Row]
    format: str
    header_line: int = 1
    encoding: str = ""
    lines: Lines = field(default_factory=Lines)
    sheet_name: str = ""
    date_system: str = ""
    notes: list[str] = field(default_factory=list)
    formulas: dict[int, list[str]] = field(default_factory=dict)
    on_close: Callable[[], None] = field(default=lambda: None, repr=False)

    def close(self) -> None:
        """Release the file (one that was handed in open stays open)."""
        self.on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def header_place(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows is the header: the first that has at least three fifths as many filled cells as the
    fullest.

    Raises SheetError when all are empty.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    if not any(filled):
        raise SheetError("文件是空的，没有标题行", "请使用系统的模板，第一行为列名")
    enough = max(filled) * 0.6
    return next(place for place, count in enumerate(filled) if count >= enough)


def clean_header(cells: Sequence[str], limits: Limits, line: int) -> list[str]:
    """Headings without outer blanks and line breaks; empty ones at the end dropped."""
    header = ["".join(cell.split()) if "\n" in cell else cell.strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    if len(header) > limits.max_columns:
        raise SheetError(f"有 {len(header)} 列，超过 {limits.max_columns} 列", "请只保留需要的列", line=line)
    return header


def skipped_titles(rows: Sequence[Sequence[str]]) -> list[str]:
    """A note for each filled row above the header."""
    titles = ("".join(cell.strip() for cell in row) for row in rows)
    return [f"标题行以上的“{title[:30]}”视为表名，未读取。" for title in titles if title]
