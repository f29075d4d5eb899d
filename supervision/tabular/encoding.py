"""认编码：把文本文件从头到尾读一遍，认出编码，同时记下各行从哪里开始。

The encoding is decided on the whole file: UTF-8 if every byte of it is, else GB18030 (which contains GBK) if every
byte is, else the file is refused. So a file is never half read, and never read as the wrong characters. The reading
that decides also tells where the lines begin: whoever wants that need not go through the file once more.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import IO

from supervision.tabular.sheet import Lines, SheetError

SAVE_AS = "请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”后重新上传"
# A UTF-8 file with a few damaged bytes is not a GBK file: in real GBK text nearly every character is invalid as UTF-8.
DAMAGED_SHARE = 0.05
BLOCK = 1 << 18
REPLACEMENT = "\ufffd"
BOM = codecs.BOM_UTF8


def detect_encoding(file: IO[bytes], notes: list[str]) -> tuple[str, Lines]:
    """utf-8, utf-8-sig, utf-16 (with its mark) or gb18030, valid for the whole file; and its lines. Raises SheetError."""
    file.seek(0)
    head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = _read_through(file, "utf-16")
        if found.bad_line:
            raise SheetError("文件编码损坏", SAVE_AS)
        notes.append("文件编码为 UTF-16，已按此读取。")
        return "utf-16", Lines(found.lines.count, plain=False, numbers=[], offsets=[])
    marked = head.startswith(BOM)
    found = _read_through(file, "utf-8")
    if not found.bad_line:
        notes += damaged_before(found.replaced)
        return ("utf-8-sig" if marked else "utf-8"), found.lines
    if marked or _damaged_share(file) <= DAMAGED_SHARE:
        raise SheetError("有损坏的字节，不是完整的 UTF-8 文字", f"请核对该行，或{SAVE_AS[1:]}", line=found.bad_line)
    found = _read_through(file, "gb18030")
    if found.bad_line:
        raise SheetError("文字编码既不是 UTF-8 也不是 GBK，无法辨认", SAVE_AS, line=found.bad_line)
    notes.append("文件编码为 GBK（GB18030），已按此读取。")
    return "gb18030", found.lines


def damaged_before(signs: int) -> list[str]:
    """A note, when a file holds signs that stand for characters lost before it came."""
    return [f"文件中有 {signs} 个“{REPLACEMENT}”：文字在原系统导出时已经损坏，请核对。"] if signs else []


@dataclass(slots=True)
class _Reading:
    """What one reading found: the first line that is not of the encoding (0: none), signs that were damaged before, the lines."""

    bad_line: int = 0
    replaced: int = 0
    lines: Lines = field(default_factory=Lines)


def _read_through(file: IO[bytes], encoding: str) -> _Reading:
    """Raises SheetError for NUL bytes."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    found = _Reading()
    lines = found.lines
    while True:
        chunk = file.read(BLOCK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            found.bad_line = lines.count + chunk[: max(error.start, 0)].count(b"\n")
            return found
        if "\x00" in text:
            bad = lines.count + text[: text.index("\x00")].count("\n")
            raise SheetError("含有空字节，不是文本文件，或在传输中损坏", SAVE_AS, line=bad)
        lines.take(chunk)
        if not chunk:
            return found
        found.replaced += text.count(REPLACEMENT)


def _damaged_share(file: IO[bytes]) -> float:
    """Read as UTF-8, the share of characters beyond ASCII that are not valid."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    beyond = bad = 0
    while chunk := file.read(BLOCK):
        text = decoder.decode(chunk)
        bad += text.count(REPLACEMENT)
        beyond += len(text) - len(text.encode("ascii", "ignore"))
    return bad / beyond if beyond else 1.0
