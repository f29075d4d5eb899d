"""年报的写法：数怎样写，增减怎样说，表下的注写什么；页面、XLSX、公文同一种写法。"""

from __future__ import annotations

from decimal import Decimal

from reports.annual.counting import Counted, Number
from reports.annual.kinds import Rule
from reports.annual.tables import Column
from reports.models import CountingRule

WAN = CountingRule.Unit.WAN


def in_unit(value: Number, unit: str) -> Decimal:
    """An amount in 元 or 万元."""
    return Decimal(value) / 10000 if unit == WAN else Decimal(value)


def shown(column: Column, value: Number | None, unit: str) -> str:
    """A figure as it is printed; `unit`: in which amounts are. "" where nothing can be said."""
    if value is None:
        return ""
    if column.unit == "share":
        return f"{value * 100:.1f}%"
    if column.unit == "money":
        return f"{in_unit(value, unit):,.2f}"
    return f"{value:,}"


def change(column: Column, now: Number | None, before: Number | None) -> str:
    """How a figure has changed within a year: +12.5%; "" where the two cannot be compared."""
    if now is None or before is None:
        return ""
    if now == before:
        return "持平"
    if column.unit == "share":
        return f"{(now - before) * 100:+.1f} 个百分点"
    if not before:
        return "上年为 0"
    return f"{Decimal(now - before) / Decimal(before) * 100:+.1f}%"


def heading(column: Column, unit: str) -> str:
    """A column's heading with the unit of its amounts."""
    return f"{column.label}（{CountingRule.Unit(unit).label}）" if column.unit == "money" else column.label


def footnotes(counted: Counted, rule: Rule) -> list[str]:
    """What is printed under a table: how it is counted, by which order and in which unit, what there is no data of."""
    table = counted.table
    notes = list(table.notes)
    if table.key == "penalty":
        since = f"自{rule.from_year}年起适用" if rule.from_year else "默认口径，未另行设定"
        notes += [
            f"一案有两种以上处罚的，计一宗，归入最重的一种；有明确种类又有“其他”的，归入明确的种类。轻重次序：{rule.in_words}。"
            f"次序来源：{rule.source}（{since}）。各地公布的次序不一，待核。",
            f"金额单位：{rule.unit_label}（{since}）。",
        ]
    notes += [f"{one.label}：{one.why}。" for one in table.columns if one.why and one.has_source]
    lacking = [one for one in table.columns if not one.has_source]
    if lacking:
        whys: dict[str, list[str]] = {}
        for one in lacking:
            whys.setdefault(one.why, []).append(one.label)
        notes.append(
            "空格为无数据来源，不是 0：" + "；".join(f"{'、'.join(labels)}（{why}）" for why, labels in whys.items()) + "。"
        )
    notes.append("上年同期按同一口径计算。表式参照各地公开的年报，没有查到统一规定，待核。")
    return notes
