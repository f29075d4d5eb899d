"""规则说的是办案的哪一步：问题钉在那一步上。"""

from __future__ import annotations

STEP_OF: dict[str, str] = {
    "G-05": "investigation",
    "G-06": "investigation",
    "P-06": "filing",
    "P-12": "notice",
    "P-13": "notice",
    "P-22": "review",
    "P-30": "decision",
    "P-32": "decision",
    "P-50": "service",
    "P-53": "publication",
    "P-65": "surcharge",
    "Q-01": "source",
    "Q-04": "decision",
    "Q-06": "decision",
    "Q-07": "decision",
}
"""Rule → key of the step in `cases.timeline`."""
