"""演示细目，按办案环节分开。"""

from __future__ import annotations

from cases.demo.steps import (
    decision,
    delivery,
    enforcement,
    evidence,
    execution,
    filing,
    hearing,
    inspection,
    licence,
    measure,
    review,
    subject,
)
from cases.demo.steps.declaration import Step

STEPS: tuple[Step, ...] = tuple(
    module.STEP
    for module in (
        subject,
        filing,
        evidence,
        hearing,
        review,
        decision,
        delivery,
        execution,
        measure,
        enforcement,
        licence,
        inspection,
    )
)

__all__ = ["STEPS"]
