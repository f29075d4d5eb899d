"""五、典型问题。"""

from __future__ import annotations

from typing import Any

from reports.sections.reading import Block, Snapshot, item, paragraph
from supervision.documents.wording import citation, formal

HEADING = "五、典型问题"


def write(read: Snapshot) -> list[Block]:
    """A few upheld findings of different kinds, with the party's name masked."""
    told: list[dict[str, Any]] = read.data["typical"]
    if not told:
        return [paragraph("本月检出的线索尚无经监督人员认定成立的，没有可以列举的典型问题。")]
    lead = paragraph("现从经监督人员认定成立的问题中，按规则各举一例；所涉自然人姓名已作脱敏处理。")
    return [lead, *(_one(read, place, one) for place, one in enumerate(told, start=1))]


def _one(read: Snapshot, place: int, one: dict[str, Any]) -> Block:
    title = read.data["rules"].get(one["rule"], one["rule"])
    about = f"“{one['cause']}”案" if one["cause"] else "一起案件"
    number = f"（{one['number']}）" if one["number"] else ""
    party = f"，当事人{one['party']}" if one["party"] else ""
    due = f"法定期限于{_day(one['due_on'])}届满。" if one["due_on"] else ""
    body = f"{one['agency']}办理的{about}{number}{party}，规则检查发现：{formal(one['sentence']) or due or f'不符合“{title}”的要求。'}"
    details = [("问题程度", f"{one['severity']}。")]
    if one["basis"] not in {"", "—"}:
        details.insert(0, ("依据", f"{citation(one['basis'])}。"))
    return item(place, f"不符合“{title}”的要求", [body], details)


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"
