"""预警模型：一个文件说清一个模型——看什么、和谁比、怎样算、不能说明什么。

The warning models W01–W30 (domain §8.3), one declaration a file. **How to add one**: put a file `w_31.py` here with a single
`MODEL = Model(...)` (see `model.py` for its parts) and it is found by itself: computed every day, listed with its parameters, opened to its
cases, and walked by the tests of all models.

The contract of a declaration:

* `query` is one statement for the whole city; it gives the columns key, label, agency_id, region_code, and of the optional ones those it has:
  "group", part, base, extra (jsonb), cases (ids, the newest 50), total, told (lines that are no cases). Parameters come by their key, the
  day as %(today)s. It reads the primary tables, so that it can be run by hand.
* `judge` compares the rows and says what stands out (`judging.py` has the usual ones). It reads no clock and no table.
* What is said is statistical: a number, its sample, its interval, whom it was compared with, and that somebody has to look. It never says that
  anybody broke the law; where records are missing it says that they are missing.
* Below the least sample nothing is said. Where agencies are compared, the false discovery rate is controlled (Benjamini–Hochberg).
* A model whose data the platform does not have says what it waits for, has no query, and is counted as not running.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from reports.warnings.model import Model

__all__ = ["Model", "all_models", "get"]


@cache
def all_models() -> tuple[Model, ...]:
    """Every model of this folder, by code."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    declared = [module.MODEL for module in modules if hasattr(module, "MODEL")]
    codes = [model.code for model in declared]
    if len(codes) != len(set(codes)):
        raise ValueError("a warning model's code is used twice")
    return tuple(sorted(declared, key=lambda model: model.code))


def get(code: str) -> Model:
    """The model of a code; KeyError when there is none."""
    for model in all_models():
        if model.code == code:
            return model
    raise KeyError(code)
