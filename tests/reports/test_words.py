"""报告的措辞：数少的时候不说比率，增减只说件数。"""

from __future__ import annotations

from typing import Any

import pytest

from reports.sections.numbers import change_in_words


def figure(kind: str, unit: str = "件") -> dict[str, Any]:
    return {"kind": kind, "unit": unit}


@pytest.mark.parametrize(
    ("kind", "now", "before", "words"),
    [
        ("count", 2, 3, "比上月减少1件"),
        ("count", 9, 7, "比上月增加2件"),
        ("count", 9, 8, "比上月增长12.5%"),
        ("count", 5, 5, "与上月持平"),
        ("count", 5, 0, "上月为零，不计算增幅"),
        ("share", "3.8", "4.5", "比上月下降0.7个百分点"),
        ("share", None, "4.5", "样本过少，不作比较"),
    ],
)
def test_a_change_is_told_as_far_as_the_numbers_carry_it(kind: str, now: Any, before: Any, words: str) -> None:
    assert change_in_words(figure(kind), {"value": now}, {"value": before}) == words
