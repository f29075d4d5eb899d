"""统计：与手算的数对照。"""

from __future__ import annotations

import pytest

from reports.warnings.statistics import adjusted, mad, ratio_interval, rise_p, upper_tail, wilson_interval


def test_wilson_at_three_of_eight() -> None:
    # z = 1.96: centre (3 + 1.9207) / (8 + 3.8415) = 0.4155, reach 1.96 · sqrt(3·5/8 + 0.9604) / 11.8415 = 0.2787
    assert wilson_interval(3, 8) == pytest.approx((0.1368, 0.6943), abs=2e-4)


def test_wilson_stays_honest_at_the_ends() -> None:
    # n of n: from 1 / (1 + 3.8415 / 10)
    assert wilson_interval(10, 10) == pytest.approx((10 / 13.8415, 1.0), abs=2e-4)
    assert wilson_interval(0, 10) == pytest.approx((0.0, 3.8415 / 13.8415), abs=2e-4)


def test_the_exact_tail_of_the_tea_lady() -> None:
    # Fisher's tea: four of four right of eight cups: 1 / C(8,4) = 1/70; three or more: (16 + 1) / 70
    assert upper_tail(4, 4, 0, 4) == pytest.approx(1 / 70)
    assert upper_tail(3, 4, 1, 4) == pytest.approx(17 / 70)


def test_the_tail_without_hits_says_nothing() -> None:
    assert upper_tail(0, 12, 0, 300) == pytest.approx(1.0)
    assert upper_tail(0, 12, 30, 300) == pytest.approx(1.0)
    with pytest.raises(ValueError):
        upper_tail(5, 4, 0, 10)


def test_the_tail_bears_large_numbers() -> None:
    assert 0 < upper_tail(200, 1_000, 9_000, 90_000) < 1e-20


def test_benjamini_hochberg_by_hand() -> None:
    # sorted 0.005 0.009 0.05 0.2 · 4/1 4/2 4/3 4/4 = 0.02 0.018 0.0667 0.2; from the largest down the smallest so far
    assert adjusted([0.05, 0.005, 0.2, 0.009]) == pytest.approx([0.2 / 3, 0.018, 0.2, 0.018])
    assert adjusted([]) == []
    assert adjusted([0.04, 0.04, 0.04]) == pytest.approx([0.04, 0.04, 0.04])


def test_the_mad_by_hand() -> None:
    # median 300; deviations 200 100 0 100 4700 → 100
    assert mad([100, 200, 300, 400, 5000]) == 100
    assert mad([5, 5, 5]) == 0
    with pytest.raises(ValueError):
        mad([])


def test_the_ratio_of_means_by_hand() -> None:
    # means 30 and 10; variances 200/… : (20, 40) → 200, (5, 15) → 50; spread² = 200/(2·900) + 50/(2·100) = 0.1111 + 0.25
    ratio, low, high = ratio_interval([20, 40], [5, 15])
    assert ratio == pytest.approx(3)
    assert (low, high) == pytest.approx((3 / 3.2472, 3 * 3.2472), rel=1e-3)  # exp(1.96 · 0.60093) = 3.2472
    with pytest.raises(ValueError):
        ratio_interval([1], [1, 2])


def test_a_rise_whose_interval_just_begins_at_one_has_a_p_of_a_fortieth() -> None:
    # A 95 % interval leaves 2.5 % on either side.
    assert rise_p(2.0, 1.0, 4.0) == pytest.approx(0.025, abs=1e-4)
    assert rise_p(1.0, 0.5, 2.0) == pytest.approx(0.5)
