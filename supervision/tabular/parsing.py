"""取值：把一个单元格的文字读成值，读不懂就说清楚哪里不对。

For forms, previews and the wording of errors; in bulk the intake does the same in SQL. Full-width digits and signs are
folded first. Sums of money are always returned in 元.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from supervision.tabular.columns import Column, Kind
from supervision.tabular.problems import Problem

Value = str | int | Decimal | date | datetime | bool | tuple[str, ...] | None

BEIJING = ZoneInfo("Asia/Shanghai")
SEPARATORS = re.compile(r"[、，,;；|\n\r]+")
_DATE = re.compile(r"(\d{4})([-/.年])(\d{1,2})([-/.月])(\d{1,2})日?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?|分)?")
_SERIAL = re.compile(r"(\d{1,6})(?:\.(\d+))?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_TRUE = {"是", "1", "true", "yes", "y", "√", "有", "真"}
_FALSE = {"否", "0", "false", "no", "n", "×", "无", "假", "x"}
_SERIAL_EPOCH = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
LARGEST_SUM = Decimal("1e14")


class _Wrong(Exception):
    """Message and remedy of a value that cannot be read."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def folded(text: str) -> str:
    """Full-width letters, digits and signs as plain ones, outer blanks removed."""
    return unicodedata.normalize("NFKC", text).strip()


def parse(column: Column, text: str, *, line: int = 0, date_system: str = "") -> Value | Problem:
    """The value of one cell, or the Problem that says what is wrong with it.

    Empty gives None (a Problem when the column is required). Choices give their code, several a tuple of codes;
    `money_wan` is converted to 元. `date_system`: "1900" or "1904" when the file is a workbook, in which a bare number
    in a date column is a serial day (`Sheet.date_system`); otherwise such a number is refused.
    """
    original = text
    if not text or not (text := unicodedata.normalize("NFC", text).strip()):
        if column.required:
            return Problem(
                line, column.label, "", "为空，该列必填", f"请填写，如 {column.example}" if column.example else "请填写"
            )
        return None
    try:
        return _READERS[column.kind](column, text, date_system)
    except _Wrong as wrong:
        return Problem(line, column.label, original, wrong.message, wrong.remedy)


def _text(column: Column, text: str, date_system: str) -> str:
    if "\x00" in text:
        raise _Wrong("含有不可见的控制字符", "请删除后重新录入")
    if column.max_length and len(text) > column.max_length:
        raise _Wrong(f"有 {len(text)} 个字，超过 {column.max_length} 个字", "请删减")
    return text


def _date(column: Column, text: str, date_system: str) -> date:
    return read_date(text, column.example, date_system)


def read_date(text: str, example: str = "", date_system: str = "") -> date:
    """2026-03-02, 2026/3/2, 2026.3.2, 20260302, 2026年3月2日, with or without a time after it."""
    plain = folded(text)
    if date_system and (serial := _SERIAL.fullmatch(plain)) and len(serial.group(1)) < 6:
        return _from_serial(int(serial.group(1)), date_system)
    day, _, time = plain.replace("T", " ").partition(" ")
    day = day.replace(" ", "")
    if time and not _TIME.fullmatch(time.strip()) and not _DATE.fullmatch(plain.replace(" ", "")):
        raise _Wrong("不是日期", f"请写成 {example or '2026-03-02'}")
    found = _DATE.fullmatch(day) or _DATE.fullmatch(plain.replace(" ", ""))
    parts = (found.group(1), found.group(3), found.group(5)) if found else None
    if found and (found.group(2) == "年") != (found.group(4) == "月"):
        parts = None
    if parts is None and (compact := _COMPACT_DATE.fullmatch(day)):
        parts = (compact.group(1), compact.group(2), compact.group(3))
    if parts is None:
        raise _Wrong("不是日期", f"请写成 {example or '2026-03-02'}")
    year, month, number = map(int, parts)
    if not 1900 <= year <= 2200:
        raise _Wrong("年份不合理", "请核对年份")
    try:
        return date(year, month, number)
    except ValueError:
        raise _Wrong("日期不存在", f"请改为真实日期，如 {_nearest_day(year, month)}") from None


def _nearest_day(year: int, month: int) -> date:
    """The last day of that month, or a plain example when there is no such month."""
    if not 1 <= month <= 12:
        return date(year, 12, 31)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _from_serial(serial: int, date_system: str) -> date:
    day = _SERIAL_EPOCH[date_system] + timedelta(days=serial)
    if not 1950 <= day.year <= 2100:
        raise _Wrong("不是日期", "请写成 2026-03-02，并把该列设为文本或日期格式")
    return day


def _datetime(column: Column, text: str, date_system: str) -> datetime:
    plain = folded(text).replace("T", " ")
    day_text, _, time_text = plain.partition(" ")
    if not time_text and "日" in plain:
        day_text, _, time_text = plain.partition("日")
    day = read_date(day_text, column.example, date_system)
    if not time_text.strip():
        return datetime(day.year, day.month, day.day, tzinfo=BEIJING)
    found = _TIME.fullmatch(time_text.strip())
    hour, minute, second = (int(part or 0) for part in found.groups()) if found else (99, 0, 0)
    if hour > 23 or minute > 59 or second > 59:
        raise _Wrong("时间看不懂", "请写成 2026-03-02 10:20")
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=BEIJING)


def _number(text: str, what: str) -> Decimal:
    plain = folded(text).replace(" ", "")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise _Wrong(f"不是{what}", f"请只填数字，如 {'3' if what == '整数' else '1234.5'}") from None
    if not number.is_finite() or abs(number) >= LARGEST_SUM:
        raise _Wrong(f"不是合理的{what}", "请核对")
    return number


def _integer(column: Column, text: str, date_system: str) -> int:
    number = _number(text, "整数")
    if number != number.to_integral_value():
        raise _Wrong("不是整数", "请去掉小数部分")
    return int(number)


def _decimal(column: Column, text: str, date_system: str) -> Decimal:
    return _placed(_number(text, "数字"), column.places)


def _placed(number: Decimal, places: int) -> Decimal:
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise _Wrong(f"小数超过 {places} 位", f"请保留 {places} 位小数")
    return number


def _money(text: str, unit: str, other: str, places: int) -> Decimal:
    plain = folded(text).replace(" ", "").lstrip("¥￥")
    if plain.endswith(other) and not plain.endswith(unit):
        raise _Wrong(f"单位是{other}，该列以{unit}为单位", f"请换算成{unit}后只填数字")
    number = _number(plain.removesuffix(unit).removesuffix("万" if unit == "万元" else unit), "金额")
    if number < 0:
        raise _Wrong("金额不能为负数", "请核对")
    return _placed(number, places)


def _money_yuan(column: Column, text: str, date_system: str) -> Decimal:
    if folded(text).replace(" ", "").endswith(("万元", "万")):
        raise _Wrong("单位是万元，该列以元为单位", "请换算成元后只填数字")
    return _money(text, "元", "万元", min(column.places, 2))


def _money_wan(column: Column, text: str, date_system: str) -> Decimal:
    return (_money(text, "万元", "元", column.places) * 10000).quantize(Decimal("0.01"))


def choice_code(column: Column, text: str) -> str | None:
    """The code of a choice given by its code or its label, blanks and full-width forms ignored.

    None if there is no such choice.
    """
    wanted = folded(text).replace(" ", "").casefold()
    for code, label in column.choices.items():
        if wanted in (code.casefold(), folded(label).replace(" ", "").casefold()):
            return code
    return None


def _choice(column: Column, text: str, date_system: str) -> str:
    code = choice_code(column, text)
    if code is None:
        near = get_close_matches(folded(text), list(column.choices.values()), 1, 0.5)
        if near:
            remedy = f"是不是“{near[0]}”？请改为代码表中的一项"
        else:
            some = list(column.choices.values())
            remedy = f"请改为：{'、'.join(some[:8])}{'等' if len(some) > 8 else ''}"
        raise _Wrong("不在代码表中", remedy)
    return code


def _multi_choice(column: Column, text: str, date_system: str) -> tuple[str, ...]:
    whole = choice_code(column, text)
    if whole is not None:
        return (whole,)
    found: dict[str, None] = {}
    for part in split(text):
        try:
            found[_choice(column, part, date_system)] = None
        except _Wrong as wrong:
            raise _Wrong(f"其中“{part}”{wrong.message}", wrong.remedy) from None
    return tuple(found)


def split(text: str) -> list[str]:
    """The parts of a cell that holds several, separated by 、，,;；| or a line break."""
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def _boolean(column: Column, text: str, date_system: str) -> bool:
    plain = folded(text).casefold()
    if plain in _TRUE:
        return True
    if plain in _FALSE:
        return False
    raise _Wrong("不是“是”或“否”", "请填“是”或“否”")


def _list(column: Column, text: str, date_system: str) -> tuple[str, ...]:
    return tuple(_text(column, part, date_system) for part in split(text))


_READERS: dict[Kind, Callable[[Column, str, str], Value]] = {
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.MONEY_YUAN: _money_yuan,
    Kind.MONEY_WAN: _money_wan,
    Kind.CHOICE: _choice,
    Kind.MULTI_CHOICE: _multi_choice,
    Kind.BOOLEAN: _boolean,
    Kind.LIST: _list,
}
