"""问题：一个单元格哪里不对，写成一句话：在哪里、是什么、怎么改。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_VALUE = 30


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, one row (no `column_label`) or the whole file (`line` 0).

    `line`: as the spreadsheet program numbers it, the first row being 1. `message` says what, `remedy` what to do;
    both without a full stop at the end. `value` is the original text.
    """

    line: int
    column_label: str
    value: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"第 {self.line} 行" if self.line else ""
        if self.column_label:
            where += f"“{self.column_label}”"
            value = self.value.strip()
            if value:
                where += f"为“{shortened(value)}”，"
        elif self.value.strip():
            where += f"“{shortened(self.value.strip())}”"
        remedy = f"{self.remedy}。" if self.remedy else ""
        return f"{where}{self.message}。{remedy}"

    def at(self, line: int) -> Problem:
        """The same problem on another line."""
        return Problem(line, self.column_label, self.value, self.message, self.remedy)

    def to_json(self) -> dict[str, int | str]:
        """For a JSON column."""
        return {
            "line": self.line,
            "column": self.column_label,
            "value": self.value,
            "message": self.message,
            "remedy": self.remedy,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Problem:
        """The inverse of `to_json`."""
        return cls(
            int(str(stored["line"])),
            str(stored["column"]),
            str(stored["value"]),
            str(stored["message"]),
            str(stored["remedy"]),
        )


def shortened(value: str) -> str:
    """A value as it is quoted in a sentence: on one line, at most thirty characters."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"
