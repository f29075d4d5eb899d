"""文面构件：段落、标题、问题条目、表格、图。

What a paper's body is made of. Text goes in as plain strings and stays data all the way to the page: no markup, no
escaping by callers. Every block's text is printed as given, numerals included (一、（一）1. are the caller's), except
that figures and tables get their number here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from supervision.documents.wording import numeral

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Paragraph:
    """A body paragraph: 3号仿宋, first line two characters in. Line ends in `text` start new paragraphs."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading within the body. `level` 1 一、黑体 · 2 （一）楷体 · 3 1. 仿宋加粗 · 4 （1）仿宋."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"标题层级应为 1 至 4，现为 {self.level}")


@dataclass(frozen=True)
class Item:
    """A numbered problem: its title as a heading of `level` (1 一、黑体 · 2 （一）楷体 · 3 1. 仿宋加粗), its paragraphs, then labelled lines
    such as ("整改要求", "…"). Number 0: the only one, printed without a number."""

    number: int
    title: str
    body: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    level: Literal[1, 2, 3] = 3

    @property
    def heading(self) -> str:
        """The title with its number in front, as printed."""
        if not self.number:
            return self.title
        mark = (f"{numeral(self.number)}、", f"（{numeral(self.number)}）", f"{self.number}.")[self.level - 1]
        return f"{mark}{self.title}"


@dataclass(frozen=True)
class Table:
    """A table with a caption above and a source note below; the header repeats on every page. Cells are text, already
    formatted."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...] = ()
    caption: str = ""
    source_note: str = ""

    def __post_init__(self) -> None:
        wide = len(self.headers)
        if not wide:
            raise ValueError("表格至少要有一列")
        if any(len(row) != wide for row in self.rows):
            raise ValueError(f"表格“{self.caption}”有的行与表头的列数（{wide}）不符")
        if self.align and len(self.align) != wide:
            raise ValueError(f"表格“{self.caption}”的对齐方式与列数不符")


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars from zero, each with its label and value. `highlight` is the index of the one bar to colour;
    the rest are grey, or all are coloured when it is None. Values are at least zero."""

    caption: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    unit: str = ""
    highlight: int | None = None
    source_note: str = ""

    def __post_init__(self) -> None:
        _check_series(self.caption, self.labels, self.values)


@dataclass(frozen=True)
class LineChart:
    """One series over time from zero, labelled at its points; `compare` is an earlier series of the same length,
    drawn in grey."""

    caption: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    unit: str = ""
    name: str = ""
    compare: tuple[float, ...] = ()
    compare_name: str = ""
    source_note: str = ""

    def __post_init__(self) -> None:
        _check_series(self.caption, self.labels, self.values)
        if self.compare:
            _check_series(self.caption, self.labels, self.compare)


Chart = BarChart | LineChart
Block = Paragraph | Heading | Item | Table | BarChart | LineChart


@dataclass(frozen=True)
class Section:
    """A first-level section: `heading` as printed ("一、基本情况") and its blocks."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Approval:
    """A leader's 批示, verbatim, with post and date as text."""

    leader: str
    post: str
    dated: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """A printed paper: the same content twice."""

    pdf: bytes
    docx: bytes


def _check_series(caption: str, labels: tuple[str, ...], values: tuple[float, ...]) -> None:
    if not labels or len(labels) != len(values):
        raise ValueError(f"图“{caption}”的标签与数值应一一对应，且至少一项")
    if any(not (0 <= value < float("inf")) for value in values):
        raise ValueError(f"图“{caption}”的数值应为非负的有限数")


def number_texts(values: tuple[float, ...]) -> tuple[str, ...]:
    """A series as printed: thousands separated, and the same number of decimals throughout, as many as needed but two
    at most."""
    rounded = [round(value, 2) for value in values]
    decimals = next((places for places in (0, 1) if all(value == round(value, places) for value in rounded)), 2)
    return tuple(f"{value:,.{decimals}f}" for value in rounded)
