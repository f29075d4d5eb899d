"""页面标签: filters and components of every page. They know no domain word.

Filters write values (``{{ amount|yuan:"元" }}``); tags draw components from ``templates/web/``, each of which states
its parameters at its top.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from supervision.web import dayplan, formats, masking, pieces, tones
from supervision.workdays import Explanation, listed, month_grids

register = template.Library()

#: Keys of an address that belong to one page of a list and are dropped when the list itself changes.
PAGE_KEYS = ("after", "before", "page")

for _filter in (
    masking.mask_name,
    masking.mask_id,
    masking.mask_phone,
    masking.mask_account,
    masking.mask_address,
    formats.yuan,
    formats.thousands,
    formats.cn_date,
    formats.cn_datetime,
    formats.cn_day,
    formats.gap,
):
    register.filter(_filter.__name__, _filter)
register.simple_tag(formats.cn_span, name="span")
register.simple_tag(formats.count_text, name="count_text")
register.simple_tag(pieces.definitions, takes_context=True)
register.simple_tag(pieces.month)


@register.filter
def wanyuan(value: Any) -> str:
    """A sum of 元 written in 万元: 12,345 → 1.23 万元."""
    return formats.yuan(value, "万元")


@register.filter
def or_dash(value: Any) -> Any:
    """The value, or — when it is missing."""
    return formats.MISSING if value is None or value == "" else value


@register.simple_tag
@cache
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of ``static/img/icons.svg``. Decorative unless ``label`` says in words what it means."""
    role = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" focusable="false" {}>'
        '<use href="{}#{}"></use></svg>',
        css,
        role,
        static("img/icons.svg"),
        name,
    )


@register.inclusion_tag("web/due.html")
def due_chip(
    due: Any, today: date, remaining: Any = None, done_on: Any = None, href: str = "", label: str = ""
) -> dict[str, Any]:
    """A due day: "还剩 3 个工作日 · 12月1日(周二)". See ``web/due.html``."""
    return {"chip": dayplan.due_chip(due, today, remaining, done_on), "href": href, "label": label}


@register.inclusion_tag("workdays/calendar.html")
def day_count(explanation: Explanation, article: str = "") -> dict[str, Any]:
    """How a due day was counted, on a small calendar. See ``workdays/calendar.html``."""
    return {"explanation": explanation, "article": article, "grids": month_grids(explanation), "lines": listed(explanation)}


@register.inclusion_tag("web/badge.html")
def state_badge(state: Any, label: str = "", tone: str = "", icon: str = "") -> dict[str, Any]:
    """A state: icon, word and colour. ``state`` is a ``workflow.State`` or a plain value with a ``label``."""
    known = tones.tone_of(state)
    return {
        "label": label or getattr(state, "label", "") or str(state),
        "hint": getattr(state, "explanation", ""),
        "tone": tone or known.tone,
        "icon": icon or known.icon,
    }


@register.inclusion_tag("web/severity.html")
def severity(level: str, label: str = "") -> dict[str, Any]:
    """How grave a problem is: a word and filled bars. ``level``: critical high medium low info."""
    word, bars = tones.SEVERITIES.get(level, (level, 0))
    return {"level": level, "label": label or word, "bars": range(1, 5), "filled": bars}


@register.simple_tag(takes_context=True)
def filter_url(context: Any, **changes: Any) -> str:
    """The address of this list with some filters changed: ``{% filter_url state="open" %}``; None or "" removes one.

    The keys of one page of the list (after, before, page) are dropped.
    """
    query = context["request"].GET.copy()
    for key in PAGE_KEYS:
        query.pop(key, None)
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        elif isinstance(value, (list, tuple)):
            query.setlist(key, [str(one) for one in value])
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.inclusion_tag("web/filter_bar.html", takes_context=True)
def filter_bar(context: Any, form: BaseForm, search: str = "", placeholder: str = "", saved: Any = None) -> dict[str, Any]:
    """A list's filters and the chips of those in force. See ``web/filter_bar.html``."""
    query = context["request"].GET
    own = {form.add_prefix(name) for name in form.fields}
    return {
        "request": context["request"],
        "form": form,
        "search_field": form[search] if search else None,
        "fields": [bound for bound in form.visible_fields() if bound.name != search],
        "placeholder": placeholder,
        "chips": _chips(form, query),
        "kept": [(key, value) for key, values in query.lists() if key not in own and key not in PAGE_KEYS for value in values],
        "clear_url": _without(query, own),
        "saved": saved or [],
    }


@register.inclusion_tag("web/field.html")
def field(bound: BoundField, wide: bool = False, label: str = "", autofocus: bool = False) -> dict[str, Any]:
    """One form field: label, required mark, help, control, and its error beside it. See ``web/field.html``."""
    widget = bound.field.widget
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        kind, css = "choices", ""
    elif isinstance(widget, CheckboxInput):
        kind, css = "check", "form-check-input"
    else:
        kind, css = "control", "form-select" if isinstance(widget, Select) else "form-control"
    if isinstance(widget, FileInput):
        kind = "file"
    attrs: dict[str, str | bool] = {
        "class": " ".join(filter(None, [widget.attrs.get("class", ""), css, "is-invalid" if bound.errors else ""]))
    }
    if autofocus:
        attrs["autofocus"] = "autofocus"
    return {
        "field": bound,
        "kind": kind,
        "control": bound.as_widget(attrs=attrs),
        "wide": wide,
        "label": label or bound.label,
    }


@register.inclusion_tag("web/action_bar.html", takes_context=True)
def action_bar(
    context: Any,
    options: Iterable[Any],
    post_url: str = "",
    links: Mapping[str, str] | None = None,
    sticky: bool = False,
    confirm: bool = True,
    seen: str = "",
) -> dict[str, Any]:
    """The steps that a lifecycle offers now (``lifecycle.available``). See ``web/action_bar.html``."""
    offered = [
        {"option": option, "step": option.transition, "href": (links or {}).get(option.transition.action, "")}
        for option in options
    ]
    main = next((item for item in offered if item["option"].allowed and item["step"].primary), None)
    return {
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "open": [{**item, "is_main": item is main} for item in offered if item["option"].allowed],
        "shut": [item for item in offered if not item["option"].allowed],
        "post_url": post_url,
        "sticky": sticky,
        "confirm": confirm,
        "seen": seen,
    }


@register.inclusion_tag("web/stat_tile.html")
def stat_tile(
    label: str, value: Any, unit: str = "", trend: Sequence[float] = (), note: str = "", href: str = "", tone: str = ""
) -> dict[str, Any]:
    """One figure with its unit, a note and a small trend. See ``web/stat_tile.html``."""
    shown = formats.thousands(value) if isinstance(value, int) else value
    return {
        "label": label,
        "value": shown,
        "unit": unit,
        "bars": _bars(trend),
        "trend": trend,
        "note": note,
        "href": href,
        "tone": tone,
    }


@register.inclusion_tag("web/chart.html")
def chart(name: str, spec: Mapping[str, Any], caption: str = "", open_table: bool = False) -> dict[str, Any]:
    """A chart with its table twin. ``spec``: kind, labels, series, unit; see ``web/chart.html``."""
    rows = [
        {"label": label, "values": [one["data"][index] for one in spec["series"]]} for index, label in enumerate(spec["labels"])
    ]
    return {
        "name": name,
        "spec": spec,
        "caption": caption,
        "rows": rows,
        "open_table": open_table,
        "data_id": f"{name}-data",
    }


def _bars(trend: Sequence[float]) -> list[dict[str, Any]]:
    """At most twelve bars of a 96 × 24 drawing, 6 wide, 2 between, set to the right; the last one is the present."""
    shown = list(trend)[-12:]
    top = max([*shown, 0]) or 1
    heights = [max(1, round(22 * float(value) / float(top))) for value in shown]
    return [
        {"x": 98 - 8 * (len(heights) - index), "y": 24 - height, "height": height, "is_last": index == len(heights) - 1}
        for index, height in enumerate(heights)
    ]


def _chips(form: BaseForm, query: QueryDict) -> list[dict[str, str]]:
    """One chip for each value of each filter in force: label, value in words, the address without it."""
    chips = []
    for bound in form:
        key = bound.html_name
        for raw in (value for value in query.getlist(key) if value):
            rest = query.copy()
            for page_key in PAGE_KEYS:
                rest.pop(page_key, None)
            rest.setlist(key, [value for value in query.getlist(key) if value and value != raw])
            chips.append({"label": str(bound.label), "value": _in_words(bound, raw), "remove_url": f"?{rest.urlencode()}"})
    return chips


def _in_words(bound: BoundField, raw: str) -> str:
    if isinstance(bound.field.widget, CheckboxInput):
        return "是"
    for value, label in _flat(getattr(bound.field, "choices", ())):
        if str(value) == raw:
            return str(label)
    return raw


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield value, label


def _without(query: QueryDict, keys: Iterable[str]) -> str:
    rest = query.copy()
    for key in [*keys, *PAGE_KEYS]:
        rest.pop(key, None)
    return f"?{rest.urlencode()}" if rest else "?"
