"""按办案环节分开的事实；`facts.py` 把它们合在一起。"""

from __future__ import annotations

from cases.rules.topics import (
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
from cases.rules.topics.declaration import Added, Facts

TOPICS: tuple[Facts, ...] = tuple(
    module.FACTS
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

ADDED: dict[str, Added] = {alias: added for topic in TOPICS for alias, added in topic.added.items()}
"""Alias → what is added up under it."""

__all__ = ["ADDED", "TOPICS", "Added", "Facts"]
