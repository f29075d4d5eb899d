"""比率的置信区间：样本少的时候不急着下结论。"""

from __future__ import annotations

from math import sqrt

MINIMUM_BASE = 8
"""Below so many cases a rate is not printed: one case more or less would move it by more than ten points."""

_Z = 1.959963984540054


def wilson_interval(part: int, base: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of part/base, as shares between 0 and 1. `base` must be positive and not below `part`.

    Unlike part ± error it never leaves [0, 1], and it stays honest at 0 of n and n of n.
    """
    if base <= 0 or not 0 <= part <= base:
        raise ValueError(f"not a share: {part} of {base}")
    share = part / base
    shrink = 1 + _Z**2 / base
    centre = (share + _Z**2 / (2 * base)) / shrink
    reach = _Z * sqrt(share * (1 - share) / base + _Z**2 / (4 * base**2)) / shrink
    return max(0.0, centre - reach), min(1.0, centre + reach)
