"""细目：审核与集体讨论。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns import sources
from cases.columns.particulars.declaration import Topic

TOPIC = Topic(label="审核与集体讨论", kinds=(CaseKind.PENALTY,), columns=(), source=sources.PLATFORM)
