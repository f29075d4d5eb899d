"""认列：把文件的标题行对到列说明上，认不出的、缺少的、重复的说清楚。

A heading is recognised by the code of the standard, by its label, or by a known alias, whatever its blanks, asterisks,
full-width letters and kind of brackets. A remark in brackets may be missing or differ, except where it carries a unit:
“罚款金额（元）” is never taken for “罚款金额（万元）”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from supervision.tabular.columns import Column, Kind, Table
from supervision.tabular.problems import Problem

OWN_HEADINGS = ("原行号", "问题")
"""Columns of our own error workbook: a corrected one may be uploaded as it is."""

_IGNORED = re.compile(r"[\s*＊★·:：\u200b\ufeff]+")
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MONEY = (Kind.MONEY_YUAN, Kind.MONEY_WAN)


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a header row was understood.

    `columns`: for each cell of the row its column, or None. `positions`: key → place in the row. `missing`: required
    columns that are absent; `absent`: the others. `unknown`, `duplicates`: headings. `problems`: one for each missing,
    unknown or doubled heading.
    """

    table: Table
    columns: tuple[Column | None, ...]
    positions: dict[str, int]
    missing: tuple[Column, ...]
    absent: tuple[Column, ...]
    unknown: tuple[str, ...]
    duplicates: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def usable(self) -> bool:
        """Whether rows can be read: nothing required is missing and nothing is ambiguous."""
        return not self.missing and not self.duplicates


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading without what people add to it: blanks, asterisks, colons; full-width and letter case folded."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", heading).replace("〔", "[").replace("〕", "]")).casefold()


def bare(heading: str) -> str:
    """The same without remarks in brackets."""
    return _REMARK.sub("", plain(heading)) or plain(heading)


def match_header(header: Sequence[str], tables: Sequence[Table] | Table, *, line: int = 1) -> Mapping:
    """The table among `tables` that fits the header best, and how. `line`: where the header row stands.

    Best: most columns recognised, then fewest required ones missing, then the first. Raises ValueError without tables.
    """
    candidates = [tables] if isinstance(tables, Table) else list(tables)
    if not candidates:
        raise ValueError("没有可供对照的表")
    fits = [_fit(header, table) for table in candidates]
    # Only the best is put into words: what each other table would call a slip of the pen is much work and read by nobody.
    return _told(max(fits, key=lambda fit: (len(fit.positions), -len(fit.missing))), header, line)


@dataclass(frozen=True, slots=True)
class _Fit:
    """A table laid on a header. `doubled`: the places whose heading names a column that an earlier one names, and that one's place."""

    table: Table
    columns: tuple[Column | None, ...]
    positions: dict[str, int]
    unknown: tuple[str, ...]
    doubled: dict[int, int]

    @property
    def left(self) -> list[Column]:
        """The columns that no heading names."""
        return [column for column in self.table.columns if column.key not in self.positions]

    @property
    def missing(self) -> tuple[Column, ...]:
        """Those among them that are required."""
        return tuple(column for column in self.left if column.required)


def _fit(header: Sequence[str], table: Table) -> _Fit:
    exact, loose = _names(table)
    columns: list[Column | None] = []
    positions: dict[str, int] = {}
    unknown: list[str] = []
    doubled: dict[int, int] = {}
    for place, heading in enumerate(header):
        column = exact.get(plain(heading)) or loose.get(bare(heading)) if heading.strip() else None
        if column is not None and column.key in positions:
            doubled[place] = positions[column.key]
            column = None
        elif column is not None:
            positions[column.key] = place
        elif heading.strip() and plain(heading) not in OWN_HEADINGS:
            unknown.append(heading)
        columns.append(column)
    return _Fit(table, tuple(columns), positions, tuple(unknown), doubled)


def _told(fit: _Fit, header: Sequence[str], line: int) -> Mapping:
    left, missing = fit.left, fit.missing
    problems = [
        Problem(line, "", header[place], f"与第 {first + 1} 列“{header[first].strip()}”重复", "请只保留一列")
        for place, first in fit.doubled.items()
    ]
    problems += [_unknown(heading, left, line) for heading in fit.unknown]
    problems += [_missing(column, fit.unknown, line) for column in missing]
    return Mapping(
        table=fit.table,
        columns=fit.columns,
        positions=fit.positions,
        missing=missing,
        absent=tuple(column for column in left if not column.required),
        unknown=fit.unknown,
        duplicates=tuple(header[place] for place in fit.doubled),
        problems=tuple(problems),
    )


def _names(table: Table) -> tuple[dict[str, Column], dict[str, Column]]:
    """Headings that name a column outright, and those that do so once remarks in brackets are dropped."""
    exact: dict[str, Column] = {}
    loose: dict[str, Column] = {}
    ambiguous: set[str] = set()
    for column in table.columns:
        for name in (column.code, column.label, *column.aliases):
            if not name:
                continue
            exact.setdefault(plain(name), column)
            if column.kind not in _MONEY and loose.setdefault(bare(name), column) is not column:
                ambiguous.add(bare(name))
    return exact, {name: column for name, column in loose.items() if name not in ambiguous}


def _unknown(heading: str, left: Sequence[Column], line: int) -> Problem:
    same = next((column for column in left if column.kind in _MONEY and bare(column.label) == bare(heading)), None)
    if same is not None:
        unit = "万元" if same.kind is Kind.MONEY_WAN else "元"
        return Problem(line, "", heading, "没有写明金额单位，或单位不符", f"请换算成{unit}，并把列名写成“{same.label}”")
    labels = {bare(column.label): column.label for column in left}
    near = get_close_matches(bare(heading), list(labels), 1, 0.6)
    if near:
        return Problem(
            line, "", heading, "不是认得的列名", f"是不是“{labels[near[0]]}”？请改正列名；不需要的列会原样留存，不作检查"
        )
    return Problem(line, "", heading, "不是认得的列名", "该列会原样留存，不作检查")


def _missing(column: Column, unknown: Sequence[str], line: int) -> Problem:
    names = {bare(heading): heading.strip() for heading in unknown}
    near = get_close_matches(bare(column.label), list(names), 1, 0.6)
    name = f"“{column.label}”" + (f"（{column.code}）" if column.code else "")
    remedy = f"是不是“{names[near[0]]}”那一列？请把它的列名改为“{column.label}”" if near else "请补上该列，或用系统的模板填写"
    return Problem(line, "", "", f"标题行缺少必填列{name}", remedy)
