"""不由规则判的检查项：在流程关口、案卷评查、机关职责检查中落实，或者尚未建成。

An item of the checklist that is no rule over a case's record is seen to somewhere else; where, is told here. Apps above register theirs from
`AppConfig.ready`. What is not built yet says so: it is accounted for, and claims nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cases.rules.checklist import CHECKLIST


class Where(StrEnum):
    """Who sees to an item."""

    RULE = "规则"
    GATE = "流程关口"
    REVIEW = "案卷评查"
    AGENCY = "机关职责检查"
    INTAKE = "数据归集"
    LATER = "尚未建成"


@dataclass(frozen=True)
class Elsewhere:
    """One item: `how` it is seen to, in a sentence; `basis`; `route`, the name of the page where it happens, "" when there is none."""

    code: str
    where: Where
    how: str
    basis: str
    route: str = ""


_places: dict[str, Elsewhere] = {}


def register(*items: Elsewhere) -> None:
    """Add items; the same code again replaces the earlier one. ValueError for a code that the checklist does not have."""
    for item in items:
        if item.code not in CHECKLIST:
            raise ValueError(f"检查清单中没有 {item.code}")
        _places[item.code] = item


def elsewhere() -> dict[str, Elsewhere]:
    """Code → where it is seen to."""
    return dict(_places)
