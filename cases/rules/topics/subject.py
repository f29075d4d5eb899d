"""事实：主体与人员（由细目推出的）。"""

from __future__ import annotations

from cases.rules.topics.declaration import Facts

FACTS = Facts()
