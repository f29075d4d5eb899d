"""CSV：认编码、认分隔符，然后以 csv 模块本身的速度逐行读。"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import IO

from supervision.tabular.encoding import detect_encoding
from supervision.tabular.problems import Problem
from supervision.tabular.sheet import (
    EXAMPLE_MARK,
    ROWS_BEFORE_HEADER,
    Limits,
    Row,
    Sheet,
    SheetError,
    clean_header,
    header_place,
    skipped_titles,
)

DELIMITERS = {",": "逗号", ";": "分号", "\t": "制表符"}


def open_delimited(file: IO[bytes], limits: Limits) -> Sheet:
    """The table in an open CSV file. Raises SheetError."""
    notes: list[str] = []
    encoding, lines = detect_encoding(file, notes)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    sample = text.read(64 * 1024)
    if not sample.strip():
        text.detach()
        raise SheetError("文件是空的，没有标题行", "请使用系统的模板，第一行为列名")
    delimiter = detect_delimiter(sample)
    notes += delimiter_notes(delimiter)
    text.seek(0)
    records = _records(csv.reader(text, delimiter=delimiter, strict=True))
    first = list(islice(records, ROWS_BEFORE_HEADER))
    try:
        place = header_place([cells for _, cells, _ in first])
        header_line = first[place][0]
        header = clean_header(first[place][1], limits, header_line)
    except SheetError:
        text.detach()
        raise
    notes += skipped_titles([cells for _, cells, _ in first[:place]])
    rows = _rows(first[place + 1 :], records, header, header_line, limits, notes)
    return Sheet(
        header, rows, "csv", header_line=header_line, encoding=encoding, lines=lines, notes=notes, on_close=lambda: _release(text)
    )


def _release(text: io.TextIOWrapper) -> None:
    """Let go of the file without closing it: it may belong to the caller."""
    if not text.closed:
        try:
            text.detach()
        except ValueError:
            return


def detect_delimiter(sample: str) -> str:
    """Comma, semicolon or tab: the one that separates most in the first lines, outside quotes."""
    counts = dict.fromkeys(DELIMITERS, 0)
    quoted, lines = False, 0
    for character in sample:
        if character == '"':
            quoted = not quoted
        elif not quoted and character in counts:
            counts[character] += 1
        elif not quoted and character == "\n":
            lines += 1
            if lines >= ROWS_BEFORE_HEADER and any(counts.values()):
                break
    return max(counts, key=lambda delimiter: counts[delimiter])


def delimiter_notes(delimiter: str) -> list[str]:
    """A note, when cells are not parted by commas."""
    return [] if delimiter == "," else [f"分隔符为{DELIMITERS[delimiter]}，已按此读取。"]


Record = tuple[int, list[str], str]


def _records(reader: Iterator[list[str]]) -> Iterator[Record]:
    """Line number (as a spreadsheet counts), cells, and why the line could not be cut into cells."""
    line = 0
    while True:
        try:
            for cells in reader:
                line += 1
                yield line, cells, ""
            return
        except csv.Error as error:
            line += 1
            if "unexpected end" in str(error) or "field larger" in str(error):
                raise SheetError(
                    "起引号没有闭合，其后的内容无法分清", "请检查该行的英文双引号是否成对，正文中的双引号请改用“”", line=line
                ) from None
            yield line, [], "引号用法不对，无法分清单元格"


def _rows(
    first: list[Record], records: Iterator[Record], header: list[str], header_line: int, limits: Limits, notes: list[str]
) -> Iterator[Row]:
    width, last_line = len(header), header_line + limits.max_rows
    for source in (first, records):
        for line, cells, trouble in source:
            if len(cells) == width and not trouble:
                if any(cells):
                    if cells[0].startswith(EXAMPLE_MARK):
                        notes.append(f"第 {line} 行是模板的示例，未读取。")
                        continue
                    if line > last_line:
                        raise SheetError(f"超过 {limits.max_rows:,} 行", "请拆成几个文件，分别上传", line=line)
                    yield Row(line, cells)
            elif trouble or any(cells):
                yield uneven_row(line, cells, width, trouble)


def uneven_row(line: int, cells: list[str], width: int, trouble: str) -> Row:
    """A row that does not fit the header: padded or cut, with the reason. Blank cells too many are no fault."""
    if trouble:
        remedy = "请检查该行的英文双引号是否成对，正文中的双引号请改用“”"
        return Row(line, [""] * width, (Problem(line, "", "", trouble, remedy),))
    if len(cells) > width:
        extra = [cell for cell in cells[width:] if cell.strip()]
        if not extra:
            return Row(line, cells[:width])
        message = f"有 {len(cells)} 列，标题行只有 {width} 列，多出“{extra[0].strip()[:20]}”"
        remedy = "正文里的逗号会把一格分成两格：请给该格加英文双引号，或用 xlsx 文件"
        return Row(line, cells[:width], (Problem(line, "", "", message, remedy),))
    message = f"只有 {len(cells)} 列，标题行有 {width} 列"
    padded = cells + [""] * (width - len(cells))
    return Row(line, padded, (Problem(line, "", "", message, "请补齐该行的列，空着的列也要保留分隔符"),))
