"""细目：检查。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns import sources
from cases.columns.particulars.declaration import Topic

TOPIC = Topic(label="检查", kinds=(CaseKind.INSPECTION,), columns=(), source=sources.PLATFORM)
