"""原始行：入库的行不再另存一份，要看时从文件里读回。

Where the source rows of a batch are read back from. A plain CSV file is kept as it came, and its rows are its lines. Of any other file
(a workbook, a CSV with quotation marks) the rows are kept once more as plain CSV text, each with its line number in front. Either way
the batch knows where about every few hundred rows begin, so that one row costs one short read, however long the file is.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any, BinaryIO, Self

from cases.models import ImportBatch

MEDIA_TYPE = "text/csv"
FIRST_LINE = 2
"""The line of the first row, where the header stands in the first."""


@dataclass(slots=True)
class SourceIndex:
    """How to read rows back. `numbered`: each row begins with its line number and the reader's faults; else its line number is the
    number of its line. `lines` and `offsets`: line number and byte at which a block of rows begins."""

    encoding: str = "utf-8"
    delimiter: str = ","
    numbered: bool = False
    lines: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Self:
        """What the batch keeps."""
        return cls(**found)

    def to_json(self) -> dict[str, Any]:
        """What the batch is to keep."""
        return asdict(self)

    def add(self, line: int, offset: int) -> None:
        """A block begins here."""
        self.lines.append(line)
        self.offsets.append(offset)

    def read(self, file: BinaryIO, line_no: int) -> list[str] | None:
        """The cells of one row, blank ones ""; None when the file has no such line."""
        place = bisect_right(self.lines, line_no) - 1
        if place < 0:
            return None
        file.seek(self.offsets[place])
        return self._numbered(file, line_no) if self.numbered else self._plain(file, line_no - self.lines[place])

    def _plain(self, file: BinaryIO, ahead: int) -> list[str] | None:
        line = next(islice(file, ahead, None), None)
        return None if line is None else next(csv.reader([line.decode(self.encoding)], delimiter=self.delimiter), [])

    def _numbered(self, file: BinaryIO, line_no: int) -> list[str] | None:
        rows = csv.reader(io.TextIOWrapper(file, self.encoding, newline=""), delimiter=self.delimiter)
        found = next((row for row in rows if int(row[0]) >= line_no), None)
        return found[2:] if found and int(found[0]) == line_no else None


def source_cells(batch: ImportBatch, line_no: int) -> Sequence[str | None]:
    """One row of a batch as it stood in the file; nothing when the batch does not say where its rows are. Raises DamagedFile."""
    if batch.source is None or batch.source_index is None:
        return ()
    with batch.source.open() as file:
        return SourceIndex.from_json(batch.source_index).read(file, line_no) or ()
