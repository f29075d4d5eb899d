"""单位已申辩、尚未答复的问题：写入文书之前提醒监督机构，提醒而不禁止。"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from cases.selectors.contests import WAITING_FOR_ANSWER, unanswered
from notices.models import InstrumentItem, MatterItem

BEFORE_IT_IS_SIGNED = frozenset({"draft", "checking", "signing"})


def marked_items(rows: QuerySet[InstrumentItem]) -> QuerySet[InstrumentItem]:
    """Problems of an instrument, each with whether its agency waits for an answer (`contested`); no further statement."""
    return rows.annotate(contested=unanswered("matter_item__finding"))


def marked_problems(rows: QuerySet[MatterItem]) -> QuerySet[MatterItem]:
    """The same for the problems of a matter."""
    return rows.annotate(contested=unanswered("finding"))


def contested_words(items: Iterable[Any]) -> str:
    """第1、3项：单位已申辩，尚未答复; "" when there is none. `items` as `marked_items` or `marked_problems` gives them."""
    orders = [str(item.order) for item in items if getattr(item, "contested", False)]
    return f"第{'、'.join(orders)}项：{WAITING_FOR_ANSWER}" if orders else ""
