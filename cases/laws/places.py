"""引用的位置：把“第六十四条、第八十条”“（十一）至（十三）”读成条号。

The place of a citation as numbers of articles. Paragraphs and items (第一款第一项) belong to their article and are left to the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "[零〇一二三四五六七八九十百千两]+"
_ARTICLE = re.compile(rf"第({_NUMERAL}|\d{{1,4}})条(?:之({_NUMERAL}))?")
_SECTION = re.compile(rf"(?<![条款项])({_NUMERAL})?[（(]({_NUMERAL})[）)]")
_JOINS = re.compile(r"(?:第[^条款项]{1,6}[款项])*\s*(?:至|到|—|–|-|~|～)\s*")
LONGEST_RANGE = 100


@dataclass(frozen=True, order=True)
class Number:
    """The number of an article (第十七条之一: no 17, sub 1), or of a section of a document without articles (二（一）: part 2, no 1)."""

    part: int
    no: int
    sub: int = 0
    section: bool = False

    def __str__(self) -> str:
        if self.section:
            return f"{chinese(self.part) if self.part else ''}（{chinese(self.no)}）"
        return f"第{chinese(self.no)}条" + (f"之{chinese(self.sub)}" if self.sub else "")

    @property
    def anchor(self) -> str:
        """What its place on the law's page is called."""
        return f"a{self.part}-{self.no}-{self.sub}"


def value_of(numeral: str) -> int:
    """一百二十三 → 123; 64 → 64."""
    if numeral.isdigit():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def chinese(value: int) -> str:
    """123 → 一百二十三. ValueError beyond 1 … 999."""
    if not 1 <= value <= 999:
        raise ValueError(f"no numeral for {value}")
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    digits = "零一二三四五六七八九"
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones else "")


@lru_cache(maxsize=4096)
def numbers_in(place: str) -> tuple[Number, ...]:
    """The articles a place names, in order, ranges filled in; where it names none, its sections; () when it names neither.

    第四十二条第一款 → 第四十二条; 第八十条至第八十二条 → three; 第十二条（四） → 第十二条; （十一）至（十三） → three sections.
    """
    found = [(match, _article(match)) for match in _ARTICLE.finditer(place)]
    if not found:
        found = [(match, _section(match)) for match in _SECTION.finditer(place)]
    numbers: list[Number] = []
    end = 0
    for match, number in found:
        between = place[end : match.start()]
        if numbers and _JOINS.fullmatch(between) and number.no - numbers[-1].no <= LONGEST_RANGE:
            last = numbers[-1]
            numbers += [Number(number.part, no, 0, number.section) for no in range(last.no + 1, number.no)]
        numbers.append(number)
        end = match.end()
    return tuple(dict.fromkeys(number for number in numbers if number.no and number.no <= 999))


def number_of(text: str) -> Number | None:
    """The one number a text is: 第六十条, 第60条, （六）, 二（一）; None for anything else."""
    text = re.sub(r"\s", "", text)
    match = _ARTICLE.fullmatch(text)
    number = _article(match) if match else None
    if number is None and (match := _SECTION.fullmatch(text)):
        number = _section(match)
    return number if number and 1 <= number.no <= 999 else None


def _article(match: re.Match[str]) -> Number:
    return Number(0, value_of(match[1]), value_of(match[2]) if match[2] else 0)


def _section(match: re.Match[str]) -> Number:
    return Number(value_of(match[1]) if match[1] else 0, value_of(match[2]), section=True)
