"""演示细目，按办案环节分开。"""

from __future__ import annotations

from importlib import import_module

from cases.columns.particulars import STEPS as NAMES
from cases.demo.steps.declaration import Step

STEPS: tuple[Step, ...] = tuple(import_module(f"{__name__}.{name}").STEP for name in NAMES)

__all__ = ["STEPS"]
