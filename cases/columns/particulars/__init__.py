"""案卷细目：普通栏目没有写到的，按办案环节分开说明。

One module a step, in the order of the work. What else is split by step goes by the same names: the facts (`cases.rules.topics`), the demo
(`cases.demo.steps`), the parameters' first rows (`cases.migrations._parameters`).
"""

from __future__ import annotations

from importlib import import_module

from cases.columns.particulars.declaration import Topic

STEPS = (
    "subject", "filing", "evidence", "hearing", "review", "decision", "delivery", "execution", "measure", "enforcement", "licence", "inspection",
)  # fmt: skip

TOPICS: tuple[Topic, ...] = tuple(import_module(f"{__name__}.{step}").TOPIC for step in STEPS)

COLUMNS = {column.key: column for topic in TOPICS for column in topic.columns}
"""Key → column, over all topics; the keys are distinct."""

if sum(len(topic.columns) for topic in TOPICS) != len(COLUMNS):
    raise ValueError("细目中有重名的栏目")

__all__ = ["COLUMNS", "STEPS", "TOPICS", "Topic"]
