"""细目：申辩与听证。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns import sources
from cases.columns.particulars.declaration import Topic

TOPIC = Topic(label="申辩与听证", kinds=(CaseKind.PENALTY,), columns=(), source=sources.PLATFORM)
