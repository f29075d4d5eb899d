"""事实：申辩与听证（由细目推出的）。"""

from __future__ import annotations

from cases.rules.topics.declaration import Facts

FACTS = Facts()
