"""一个数字：我们的、参照的、两者之比。

One figure is one line of JSON. The reference is measured in the same call on the same machine, so that a ratio means something anywhere.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from statistics import median


class Missing(Exception):
    """A figure cannot be taken; the message says what is missing. Never passed over in silence: the command ends with exit code 1."""


@dataclass(frozen=True)
class Figure:
    """`ours` and `reference` in `unit`; `ratio` is what the target speaks of (its direction stands in docs/decisions/0008-measuring.md)."""

    name: str
    ours: float
    reference: float
    ratio: float
    unit: str
    n: int

    def line(self) -> str:
        """The figure as one line of JSON."""
        return json.dumps(
            {
                "name": self.name,
                "ours": _short(self.ours),
                "reference": _short(self.reference),
                "ratio": _short(self.ratio),
                "unit": self.unit,
                "n": self.n,
            },
            ensure_ascii=False,
        )


def growth(name: str, large: float, small: float, *, unit: str, n: int) -> Figure:
    """A figure that tells how much more the large data costs: ratio = large / small."""
    return Figure(name, large, small, large / small if small else 0.0, unit, n)


def say(text: str) -> None:
    """Progress for the person who waits; standard output holds figures only."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Announces a step and says how long it took."""
    say(f"… {text}")
    started = time.perf_counter()
    yield
    say(f"  {text}：{time.perf_counter() - started:.1f} 秒")


def seconds(do: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def typical(do: Callable[[], object], times: int) -> float:
    """The median of several calls, in seconds."""
    return median(seconds(do) for _ in range(times))


def p95(values: Sequence[float]) -> float:
    """The value that nineteen of twenty do not exceed."""
    return sorted(values)[ceil(len(values) * 0.95) - 1]


def _short(value: float) -> float | int:
    """Four significant digits; whole numbers stay whole."""
    if value == int(value):
        return int(value)
    return float(f"{value:.4g}")
