"""一个事实：叫什么，值怎样写。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """A column of the facts: how it is called and how its value is written. `kind`: date, moment, number, money, flag, choice, list, text."""

    label: str
    kind: str
    choices: Mapping[str, str] | None = None
