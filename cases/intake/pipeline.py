"""归集的全过程，一份文件从头到尾。

Runs inside the caller's transaction: a batch is stored whole or not at all. What one row lacks refuses that row; what the whole file lacks
raises FileRefused before anything is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from cases.choices import CaseKind
from cases.intake.deciding import Counts, decide
from cases.intake.drawn import derive, recognise_for
from cases.intake.parts import store_parts
from cases.intake.progress import Progress
from cases.intake.protecting import protect
from cases.intake.reading import FileRefused
from cases.intake.staging import Staged, discard, leave_refused, raw_table, stage
from cases.intake.storing import LARGE, refresh_statistics, store_cases, store_rows
from cases.intake.summary import header_notes, row_notes
from cases.intake.typing import type_rows
from cases.models import ImportBatch
from supervision.tabular import Problem, SheetError, open_sheet

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
        try:
            with open_sheet(file, name=batch.file_name) as sheet:
                header = recognise_for(batch.agency_id, sheet.header, kind=CaseKind(batch.kind), line=sheet.header_line)
                staged = stage(sheet, file, raw=raw, tell=lambda rows, lines: tell(Progress("读取", rows, max(lines, rows))))
                encoding, notes, date_system = sheet.encoding, list(sheet.notes), sheet.date_system
        except SheetError as error:
            raise FileRefused([error.problem]) from error
    read = leave_refused(raw, batch.pk) if again else staged.rows
    if not read and not again:
        raise FileRefused([Problem(header.line, "", "", "只有标题行，没有记录", "请填写记录后重新报送")])
    protect(batch, header, raw=raw)
    derive(header, raw=raw)
    tell(Progress("核对", 0, read))
    typed = type_rows(header, raw=raw, date_system=date_system)
    counts = decide(typed, agency_id=batch.agency_id, kind=CaseKind(batch.kind), again=batch.pk if again else None)
    tell(Progress("入库", 0, read))
    store_rows(batch, len(sheet.header), corrections=counts.superseded > 0, again=again)
    store_cases(batch, typed, today, corrections=counts.superseded > 0)
    store_parts(typed, corrections=counts.superseded > 0)
    if counts.total >= LARGE:
        refresh_statistics()
    told = [*notes, *header_notes(header), *row_notes(batch, header, typed)]
    discard(raw)
    return Loaded(sheet.header, header.profile.code, encoding, told, counts, staged)
