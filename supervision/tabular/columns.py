"""列：一处说明，模板、导入、导出共用。

A `Column` says what a column is called (to people and in the standard), what may stand in it and how it is explained;
a `Table` is a list of them. What is done with the values is the business of the room that owns the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY_YUAN = "money_yuan"
    MONEY_WAN = "money_wan"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    BOOLEAN = "boolean"
    LIST = "list"

    @property
    def label(self) -> str:
        """How the field explanation of a template calls it."""
        return _LABELS[self]


_LABELS = {
    Kind.TEXT: "文字",
    Kind.DATE: "日期，如 2026-03-02",
    Kind.DATETIME: "日期和时间，如 2026-03-02 10:20",
    Kind.INTEGER: "整数",
    Kind.DECIMAL: "数字",
    Kind.MONEY_YUAN: "金额，单位：元",
    Kind.MONEY_WAN: "金额，单位：万元，最多六位小数",
    Kind.CHOICE: "选一项",
    Kind.MULTI_CHOICE: "可选多项，用顿号隔开",
    Kind.BOOLEAN: "是或否",
    Kind.LIST: "可填多个，用顿号隔开",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `key`: the name in our code. `label`: the heading people read. `code`: the heading in the data standard (CF_WSH).
    `aliases`: other headings seen in real files. `choices`: code → label, in order; a value is given by either.
    `max_length`: characters of a text. `places`: digits after the point of a decimal. `needed_when`: in words, when a blank cell is a gap
    (`required` cells are refused when blank; these are stored and told). `source`: where the column comes from; `doubt`: what of that nobody
    has checked yet.
    """

    key: str
    label: str
    code: str = ""
    required: bool = False
    kind: Kind = Kind.TEXT
    choices: Mapping[str, str] = field(default_factory=dict)
    help: str = ""
    example: str = ""
    aliases: tuple[str, ...] = ()
    max_length: int = 0
    places: int = 6
    needed_when: str = ""
    source: str = ""
    doubt: str = ""

    def __post_init__(self) -> None:
        if (self.kind in (Kind.CHOICE, Kind.MULTI_CHOICE)) != bool(self.choices):
            raise ValueError(f"列“{self.label}”：选项类的列要给出 choices，其他列不要给")


@dataclass(frozen=True, slots=True)
class Table:
    """A named list of columns with distinct keys."""

    name: str
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(self.columns))
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError(f"表“{self.name}”有重复的列：{', '.join(sorted({key for key in keys if keys.count(key) > 1}))}")

    def has(self, key: str) -> bool:
        """Whether there is a column of that key."""
        return any(column.key == key for column in self.columns)

    def column(self, key: str) -> Column:
        """The column of that key. Raises KeyError."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)
