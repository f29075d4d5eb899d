"""下拉框：与 Django 自己的模板一字不差。"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html

from supervision.web.selects import Renderer

CHOICES: dict[str, Any] = {
    "plain": [("", "全部"), ("430100", "长沙市"), ("430181", "浏阳市")],
    "groups": [("", "全部"), ("市级", [("1", "市住建局"), ("2", "市场监管局")]), ("<县级>", [("3", "浏阳市住建局")])],
    "markup": [("<b>&\"'", "<script>alert(1)</script> & \"引号\" '单引号'")],
    "safe": [("1", format_html("{}&nbsp;局", "市"))],
    "numbers": [(1234567, 1234567), (Decimal("0.5"), Decimal("1234.50")), (None, "没有"), (True, "是")],
    "none": [],
}


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple])
@pytest.mark.parametrize("value", [None, "430181", "3", ["1", "2"], 1234567])
def test_a_select_is_djangos_own_character_by_character(name: str, kind: type[forms.Select], value: Any) -> None:
    widget = kind(choices=CHOICES[name], attrs={"class": "form-select", "required": True, "disabled": False, "data-x": "<&>"})
    assert widget.render("机关", value, renderer=Renderer()) == widget.render("机关", value, renderer=TemplatesSetting())


def test_markup_that_is_trusted_in_one_list_is_not_in_the_next() -> None:
    for label in (format_html("{}", "甲<i>"), "甲&lt;i&gt;", "甲<i>"):
        widget = forms.Select(choices=[("1", label)])
        assert widget.render("机关", "", renderer=Renderer()) == widget.render("机关", "", renderer=TemplatesSetting())


def test_options_with_a_template_of_their_own_and_other_widgets_are_left_to_django() -> None:
    class Own(forms.Select):
        option_template_name = "django/forms/widgets/radio_option.html"

    for widget in (Own(choices=CHOICES["plain"]), forms.TextInput(), forms.RadioSelect(choices=CHOICES["plain"])):
        theirs = widget.render("a", "430100", renderer=TemplatesSetting())
        assert widget.render("a", "430100", renderer=Renderer()) == theirs
        assert "<input" in theirs


def test_the_platform_renders_with_it() -> None:
    class Filter(forms.Form):
        agency = forms.ChoiceField(choices=CHOICES["plain"])

    assert isinstance(Filter().renderer, Renderer)
