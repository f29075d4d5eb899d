"""案卷评查的表单：方案、复核。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from cases.review.choices import Grade, ObjectionOutcome, Stratum
from cases.review.lifecycles import FILE, ROUND

ALL: list[tuple[Any, str]] = [("", "全部")]
MOST_OF_A_STRATUM = 100


class PlanForm(forms.Form):
    """A round's plan. The sizes are files of each agency, stratum by stratum."""

    title = forms.CharField(label="名称", max_length=80)
    period_start = forms.DateField(label="案卷期间起", widget=forms.DateInput(attrs={"type": "date"}))
    period_end = forms.DateField(label="案卷期间止", widget=forms.DateInput(attrs={"type": "date"}))
    agencies = forms.MultipleChoiceField(label="被评查单位", widget=forms.CheckboxSelectMultiple)
    heavy_fine = forms.IntegerField(
        label="罚款达到多少元归入重大层次", min_value=1, max_value=100_000_000, initial=10_000,
        help_text="本批次抽样分层用的数额，不是法定的听证或者法制审核标准。",
    )  # fmt: skip
    excellent_from = forms.IntegerField(label="优秀起点（分）", min_value=1, max_value=100, initial=90)
    good_from = forms.IntegerField(label="良好起点（分）", min_value=1, max_value=99, initial=75)
    pass_from = forms.IntegerField(label="合格起点（分）", min_value=1, max_value=98, initial=60)
    gap = forms.IntegerField(
        label="两人分差超过几分由第三人评定", min_value=1, max_value=50, initial=15, help_text="正好等于该分值的，仍取平均分。"
    )
    rule_cap = forms.IntegerField(label="同一条合计最多扣几分", min_value=1, max_value=40, initial=10)

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = agencies  # type: ignore[attr-defined]
        for stratum in Stratum:
            self.fields[f"size_{stratum.value}"] = forms.IntegerField(
                label=stratum.label, min_value=0, max_value=MOST_OF_A_STRATUM, initial=0, required=False
            )

    @property
    def size_fields(self) -> list[forms.BoundField]:
        """The sizes, for the template."""
        return [self[f"size_{stratum.value}"] for stratum in Stratum]

    @property
    def measure_fields(self) -> list[forms.BoundField]:
        """Thresholds and the like."""
        return [self[name] for name in ("heavy_fine", "excellent_from", "good_from", "pass_from", "gap", "rule_cap")]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        start, end = given.get("period_start"), given.get("period_end")
        if start and end and start > end:
            self.add_error("period_end", "期间止日早于起日。")
        if end and end > timezone.localdate():
            self.add_error("period_end", "期间止日晚于今天；案卷期间应当已经过去。")
        steps = [given.get(name) for name in ("pass_from", "good_from", "excellent_from")]
        if None not in steps and not steps[0] < steps[1] < steps[2]:  # type: ignore[operator]
            self.add_error("excellent_from", "合格、良好、优秀的起点应当依次升高。")
        given["wanted"] = {stratum.value: given.get(f"size_{stratum.value}") or 0 for stratum in Stratum}
        return given


class RoundFilter(forms.Form):
    """Filters of the rounds."""

    state = forms.ChoiceField(label="状态", required=False, choices=ALL + ROUND.choices)


class FileFilter(forms.Form):
    """Filters of the files; `round` is the key of a round, `mine`: files that I score."""

    round = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    state = forms.ChoiceField(label="状态", required=False, choices=ALL + FILE.choices)
    stratum = forms.ChoiceField(label="层次", required=False, choices=ALL + [(one.value, one.short) for one in Stratum])
    grade = forms.ChoiceField(label="等次", required=False, choices=ALL + Grade.choices)
    mine = forms.BooleanField(label="我评查的", required=False)


class ResultFilter(forms.Form):
    """Filters of the results."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*ALL, ("told", "已告知"), ("published", "已公布")])


class AnswerForm(forms.Form):
    """What re-review found."""

    outcome = forms.ChoiceField(label="复核结果", choices=ObjectionOutcome.choices, widget=forms.RadioSelect)
    score = forms.DecimalField(
        label="复核得分", min_value=0, max_value=100, max_digits=4, decimal_places=1, required=False, help_text="变更评定的填写。"
    )
    words = forms.CharField(label="复核意见", widget=forms.Textarea(attrs={"rows": 4}))
