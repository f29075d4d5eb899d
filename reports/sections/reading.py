"""读快照：各节写作时要问的几个问题，和几种文面构件。"""

from __future__ import annotations

import datetime
from typing import Any

from reports.sections.numbers import shown
from supervision.documents.wording import formal

Block = dict[str, Any]


class Snapshot:
    """A snapshot as the sections read it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.figures: dict[str, dict[str, Any]] = data["figures"]

    def rows(self, code: str) -> list[dict[str, Any]]:
        """The rows of a figure."""
        rows: list[dict[str, Any]] = self.figures[code]["rows"]
        return rows

    def part(self, code: str, key: str = "") -> int:
        """The number (of a rate: its upper part) of one row; 0 when there is no such row. For deciding what to say, not to print."""
        return next((int(float(row["part"])) for row in self.rows(code) if row["key"] == key), 0)

    def base(self, code: str) -> int:
        """The base of a rate."""
        return int(self.rows(code)[0]["base"] or 0)

    def known(self, code: str) -> bool:
        """Whether a rate could be computed."""
        return self.rows(code)[0]["value"] is not None

    def text(self, code: str, row: dict[str, Any]) -> str:
        """A row's value as printed in a table."""
        return shown(self.figures[code], row)

    def compared(self, code: str) -> str:
        """The comparison with the month before in words, as a number of the snapshot; empty when the figure has none."""
        figure = self.figures[code]
        return f"{{{figure['label']}·环比}}" if figure["previous"] else ""

    @property
    def start(self) -> datetime.date:
        return datetime.date.fromisoformat(self.data["period"]["start"])

    @property
    def end(self) -> datetime.date:
        return datetime.date.fromisoformat(self.data["period"]["end"])

    @property
    def until(self) -> str:
        """The moment of the figures as a paper says it: 2026年10月1日8时; with minutes when it has any."""
        day, _, clock = self.data["as_of"].partition(" ")
        hour, _, minute = clock.partition(":")
        return formal(day) + (f"{int(hour)}时" if hour else "") + (f"{int(minute)}分" if minute.strip("0") else "")

    @property
    def until_day(self) -> str:
        """Its day: 2026年10月1日."""
        return formal(self.data["as_of"][:10])

    @property
    def month(self) -> str:
        """2026年10月."""
        return f"{self.start.year}年{self.start.month}月"

    @property
    def whole(self) -> str:
        """全市, 全县 or 全区, after the name of the place."""
        last = self.data["region"]["name"][-1]
        return f"全{last}" if last in "市县区" else "全域"

    @property
    def is_city(self) -> bool:
        return bool(self.rows("counties_compared"))

    @property
    def is_empty(self) -> bool:
        """Whether no case came in for the period."""
        return self.part("cases_total") == 0


def paragraph(text: str) -> Block:
    """A body paragraph; numbers in braces."""
    return {"kind": "paragraph", "text": text}


def verbatim(text: str) -> Block:
    """A paragraph that quotes somebody: printed as it stands, braces and all."""
    return {"kind": "paragraph", "text": text, "verbatim": True}


def heading(text: str) -> Block:
    """A second-level heading, （一）…"""
    return {"kind": "heading", "level": 2, "text": text}


def item(number: int, title: str, body: list[str], details: list[tuple[str, str]]) -> Block:
    """A numbered problem."""
    return {"kind": "item", "number": number, "title": title, "body": body, "details": [list(pair) for pair in details]}


def table(caption: str, headers: list[str], rows: list[list[str]], *, words: int = 1, note: str = "", figure: str = "") -> Block:
    """A table: the first `words` columns hold words and read left, the others figures and read right. `figure` is the one it shows."""
    return {
        "kind": "table", "caption": caption, "headers": headers, "rows": rows, "words": words, "note": note, "figure": figure,
    }  # fmt: skip


def bars(caption: str, labels: list[str], values: list[float], *, unit: str, note: str = "", figure: str = "") -> Block:
    """Horizontal bars."""
    return {
        "kind": "bars", "caption": caption, "labels": labels, "values": values, "unit": unit, "note": note, "figure": figure,
    }  # fmt: skip


def lines(caption: str, labels: list[str], values: list[float], *, unit: str, note: str = "", figure: str = "") -> Block:
    """One series over time."""
    return {
        "kind": "lines", "caption": caption, "labels": labels, "values": values, "unit": unit, "note": note, "figure": figure,
    }  # fmt: skip
