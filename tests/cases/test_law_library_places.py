"""引用的位置读成条号。"""

from __future__ import annotations

import pytest

from cases.laws.places import chinese, number_of, numbers_in, value_of

PLACES = [
    ("第六十条", ["第六十条"]),
    ("第四十二条第一款", ["第四十二条"]),
    ("第六十四条第一项", ["第六十四条"]),
    ("第六十四条、第八十条", ["第六十四条", "第八十条"]),
    ("第二十九条、第三十条、第四十五条", ["第二十九条", "第三十条", "第四十五条"]),
    ("第八十条至第八十二条", ["第八十条", "第八十一条", "第八十二条"]),
    ("第二十二条第二款、第三十三条", ["第二十二条", "第三十三条"]),
    ("第三十五条第一款至第三十七条", ["第三十五条", "第三十六条", "第三十七条"]),
    ("第七十二条第一款第一项", ["第七十二条"]),
    ("第七十六条第一款（五）", ["第七十六条"]),
    ("第六十四条（一）（六）", ["第六十四条"]),
    ("第一百七十六条", ["第一百七十六条"]),
    ("第一百零七条", ["第一百零七条"]),
    ("第一百一十条", ["第一百一十条"]),
    ("第十七条之一、第十八条", ["第十七条之一", "第十八条"]),
    ("（2017年修正文本，条号待核）第三十三条", ["第三十三条"]),
    ("第60条", ["第六十条"]),
    ("（六）", ["（六）"]),
    ("（十一）至（十三）", ["（十一）", "（十二）", "（十三）"]),
    ("（七）（九）", ["（七）", "（九）"]),
    ("（七）、（九）", ["（七）", "（九）"]),
    ("二（一）", ["二（一）"]),
    ("", []),
    ("罚款金额（万元，六位小数）", []),
    ("送达一节", []),
    ("第一百五十八条（30日；条号待核）", ["第一百五十八条"]),
    ("第六十条、第六十条第二款", ["第六十条"]),
]


@pytest.mark.parametrize(("place", "expected"), PLACES, ids=[place or "the whole law" for place, _ in PLACES])
def test_a_place_is_read_as_article_numbers(place: str, expected: list[str]) -> None:
    assert [str(number) for number in numbers_in(place)] == expected


def test_numerals_go_there_and_back() -> None:
    assert [value_of(chinese(value)) for value in range(1, 1000)] == list(range(1, 1000))
    assert [chinese(value) for value in (10, 11, 20, 105, 110, 999)] == [
        "十",
        "十一",
        "二十",
        "一百零五",
        "一百一十",
        "九百九十九",
    ]


@pytest.mark.parametrize(("text", "number"), [("第 60 条", "第六十条"), (" 第六十条之一 ", "第六十条之一"), ("(六)", "（六）")])
def test_a_number_is_brought_into_its_form(text: str, number: str) -> None:
    assert str(number_of(text)) == number


@pytest.mark.parametrize("text", ["", "六十", "第六十条第一款", "第零条", "第一千条", "第六十条、第六十一条", "附则"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_of(text) is None


def test_articles_sort_as_the_law_has_them() -> None:
    order = ["第二条", "第十条", "第十条之一", "第十一条", "第一百条"]
    assert [str(number) for number in sorted(number for text in reversed(order) for number in numbers_in(text))] == order
