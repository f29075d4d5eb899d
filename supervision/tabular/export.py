"""导出：CSV 逐行写出，文字不会变成公式；带水印。

In a CSV file a text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers, negative ones too. The
workbook of the same values is written in `workbook_stream.py`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from supervision.tabular.columns import Column, Kind
from supervision.tabular.written import STARTS_FORMULA, UNSEEN_AT_START, safe_text, text_of

PIECE = 64 * 1024
_LOOKED_AT = frozenset(STARTS_FORMULA) | frozenset(UNSEEN_AT_START)


@dataclass(frozen=True, slots=True)
class Watermark:
    """Who took a file out, when, under which number: so that a file that turns up somewhere leads back to its export.

    `lines`: what stands at the head, one statement each. What stands at the end tells how many rows there are, so that a file that was cut
    short is seen to be. `grade`: for whom the file is, in a word.
    """

    number: str
    lines: tuple[str, ...]
    grade: str = "内部使用"

    @property
    def head(self) -> str:
        """The statements in one line."""
        return "｜".join(self.lines)

    def tail(self, rows: int) -> str:
        """The last line, once the rows are counted."""
        return f"以上共 {rows:,} 行｜导出编号 {self.number}｜{self.grade}"


def export_csv(columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, mark: Watermark | None = None) -> Iterator[bytes]:
    """A CSV file in pieces (UTF-8 with its mark, CRLF): values as `text_of` tells them, one sequence a row in the columns' order.

    Rows are taken as the pieces are. With `mark` the first and the last line are the watermark's, as wide as the others.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    blank = [""] * (len(columns) - 1)
    buffer.write("\ufeff")
    if mark:
        writer.writerow([safe_text(mark.head), *blank])
    writer.writerow([safe_text(column.label) for column in columns])
    cells = [_csv_text if column.kind is Kind.TEXT else partial(_csv_value, column) for column in columns]
    count = 0
    for values in rows:
        writer.writerow([cell(value) for cell, value in zip(cells, values, strict=True)])
        count += 1
        if buffer.tell() > PIECE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    if mark:
        writer.writerow([safe_text(mark.tail(count)), *blank])
    yield buffer.getvalue().encode()


def _csv_text(value: Any) -> str:
    """A text cell: the commonest kind, so kept short."""
    if value.__class__ is str:
        return value if value[:1] not in _LOOKED_AT and "\x00" not in value else safe_text(value)
    return "" if value is None else safe_text(str(value))


def _csv_value(column: Column, value: Any) -> str:
    written = text_of(column, value)
    if isinstance(written, datetime):
        return written.isoformat(sep=" ", timespec="minutes")
    if isinstance(written, Decimal):
        return f"{written:f}"
    return str(written) if isinstance(written, int | float | date) else _csv_text(written)
