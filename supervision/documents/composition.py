"""编排：把文面构件变成版面要的数据，给图表编号，检查待填之处。

One composition serves both outputs: the PDF's JSON and the DOCX are built from the same numbered blocks, so they
cannot drift apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Literal

from supervision.documents.blocks import (
    BarChart,
    Block,
    Heading,
    Item,
    LineChart,
    Paragraph,
    Section,
    Table,
    number_texts,
)
from supervision.documents.fonts import font_set
from supervision.documents.wording import BLANK, chinese_date, lines, runs, visible

Status = Literal["draft", "issued"]
Run = dict[str, str]


class IncompletePaper(ValueError):
    """A paper to be issued still has blanks; `blanks` lists them in reading order."""

    def __init__(self, blanks: list[str]) -> None:
        self.blanks = blanks
        super().__init__(f"公文尚有 {len(blanks)} 处待填，不能印发：" + "、".join(blanks))


def refuse_blanks(status: Status, paper: object) -> None:
    """Raise IncompletePaper when a paper to be issued still holds a blank, however deep."""
    if status == "issued":
        found = [mark for text in _texts(paper) for mark in BLANK.findall(text)]
        if found:
            raise IncompletePaper(list(dict.fromkeys(found)))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def numbered(blocks: Iterable[Block], figures: dict[str, int]) -> list[Block]:
    """The blocks with 表1, 图1 … put before their captions; `figures` carries the counts on from section to section."""
    return [_numbered(block, figures) for block in blocks]


def _numbered(block: Block, figures: dict[str, int]) -> Block:
    if isinstance(block, Table | BarChart | LineChart) and block.caption:
        kind = "表" if isinstance(block, Table) else "图"
        figures[kind] = figures.get(kind, 0) + 1
        return replace(block, caption=f"{kind}{figures[kind]}　{block.caption}")
    return block


def numbered_sections(sections: Iterable[Section], figures: dict[str, int]) -> list[Section]:
    """Sections with their figures and tables numbered through the whole paper."""
    return [Section(section.heading, tuple(numbered(section.blocks, figures))) for section in sections]


def seen(text: str) -> str:
    """Text as it can be printed with our fonts."""
    return visible(text, printable=font_set().has)


def say(text: str) -> list[Run]:
    """A one-line text for the page: line ends become spaces."""
    return runs(seen(" ".join(lines(seen(text)))))


def composed(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as the template wants them."""
    return [piece for block in blocks for piece in _COMPOSERS[type(block)](block)]


def _paragraph(block: Paragraph) -> list[dict[str, Any]]:
    return [{"kind": "paragraph", "runs": runs(line), "length": len(line)} for line in lines(seen(block.text))]


def _heading(block: Heading) -> list[dict[str, Any]]:
    return [{"kind": "heading", "level": block.level, "runs": say(block.text)}]


def _item(block: Item) -> list[dict[str, Any]]:
    return [
        {
            "kind": "item",
            "level": block.level,
            "title": say(block.heading),
            "body": [runs(line) for text in block.body for line in lines(seen(text))],
            "details": [[say(label), say(value)] for label, value in block.details],
        }
    ]


def _table(block: Table) -> list[dict[str, Any]]:
    return [
        {
            "kind": "table",
            "headers": [say(head) for head in block.headers],
            "rows": [[say(cell) for cell in row] for row in block.rows],
            "align": list(block.align or ("left",) * len(block.headers)),
            "widths": column_widths(block),
            "caption": say(block.caption),
            "source_note": say(block.source_note),
        }
    ]


def column_widths(table: Table) -> list[float]:
    """Relative widths: by the longest text of each column, a long column at most five times as wide as a short one."""
    longest = [max(_display_width(row[at]) for row in (table.headers, *table.rows)) for at in range(len(table.headers))]
    return [float(min(max(width + 2, 7), 35)) for width in longest]


def _display_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _bars(block: BarChart) -> list[dict[str, Any]]:
    top = max(block.values) or 1
    told = number_texts(block.values)
    return [
        {
            "kind": "bars",
            "caption": say(block.caption),
            "unit": seen(block.unit),
            "source_note": say(block.source_note),
            "label_share": min(max(max(_display_width(label) for label in block.labels) * 1.3, 8), 40),
            "bars": [
                {
                    "label": seen(label),
                    "text": told[at],
                    "share": value / top,
                    "strong": block.highlight is None or block.highlight == at,
                }
                for at, (label, value) in enumerate(zip(block.labels, block.values, strict=True))
            ],
        }
    ]


def _lines(block: LineChart) -> list[dict[str, Any]]:
    top = max((*block.values, *block.compare)) or 1
    count = len(block.values)
    every = 1 if count <= 12 else -(-count // 12)
    peak = block.values.index(max(block.values))
    told = number_texts((*block.values, *block.compare))
    lower = [bool(block.compare) and value < block.compare[at] for at, value in enumerate(block.values)]
    return [
        {
            "kind": "lines",
            "caption": say(block.caption),
            "unit": seen(block.unit),
            "source_note": say(block.source_note),
            "name": seen(block.name),
            "compare_name": seen(block.compare_name),
            "points": [
                {
                    "label": seen(block.labels[at]),
                    "text": told[at],
                    "share": value / top,
                    "below": lower[at] and value / top > 0.15,
                    "told": count <= 12 or at in (0, peak, count - 1),
                    "labelled": (count - 1 - at) % every == 0,
                }
                for at, value in enumerate(block.values)
            ],
            "compare": [
                {"text": told[count + at], "share": value / top, "below": not lower[at] and value / top > 0.15}
                for at, value in enumerate(block.compare)
            ],
        }
    ]


_COMPOSERS: dict[type, Callable[[Any], list[dict[str, Any]]]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Item: _item,
    Table: _table,
    BarChart: _bars,
    LineChart: _lines,
}


def chart_data(block: BarChart | LineChart) -> dict[str, Any]:
    """One chart alone, for its picture in the DOCX."""
    return composed([block])[0]


def chart_words(block: BarChart | LineChart) -> str:
    """The chart in words, for readers who do not see it."""
    told = _series_words(block.labels, block.values, block.unit)
    if isinstance(block, LineChart) and block.compare:
        earlier = _series_words(block.labels, block.compare, block.unit)
        return f"{block.name or '本期'}：{told}。{block.compare_name or '对比'}：{earlier}。"
    return f"{told}。"


def _series_words(labels: tuple[str, ...], values: tuple[float, ...], unit: str) -> str:
    return "；".join(f"{label} {text}{unit}" for label, text in zip(labels, number_texts(values), strict=True))


def day_text(day: date | None) -> str:
    return chinese_date(day.year, day.month, day.day) if day else ""


def timestamp(day: date | None) -> int | None:
    """The one date inside the file, as UNIX seconds: midnight UTC of the paper's day; None while it has none."""
    return int(datetime.combine(day, datetime.min.time(), tzinfo=UTC).timestamp()) if day else None
