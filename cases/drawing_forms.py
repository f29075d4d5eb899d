"""绘制表头映射的表单：每一列选一栏，代码逐个对应，固定值，记录号由哪几列组成。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from agencies.models import Agency
from cases.choices import CaseKind
from cases.columns import BLOCKS, MUST_HAVE, TEMPLATES
from cases.columns.drawing import MOST_PARTS, NAMES, Drawing, vocabulary
from cases.intake.sampling import LIMITS, Sample
from cases.personal import masked_cell
from cases.selectors.profiles import guessed_word
from supervision.tabular import Column
from supervision.tabular.sheet import MEGABYTE
from supervision.web.masking import mask_name

SHOWN = 5
"""First values of a column that are shown."""
SPARE_FIXED = 2
"""Empty lines for fixed values beyond those in use."""
MOST_FIXED = 12

FILE_HELP = (
    f"从业务系统导出的原文件即可，只看表头和前几行：CSV 不超过 {LIMITS.max_bytes // MEGABYTE} MB，"
    f"XLSX、XLS 不超过 {LIMITS.max_workbook // MEGABYTE} MB。证件号码、电话先遮盖再显示，只有您看得到，启用后即清除。"
)
FILE_ERRORS = {"required": "请选择样例文件。", "empty": "文件是空的（0 字节）。请核对后重新选择。"}


def _file_field() -> forms.FileField:
    accepted = forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.txt"})
    return forms.FileField(label="样例文件", help_text=FILE_HELP, widget=accepted, error_messages=FILE_ERRORS)


class SampleForm(forms.Form):
    """A new profile: what it is for, and a sample."""

    name = forms.CharField(label="名称", max_length=60, help_text="看得出是哪个系统的导出，如“住建检查系统导出”。")
    kind = forms.ChoiceField(label="记录种类", choices=CaseKind.choices, widget=forms.RadioSelect, initial=CaseKind.PENALTY)
    agency = forms.ModelChoiceField(label="适用单位", queryset=Agency.objects.none(), required=False)
    file = _file_field()

    def __init__(self, *args: Any, agencies: QuerySet[Agency], for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.queryset, field.empty_label, field.required = agencies, "所有单位" if for_all else "请选择", not for_all
        field.help_text = "只用于这个单位的文件；单位自己的映射先于通用的。"
        field.error_messages["invalid_choice"] = "不在您可以绘制的单位之内。请从列表中选择。"


class VersionForm(forms.Form):
    """A new version of a profile: a sample of today."""

    file = _file_field()


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a select."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of a select under one heading."""

    label: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class WordLine:
    """A word of the file, and what it may mean."""

    name: str
    word: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A column of the file: its heading and first values, what it may be; for a column with a code list, its words. `too_many`: it has a
    code list, and more words than can be translated."""

    name: str
    was: str
    heading: str
    values: list[str]
    groups: list[Group]
    key: str
    chosen: str
    words: list[WordLine]
    too_many: bool


@dataclass(frozen=True, slots=True)
class FixedLine:
    """A value that every row gets."""

    name: str
    groups: list[Group]
    value: str


class DrawingForm:
    """What the page draws, and what comes back from it. Plain names: c3 (column 3's key), w3-0 (the first word of column 3), f0-key and
    f0-value, n0 (the first part of the record number); was3: the key to whose code list the words of column 3 were offered."""

    def __init__(self, sample: Sample, kind: CaseKind, drawing: Drawing) -> None:
        self.sample, self.kind, self.drawing = sample, kind, drawing
        self.table = TEMPLATES[kind]

    @property
    def required(self) -> list[tuple[str, bool]]:
        """The columns that a file must have, and whether they are drawn."""
        drawn = set(self.drawing.columns.values())
        return [(self.table.column(key).label, key in drawn) for key in MUST_HAVE[self.kind]]

    def lines(self) -> Iterator[HeadingLine]:
        """One line a column of the file."""
        for place, heading in self.sample.usable:
            key = self.drawing.columns.get(heading, "")
            column = self.table.column(key) if key else None
            words = self.sample.words[place]
            coded = column is not None and bool(vocabulary(column))
            yield HeadingLine(
                name=f"c{place}",
                was=f"was{place}",
                heading=heading,
                values=[_shown(key, heading, cells[place]) for _, cells in self.sample.rows[:SHOWN] if cells[place]],
                groups=self._groups(key),
                key=key,
                chosen=column.label if column else "",
                words=self._words(place, column, words) if coded and column and words else [],
                too_many=coded and words is None,
            )

    def fixed(self) -> list[FixedLine]:
        """The fixed values in use, and some empty lines."""
        used = [*self.drawing.fixed.items(), *[("", "")] * SPARE_FIXED][:MOST_FIXED]
        return [FixedLine(f"f{number}", self._groups(key), value) for number, (key, value) in enumerate(used)]

    def number(self) -> list[tuple[str, list[Choice]]]:
        """The selects of the record number's parts."""
        parts = [*self.drawing.number, *[""] * MOST_PARTS][:MOST_PARTS]
        headings = [heading for _, heading in self.sample.usable]
        return [(f"n{at}", [Choice(one, one, one == part) for one in headings]) for at, part in enumerate(parts)]

    def _groups(self, chosen: str) -> list[Group]:
        must = MUST_HAVE[self.kind]

        def choice(column: Column) -> Choice:
            return Choice(column.key, column.label + ("（必须）" if column.key in must else ""), column.key == chosen)

        return [Group(block.label, [choice(column) for column in block.columns]) for block in BLOCKS[self.kind]]

    def _words(self, place: int, column: Column, words: list[str]) -> list[WordLine]:
        meant = self.drawing.words.get(column.key)
        lines = []
        for at, word in enumerate(words):
            itself = word if word in vocabulary(column) else ""
            chosen = guessed_word(column, word) if meant is None else meant.get(word, itself)
            lines.append(WordLine(f"w{place}-{at}", word, [Choice(one, one, one == chosen) for one in vocabulary(column)]))
        return lines

    def read(self, data: QueryDict) -> Drawing:
        """What was drawn. A word that means itself needs no translation; words of a column that was just chosen are guessed."""
        columns = {heading: data.get(f"c{place}", "") for place, heading in self.sample.usable}
        columns = {heading: key for heading, key in columns.items() if key}
        words = dict(self._read_words(data, columns))
        fixed: dict[str, str] = {}
        for at in range(MOST_FIXED):
            if key := data.get(f"f{at}-key", ""):
                fixed[key] = data.get(f"f{at}-value", "").strip()
        number = tuple(dict.fromkeys(part for at in range(MOST_PARTS) if (part := data.get(f"n{at}", ""))))
        ignored = tuple(heading for _, heading in self.sample.usable if heading not in columns)
        return Drawing(columns, words, fixed, number, ignored)

    def _read_words(self, data: QueryDict, columns: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
        known = {column.key: column for column in self.table.columns}
        for place, heading in self.sample.usable:
            column = known.get(columns.get(heading, ""))
            if column is None or not vocabulary(column):
                continue
            seen = self.sample.words[place] or []
            before = self.drawing.words.get(column.key, {})
            if any(f"w{place}-{at}" in data for at in range(len(seen))) and data.get(f"was{place}", "") == column.key:
                found = {word: data.get(f"w{place}-{at}", "") for at, word in enumerate(seen)}
                found |= {word: meant for word, meant in before.items() if word not in found}
            else:
                found = {word: guessed_word(column, word) for word in seen}
            yield column.key, {word: meant for word, meant in found.items() if meant and meant != word}


def _shown(key: str, heading: str, cell: str) -> str:
    """A value of the sample; what was drawn as a document number or a name is masked like one, whatever its heading."""
    if key in NAMES:
        return mask_name(cell, "sole_trader")
    return masked_cell("证件号码" if key == "party_identity" else heading, cell)
