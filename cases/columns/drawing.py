"""表头映射：管理员把本单位系统导出的列对到数据标准的栏目，连同值的对应、固定值和记录号的组成。

What a drawn profile says, and what is wrong with it. The document is data: it names columns of the standard by key and words of the standard by
label, nothing else. How a file is read by it stands in `cases.intake.drawn`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from cases.choices import CaseKind
from cases.columns import MUST_HAVE, TEMPLATES
from cases.personal import is_personal
from supervision.tabular import Column, Kind, Problem, Table, parse

MOST_PARTS = 6
"""Columns that a record number may be composed of."""

LONGEST_WORD = 80
NAMES = ("party_name", "legal_representative")
"""Columns with people's names: in a record number, which every page shows, they stand as a digest."""

_SPOKEN = ("inspection_kind", "measure_kind", "source")
"""Text columns whose help is a list of the words that are meant."""
_RESULTS = ("合格", "不合格")


@dataclass(frozen=True, slots=True)
class Drawing:
    """`columns`: heading → key of a column. `words`: key → a word of the file → the standard's word. `fixed`: key → the value that every
    row has. `number`: the headings that make the record number. `ignored`: headings that somebody saw and left out."""

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    number: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Self:
        """What a profile keeps."""
        return cls(**{**found, "number": tuple(found["number"]), "ignored": tuple(found["ignored"])})

    def to_json(self) -> dict[str, Any]:
        """What a profile is to keep."""
        return asdict(self)

    @property
    def needed(self) -> frozenset[str]:
        """The headings without which a file is none of this profile's."""
        return frozenset(self.columns) | frozenset(self.number)

    @property
    def keys(self) -> frozenset[str]:
        """The columns of the standard that it fills."""
        return frozenset(self.columns.values()) | frozenset(self.fixed) | ({"record_no"} if self.number else frozenset())


def vocabulary(column: Column) -> tuple[str, ...]:
    """The words that a column may hold; empty for a column without a code list."""
    if column.kind in (Kind.CHOICE, Kind.MULTI_CHOICE):
        return tuple(column.choices.values())
    if column.kind is Kind.BOOLEAN:
        return ("是", "否")
    if column.key in _SPOKEN:
        return tuple(column.help.split("、"))
    return _RESULTS if column.key == "inspection_result" else ()


def faults(drawing: Drawing, kind: CaseKind) -> list[str]:
    """What is wrong with a drawing, one sentence each; none when files may be read by it."""
    table = TEMPLATES[kind]
    known = {column.key: column for column in table.columns}
    strange = [key for key in {*drawing.columns.values(), *drawing.fixed, *drawing.words} if key not in known]
    if strange:
        return [f"数据标准的{kind.label}里没有“{key}”这一栏。" for key in sorted(strange)]
    return [
        *_doubled(drawing, known),
        *_missing(drawing, kind, table),
        *(fault for key, words in drawing.words.items() for fault in _words(known[key], words, drawing)),
        *(fault for key, value in drawing.fixed.items() for fault in _fixed(known[key], value, drawing)),
        *_number(drawing, known),
    ]


def _doubled(drawing: Drawing, known: Mapping[str, Column]) -> Iterator[str]:
    for key, count in Counter(drawing.columns.values()).items():
        if count > 1:
            headings = "、".join(f"“{heading}”" for heading, one in drawing.columns.items() if one == key)
            yield f"{headings}都对到了“{known[key].label}”，一栏只能对一列，请留下一列。"


def _missing(drawing: Drawing, kind: CaseKind, table: Table) -> Iterator[str]:
    for key in MUST_HAVE[kind]:
        if key not in drawing.columns.values():
            yield f"还没有哪一列对到“{table.column(key).label}”，{kind.label}的文件必须有这一栏。"


def _words(column: Column, words: Mapping[str, str], drawing: Drawing) -> Iterator[str]:
    allowed = vocabulary(column)
    if column.key not in drawing.columns.values():
        yield f"“{column.label}”没有对应的列，它的值的对应没有意义。"
    for word, meant in words.items():
        if meant not in allowed:
            listed = "、".join(allowed) or "（没有代码表）"
            yield f"“{column.label}”：“{word}”对到的“{meant}”不在代码表中，可选：{listed}。"
        if len(word) > LONGEST_WORD:
            yield f"“{column.label}”：“{word[:20]}……”超过 {LONGEST_WORD} 个字，不能逐个对应。"


def _fixed(column: Column, value: str, drawing: Drawing) -> Iterator[str]:
    if column.key in drawing.columns.values():
        yield f"“{column.label}”已经有对应的列，不能再填固定值。"
    if column.key in ("record_no", "party_identity", *NAMES):
        yield f"“{column.label}”各件不同，不能填固定值。"
        return
    read = parse(column, value)
    if isinstance(read, Problem):
        yield f"“{column.label}”的固定值“{value[:40]}”{read.message}，{read.remedy}。"
    elif read is None:
        yield f"“{column.label}”的固定值是空的，请填写，或者去掉这一行。"
    elif (allowed := vocabulary(column)) and column.kind is Kind.TEXT and value not in allowed:
        yield f"“{column.label}”的固定值“{value[:40]}”不在代码表中，可选：{'、'.join(allowed)}。"


def _number(drawing: Drawing, known: Mapping[str, Column]) -> Iterator[str]:
    if not drawing.number:
        return
    if "record_no" in drawing.columns.values():
        yield "已经有一列对到“记录号”，不能再用几列组成。"
    if len(drawing.number) > MOST_PARTS:
        yield f"记录号最多由 {MOST_PARTS} 列组成。"
    for heading in drawing.number:
        key = drawing.columns.get(heading, "")
        if key == "party_identity" or is_personal(heading):
            yield f"“{heading}”是个人信息，记录号各处都会显示，不能用它组成。"
        elif heading not in drawing.columns and heading not in drawing.ignored:
            yield f"记录号用到的“{heading}”不在样例文件的列中。"


def labels(keys: Iterable[str], kind: CaseKind) -> list[str]:
    """Columns by their labels, in the order of the standard."""
    wanted = set(keys)
    return [column.label for column in TEMPLATES[kind].columns if column.key in wanted]
