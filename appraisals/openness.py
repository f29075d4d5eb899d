"""评议公开（S-10）：评议办结时，标准、过程、结果都应当已经公开。

条例 §19: 「评议标准、过程、结果应当以适当方式公开」. One pure function, asked by the step that closes, by the page and by the tests; the
database holds the same as a check constraint. An appraisal that is not over is not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from appraisals.choices import Part
from cases.choices import Outcome

BASIS = "《行政执法监督条例》第十九条"


@dataclass(frozen=True)
class Judgement:
    """S-10 of one appraisal, and the sentence for it."""

    outcome: Outcome
    sentence: str


def missing(days: Mapping[Part, date | None]) -> list[Part]:
    """The parts that nobody has published, in the order of the article."""
    return [part for part in Part if days.get(part) is None]


def named(parts: list[Part]) -> str:
    """Parts in words: 评议过程、评议结果."""
    return "、".join(str(part.label) for part in parts)


def judge(closed_on: date | None, days: Mapping[Part, date | None]) -> Judgement:
    """`closed_on` set ⇒ all three are published; not over: not applicable."""
    left = missing(days)
    if closed_on is None:
        return Judgement(Outcome.NOT_APPLICABLE, f"评议还没有办结。{f'尚未公开：{named(left)}。' if left else '三项都已公开。'}")
    if left:
        return Judgement(Outcome.FAIL, f"评议已经办结，{named(left)}没有公开。")
    return Judgement(Outcome.PASS, "评议标准、过程、结果都已公开。")
