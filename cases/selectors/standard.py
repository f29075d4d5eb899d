"""数据标准的页面与工作簿：全部从列的说明里取，没有第二份。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from cases.choices import CaseKind
from cases.columns import BLOCKS, MUST_HAVE, NEEDS, SYNONYMS, publicity
from cases.columns.loose import LOOSE
from cases.columns.sources import Source
from cases.rules import ACTIVE
from cases.rules.reads import reading
from supervision.tabular import Column, Kind

UNITS = {
    Kind.MONEY_YUAN: "金额（元）",
    Kind.MONEY_WAN: "金额（万元）",
    Kind.DATE: "日期",
    Kind.DATETIME: "日期和时刻",
    Kind.INTEGER: "整数",
    Kind.BOOLEAN: "是或否",
}
TEXTS = {Kind.TEXT: "文字", Kind.CHOICE: "选一项", Kind.MULTI_CHOICE: "可选多项", Kind.LIST: "可填多个"}


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list: what is stored, what people read, what files may say instead."""

    code: str
    label: str
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One column of the standard. `always`, `sometimes`, `looked`: (code, title) of rules; see `cases.rules.reads`."""

    column: Column
    kind: str
    must: bool
    needed_by: Source | None
    codes: tuple[Code, ...]
    standard: tuple[str, ...]
    headings: tuple[str, ...]
    always: tuple[tuple[str, str], ...]
    sometimes: tuple[tuple[str, str], ...]
    looked: tuple[tuple[str, str], ...]

    @property
    def need_doubt(self) -> str:
        """What of the duty to fill it nobody has checked."""
        return self.needed_by.doubt if self.needed_by else ""


@dataclass(frozen=True, slots=True)
class Group:
    """A block of lines. `source`: where its columns come from, unless a line says otherwise."""

    label: str
    source: Source
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A heading of 双公示 that is no column of the template, and what becomes of its cells."""

    code: str
    label: str
    fate: str


@cache
def groups(kind: CaseKind) -> tuple[Group, ...]:
    """The standard of one kind of record, block by block."""
    return tuple(
        Group(block.label, block.source, tuple(_line(kind, column) for column in block.columns)) for block in BLOCKS[kind]
    )


def lines(kind: CaseKind) -> Iterator[tuple[Group, Line]]:
    """The same, line by line."""
    for group in groups(kind):
        for line in group.lines:
            yield group, line


def _line(kind: CaseKind, column: Column) -> Line:
    need = NEEDS[kind].get(column.key)
    standard, headings = _headings(kind, column)
    readings = [(rule, reading(rule)) for rule in ACTIVE if kind in rule.kinds]

    def rules(part: str) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys((rule.code, rule.title) for rule, read in readings if column.key in getattr(read, part)))

    return Line(
        column=column,
        kind=(TEXTS | UNITS)[column.kind],
        must=column.key in MUST_HAVE[kind],
        needed_by=need.source if need else None,
        codes=_codes(column),
        standard=standard,
        headings=headings,
        always=rules("always"),
        sometimes=rules("sometimes"),
        looked=rules("looked"),
    )


def _codes(column: Column) -> tuple[Code, ...]:
    spoken: Mapping[str, str] = SYNONYMS.get(column.key, {})
    return tuple(
        Code(code, label, tuple(word for word, meant in spoken.items() if meant == code))
        for code, label in column.choices.items()
    )


def _headings(kind: CaseKind, column: Column) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of 双公示, and the other Chinese headings, under which an import knows the column."""
    known = LOOSE[kind].column(column.key).aliases
    codes: tuple[str, ...] = ()
    if kind in publicity.BY_KIND:
        same = next((one for one in publicity.BY_KIND[kind].columns if one.key == column.key), None)
        codes = (same.code, *(alias for alias in same.aliases if alias.isascii())) if same else ()
    return codes, tuple(alias for alias in known if not alias.isascii())


@cache
def doubts(kind: CaseKind) -> tuple[Source, ...]:
    """The sources of which something is not verified, each once."""
    every = [(group.source.title, group.source.doubt) for group in groups(kind)]
    for _, line in lines(kind):
        every.append((line.column.source, line.column.doubt))
        every.append((line.needed_by.title, line.needed_by.doubt) if line.needed_by else ("", ""))
    return tuple(Source(title, doubt) for title, doubt in dict.fromkeys(every) if doubt)


@cache
def kept(kind: CaseKind) -> tuple[Kept, ...]:
    """The headings of 双公示 that the template does not have."""
    if kind not in publicity.BY_KIND:
        return ()
    own = {line.column.key for _, line in lines(kind)}
    return tuple(Kept(one.code, one.label, _fate(one.key)) for one in publicity.BY_KIND[kind].columns if one.key not in own)


def _fate(key: str) -> str:
    if key.startswith("raw_"):
        return "随原始行留存，不作检查"
    if key.startswith("agency_"):
        return "与报送单位核对，不同的在批次说明中提示"
    return "折算成元，记入“没收金额（元）”"
