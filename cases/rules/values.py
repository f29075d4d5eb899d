"""事实的值怎样写给人看。"""

from __future__ import annotations

from typing import Any

from cases.rules.facts import Fact

NOT_RECORDED = "未记载"


def in_words(fact: Fact, value: Any) -> str:
    """A stored input as a person reads it; the same words as the SQL of `verdicts.shown` writes."""
    if value is None or value == []:
        return NOT_RECORDED
    labels = fact.choices or {}
    match fact.kind:
        case "flag":
            return "是" if value else "否"
        case "list":
            return "、".join(str(labels.get(item, item)) for item in value)
        case "moment":
            return str(value).replace("T", " ")[:16]
        case "money":
            return f"{float(value):,.2f}".rstrip("0").rstrip(".")
        case "choice":
            return str(labels.get(value, value))
    return str(value)
