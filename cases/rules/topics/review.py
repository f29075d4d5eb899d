"""事实：审核与集体讨论（由细目推出的）。"""

from __future__ import annotations

from cases.rules.topics.declaration import Facts

FACTS = Facts()
