"""归集的全过程，一份文件从头到尾。

Runs inside the caller's transaction: a batch is stored whole or not at all. What one row lacks refuses that row; what the whole file lacks
raises FileRefused before anything is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from cases.choices import CaseKind
from cases.intake.deciding import Counts, decide
from cases.intake.drawn import derive, recognise_for
from cases.intake.parts import store_parts
from cases.intake.progress import Progress
from cases.intake.protecting import protect
from cases.intake.reading import FileRefused, Header
from cases.intake.sealing import seal_names
from cases.intake.staging import Staged, discard, leave_refused, raw_table, stage, stage_plain
from cases.intake.storing import LARGE, refresh_statistics, store_cases, store_rows
from cases.intake.summary import header_notes, row_notes
from cases.intake.typing import type_rows
from cases.models import ImportBatch
from supervision.tabular import Limits, Problem, SheetError, open_sheet
from supervision.tabular.plain import NotPlain, PlainSheet

Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a file."""

    header: list[str]
    profile: str
    encoding: str
    notes: list[str]
    counts: Counts
    staged: Staged


def load(batch: ImportBatch, *, today: datetime.date, tell: Tell, again: bool = False) -> Loaded:
    """Read, check and store a batch's file; `again`: only the rows of it that were refused before. Raises FileRefused when the file as a
    whole cannot be stored."""
    raw = raw_table(batch.pk)
    with batch.file.open() as file:
        found = _at_once(batch, file, raw) or _read(batch, file, raw, tell)
    header, staged = found.header, found.staged
    read = leave_refused(raw, batch.pk) if again else staged.rows
    if not read and not again:
        raise FileRefused([Problem(header.line, "", "", "只有标题行，没有记录", "请填写记录后重新报送")])
    protect(batch, header, raw=raw, filled=staged.filled)
    derive(header, raw=raw)
    tell(Progress("核对", 0, read))
    typed = type_rows(header, raw=raw, filled=staged.filled, date_system=found.date_system)
    counts = decide(typed, agency_id=batch.agency_id, kind=CaseKind(batch.kind), again=batch.pk if again else None)
    tell(Progress("入库", 0, read))
    store_rows(batch, len(header.headings), corrections=counts.superseded > 0, again=again)
    store_cases(batch, typed, today, corrections=counts.superseded > 0)
    store_parts(typed, corrections=counts.superseded > 0)
    if counts.superseded and "party_type" not in typed.types:
        seal_names(batch.pk)  # of a case that is corrected, the type may say what this file does not
    if counts.total >= LARGE:
        refresh_statistics()
    told = [*found.notes, *header_notes(header), *row_notes(batch, header, typed)]
    discard(raw)
    return Loaded(list(header.headings), header.profile.code, found.encoding, told, counts, staged)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file whose rows are staged."""

    header: Header
    staged: Staged
    encoding: str
    notes: list[str]
    date_system: str = ""


def _at_once(batch: ImportBatch, file: BinaryIO, raw: str) -> _Read | None:
    """A plain file, in one reading; None when it is none, or anything is wrong with it: `_read` then says what."""
    try:
        sheet = PlainSheet(file, name=batch.file_name, limits=Limits())
        header = recognise_for(batch.agency_id, sheet.header, kind=CaseKind(batch.kind), line=1)
        staged = stage_plain(sheet, raw=raw)
    except (NotPlain, FileRefused):
        return None
    return _Read(header, staged, sheet.encoding, sheet.notes)


def _read(batch: ImportBatch, file: BinaryIO, raw: str, tell: Tell) -> _Read:
    try:
        with open_sheet(file, name=batch.file_name) as sheet:
            header = recognise_for(batch.agency_id, sheet.header, kind=CaseKind(batch.kind), line=sheet.header_line)
            staged = stage(sheet, file, raw=raw, tell=lambda rows, lines: tell(Progress("读取", rows, max(lines, rows))))
            return _Read(header, staged, sheet.encoding, list(sheet.notes), sheet.date_system)
    except SheetError as error:
        raise FileRefused([error.problem]) from error
