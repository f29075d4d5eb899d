"""细目：决定。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns import sources
from cases.columns.particulars.declaration import Topic

TOPIC = Topic(label="决定", kinds=(CaseKind.PENALTY,), columns=(), source=sources.PLATFORM)
