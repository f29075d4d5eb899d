"""执法质效评议的表单：筛选、方案、评分、每一步。"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from agencies.forms import DayInput
from appraisals.choices import Aspect, Manner, Part, Secrecy
from appraisals.lifecycles import APPRAISAL
from appraisals.models import Appraisal
from appraisals.models.appraisal import FULL
from appraisals.openness import BASIS
from appraisals.selectors import Line
from appraisals.services.planning import Item, Plan
from appraisals.services.publishing import Notice
from appraisals.services.scoring import Mark
from supervision.web.inputs import wholes

ALL: list[tuple[Any, str]] = [("", "全部")]
MOST_ITEMS = 12
FIRST_ITEMS = 6
"""Rows of the standard that stand open; the rest unfold."""


class AppraisalFilter(forms.Form):
    """Filters of the list; they live in the address."""

    state = forms.ChoiceField(label="状态", required=False, choices=ALL + APPRAISAL.choices)
    unpublished = forms.ChoiceField(label="尚未公开", required=False, choices=ALL + Part.choices)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """What does not parse does not narrow."""
        self.is_valid()
        found = self.cleaned_data
        if found.get("state"):
            rows = rows.filter(state=found["state"])
        if found.get("unpublished"):
            rows = rows.filter(**{f"{found['unpublished']}_published_on": None}).exclude(state="cancelled")
        return rows


class ResultFilter(forms.Form):
    """Filters of the results."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*ALL, ("told", "评议中"), ("published", "结果已公开")])


class PlanForm(forms.Form):
    """A plan: what, whom, by which standard. The items stand in rows, of which empty ones do not count."""

    title = forms.CharField(label="名称", max_length=80)
    period_start = forms.DateField(label="评议期间起", widget=DayInput())
    period_end = forms.DateField(label="评议期间止", widget=DayInput())
    basis = forms.CharField(label="评议依据", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), initial=BASIS)
    situation = forms.CharField(
        label="执法特点和具体情况", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="方案、标准应当结合行政执法机关的执法特点和具体情况制定：写明本次评议针对什么。",
    )  # fmt: skip
    agencies = forms.MultipleChoiceField(label="被评议单位", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = agencies  # type: ignore[attr-defined]
        for row in range(MOST_ITEMS):
            self.fields |= {
                f"title_{row}": forms.CharField(label="指标", max_length=60, required=False),
                f"aspect_{row}": forms.ChoiceField(label="方面", choices=Aspect.choices, required=False),
                f"looks_{row}": forms.CharField(label="看什么", max_length=300, required=False),
                f"points_{row}": forms.IntegerField(label="满分", min_value=1, max_value=FULL, required=False),
            }

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The items row by row, for the template."""
        return [[self[f"{name}_{row}"] for name in ("title", "aspect", "looks", "points")] for row in range(MOST_ITEMS)]

    @property
    def first_rows(self) -> list[list[forms.BoundField]]:
        """The rows that stand open."""
        return self.rows[:FIRST_ITEMS]

    @property
    def more_rows(self) -> list[list[forms.BoundField]]:
        """The rows that unfold."""
        return self.rows[FIRST_ITEMS:]

    @property
    def more_filled(self) -> bool:
        """Whether a row that would be folded holds something."""
        return any(self[f"title_{row}"].value() for row in range(FIRST_ITEMS, MOST_ITEMS))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        start, end = given.get("period_start"), given.get("period_end")
        if start and end and start > end:
            self.add_error("period_end", "评议期间止日早于起日。")
        for row in range(MOST_ITEMS):
            written = {name: given.get(f"{name}_{row}") for name in ("title", "looks", "points")}
            for name, words in (("title", "指标名称"), ("looks", "看什么"), ("points", "满分")):
                if any(written.values()) and not written[name] and f"{name}_{row}" not in self.errors:
                    self.add_error(f"{name}_{row}", f"第 {row + 1} 项没有写{words}。")
        return given

    @property
    def plan(self) -> Plan:
        """What was written, once it is valid."""
        given = self.cleaned_data
        items = [
            Item(given[f"title_{row}"], Aspect(given[f"aspect_{row}"]), given[f"looks_{row}"], given[f"points_{row}"])
            for row in range(MOST_ITEMS)
            if given[f"title_{row}"]
        ]
        plain = {name: given[name] for name in ("title", "period_start", "period_end", "basis", "situation")}
        return Plan(agencies=wholes(given["agencies"]), items=items, **plain)


def kept(made: Appraisal) -> dict[str, Any]:
    """A plan as its form shows it again."""
    found = {name: getattr(made, name) for name in ("title", "period_start", "period_end", "basis", "situation")}
    for row, item in enumerate(made.items.all()[:MOST_ITEMS]):
        found |= {
            f"title_{row}": item.title,
            f"aspect_{row}": item.aspect,
            f"looks_{row}": item.looks_at,
            f"points_{row}": item.points,
        }
    return found | {"agencies": list(made.appraised.values_list("agency_id", flat=True))}


class ScoreForm(forms.Form):
    """One agency's points, item by item."""

    def __init__(self, data: Any = None, *, lines: Iterable[Line]) -> None:
        super().__init__(data)
        self.lines = list(lines)
        for line in self.lines:
            key, score = line.item.pk, line.score
            self.fields |= {
                f"points-{key}": forms.DecimalField(
                    label="得分", min_value=0, max_value=line.item.points, max_digits=4, decimal_places=1,
                    initial=score.points if score else None, help_text=f"0 到 {line.item.points} 分",
                ),
                f"words-{key}": forms.CharField(
                    label="评语", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), initial=score.words if score else "",
                ),
            }  # fmt: skip

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField, forms.BoundField]]:
        """Each item with its two fields, for the template."""
        return [(line, self[f"points-{line.item.pk}"], self[f"words-{line.item.pk}"]) for line in self.lines]

    @property
    def marks(self) -> dict[int, Mark]:
        """What was written, once it is valid."""
        given = self.cleaned_data
        return {
            line.item.pk: Mark(given[f"points-{line.item.pk}"], given[f"words-{line.item.pk}"])
            for line in self.lines
        }  # fmt: skip


class StepForm(forms.Form):
    """One step of an appraisal. Several stand on one page, so the fields of each carry its name."""

    def __init__(self, action: str, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{action}-%s", initial={"on": timezone.localdate()})


class NoticeForm(StepForm):
    """登记公开."""

    on = forms.DateField(label="公开日期", widget=DayInput())
    manner = forms.ChoiceField(label="公开方式", choices=Manner.choices, widget=forms.RadioSelect)
    place = forms.CharField(
        label="公开位置", max_length=300, required=False, help_text="向社会公开的必填：网站栏目、网址或者公告栏。"
    )  # fmt: skip
    secrecy = forms.ChoiceField(
        label="涉密处理", choices=Secrecy.choices, widget=forms.RadioSelect, help_text="涉密内容处理后公开。"
    )
    secrecy_note = forms.CharField(
        label="涉密处理说明", max_length=300, required=False, help_text="写明删去、概括了哪一类内容；不写涉密内容本身。"
    )  # fmt: skip
    words = forms.CharField(
        label="说明", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="和本项内容一起公开，可以不写。"
    )  # fmt: skip

    @property
    def notice(self) -> Notice:
        """What was written, once it is valid."""
        given = self.cleaned_data
        on: date = given["on"]
        texts = {name: given[name] for name in ("place", "secrecy_note", "words")}
        return Notice(on=on, manner=Manner(given["manner"]), secrecy=Secrecy(given["secrecy"]), **texts)


class ProcessForm(NoticeForm):
    """登记公开过程: the course itself is written here."""

    words = forms.CharField(
        label="评议过程", max_length=5000, widget=forms.Textarea(attrs={"rows": 5}), help_text="写明何时、由谁、以什么方式评议。"
    )  # fmt: skip


class SettleForm(StepForm):
    """定结果."""

    words = forms.CharField(
        label="意见", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="定下以后评分不能再改。"
    )


class CancelForm(StepForm):
    """撤销."""

    words = forms.CharField(label="撤销理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


STEP_FORMS: dict[str, Callable[..., StepForm]] = {
    "publish_criteria": NoticeForm,
    "publish_process": ProcessForm,
    "publish_result": NoticeForm,
    "settle": SettleForm,
    "close": StepForm,
    "cancel": CancelForm,
}
"""The form of each step of the lifecycle."""
