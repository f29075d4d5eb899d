"""法规文本：把一份官方文本读成一条一条。

An official text as plain text, UTF-8 or GBK: an article begins with a line 第…条 and runs to the next one; titles of chapters, and what
stands before the first article, are left out. A text with an article missing, twice or out of order is refused: a law that is read in part
would end the articles that were overlooked.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from cases.laws.places import Number, number_of
from supervision.tabular.encoding import detect_encoding
from supervision.tabular.sheet import SheetError
from supervision.web.errors import UserError

MOST_BYTES = 2 * 1024 * 1024
LONGEST_ARTICLE = 20_000
SHOWN = 10
"""How many faults one refusal names."""

_NUMERAL = "[零〇一二三四五六七八九十百千两0-9]+"
_HEAD = re.compile(rf"[\s#*]*(第{_NUMERAL}条(?:之{_NUMERAL})?)(?![第款项、，。；和与及至或规的所之])\**[\s　:：]*(.*)")
_DIVISION = re.compile(rf"[\s#*]*第{_NUMERAL}[编章节](?:[\s　].*)?")


@dataclass(frozen=True)
class Read:
    """One article as the text has it; `line`: where it begins."""

    number: Number
    wording: str
    line: int


def decode(content: bytes, name: str) -> str:
    """The text of a file. UserError for what is too large, empty or no text."""
    if len(content) > MOST_BYTES:
        raise UserError(f"文件超过 {MOST_BYTES // 2**20} MB。", where=name, remedy="法规文本不会这么大，请核对文件。")
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"):
        raise UserError("这是 Word、WPS 或者 PDF 文件，不是纯文本。", where=name, remedy="请另存为“纯文本（.txt）”后上传。")
    try:
        encoding, _lines = detect_encoding(io.BytesIO(content), [])
    except SheetError as error:
        line = f"第 {error.problem.line} 行" if error.problem.line else ""
        raise UserError(f"{line}{error.problem.message}。", where=name, remedy="请另存为 UTF-8 编码的纯文本后上传。") from None
    text = content.decode(encoding)
    if not text.strip():
        raise UserError("文件是空的。", where=name, remedy="请核对后重新选择。")
    return text


def articles_in(text: str, name: str) -> list[Read]:
    """The articles of a text, in order. UserError when none is found, when one is missing, twice, out of order, or empty."""
    found: list[tuple[Number, int, list[str]]] = []
    for place, line in enumerate(text.splitlines(), start=1):
        head = _HEAD.fullmatch(line)
        number = number_of(head[1]) if head else None
        if head and number:
            found.append((number, place, [head[2]]))
        elif found and not _DIVISION.fullmatch(line):
            found[-1][2].append(line)
    if not found:
        raise UserError("没有找到一条条文。", where=name, remedy="每条应当以“第一条”这样的条号另起一行，请核对文本。")
    read = [Read(number, _joined(lines), place) for number, place, lines in found]
    if faults := _faults(read):
        more = f"等 {len(faults)} 处" if len(faults) > SHOWN else ""
        raise UserError("；".join(faults[:SHOWN]) + more + "。", where=name, remedy="请对照原文改正文本，再上传整份。")
    return read


def _joined(lines: list[str]) -> str:
    """Paragraphs without blank lines, indents and marks of emphasis."""
    return "\n".join(words for line in lines if (words := line.replace("**", "").strip(" \t　\r")))


def _faults(read: list[Read]) -> list[str]:
    """What is wrong with the order and the articles, in words."""
    faults: list[str] = []
    at: dict[Number, int] = {}
    before: Number | None = None
    for one in read:
        if one.number in at:
            faults.append(f"{one.number}出现两次（第 {at[one.number]} 行、第 {one.line} 行）")
            continue
        at[one.number] = one.line
        if not one.wording:
            faults.append(f"{one.number}（第 {one.line} 行）没有内容")
        elif len(one.wording) > LONGEST_ARTICLE:
            faults.append(f"{one.number}（第 {one.line} 行）超过 {LONGEST_ARTICLE:,} 字")
        if not _follows(before, one.number):
            wanted = Number(0, before.no + 1) if before else Number(0, 1)
            faults.append(f"{before or '开头'}之后应当是{wanted}，文本是{one.number}（第 {one.line} 行）")
        before = one.number
    return faults


def _follows(before: Number | None, number: Number) -> bool:
    """第十条 is followed by 第十条之一 or 第十一条."""
    if before is None:
        return (number.no, number.sub) == (1, 0)
    return (number.no, number.sub) in ((before.no, before.sub + 1), (before.no + 1, 0))
