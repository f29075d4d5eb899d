"""待定：规则中有一项由人工认定，其他各项照常判断。"""

from __future__ import annotations

from collections.abc import Sequence

from cases.rules.declaration import Doubt, Part


def unsettled(parts: Sequence[Part], when: str, why: str) -> Doubt:
    """A doubt that explains why one part is left open (its condition is NULL, or would be false) without hiding a breach of the others: it
    stands only while no other part is broken. `parts`: the others."""
    others = " AND ".join(f"({part.passes})" for part in parts) or "true"
    return Doubt(f"({when}) AND ({others}) IS NOT FALSE", why)
