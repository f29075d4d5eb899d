"""按办案环节分开的事实；`facts.py` 把它们合在一起。"""

from __future__ import annotations

from importlib import import_module

from cases.columns.particulars import STEPS
from cases.rules.topics.declaration import Added, Facts

TOPICS: tuple[Facts, ...] = tuple(import_module(f"{__name__}.{step}").FACTS for step in STEPS)

ADDED: dict[str, Added] = {alias: added for topic in TOPICS for alias, added in topic.added.items()}
"""Alias → what is added up under it."""

__all__ = ["ADDED", "TOPICS", "Added", "Facts"]
