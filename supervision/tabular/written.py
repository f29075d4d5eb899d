"""写出的值：一个值写进表格是什么样，什么文字会被当成公式。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from supervision.tabular.columns import Column, Kind
from supervision.tabular.parsing import BEIJING

# What a spreadsheet may read as the beginning of a formula, full-width forms included.
STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
UNSEEN_AT_START = " \u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
"""What some programs leave out before they look at a cell's first character."""
MARK_SHEET = "保密提示"
MOST_ROWS_IN_SHEET = 1_048_575
LONGEST_CELL = 32_767
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What cannot stand in a workbook's XML."""

Written = str | int | float | Decimal | bool | date | datetime | None


def text_of(column: Column, value: Any) -> Written:
    """A value as it is written.

    Choices by their label, several joined by 、, yes/no as 是/否, `money_wan` (kept in 元) in 万元. Raises TypeError for a yes/no
    that is no bool: a text is always true, "否" too.
    """
    if value is None or value == "":
        return None
    match column.kind:
        case Kind.CHOICE:
            return column.choices.get(str(value), str(value))
        case Kind.MULTI_CHOICE:
            return "、".join(column.choices.get(str(part), str(part)) for part in _parts(value))
        case Kind.LIST:
            return "、".join(map(str, _parts(value)))
        case Kind.BOOLEAN:
            if not isinstance(value, bool):
                raise TypeError(f"列“{column.label}”要 True 或 False，给的是 {value!r}")
            return "是" if value else "否"
        case Kind.MONEY_WAN:
            return Decimal(str(value)) / 10000
        case Kind.INTEGER | Kind.DECIMAL | Kind.MONEY_YUAN:
            return value if isinstance(value, int | float | Decimal) else str(value)
        case Kind.DATE | Kind.DATETIME if isinstance(value, datetime):
            local = value.astimezone(BEIJING).replace(tzinfo=None) if value.tzinfo else value
            return local.date() if column.kind is Kind.DATE else local
        case Kind.DATE | Kind.DATETIME if isinstance(value, date):
            return value
    return str(value)


def _parts(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens a CSV file."""
    text = text.replace("\x00", "")
    return f"'{text}" if text.lstrip(UNSEEN_AT_START).startswith(STARTS_FORMULA) else text


def wakes_up(text: str) -> bool:
    """Whether a text cell of a workbook has to be marked, so that editing it does not turn it into something else."""
    return text.lstrip(UNSEEN_AT_START).startswith(("#", *STARTS_FORMULA))


def column_width(label: str) -> float:
    """The width of a column in characters, by its heading."""
    return min(40.0, 4.0 + sum(2 if ord(character) > 255 else 1 for character in label))
