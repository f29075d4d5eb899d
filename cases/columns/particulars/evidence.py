"""细目：取证。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns import sources
from cases.columns.particulars.declaration import Topic

TOPIC = Topic(label="取证", kinds=(CaseKind.PENALTY,), columns=(), source=sources.PLATFORM)
