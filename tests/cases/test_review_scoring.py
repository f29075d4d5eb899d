"""评分：扣分封顶、一票否决、等次边界、分差正好十五分不转第三人。"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from cases.review import scoring
from cases.review.choices import Grade, Verdict
from cases.review.items import AXES, ITEMS, items_for
from cases.rules import RULESET


@dataclass
class Line:
    taken: int
    code: str = ""
    veto: bool = False
    verdict: str = Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        (0, Grade.FAIL), ("59.5", Grade.FAIL), (60, Grade.PASS), ("74.5", Grade.PASS), (75, Grade.GOOD), ("89.5", Grade.GOOD),
        (90, Grade.EXCELLENT), (100, Grade.EXCELLENT),
    ],
)  # fmt: skip
def test_a_threshold_belongs_to_the_better_grade(score, grade):
    assert scoring.Scale().grade(Decimal(score)) == grade


def test_a_round_may_set_its_own_thresholds():
    scale = scoring.Scale(excellent=95, good=80, passing=70)
    assert [scale.grade(score) for score in (69, 70, 79, 80, 94, 95)] == [
        Grade.FAIL, Grade.PASS, Grade.PASS, Grade.GOOD, Grade.GOOD, Grade.EXCELLENT,
    ]  # fmt: skip


def test_points_of_one_code_are_capped_and_loose_ones_are_not():
    lines = [Line(10, "P-30"), Line(4, "P-30"), Line(2, "P-53"), Line(20), Line(6), Line(9, "J-31", verdict=Verdict.STRUCK)]
    assert scoring.total(lines, 10) == scoring.Total(100 - 10 - 2 - 26, False)


def test_one_accepted_veto_is_nought_and_a_struck_one_is_nothing():
    assert scoring.total([Line(1, "J-1"), Line(0, "V-1", veto=True)], 10) == scoring.Total(0, True)
    assert scoring.total([Line(0, "V-1", veto=True, verdict=Verdict.STRUCK)], 10) == scoring.Total(100, False)


def test_a_score_never_falls_below_nought():
    assert scoring.total([Line(20) for _ in range(7)], 10).score == 0


@pytest.mark.parametrize(
    ("first", "second", "mean"),
    [(90, 75, Decimal("82.5")), (75, 90, Decimal("82.5")), (90, 74, None), (0, 15, Decimal("7.5")), (0, 16, None)],
)
def test_exactly_fifteen_points_apart_is_still_the_mean(first, second, mean):
    assert scoring.settled(first, second, 15) == mean


def test_items_are_declared_once_each_with_axis_and_article():
    codes = [item.code for item in ITEMS]
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(RULESET.codes)
    for item in ITEMS:
        assert item.axis in AXES
        assert item.basis
        assert item.question.endswith("？")
        assert (item.points == 0) == item.veto
        assert item.points <= 10
    for kind in ("penalty", "licence", "coercion", "inspection"):
        asked = items_for(kind)
        assert {item.axis for item in asked} == set(AXES)
        assert sum(item.veto for item in asked) == 5
