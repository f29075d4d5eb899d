"""看到的是哪一稿：打开页面时的文字留一个指纹，保存、签发时比一比，别人改过就说出来，绝不盖掉。

A fingerprint of the texts that a page showed goes out with its form and comes back with it. No column: the texts themselves are compared.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from notices.models import Instrument, InstrumentItem, ItemResponse
from supervision.workflow import Conflict

_DRAFT = ("title", "opening", "closing", "period_amount", "period_unit", "period_basis")
_ITEM = ("pk", "title", "problem", "basis", "demand")
_ANSWER = ("pk", "answer", "measures", "rectified_on")


def of_draft(instrument: Instrument, items: Iterable[InstrumentItem]) -> str:
    """The fingerprint of an instrument's own words."""
    return _fingerprint([_values(instrument, _DRAFT), *(_values(item, _ITEM) for item in items)])


def of_answers(answers: Iterable[ItemResponse]) -> str:
    """The fingerprint of a round of answers."""
    return _fingerprint(sorted((_values(answer, _ANSWER) for answer in answers), key=lambda values: values[0]))


def refuse_stale(seen: str, now: str, what: str) -> None:
    """Conflict when the page showed something else than what stands there now. A caller that showed nothing (`seen` empty) is not asked."""
    if seen and seen != now:
        raise Conflict(f"{what}在您打开页面之后被他人改过，您的修改没有保存，也没有盖掉他人的。请核对最新内容后再办理。")


def refuse_unread(instrument: Instrument, seen: str) -> None:
    """Conflict when a person decides on words other than those on their page."""
    if seen:
        refuse_stale(seen, of_draft(instrument, instrument.items.all()), "文稿")


def _values(row: Any, names: Iterable[str]) -> list[Any]:
    return [getattr(row, name) for name in names]


def _fingerprint(values: list[Any]) -> str:
    return hashlib.sha256(json.dumps(values, default=str, ensure_ascii=False).encode()).hexdigest()[:16]
