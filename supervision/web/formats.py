"""书写格式: how dates, spans of days, sums of money and counts are written for a Chinese reader.

Pure functions, shared by the template tags and by exports. A missing value is written "—", never an empty cell.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

MISSING = "—"
_WEEKDAYS = "一二三四五六日"
_CENT = Decimal("0.01")


def as_date(value: Any) -> date | None:
    """The calendar day of a date or of a moment (in the current time zone); None for anything else."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


def cn_date(value: Any) -> str:
    """2026-11-23."""
    day = as_date(value)
    return day.isoformat() if day else MISSING


def cn_datetime(value: Any) -> str:
    """2026-11-23 10:32, in the current time zone."""
    if not isinstance(value, datetime):
        return cn_date(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%Y-%m-%d %H:%M}"


def cn_day(value: Any, today: Any = None) -> str:
    """12月1日(周二); with the year, 2027年1月4日(周一), when ``today`` lies in another one."""
    day = as_date(value)
    if day is None:
        return MISSING
    here = as_date(today)
    year = f"{day.year}年" if here and here.year != day.year else ""
    return f"{year}{day.month}月{day.day}日(周{_WEEKDAYS[day.weekday()]})"


def cn_span(start: Any, end: Any) -> str:
    """2026-11-01 至 2026-11-30（30 天）, both ends counted; an open end is written 至今."""
    first, last = as_date(start), as_date(end)
    if first is None:
        return MISSING
    if last is None:
        return f"{first.isoformat()} 至今"
    return f"{first.isoformat()} 至 {last.isoformat()}（{(last - first).days + 1} 天）"


def gap(days: Any) -> str:
    """The days between two steps in words: 同日, 3 天后, 早 2 天 (the later step is dated earlier); "" when unknown."""
    if not isinstance(days, int):
        return ""
    if days == 0:
        return "同日"
    return f"{days} 天后" if days > 0 else f"早 {-days} 天"


def yuan(value: Any, unit: str = "") -> str:
    """A sum in 元: 12,345.00, or 12,345.00 元 with ``unit="元"``; ``unit="万元"`` divides: 1.23 万元."""
    amount = _decimal(value)
    if amount is None:
        return MISSING
    if unit == "万元":
        amount /= 10000
    written = f"{amount.quantize(_CENT, ROUND_HALF_UP):,.2f}"
    return f"{written} {unit}" if unit else written


def thousands(value: Any) -> str:
    """A count with thousands separators: 12,345."""
    amount = _decimal(value)
    return MISSING if amount is None else f"{amount:,f}"


def count_text(count: int, cap: int | None = None, unit: str = "条") -> str:
    """共 1,234 条; a count that stopped at ``cap`` is written 共 10,000+ 条."""
    more = "+" if cap is not None and count >= cap else ""
    return f"共 {min(count, cap) if cap is not None else count:,}{more} {unit}"


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
