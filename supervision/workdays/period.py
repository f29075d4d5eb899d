"""期间：法律规定的一段时间，如“7个工作日”“30日”“3个月”。

A `Period` belongs to the rule or the instrument that uses it, because the statutes count differently: 行政处罚法 §85
makes 二日、三日、五日、七日 working days and leaves the rest natural days; 行政强制法 §69 makes everything up to ten
days working days; 行政许可法 §82 makes all of them working days. Whether the last day moves (`roll`) is also the
statute's word, not a default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a period is counted in."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"

    @property
    def label(self) -> str:
        """工作日 自然日 月 年 小时."""
        return _LABELS[self]


_LABELS = {Unit.WORKDAY: "工作日", Unit.DAY: "自然日", Unit.MONTH: "月", Unit.YEAR: "年", Unit.HOUR: "小时"}
_AMOUNTS = {Unit.WORKDAY: "{}个工作日", Unit.DAY: "{}日", Unit.MONTH: "{}个月", Unit.YEAR: "{}年", Unit.HOUR: "{}小时"}
# Longer than any statutory period (行政处罚法 §36: five years); keeps every computed date inside what `date` can hold.
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Period:
    """`amount` units; with `roll`, a last day on a statutory holiday moves to the first working day after it.

    Only a source that says so sets `roll` (市场监督管理行政处罚程序规定 §80, 住房和城乡建设行政处罚程序规定 §45). An
    amount of 0 ends on the day it starts. Raises ValueError for a negative or absurd amount.
    """

    amount: int
    unit: Unit
    roll: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.amount, bool) or not isinstance(self.amount, int):
            raise ValueError(f"期间的数量应为整数，现为 {self.amount!r}")
        if not 0 <= self.amount <= LONGEST:
            raise ValueError(f"期间的数量应在 0 至 {LONGEST} 之间，现为 {self.amount}")
        object.__setattr__(self, "unit", Unit(self.unit))

    def __str__(self) -> str:
        return _AMOUNTS[self.unit].format(self.amount)

    def to_json(self) -> dict[str, int | str | bool]:
        """For a JSON column: {"amount": 7, "unit": "workday", "roll": false}."""
        return {"amount": self.amount, "unit": self.unit.value, "roll": self.roll}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Period:
        """The inverse of `to_json`; `roll` may be left out. Raises ValueError naming what is wrong."""
        amount, unit, roll = stored.get("amount"), stored.get("unit"), stored.get("roll", False)
        if not isinstance(amount, int) or not isinstance(roll, bool):
            raise ValueError(f"期间的写法不对：{dict(stored)!r}，应如 {{'amount': 7, 'unit': 'workday', 'roll': false}}")
        if unit not in set(Unit):
            raise ValueError(f"不认识的期间单位 {unit!r}，应为 {'、'.join(Unit)} 之一")
        return cls(amount, Unit(str(unit)), roll)
