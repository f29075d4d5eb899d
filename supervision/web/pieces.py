"""小部件：一页上成百地出现的，不经模板，直接写成标记。

A case's page lists a thousand values and draws three hundred days. Through Django's templates each of them is some ten nodes to walk, which
was half of that page's time. Every part goes through ``format_html``, which escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from supervision.web import formats
from supervision.workdays import Cell, MonthGrid

NOTHING = SafeString("")
WEEKDAYS = "一二三四五六日"


def definitions(context: Context, items: Iterable[Any], columns: int = 1) -> SafeString:
    """名称与内容 in one, two or three columns. An item has label and value, and may have note, url and num: keys of a mapping or attributes."""
    rows = format_html_join("", "<div><dt>{}</dt><dd{}>{}{}</dd></div>", (_definition(context, item) for item in items))
    return format_html('<dl class="definitions definitions-{}">{}</dl>', columns, rows)


def _definition(context: Context, item: Any) -> tuple[Any, ...]:
    label, value, url, note, num = (
        item.get(name) if isinstance(item, Mapping) else getattr(item, name, None)
        for name in ("label", "value", "url", "note", "num")
    )
    shown: Any = formats.MISSING if value is None or value == "" else render_value_in_context(value, context)
    return (
        label,
        SafeString(' class="num-text"') if num else NOTHING,
        format_html('<a href="{}">{}</a>', url, shown) if url else shown,
        format_html("<small>{}</small>", note) if note else NOTHING,
    )


def month(grid: MonthGrid) -> SafeString:
    """One month of a day count as a table; each day says to a screen reader what the eye sees."""
    weeks = format_html_join(
        "", "<tr>{}</tr>", ((format_html_join("", "{}", ((_day(cell),) for cell in week)),) for week in grid.weeks)
    )
    return format_html(
        '<table class="wd-month"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        grid.title,
        _HEAD,
        weeks,
    )


def _day(cell: Cell | None) -> SafeString:
    if cell is None:
        return _BLANK
    return format_html(
        '<td class="{}"><span class="visually-hidden">{}</span><span class="wd-date" aria-hidden="true">{}</span>{}{}</td>',
        cell.classes,
        cell.spoken,
        cell.day.day,
        NOTHING if cell.number is None else format_html('<span class="wd-number" aria-hidden="true">{}</span>', cell.number),
        format_html('<span class="wd-mark" aria-hidden="true">{}</span>', cell.mark) if cell.mark else NOTHING,
    )


_BLANK = SafeString('<td class="wd-blank"></td>')
_HEAD = format_html_join("", '<th scope="col" abbr="星期{}">{}</th>', ((name, name) for name in WEEKDAYS))
