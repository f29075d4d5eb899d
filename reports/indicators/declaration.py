"""指标的写法。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from statistics import median
from typing import Any

from cases.wilson import MINIMUM_BASE, wilson_interval
from reports.indicators.facts import Facts

Part = int | Decimal


class Kind(StrEnum):
    """What sort of number an indicator gives.

    COUNT an integer · AMOUNT a sum of money in 元 · SHARE part of a base of the same things, in percent, with its Wilson
    interval · RATIO part per hundred of a base of other things (no interval: the part may exceed the base).
    """

    COUNT = "count"
    AMOUNT = "amount"
    SHARE = "share"
    RATIO = "ratio"


@dataclass(frozen=True)
class Row:
    """One line of a figure. A figure that is a single number has one row with an empty key. `note` is for the reader."""

    key: str
    label: str
    part: Part
    base: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Indicator:
    """One indicator; see the package's docstring for the contract.

    `group` is the heading under which it is listed. `compared`: also computed for the month before. `with_median`: the median of
    the rows whose base is large enough is kept beside them. `list_url` names the
    list of records behind the number, with its filters ("cases:cases?kind=penalty"; {key} is a row's key); empty when there is none.
    """

    code: str
    label: str
    unit: str
    kind: Kind
    group: str
    order: int
    definition: str
    formula: str
    sources: tuple[str, ...]
    measure: Callable[[Facts], tuple[Row, ...]]
    query: str
    compared: bool = False
    with_median: bool = False
    list_url: str = ""


def one(part: Part, base: int | None = None) -> tuple[Row, ...]:
    """The rows of a figure that is a single number."""
    return (Row("", "", part, base),)


def figure(indicator: Indicator, facts: Facts, before: Facts) -> dict[str, Any]:
    """The figure of one period as it is frozen into the snapshot: integers and strings only, so that it reads back as written."""
    rows = [_row(indicator.kind, row) for row in indicator.measure(facts)]
    frozen: dict[str, Any] = {
        "code": indicator.code,
        "label": indicator.label,
        "unit": indicator.unit,
        "kind": indicator.kind.value,
        "group": indicator.group,
        "order": indicator.order,
        "definition": indicator.definition,
        "formula": indicator.formula,
        "sources": list(indicator.sources),
        "query": indicator.query.strip(),
        "list_url": indicator.list_url,
        "rows": rows,
        "previous": [_row(indicator.kind, row) for row in indicator.measure(before)] if indicator.compared else None,
        "median": None,
    }
    if indicator.with_median:
        values = [Decimal(row["value"]) for row in rows if row["value"] is not None]
        frozen["median"] = str(_tenth(Decimal(median(values)))) if values else None
    return frozen


def _row(kind: Kind, row: Row) -> dict[str, Any]:
    frozen: dict[str, Any] = {
        "key": row.key,
        "label": row.label,
        "note": row.note,
        "base": row.base,
        "low": None,
        "high": None,
    }
    if kind == Kind.COUNT:
        return frozen | {"part": int(row.part), "value": int(row.part)}
    if kind == Kind.AMOUNT:
        amount = str(Decimal(row.part).quantize(Decimal("0.01"), ROUND_HALF_UP))
        return frozen | {"part": amount, "value": amount}
    part, base = int(row.part), row.base or 0
    frozen |= {"part": part, "value": None}
    if base >= MINIMUM_BASE:
        frozen["value"] = str(_tenth(Decimal(part) * 100 / base))
        if kind == Kind.SHARE:
            low, high = wilson_interval(part, base)
            frozen |= {"low": str(_tenth(Decimal(low * 100))), "high": str(_tenth(Decimal(high * 100)))}
    return frozen


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
