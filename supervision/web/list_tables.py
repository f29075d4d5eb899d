"""导出的列表：一个列表导出时有哪些列、要什么权限，各处只说一次。

What a list looks like as a file. A `ListPage` names its `Exported`; the button on the page, the route and the file follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models.expressions import Combinable

from supervision.tabular import Column, Kind
from supervision.web.masking import mask_name, mask_numbers

Source = str | Combinable


@dataclass(frozen=True, eq=False)
class Out:
    """One column of a list: its heading, the fields or expressions it is made of, and how a person reads them.

    `shown` takes the sources' values in their order; without it the one source's value is written as it is. Whatever a page masks is masked
    here by the same function.
    """

    label: str
    sources: tuple[Source, ...]
    shown: Callable[..., Any] | None = None
    kind: Kind = Kind.TEXT
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def column(self) -> Column:
        """The column as a file is told of it."""
        return Column(self.label, self.label, kind=self.kind, choices=self.choices)


def out(label: str, *sources: Source, shown: Callable[..., Any] | None = None, kind: Kind = Kind.TEXT) -> Out:
    """A column of one or several sources."""
    return Out(label, sources, shown, kind)


def coded(label: str, source: Source, choices: Sequence[tuple[Any, Any]]) -> Out:
    """A column of codes, written in words."""
    return Out(label, (source,), None, Kind.CHOICE, {str(code): str(words) for code, words in choices if code not in ("", None)})


Columns = Callable[[Any], Sequence[Out]]
"""The columns a person sees: what a post does not show on the page does not stand in its file."""


@dataclass(frozen=True)
class Exported:
    """A list that can be taken out: what the file is called, the permission that opens it, the route that makes it, its columns.

    `published`: the file goes to a receiver that fixes its form. A CSV then begins with the headings and ends with the last row; its number
    stands in its name, in a workbook also on a sheet of its own, and the trail keeps its digest.
    """

    name: str
    permission: str
    url_name: str
    columns: Columns
    published: bool = False


def filter_words(form: forms.Form | None) -> dict[str, str]:
    """The filters that narrow a list, each by its label, as the trail and the file may hold them. What does not parse does not narrow.

    Typed text may be anybody's name: a short one is masked like a name, a number in it like a number.
    """
    if form is None:
        return {}
    form.is_valid()
    given = ((form.fields[name], value) for name, value in form.cleaned_data.items() if value not in (None, "", False))
    return {str(one.label or ""): _in_words(one, value) for one, value in given}


def _in_words(one: forms.Field, value: Any) -> str:
    if value is True:
        return "是"
    if isinstance(one, forms.ChoiceField):
        return next((str(label) for code, label in one.choices if str(code) == str(value)), str(value))  # type: ignore[union-attr, misc]
    if isinstance(one, forms.CharField):
        return mask_numbers(mask_name(str(value), "sole_trader"))
    return str(value)
