"""朴素的 CSV：只读一遍，一边交出去，一边核对它是不是开头看上去的样子。

A plain file is UTF-8, without quotation marks, with its header in the first line: whoever cuts it into cells needs no reader of ours. That
it is one can be seen only at its end, and to read a long sealed file once more just for that takes as long as storing a quarter of it. So
it is believed from its beginning, and given up (`NotPlain`) at the first sign that it is not: the caller then takes the ordinary way
through `open_sheet`, which finds out what it is, or says what is wrong with it.
"""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import IO

from supervision.tabular.delimited import delimiter_notes, detect_delimiter
from supervision.tabular.encoding import BOM, REPLACEMENT, damaged_before
from supervision.tabular.reader import extension_notes, kind_of
from supervision.tabular.sheet import ROWS_BEFORE_HEADER, Limits, Lines, SheetError, clean_header, header_place

SAMPLE = 64 * 1024
_REPLACEMENT = REPLACEMENT.encode()


class NotPlain(Exception):
    """The file is none, or not one after all."""


class PlainSheet:
    """A plain file that is read once, from its first byte to its last, by `read`.

    `header`, `delimiter`, `encoding` (as the reader calls it) are known at once; `lines` and `notes` are whole when everything was read.
    Whether the bytes are UTF-8 is left to whom they are handed to, as is the length of the rows.
    """

    def __init__(self, file: IO[bytes], *, name: str, limits: Limits) -> None:
        """Raises NotPlain."""
        try:
            if kind_of(file, limits) != "csv":
                raise NotPlain
        except SheetError as error:
            raise NotPlain from error
        file.seek(0)
        beginning = file.read(SAMPLE)
        whole = len(beginning) < SAMPLE
        file.seek(0)
        self._file, self._end = file, b""
        self.lines = Lines()
        self._replaced = 0
        self.encoding = "utf-8-sig" if beginning.startswith(BOM) else "utf-8"
        text = _decoded(beginning, whole=whole).removeprefix("\ufeff")
        self.delimiter = detect_delimiter(text)
        self.header = _header(text, self.delimiter, limits, whole=whole)
        self._notes = [*delimiter_notes(self.delimiter), *extension_notes(name, "csv")]

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises NotPlain when they hold what a plain file does not."""
        chunk = self._file.read(size)
        self.lines.take(chunk)
        if not self.lines.plain:
            raise NotPlain
        # A sign may lie across two pieces.
        self._replaced += (self._end + chunk).count(_REPLACEMENT)
        self._end = chunk[-len(_REPLACEMENT) + 1 :]
        return chunk

    @property
    def notes(self) -> list[str]:
        """Chinese sentences about how the file was read."""
        return [*damaged_before(self._replaced), *self._notes]


def _decoded(beginning: bytes, *, whole: bool) -> str:
    """The file's beginning as text; without its last character, which may be cut."""
    try:
        return (beginning if whole else beginning[: beginning.rfind(b"\n") + 1]).decode()
    except UnicodeDecodeError as error:
        raise NotPlain from error


def _header(text: str, delimiter: str, limits: Limits, *, whole: bool) -> list[str]:
    """The first line's cells, when it is the header."""
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), ROWS_BEFORE_HEADER))
        if '"' in text or (len(rows) < ROWS_BEFORE_HEADER and not whole) or header_place(rows) != 0:
            raise NotPlain
        return clean_header(rows[0], limits, 1)
    except (SheetError, csv.Error) as error:
        raise NotPlain from error
