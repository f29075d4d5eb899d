"""指标：一个文件说清一个数——含义、算法、来源、复核语句。

The indicators of the periodic report, one declaration a file. **How to add one**: put a file here with a single
`INDICATOR = Indicator(...)` (see `declaration.py` for its parts) and it is found by itself; it is computed into every snapshot from
then on, listed beside every report, and the test that recomputes each figure of a report covers it without further ado. To have it
in the words, name it in one of `reports/sections/`.

The contract of a declaration:

* `measure(facts)` gives the rows of the figure from `Facts`, which has already read the rollups and the small tables of the period:
  an indicator reads no table itself, so a report costs the same number of statements however many indicators there are.
* `query` gives the same rows straight from the primary tables, in SQL that a stranger can run: columns key, part, base (null for a
  plain count). It must not use a rollup. It is shown to whoever clicks the figure.
* `definition` and `formula` are for a reader who is no statistician; they say what is *not* counted as well.
* Missing data is never a breach and never a zero: a rate's base holds only what can be judged, and the rest is said separately.
* Nothing here reads the clock or knows a person; the period, the place and the moment come with `Window`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from reports.indicators.declaration import Indicator

__all__ = ["Indicator", "all_indicators"]


@cache
def all_indicators() -> tuple[Indicator, ...]:
    """Every indicator of this folder, in the order in which they are shown."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    declared = [module.INDICATOR for module in modules if hasattr(module, "INDICATOR")]
    codes = [indicator.code for indicator in declared]
    if len(codes) != len(set(codes)):
        raise ValueError("an indicator's code is used twice")
    return tuple(sorted(declared, key=lambda indicator: (indicator.order, indicator.code)))
