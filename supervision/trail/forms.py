"""留痕页面的表单。"""

from __future__ import annotations

from typing import Any

from django import forms

from supervision.audit import verbs
from supervision.audit.models import AuditEvent
from supervision.trail.selectors import Wanted, kind_words

ALL: list[tuple[str, str]] = [("", "全部")]


class EventFilter(forms.Form):
    """Filters of the trail; they live in the address."""

    person = forms.CharField(label="操作人", required=False, max_length=60)
    verb = forms.ChoiceField(label="动作", required=False)
    result = forms.ChoiceField(label="结果", required=False)
    export = forms.CharField(label="导出编号", required=False, max_length=40)
    kind = forms.CharField(label="对象类型", required=False, max_length=60, widget=forms.HiddenInput)
    number = forms.CharField(label="对象编号", required=False, max_length=40, widget=forms.HiddenInput)
    begin = forms.DateField(label="自", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label="至", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        known = sorted((verb.code, verb.label) for verb in verbs.known())
        self.fields["verb"].choices = ALL + known  # type: ignore[attr-defined]
        self.fields["result"].choices = ALL + list(AuditEvent._meta.get_field("result").choices or [])  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The filter asked for; what does not parse is left out."""
        self.is_valid()
        found: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(**found)

    @property
    def about(self) -> str:
        """The one object that the list is narrowed to, in words."""
        kind, number = self.data.get("kind", ""), self.data.get("number", "")
        return f"{kind_words(kind)} {number}".strip()
