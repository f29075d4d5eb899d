"""数字的名字：正文里写 {归集执法案件}，印出来是 1,234。

Every number that a paragraph may hold, by its name. Names come from the labels of the figures:

    {罚款案件}              the number                    1,234
    {罚款案件·上期}          the month before              1,180
    {罚款案件·环比}          the comparison in words        增长4.6%
    {罚款案件·基数}          a rate's base                 1,234
    {罚款案件·分子}          a rate's part                 17
    {罚款案件·区间}          its 95 % interval             3.1%至5.9%
    {各类执法案件·行政处罚}   one row of a figure with rows
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cases.wilson import MINIMUM_BASE

NAME = re.compile(r"\{([^{}=\n]+)(?:=[^{}\n]*)?\}")
"""A number in a paragraph; what stands after "=" is only there to be seen while editing."""

UNKNOWN = "—"


@dataclass(frozen=True)
class Number:
    """A number as printed, and the figure it comes from."""

    text: str
    code: str


def numbers_of(snapshot: dict[str, Any]) -> dict[str, Number]:
    """All numbers of a snapshot by name, in the order of the figures."""
    named: dict[str, Number] = {}
    for figure in in_order(snapshot):
        for name, text in _named(figure):
            named[name] = Number(text, figure["code"])
    return named


def in_order(snapshot: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures in the order in which they are shown (JSON in the database keeps none)."""
    return sorted(snapshot["figures"].values(), key=lambda figure: (figure["order"], figure["code"]))


def _named(figure: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for row in figure["rows"]:
        name = f"{figure['label']}·{row['label']}" if row["key"] else figure["label"]
        yield name, shown(figure, row)
        if figure["kind"] in {"share", "ratio"}:
            yield f"{name}·分子", f"{row['part']:,}"
            yield f"{name}·基数", f"{row['base'] or 0:,}"
        if row["low"] is not None:
            yield f"{name}·区间", f"{row['low']}%至{row['high']}%"
    if figure["median"] is not None:
        yield f"{figure['label']}·中位数", f"{figure['median']}%"
    for row, earlier in zip(figure["rows"], figure["previous"] or [], strict=False):
        if row["key"] == earlier["key"]:
            name = f"{figure['label']}·{row['label']}" if row["key"] else figure["label"]
            yield f"{name}·上期", shown(figure, earlier)
            yield f"{name}·环比", change_in_words(figure, row, earlier)


def shown(figure: dict[str, Any], row: dict[str, Any]) -> str:
    """A value as printed: 1,234 · 12.35 (万元) · 4.6% ; — when there is too little to compute it from."""
    value = row["value"]
    if value is None:
        return UNKNOWN
    if figure["kind"] == "amount":
        return f"{(Decimal(value) / 10000).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
    if figure["kind"] == "share":
        return f"{value}%"
    return f"{value:,}" if isinstance(value, int) else str(value)


def change_in_words(figure: dict[str, Any], row: dict[str, Any], earlier: dict[str, Any]) -> str:
    """The comparison with the month before, honest about what cannot be compared."""
    now, then = row["value"], earlier["value"]
    if now is None or then is None:
        return "样本过少，不作比较"
    change = Decimal(now) - Decimal(then)
    if change == 0:
        return "与上月持平"
    word = "上升" if figure["kind"] == "share" else "增长"
    word = word if change > 0 else "下降"
    if figure["kind"] == "share":
        return f"比上月{word}{abs(change)}个百分点"
    if Decimal(then) == 0:
        return "上月为零，不计算增幅"
    if figure["kind"] == "count" and int(then) < MINIMUM_BASE:
        return f"比上月{'增加' if change > 0 else '减少'}{abs(change)}{figure['unit']}"
    share = (abs(change) * 100 / Decimal(then)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"比上月{word}{share}%"


def pieces(text: str, numbers: dict[str, Number]) -> list[tuple[str, Number | None]]:
    """A paragraph cut at its numbers: (text, None) or (name, number). A name that the snapshot does not know stays as written."""
    cut: list[tuple[str, Number | None]] = []
    at = 0
    for found in NAME.finditer(text):
        number = numbers.get(found.group(1))
        if number is None:
            continue
        if found.start() > at:
            cut.append((text[at : found.start()], None))
        cut.append((found.group(1), number))
        at = found.end()
    if at < len(text):
        cut.append((text[at:], None))
    return cut


def filled(text: str, numbers: dict[str, Number]) -> str:
    """A paragraph as printed."""
    return "".join(number.text if number else words for words, number in pieces(text, numbers))


def for_editing(text: str, numbers: dict[str, Number]) -> str:
    """A paragraph as an editor sees it: {归集执法案件=1,234}."""
    return "".join(f"{{{words}={number.text}}}" if number else words for words, number in pieces(text, numbers))


def from_editing(text: str, numbers: dict[str, Number]) -> tuple[str, list[str]]:
    """What an editor wrote, to be stored, and the names in it that no figure bears. Whatever was put after "=" is dropped."""
    unknown = [found.group(1) for found in NAME.finditer(text) if found.group(1) not in numbers]
    return NAME.sub(lambda found: f"{{{found.group(1)}}}", text), unknown
