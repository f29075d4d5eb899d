"""逐日清单：同一份算法说明的文字写法，连续的日子并成一行。

The text twin of the small calendar: whoever does not see the grid, or copies it into a paper, reads the same count line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from supervision.workdays.days import MAKEUP
from supervision.workdays.explanation import ROLLED_NOTE, START_NOTE, CountedDay, Explanation
from supervision.workdays.grid import NUMBERED
from supervision.workdays.period import Unit


def listed(explanation: Explanation) -> list[str]:
    """2026年9月28日：起算日不计入；9月29日至9月30日：第1个工作日至第2个工作日；10月1日至10月7日：国庆节，不计; …, one line each."""
    lines = [_line(list(days), explanation) for _, days in groupby(explanation.days, key=lambda day: _kind(day, explanation))]
    happened = explanation.happened
    if happened is not None and happened.day > explanation.due.day:
        lines.append(f"{_day(happened.day, None)}：{happened.label}，{explanation.late}")
    return lines


def _kind(day: CountedDay, explanation: Explanation) -> tuple[object, ...]:
    """Days of one kind stand in one line: the same reason, and neither the due day, a make-up day nor what happened among them."""
    happened = explanation.happened
    alone = day.day == explanation.due.day or day.note == MAKEUP or (happened is not None and happened.day == day.day)
    completes = explanation.period.unit in (Unit.MONTH, Unit.YEAR) and day.number is not None
    reason = day.note if not day.counted or alone else ""
    return day.counted, reason, completes, day.day > explanation.due.unrolled, day.day if alone else None


def _line(days: Sequence[CountedDay], explanation: Explanation) -> str:
    first, last = days[0], days[-1]
    span = _day(first.day, None) if first is last else f"{_day(first.day, None)}至{_day(last.day, first.day)}"
    words = list(_words(days, explanation))
    happened = explanation.happened
    if last.day == explanation.due.day:
        words.append("期限届满日")
    if happened is not None and last.day == happened.day:
        words.append(happened.label)
    return f"{span}：{'，'.join(words)}"


def _words(days: Sequence[CountedDay], explanation: Explanation) -> Iterable[str]:
    first, last, numbered = days[0], days[-1], NUMBERED[explanation.period.unit]
    if first.counted:
        if first.number is None:
            yield "计入"
        elif first is last:
            yield numbered.format(first.number)
        else:
            yield f"{numbered.format(first.number)}至{numbered.format(last.number)}"
        if first.note and first is last:
            yield first.note
    elif first.note in (START_NOTE, ROLLED_NOTE):
        yield first.note
    else:
        yield f"{first.note}，{'顺延' if first.day > explanation.due.unrolled else '不计'}"


def _day(day: date, after: date | None) -> str:
    """With the year, unless it is the same as of the day before it in the line."""
    return f"{day.month}月{day.day}日" if after and after.year == day.year else f"{day.year}年{day.month}月{day.day}日"
