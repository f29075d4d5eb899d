"""细目：主体与人员。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.columns import sources
from cases.columns.particulars.declaration import Topic

TOPIC = Topic(
    label="主体与人员", kinds=(CaseKind.PENALTY, CaseKind.COERCION, CaseKind.INSPECTION), columns=(), source=sources.PLATFORM
)
