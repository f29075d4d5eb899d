"""比较：小样本不说话，许多单位一起比要校正。"""

from __future__ import annotations

from reports.warnings.judging import outliers
from reports.warnings.model import Subject

GIVEN = {"months": 12.0, "min_n": 8.0, "q": 0.05, "least_hits": 3.0, "ratio": 1.5}
judge = outliers("迟延的", "案件")


def agency(name: str, part: int, base: int, group: str = "市场监管") -> Subject:
    return Subject(name, name, 1, "430100", group, part, base)


def test_one_of_many_is_no_longer_surprising() -> None:
    # Three of ten beside none of sixty: Fisher C(10,3) / C(70,3) = 120/54,740 = 0.0022. Alone in the test, that is q.
    alone = judge([agency("甲", 3, 10), agency("乙", 0, 60)], GIVEN)
    assert [one.subject.key for one in alone.found] == ["甲"]
    assert abs(alone.found[0].p - 120 / 54740) < 1e-9
    assert abs(alone.found[0].q - 2 * 120 / 54740) < 1e-9  # two are tested
    # The same agency among forty-eight others that have nothing: tested fifty times, 50 · 0.0022 = 0.11.
    others = [agency(f"组{at}", 0, 35, group=f"领域{at // 2}") for at in range(48)]
    assert judge([agency("甲", 3, 10), agency("乙", 0, 60), *others], GIVEN).found == []
    assert judge([agency("甲", 3, 10), agency("乙", 0, 60), *others], GIVEN | {"q": 0.2}).found


def test_below_the_least_sample_nothing_is_said_whatever_the_share() -> None:
    judged = judge([agency("甲", 7, 7), agency("乙", 0, 60)], GIVEN)
    assert (judged.found, judged.tested, judged.too_few) == ([], 0, 2)  # beside 乙 stand seven cases only
    assert judge([agency("甲", 8, 8), agency("乙", 0, 60)], GIVEN).found


def test_a_share_that_is_little_higher_is_not_named_however_sure_it_is() -> None:
    # 14.9 % beside 10 % of very many cases: p is tiny, but not one and a half times.
    judged = judge([agency("甲", 1490, 10000), agency("乙", 1000, 10000)], GIVEN)
    assert judged.found == []
    (found,) = judge([agency("甲", 1500, 10000), agency("乙", 1000, 10000)], GIVEN).found
    assert "占15.0%（95%置信区间14.3%至15.7%）；同组其他单位合计10,000件，占10.0%" in found.sentence
    assert "违法" not in found.sentence


def test_groups_are_not_mixed() -> None:
    judged = judge([agency("甲", 5, 10), agency("乙", 30, 60), agency("丙", 0, 60, "水利"), agency("丁", 0, 60, "水利")], GIVEN)
    assert judged.found == []
    assert [(group.name, group.n, group.usual) for group in judged.groups] == [("市场监管", 70, 50.0), ("水利", 120, 0.0)]
