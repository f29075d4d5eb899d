"""细目的写法：一个环节的栏目，写一次，表、模板、标准、入库、规则都由它而来。

What the ordinary columns do not say of a case, step by step. A record has few of them; they lie in a table of their own
(`cases.models.CaseParticulars`), one row a case that has any. Nobody is named here: people stand by certificate number or post.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases.choices import CaseKind
from cases.columns.sources import Source
from supervision.tabular import Column, Kind


@dataclass(frozen=True, slots=True)
class Topic:
    """The particulars of one step: its name, the kinds of record that have it, its columns, and where they come from."""

    label: str
    kinds: tuple[CaseKind, ...]
    columns: tuple[Column, ...]
    source: Source


def text(key: str, label: str, length: int = 200, help: str = "", example: str = "") -> Column:
    """A text of at most `length` characters."""
    return Column(key, label, max_length=length, help=help, example=example)


def day(key: str, label: str, help: str = "") -> Column:
    """A day."""
    return Column(key, label, kind=Kind.DATE, help=help, example="2026-03-02")


def moment(key: str, label: str, help: str = "") -> Column:
    """A day with its time, Beijing time; a day alone counts as its first minute, so only ask for it where minutes matter."""
    return Column(key, label, kind=Kind.DATETIME, help=help or "日期和时刻", example="2026-03-02 10:20")


def yes(key: str, label: str, help: str = "") -> Column:
    """Yes or no; blank: the record does not say."""
    return Column(key, label, kind=Kind.BOOLEAN, help=help or "填“是”或“否”；案卷没有记载的留空", example="是")


def yuan(key: str, label: str, help: str = "") -> Column:
    """An amount in 元."""
    return Column(key, label, kind=Kind.MONEY_YUAN, help=help, example="5000.00")


def count(key: str, label: str, help: str = "", example: str = "10") -> Column:
    """A whole number from 0 to 999."""
    return Column(key, label, kind=Kind.INTEGER, help=help, example=example)


def one_of(key: str, label: str, choices: type, help: str = "") -> Column:
    """One of a code list (a TextChoices)."""
    codes = dict(choices.choices)  # type: ignore[attr-defined]
    return Column(key, label, kind=Kind.CHOICE, choices=codes, help=help, example=next(iter(codes.values())))


def some_of(key: str, label: str, choices: type, help: str = "") -> Column:
    """Several of a code list (a TextChoices)."""
    codes = dict(choices.choices)  # type: ignore[attr-defined]
    return Column(key, label, kind=Kind.MULTI_CHOICE, choices=codes, help=help, example="、".join(list(codes.values())[:2]))


def numbers(key: str, label: str, help: str = "执法证号，多人用顿号或分号隔开", example: str = "A001；A002") -> Column:
    """Several numbers or codes, each of at most 40 characters."""
    return Column(key, label, kind=Kind.LIST, max_length=40, help=help, example=example)
