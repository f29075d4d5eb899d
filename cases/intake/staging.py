"""原样进暂存表：单元格的文字用 COPY 送进数据库，边读边送，不占内存。

Two ways to the same table. A plain CSV file (no quotation marks, header in the first line) goes to the database as it is: PostgreSQL cuts
it into cells several times faster than we could; one in UTF-8 is moreover read only once (`stage_plain`). Everything else goes through the
reader, row by row; so does a plain file in which the database finds a row of the wrong length, because the reader can say which.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from django.db import connection, transaction
from psycopg2 import DataError
from psycopg2.extensions import QueryCanceledError

from cases.choices import RowOutcome
from cases.intake.source import MEDIA_TYPE, SourceIndex
from supervision.documents.models import StoredFile
from supervision.documents.storage import Incoming
from supervision.tabular import Limits, Row, Sheet
from supervision.tabular.delimited import detect_delimiter
from supervision.tabular.plain import SAMPLE, NotPlain, PlainSheet
from supervision.tabular.sheet import EXAMPLE_MARK, Lines

ROWS_A_CHUNK = 200
ENCODINGS = {"utf-8": "UTF8", "utf-8-sig": "UTF8", "gb18030": "GB18030"}
"""Encodings that COPY reads by itself, as the reader calls them."""


def raw_table(batch_id: int) -> str:
    """The table that a batch's cells are staged in. It lives inside the import's transaction only, but it is not a temporary one: of those
    no parallel worker may read, and reading the values is work for several. Unlogged, since it never outlives the transaction."""
    return f"staging.intake_raw_{int(batch_id)}"


@dataclass(frozen=True, slots=True)
class Staged:
    """How many rows there are; the places of the columns in which some row has something (`filled`: a template of three hundred columns has
    fifty filled, and an empty one need not be read row by row); how a row is read back: by `index` from `rewritten`, or from the file itself
    (None)."""

    rows: int
    filled: frozenset[int]
    index: SourceIndex
    rewritten: StoredFile | None = None


def stage_plain(sheet: PlainSheet, *, raw: str) -> Staged:
    """`stage` for a file that looks plain: it goes to the database while it is read for the first time. Raises NotPlain, inside a savepoint
    of its own, when it is not plain after all; `stage` then finds out what it is."""
    try:
        with transaction.atomic():
            rows, filled = _copy_file(sheet, raw, width=len(sheet.header), delimiter=sheet.delimiter, encoding=sheet.encoding)
    except DataError as error:
        raise NotPlain from error
    except QueryCanceledError as error:  # what the driver makes of an exception in `read`
        if sheet.lines.plain:
            raise
        raise NotPlain from error
    return Staged(rows, filled, _index(sheet.encoding, sheet.delimiter, sheet.lines))


def stage(sheet: Sheet, file: BinaryIO, *, raw: str, tell: Callable[[int, int], None]) -> Staged:
    """Bring all rows of an opened file into the new table `raw`.

    Columns: line_no, faults (what the reader found wrong with the row, JSON), sealed, party_mark and party_digest (see `protecting.py`), case_id (the number of the
    case that the row may become), c0 … one for each heading, a blank cell NULL. `discard` takes the table away. `tell` hears the number
    of rows read so far, and of how many (0: nobody knows). Raises SheetError as the reader does.
    """
    width = len(sheet.header)
    if sheet.format == "csv" and sheet.lines.plain and sheet.encoding in ENCODINGS and sheet.header_line == 1:
        place = file.tell()  # the reader has begun to read, and goes on from here
        file.seek(0)
        delimiter = detect_delimiter(file.read(SAMPLE).decode(sheet.encoding, "replace"))
        file.seek(0)
        with suppress(DataError), transaction.atomic():
            rows, filled = _copy_file(file, raw, width=width, delimiter=delimiter, encoding=sheet.encoding)
            return Staged(rows, filled, _index(sheet.encoding, delimiter, sheet.lines))
        file.seek(place)
    return _copy_rows(sheet.rows, raw, width, lambda rows: tell(rows, sheet.lines.count))


def _index(encoding: str, delimiter: str, lines: Lines) -> SourceIndex:
    return SourceIndex(encoding.removesuffix("-sig"), delimiter, lines=lines.numbers, offsets=lines.offsets)


def leave_refused(raw: str, batch_id: int) -> int:
    """Of the staged rows leave those that the batch refused before; returns how many. The others were decided upon and stay so."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""DELETE FROM {raw} r WHERE NOT EXISTS (SELECT FROM cases_importrow i
                 WHERE i.batch_id = %s AND i.line_no = r.line_no AND i.outcome = '{RowOutcome.REFUSED}')""",
            [batch_id],
        )
        cursor.execute(f"SELECT count(*) FROM {raw}")
        return int(cursor.fetchone()[0])


def discard(raw: str) -> None:
    """Take the staged cells away."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {raw}")


def create(raw: str, width: int) -> None:
    """The table `raw`, empty."""
    cells = ", ".join(f"c{place} text" for place in range(width))
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE UNLOGGED TABLE {raw} (line_no integer NOT NULL GENERATED BY DEFAULT AS IDENTITY (START WITH 2), faults jsonb, sealed text NOT NULL DEFAULT '',"
            " party_mark text, party_digest text,"
            f" case_id bigint NOT NULL DEFAULT nextval('cases_enforcementcase_id_seq'), {cells})"
        )


class _Bytes(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


def _copy_file(source: _Bytes, raw: str, *, width: int, delimiter: str, encoding: str) -> tuple[int, frozenset[int]]:
    """The file as it lies, from its first byte; returns how many rows it has, and which columns are filled. Raises DataError when a row has
    more or fewer cells than the header, or there are blank lines."""
    create(raw, width)
    cells = ", ".join(f"c{place}" for place in range(width))
    between = {"\t": r"E'\t'"}.get(delimiter, f"'{delimiter}'")
    options = f"FORMAT csv, HEADER, ENCODING '{ENCODINGS[encoding]}', DELIMITER {between}"
    blank = " AND ".join(f"coalesce(c{place}, '') = ''" for place in range(width))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {raw} ({cells}) FROM STDIN ({options})", source, 1 << 18)
        needless = f"({blank}) OR c0 LIKE %s"
        example = f"{EXAMPLE_MARK}%"
        (last, removed), filled = _look_over(
            f"coalesce(max(line_no), 0), count(*) FILTER (WHERE {needless})", raw, width, [example]
        )
        if last > Limits().max_rows:
            raise DataError("too many rows: the reader says so in words")
        if removed:
            cursor.execute(f"DELETE FROM {raw} WHERE {needless}", [example])
    return max(last - 1, 0) - int(removed), filled


def filled_columns(raw: str, width: int) -> frozenset[int]:
    """The places of the staged columns in which some row has something."""
    return _look_over("", raw, width)[1]


def _look_over(also: str, raw: str, width: int, given: Sequence[Any] = ()) -> tuple[list[Any], frozenset[int]]:
    """One look at all rows: what else is asked, and which columns are filled."""
    asked = ", ".join([also] * bool(also) + [f"count(c{place}) > 0" for place in range(width)])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked} FROM {raw}", given)
        found = cursor.fetchone()
    return list(found[:-width]), frozenset(place for place, anything in enumerate(found[-width:]) if anything)


def _copy_rows(rows: Iterator[Row], raw: str, width: int, tell: Callable[[int], None]) -> Staged:
    """Row by row through the reader; the text that goes to the database is also kept, to read rows back from."""
    create(raw, width)
    cells = ", ".join(["line_no", "faults", *(f"c{place}" for place in range(width))])
    with Incoming() as copy, connection.cursor() as cursor:
        source = _CopySource(rows, copy, tell)
        try:
            cursor.copy_expert(f"COPY {raw} ({cells}) FROM STDIN (FORMAT csv)", source)
        except QueryCanceledError:  # what the driver makes of an exception in `read`
            if source.failure is None:
                raise
            raise source.failure from None
        return Staged(source.count, filled_columns(raw, width), source.index, copy.keep(media_type=MEDIA_TYPE))


class _CopySource:
    """What psycopg2 reads from: rows made into CSV text some hundred at a time."""

    def __init__(self, rows: Iterator[Row], copy: Incoming, tell: Callable[[int], None]) -> None:
        self.count = 0
        self.index = SourceIndex(numbered=True)
        self.failure: Exception | None = None
        """Why reading broke off, in the reader's words: the driver passes no exception on."""
        self._rows = rows
        self._copy = copy
        self._tell = tell
        self._text = ""
        self._place = 0

    def read(self, size: int = -1) -> str:
        """At most `size` characters; "" at the end."""
        if self._place >= len(self._text):
            try:
                self._text, self._place = self._next_chunk(), 0
            except Exception as error:
                self.failure = error
                raise
        end = len(self._text) if size < 0 else self._place + size
        piece = self._text[self._place : end]
        self._place += len(piece)
        return piece

    def _next_chunk(self) -> str:
        chunk = io.StringIO()
        writer = csv.writer(chunk, lineterminator="\n")
        taken = 0
        for row in self._rows:
            line_no, cells, problems = row
            if not taken:
                self.index.add(line_no, self._copy.size)
            writer.writerow((line_no, _faults(row) if problems else None, *cells))
            taken += 1
            if taken == ROWS_A_CHUNK:
                break
        self.count += taken
        text = chunk.getvalue()
        if taken:
            self._copy.write(text.encode())
            self._tell(self.count)
        return text


def _faults(row: Row) -> str:
    """The reader's problems in the shape that rows keep."""
    found = [
        {"column": problem.column_label, "value": problem.value[:200], "message": problem.message, "remedy": problem.remedy}
        for problem in row.problems
    ]
    return json.dumps(found, ensure_ascii=False)
