"""细目：线索与立案。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns import sources
from cases.columns.particulars.declaration import Topic

TOPIC = Topic(label="线索与立案", kinds=(CaseKind.PENALTY,), columns=(), source=sources.PLATFORM)
