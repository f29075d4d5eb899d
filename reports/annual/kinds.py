"""处罚种类的轻重：一案多种处罚的，计一宗，归入最重的一种。

The columns of a table of penalties, and the orders of heaviness that cities have published. The orders differ, so the one that holds is a
setting; a named kind always outweighs 其他.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.choices import PenaltyType
from reports.models import CountingRule

OTHER, UNSAID = "other", "unsaid"
CONFISCATION = "confiscate"
KINDS: dict[str, str] = {
    "warning": "警告",
    "criticism": "通报批评",
    "fine": "罚款",
    CONFISCATION: "没收违法所得、没收非法财物",
    "suspend_licence": "暂扣许可证件",
    "downgrade": "降低资质等级",
    "revoke_licence": "吊销许可证件",
    "restrict": "限制开展生产经营活动",
    "suspend_business": "责令停产停业",
    "close": "责令关闭",
    "bar": "限制从业",
    "detention": "行政拘留",
    OTHER: "其他",
    UNSAID: "没有记载种类",
}
"""The columns, in the order in which they are published (《行政处罚法》第九条); the last is for records that name no kind."""
RANKED = tuple(kind for kind in KINDS if kind not in (OTHER, UNSAID))
_COLUMN_OF = {PenaltyType.CONFISCATE_GAINS: CONFISCATION, PenaltyType.CONFISCATE_PROPERTY: CONFISCATION}


@dataclass(frozen=True, slots=True)
class Order:
    """An order of heaviness, lightest first, and whose it is."""

    key: str
    name: str
    order: tuple[str, ...]
    source: str


PUBLISHED: tuple[Order, ...] = (
    Order(
        "datong",
        "大同市的次序",
        (
            *("warning", "criticism", "fine", CONFISCATION, "suspend_licence", "downgrade", "restrict", "suspend_business"),
            *("close", "bar", "revoke_licence", "detention"),
        ),
        "大同市公开的年度行政执法统计口径（原表“责令关闭”与“限制从业”并列，本平台取后者为重）",
    ),
    Order("huangshi", "黄石市的次序", RANKED, "黄石市公开的年度行政执法统计口径（按《行政处罚法》第九条的次序，排序在后的为重）"),
)
DEFAULT = PUBLISHED[0]


@dataclass(frozen=True, slots=True)
class Rule:
    """By what a year is counted: see `CountingRule`. `from_year` 0: nobody has set anything, the default holds."""

    order: tuple[str, ...]
    source: str
    unit: str
    from_year: int = 0

    @property
    def in_words(self) -> str:
        """警告＜通报批评＜…, as it is printed."""
        return "＜".join(KINDS[kind] for kind in self.order)

    @property
    def unit_label(self) -> str:
        """元 or 万元."""
        return str(CountingRule.Unit(self.unit).label)


def rule_of(year: int) -> Rule:
    """The rule that holds for a year: the newest that is in force by then, else the default."""
    found = CountingRule.objects.filter(from_year__lte=year).order_by("-from_year").first()
    if found is None:
        return Rule(DEFAULT.order, DEFAULT.source, CountingRule.Unit.WAN)
    return Rule(tuple(found.order), found.source, found.money_unit, found.from_year)


def heaviest(acts: Iterable[str], order: Sequence[str]) -> str:
    """The column in which a case with these kinds counts."""
    columns = {_COLUMN_OF.get(PenaltyType(act), act) if act in PenaltyType else act for act in acts}
    ranked = [kind for kind in order if kind in columns]
    return str(ranked[-1]) if ranked else (OTHER if columns else UNSAID)


class UnreadableOrder(ValueError):
    """What somebody wrote is no order of all kinds; the message says what is wrong."""


def read_order(text: str) -> tuple[str, ...]:
    """An order as people write it (警告＜通报批评＜…, or one a line). Raises UnreadableOrder."""
    by_label = {KINDS[kind]: kind for kind in RANKED}
    labels = [part.strip() for part in re.split(r"[<＜\n]+", text) if part.strip()]
    unknown = [label for label in labels if label not in by_label]
    if unknown:
        raise UnreadableOrder(f"不认得“{unknown[0]}”。请照列出的名称写，从轻到重，用“＜”隔开。")
    order = tuple(by_label[label] for label in labels)
    double = [KINDS[kind] for kind in RANKED if order.count(kind) > 1]
    missing = [KINDS[kind] for kind in RANKED if kind not in order]
    if double or missing:
        raise UnreadableOrder(f"“{(double or missing)[0]}”{'写了不止一次' if double else '没有写'}。每一种写一次，“其他”不写。")
    return order
