"""案卷细目：普通栏目没有写到的，按办案环节分开说明。"""

from __future__ import annotations

from cases.columns.particulars import (
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
from cases.columns.particulars.declaration import Topic

TOPICS: tuple[Topic, ...] = tuple(
    module.TOPIC
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
"""In the order of the work."""

COLUMNS = {column.key: column for topic in TOPICS for column in topic.columns}
"""Key → column, over all topics; the keys are distinct."""

if sum(len(topic.columns) for topic in TOPICS) != len(COLUMNS):
    raise ValueError("细目中有重名的栏目")

__all__ = ["COLUMNS", "TOPICS", "Topic"]
