"""样例：读出一份文件的表头和前几行，遮盖后留给绘制；再按映射试读，看入库会成什么样。

The trial uses the import's own statements on the few rows, so that a preview cannot promise what the import does not keep. It writes no case.
A sample is read in the request itself: it is bounded far below what an import takes, and only its first rows are looked at.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO, Self

from django.db import connection, transaction

from cases.choices import CaseKind, RowOutcome
from cases.columns import TEMPLATES, Profile
from cases.columns.drawing import LONGEST_WORD, NAMES, Drawing
from cases.intake.drawn import derive, drawn_header
from cases.intake.reading import FileRefused, Header
from cases.intake.staging import create, discard
from cases.intake.typing import TYPED, Typed, type_rows
from cases.personal import is_personal, masked_cell
from supervision.tabular import Column, Limits, SheetError, open_sheet
from supervision.tabular.sheet import MEGABYTE
from supervision.uploads import check_table, scan
from supervision.web.errors import UserError
from supervision.web.formats import yuan
from supervision.web.masking import mask_name

LIMITS = Limits(
    max_bytes=20 * MEGABYTE, max_workbook=5 * MEGABYTE, max_unpacked=50 * MEGABYTE, max_columns=200, max_cells=2_000_000
)
"""What a sample may be: enough for a real export, little enough for a request."""

ROWS_KEPT = 8
ROWS_READ = 20_000
"""Rows that are looked at for the words of a column."""
MOST_WORDS = 60
"""Distinct words of a column that may be translated; a column with more holds no codes."""
LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class Sample:
    """What is kept of a sample, all of it masked. `rows`: the first ones, their line number first. `words`: for each heading its distinct
    values, the most frequent first; None when there are too many or it is personal."""

    file_name: str
    headings: list[str]
    line: int
    date_system: str
    rows: list[tuple[int, list[str]]]
    words: list[list[str] | None]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What a draft keeps."""
        return cls(**json.loads(text))

    def to_json(self) -> str:
        """What a draft is to keep."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def usable(self) -> list[tuple[int, str]]:
        """Place and heading of the columns that may be mapped: those with a heading, and one of each."""
        return [(place, one) for place, one in enumerate(self.headings) if one and self.headings.count(one) == 1]


def read_sample(file: BinaryIO, name: str) -> Sample:
    """The first rows of a file. The same checks and the same reader as for an import. Raises UserError."""
    _check_size(file, name)
    check_table(name, file)
    scan(name, file)
    try:
        with open_sheet(file, name=name, limits=LIMITS) as sheet:
            headings = [heading.strip() for heading in sheet.header]
            seen: list[dict[str, int] | None] = [None if is_personal(heading) else {} for heading in headings]
            kept: list[tuple[int, list[str]]] = []
            for row in islice(sheet.rows, ROWS_READ):
                cells = [masked_cell(heading, cell[:LONGEST_CELL]) for heading, cell in zip(headings, row.cells, strict=False)]
                if len(kept) < ROWS_KEPT:
                    kept.append((row.line_no, cells))
                _count(seen, cells)
            line, date_system = sheet.header_line, sheet.date_system
    except SheetError as error:
        problem = error.problem
        raise UserError(f"{problem.message}。", where=name, remedy=f"{problem.remedy}。") from None
    if not kept:
        raise UserError("样例只有标题行，没有记录。", where=name, remedy="请用有几行记录的文件，好看出各列写的是什么。")
    words = [None if one is None else sorted(one, key=lambda word: -one[word]) for one in seen]
    return Sample(name, headings, line, date_system, kept, words)


def _check_size(file: BinaryIO, name: str) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if size > LIMITS.max_bytes:
        limit = LIMITS.max_bytes // MEGABYTE
        raise UserError(
            f"样例有 {size // MEGABYTE} MB，超过 {limit} MB。", where=name, remedy="样例只看前几行，请删去多余的行再上传。"
        )


def _count(seen: list[dict[str, int] | None], cells: Sequence[str]) -> None:
    """Count the words of each column; a column with too many, or too long ones, is given up."""
    for place, cell in enumerate(cells):
        words, word = seen[place], cell.strip()
        if words is None or not word:
            continue
        words[word] = words.get(word, 0) + 1
        if len(words) > MOST_WORDS or len(word) > LONGEST_WORD:
            seen[place] = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it would be stored, and what is said of it. `mended`: it is a note, the row is stored."""

    label: str
    value: str
    problem: str = ""
    mended: bool = False


@dataclass(frozen=True, slots=True)
class TriedRow:
    """One row as it would be stored: its line, what would become of it, its values, what concerns the whole row."""

    line: int
    refused: bool
    cells: list[Cell]
    problems: list[str]


def preview(sample: Sample, drawing: Drawing, kind: CaseKind, *, name: str) -> list[TriedRow]:
    """The sample's rows as an import would store them. For a drawing without faults. Raises UserError."""
    profile = Profile("", name, kind, TEMPLATES[kind])
    try:
        header = drawn_header(drawing, profile, sample.headings, line=sample.line)
    except FileRefused as refused:
        raise UserError(str(refused)) from None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 'staging.sample_' || pg_backend_pid()")
        raw = str(cursor.fetchone()[0])
        create(raw, len(sample.headings))
        places = ", ".join(f"c{place}" for place in range(len(sample.headings)))
        slots = ", ".join(["%s"] * (len(sample.headings) + 1))
        cursor.executemany(
            f"INSERT INTO {raw} (line_no, {places}) VALUES ({slots})",
            [(line, *(cell or None for cell in cells)) for line, cells in sample.rows],
        )
        derive(header, raw=raw)
        typed = type_rows(header, raw=raw, filled=range(len(header.headings)), date_system=sample.date_system)
        tried = _tried(cursor, header, typed, dict(sample.rows))
        discard(raw)
        cursor.execute(f"DROP TABLE {TYPED}")
    return tried


def _tried(cursor: Any, header: Header, typed: Typed, rows: dict[int, list[str]]) -> list[TriedRow]:
    order = {column.key: at for at, column in enumerate(header.profile.table.columns)}
    stored = sorted((one for one in header.stored if one[1].key in order), key=lambda one: order[one[1].key])
    values = ", ".join(typed.value(column.key) for _, column in stored)
    cursor.execute(f"SELECT t.line_no, t.outcome, t.problems, t.external_id, {values} FROM {TYPED} t ORDER BY t.line_no")
    return [_row(header, stored, rows, found) for found in cursor.fetchall()]


def _row(header: Header, stored: list[tuple[int, Column]], rows: dict[int, list[str]], found: tuple[Any, ...]) -> TriedRow:
    line, outcome, problems, external_id, *values = found
    problems = json.loads(problems) if isinstance(problems, str) else problems or []
    refused = outcome == RowOutcome.REFUSED
    told = {one["column"]: "，".join(filter(None, (one["message"], one["remedy"]))) for one in problems}
    numbered = external_id and not external_id.startswith(f"{header.profile.kind}#")
    own = any(column.key == "record_no" for _, column in stored)
    cells = [] if own else [Cell("记录号", external_id if numbered else "（按内容识别）")]
    for (place, column), value in zip(stored, values, strict=True):
        written = rows[line][place] if place < len(header.headings) else ""
        problem = told.pop(column.label, "")
        shown = in_words(header.profile.table.column(column.key), value) if value is not None else written if problem else ""
        cells.append(Cell(column.label, shown, problem, not refused))
    return TriedRow(line, refused, cells, list(told.values()))


def in_words(column: Column, value: Any) -> str:
    """A stored value as people read it; a document number and what may be a person's name are masked."""
    if column.key == "party_identity":
        return masked_cell("证件号码", str(value))
    if column.key in NAMES:
        return mask_name(str(value), "sole_trader")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list) and column.choices:
        return "、".join(column.choices[one] for one in value)
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, Decimal):
        return f"{yuan(value)} 元"
    return str(column.choices.get(value, value)) if column.choices else str(value)
