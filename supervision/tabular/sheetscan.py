"""工作表扫描：不解析，只在 XML 文字里找出公式、错误值和表的大小。

The parser (calamine) gives a formula's last result and turns an error value into a blank, silently; and it lays a
sheet out as rows × columns in memory, so that two far-apart cells can cost gigabytes. A scan of the raw text finds all
three in a fraction of the time the parser takes. Text that the scan could misread (comments, CDATA, cells without a
plain reference) is refused, not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from supervision.tabular.archive import RESAVE
from supervision.tabular.sheet import MEGABYTE, Limits, SheetError

MOST_FORMULAS = 10_000
LONGEST_PIECE = 64 * MEGABYTE
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_REFERENCE = re.compile(rb'<(?:\w+:)?c(?: [\w:]+="[^"<>&]*")*? r="([A-Z]{1,3}[0-9]{1,7})"')
_FORMULA = re.compile(rb'<(?:\w+:)?c(?: [\w:]+="[^"<>&]*")*? r="([A-Z]+)([0-9]+)"[^<>]*>\s*<(?:\w+:)?f[\s/>]')
_ERROR = re.compile(rb'<(?:\w+:)?c(?=[^<>]* t="e")(?: [\w:]+="[^"<>&]*")*? r="([A-Z]+)([0-9]+)"')
_LETTERS, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"


@dataclass(slots=True)
class SheetScan:
    """What the scan found. `formulas`, `errors`: line → column letters."""

    last_line: int = 0
    last_column: int = 0
    formulas: dict[int, list[str]] = field(default_factory=dict)
    errors: dict[int, list[str]] = field(default_factory=dict)


def scan_sheet(chunks: Iterable[bytes], limits: Limits) -> SheetScan:
    """Scan the XML of one sheet. Raises SheetError when it is too large or not what spreadsheet programs write."""
    scan, found = SheetScan(), 0
    for piece in _pieces(chunks):
        if b"<!" in piece or b"\x00" in piece:
            raise SheetError("工作表的内部写法不规范，无法安全读取", RESAVE)
        references = _REFERENCE.findall(piece)
        if len(_CELL.findall(piece)) != len(references):
            raise SheetError("工作表里有没有坐标的单元格，无法安全读取", RESAVE)
        if references:
            joined = b" ".join(references)
            columns = set(joined.translate(None, _DIGITS).split())
            scan.last_column = max(scan.last_column, *map(column_number, columns))
            scan.last_line = max(scan.last_line, *map(int, set(joined.translate(None, _LETTERS).split())))
            _check_area(scan, limits)
        if b"<f" in piece or b":f" in piece:
            found += _collect(_FORMULA, piece, scan.formulas)
            if found > MOST_FORMULAS:
                raise SheetError(f"公式超过 {MOST_FORMULAS:,} 个", "请全选、复制、选择性粘贴为“数值”，保存后重新上传")
        if b't="e"' in piece:
            _collect(_ERROR, piece, scan.errors)
    return scan


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The text cut before a cell or a row, never inside one."""
    rest = b""
    for chunk in chunks:
        data = rest + chunk
        cut = max(data.rfind(b"<c "), data.rfind(b":c "), data.rfind(b"<row"), 0)
        if cut and data[cut : cut + 1] == b":":
            cut = max(data.rfind(b"<", 0, cut), 0)
        if cut:
            yield data[:cut]
        rest = data[cut:]
        if len(rest) > LONGEST_PIECE:
            raise SheetError("工作表的内部写法不规范，无法安全读取", RESAVE)
    if rest:
        yield rest


def _collect(pattern: re.Pattern[bytes], piece: bytes, into: dict[int, list[str]]) -> int:
    count = 0
    for letters, line in pattern.findall(piece):
        into.setdefault(int(line), []).append(letters.decode())
        count += 1
    return count


def _check_area(scan: SheetScan, limits: Limits) -> None:
    if scan.last_line > limits.max_rows + 100:
        raise SheetError(f"用到了第 {scan.last_line:,} 行，超过 {limits.max_rows:,} 行", "请删去下方多余的行，或拆成几个文件")
    if scan.last_line * scan.last_column > limits.max_cells:
        raise SheetError(
            f"表格有 {scan.last_line:,} 行 × {scan.last_column:,} 列，过大",
            "请删去右侧和下方多余的行列，或改用 CSV",
        )


def column_number(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters
