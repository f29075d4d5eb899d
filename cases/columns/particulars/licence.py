"""细目：许可。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns import sources
from cases.columns.particulars.declaration import Topic

TOPIC = Topic(label="许可", kinds=(CaseKind.LICENCE,), columns=(), source=sources.PLATFORM)
