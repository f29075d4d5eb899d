"""演示细目的写法：每个环节怎样把一件合法的案子填完整，又怎样恰好违反一条规则。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cases.choices import CaseKind
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats

Defect = Callable[[Days, DemoCase, Seats], bool]
"""Changes the case; False when it does not fit this case (nothing is changed then)."""


def _nothing(days: Days, kind: CaseKind, case: DemoCase, seats: Seats) -> None:
    """A step without particulars."""


@dataclass(frozen=True)
class Step:
    """`fill` writes a lawful case's particulars into its row; `planted`: kind of record, rule, how it is broken (that rule alone)."""

    fill: Callable[[Days, CaseKind, DemoCase, Seats], None] = _nothing
    planted: tuple[tuple[CaseKind, str, Defect], ...] = ()
