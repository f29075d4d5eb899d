"""统计：区间、显著性、多重比较、稳健的离散程度。

The few statistics that warning models use, each tested against a value worked by hand. Nothing here knows a model or a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, exp, lgamma, log, sqrt
from statistics import mean, median, variance

from cases.wilson import wilson_interval

__all__ = ["adjusted", "mad", "ratio_interval", "rise_p", "upper_tail", "wilson_interval"]

_Z = 1.959963984540054


def upper_tail(part: int, base: int, other_part: int, other_base: int) -> float:
    """One-sided exact p-value (Fisher): how probable so many hits (`part`) or more would be among `base` cases, if this subject's cases were
    drawn at random from its own and the others' together. 1.0 where nobody has a hit. ValueError for what is no share."""
    if not (0 <= part <= base and 0 <= other_part <= other_base):
        raise ValueError(f"no shares: {part} of {base}, {other_part} of {other_base}")
    hits, everything = part + other_part, base + other_base
    most = min(hits, base)
    whole = _choose(everything, base)
    tail = sum(exp(_choose(hits, k) + _choose(everything - hits, base - k) - whole) for k in range(part, most + 1))
    return min(1.0, tail)


def _choose(n: int, k: int) -> float:
    """The logarithm of the number of ways to choose k of n; minus infinity where there is none."""
    if not 0 <= k <= n:
        return float("-inf")
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Benjamini–Hochberg: the smallest false discovery rate at which each would still be named, in the order given."""
    order = sorted(range(len(p_values)), key=lambda at: p_values[at], reverse=True)
    found, least = [1.0] * len(p_values), 1.0
    for behind, at in enumerate(order):
        rank = len(p_values) - behind
        least = min(least, p_values[at] * len(p_values) / rank)
        found[at] = least
    return found


def mad(values: Sequence[float]) -> float:
    """The median absolute deviation from the median, as it is (not scaled to a standard deviation). ValueError for no values."""
    if not values:
        raise ValueError("no values")
    middle = median(values)
    return median([abs(value - middle) for value in values])


def ratio_interval(now: Sequence[float], before: Sequence[float]) -> tuple[float, float, float]:
    """Mean of `now` ÷ mean of `before` with its 95 % interval (normal on the logarithm). Both need two values or more and a mean above 0."""
    if min(len(now), len(before)) < 2 or mean(before) <= 0 or mean(now) <= 0:
        raise ValueError("a ratio of means needs two values on each side and means above zero")
    ratio = mean(now) / mean(before)
    spread = sqrt(sum(variance(side) / (len(side) * mean(side) ** 2) for side in (now, before)))
    return ratio, ratio * exp(-_Z * spread), ratio * exp(_Z * spread)


def rise_p(ratio: float, low: float, high: float) -> float:
    """One-sided p-value of "no rise" for a ratio with its 95 % interval, by the same normal law on the logarithm."""
    spread = log(high / low) / (2 * _Z)
    return erfc(log(ratio) / spread / sqrt(2)) / 2 if spread else float(ratio <= 1)
