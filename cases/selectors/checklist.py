"""检查清单：151 项各在哪里落实。"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from cases.rules import RULESET
from cases.rules.checklist import CHECKLIST
from cases.rules.elsewhere import Where, elsewhere

GROUPS = {
    "G": "通用",
    "P": "行政处罚",
    "E": "行政强制",
    "L": "行政许可",
    "I": "行政检查",
    "O": "公开与机关职责",
    "S": "监督机构自身",
    "Q": "数据质量",
}
"""The letter a code begins with → what it speaks of."""


@dataclass(frozen=True)
class Item:
    """One item: where it is seen to, how, on which basis; `off`: judged only where it has been switched on."""

    code: str
    title: str
    where: Where
    how: str
    basis: str
    url: str = ""
    off: bool = False


@dataclass(frozen=True)
class Group:
    """The items of one letter."""

    label: str
    items: tuple[Item, ...]


def items() -> list[Item]:
    """All 151 in the order of the list. An item that nobody has placed counts as not built."""
    placed = elsewhere()
    found = []
    for code, title in CHECKLIST.items():
        if code in RULESET.codes:
            rule = RULESET.rule(code)
            url = reverse("cases:rule", args=[code])
            found.append(Item(code, rule.title, Where.RULE, rule.requires, rule.short_basis, url, not rule.on))
        elif code in placed:
            place = placed[code]
            found.append(Item(code, title, place.where, place.how, place.basis, reverse(place.route) if place.route else ""))
        else:
            found.append(Item(code, title, Where.LATER, "尚未落实。", ""))
    return found


def groups() -> tuple[list[Group], list[tuple[str, int]]]:
    """The items by letter, and how many are seen to in which way."""
    every = items()
    counted = Counter(item.where for item in every)
    grouped = [Group(label, tuple(item for item in every if item.code.startswith(letter))) for letter, label in GROUPS.items()]
    return grouped, [(where.value, counted[where]) for where in Where if counted[where]]
