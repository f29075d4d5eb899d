"""登记簿的表单：由列说明生成，一列一格。"""

from __future__ import annotations

from typing import Any

from django import forms

from agencies.forms import AGENCY_LIST, DayInput
from agencies.registers.comparing import LIMITS
from agencies.registers.declaration import Entry, Register, Values
from supervision.tabular import Column, Kind
from supervision.tabular.sheet import MEGABYTE

LONG_TEXT = 120


class ImportForm(forms.Form):
    """A file for a register."""

    file = forms.FileField(
        label="文件",
        help_text=f"CSV、XLSX 或者 XLS，不超过 {LIMITS.max_bytes // MEGABYTE} MB、{LIMITS.max_rows:,} 行。先预览，确认后才写入。",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.txt"}),
        error_messages={"empty": "文件是空的（0 字节）。请核对后重新选择。", "required": "请选择要导入的文件。"},
    )


class RowForm(forms.Form):
    """One row of a register. `seen`: what it said when the form was drawn."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, register: Register, entry: Entry | None, data: Any = None) -> None:
        super().__init__(data, initial={**entry.values, "seen": entry.digest} if entry else None)
        self.register = register
        for column in register.table.columns:
            self.fields[column.key] = _field(column)
        if "agency" in self.fields:
            self.fields["agency"].widget.attrs.update({"list": AGENCY_LIST, "autocomplete": "off"})
        self.fields["reason"] = forms.CharField(label="理由", max_length=200, help_text="例如公布、调整文件的文号；写入变更经过")

    @property
    def columns(self) -> list[Any]:
        """The fields of the row, for the template."""
        return [self[column.key] for column in self.register.table.columns]

    def values(self) -> Values:
        """What the row is to say."""
        return {column.key: self.cleaned_data[column.key] for column in self.register.table.columns}


def _field(column: Column) -> forms.Field:
    """The field of a column."""
    told: dict[str, Any] = {"label": column.label, "required": column.required, "help_text": column.help}
    match column.kind:
        case Kind.CHOICE:
            return forms.ChoiceField(choices=[("", "请选择"), *column.choices.items()], **told)
        case Kind.BOOLEAN:
            return forms.BooleanField(**told | {"required": False})
        case Kind.DATE:
            return forms.DateField(widget=DayInput(), **told)
        case Kind.DECIMAL:
            return forms.DecimalField(max_digits=12, decimal_places=column.places, **told)
        case Kind.INTEGER:
            return forms.IntegerField(min_value=0, max_value=2_000_000_000, **told)
        case Kind.MONEY_YUAN:
            return forms.DecimalField(max_digits=18, decimal_places=2, min_value=0, **told)
        case Kind.MULTI_CHOICE:
            choices = list(column.choices.items())
            return forms.TypedMultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, empty_value=[], **told)
    widget = forms.Textarea(attrs={"rows": 2}) if column.max_length > LONG_TEXT else forms.TextInput()
    return forms.CharField(max_length=column.max_length or None, widget=widget, **told)
