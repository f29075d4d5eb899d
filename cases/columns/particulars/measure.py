"""细目：强制措施。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns import sources
from cases.columns.particulars.declaration import Topic

TOPIC = Topic(label="强制措施", kinds=(CaseKind.COERCION,), columns=(), source=sources.PLATFORM)
