"""监督文书的表单。"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict

from cases.models import Finding
from cases.review.people import Reviewer
from notices import instruments
from notices.choices import ObjectionOutcome, ProblemType, ReferralGround, ReferralOutcome, SupervisionMethod, Verdict
from notices.lifecycles import INSTRUMENT, MATTER
from notices.models import Instrument, InstrumentItem, ItemResponse
from notices.selectors.finding_words import omitted_duty
from notices.services import revisions
from notices.services.drafting import LONGEST_DAYS, DraftText, ItemText
from notices.services.responding import LONGEST_TEXT, Answer
from notices.services.visits import VisitText
from supervision.workdays import Period, Unit

UNITS = [(Unit.DAY.value, "日（自然日）"), (Unit.WORKDAY.value, "个工作日")]


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _reseen(form: forms.Form, seen: str) -> None:
    data = QueryDict(mutable=True)
    for name, values in cast(QueryDict, form.data).lists():
        data.setlist(name, values)
    data["seen"] = seen
    form.data = data


class OpenMatterForm(forms.Form):
    """立项: what the matter is called, which situation of 条例 §11 it is, and which of its problems are duties not performed."""

    title = forms.CharField(label="事项名称", max_length=200)
    problem_type = forms.ChoiceField(
        label="问题类型", choices=ProblemType.choices, help_text="《行政执法监督条例》第十一条第二款"
    )
    method = forms.ChoiceField(
        label="监督方式",
        choices=SupervisionMethod.choices,
        help_text="专项监督由省级以上监督机构开展（条例第二十一条），此处不可选",
    )
    summary = forms.CharField(
        label="基本情况", required=False, widget=_text(4), help_text="来源、已核实的情况，供核稿、签发时参考"
    )
    duties = forms.TypedMultipleChoiceField(label="属应当履行而未履行职责的问题", coerce=int, required=False)

    def __init__(self, findings: Iterable[Finding], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(findings)
        duties: Any = self.fields["duties"]
        duties.choices = [(finding.pk, str(finding)) for finding in found]
        if found and not self.is_bound:
            self.initial.setdefault("title", f"{found[0].agency.short_name}行政执法问题")
            self.initial.setdefault("problem_type", ProblemType.PROCEDURE)
            self.initial.setdefault("duties", [finding.pk for finding in found if omitted_duty(finding)])


class DraftForm(forms.Form):
    """文书编辑: the texts of a draft, its period, and each problem as the paper states it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="标题", max_length=200)
    opening = forms.CharField(label="正文开头", required=False, widget=_text(4))
    closing = forms.CharField(
        label="正文结尾",
        required=False,
        widget=_text(5),
        help_text="救济途径与后果；反馈期限、报送方式由系统按期限写入，不在此处填写",
    )
    period_amount = forms.IntegerField(label="反馈期限", min_value=1, max_value=LONGEST_DAYS)
    period_unit = forms.ChoiceField(label="单位", choices=UNITS)
    period_basis = forms.CharField(label="期限依据", max_length=200, required=False, widget=_text(2))

    def __init__(self, instrument: Instrument, items: Iterable[InstrumentItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        self.initial = {
            "title": instrument.title, "opening": instrument.opening, "closing": instrument.closing,
            "period_amount": instrument.period_amount, "period_unit": instrument.period_unit, "period_basis": instrument.period_basis,
            "seen": revisions.of_draft(instrument, self.items),
        }  # fmt: skip
        if instrument.tells_superior:  # asks for no answer: neither a period nor a demand
            for name in ("period_amount", "period_unit", "period_basis"):
                del self.fields[name]
        for item in self.items:
            self._add(item)
            if instrument.tells_superior:
                del self.fields[f"demand-{item.pk}"]

    def _add(self, item: InstrumentItem) -> None:
        parts = {
            "title": forms.CharField(label="问题名称", max_length=200, required=False),
            "problem": forms.CharField(label="事实", required=False, widget=_text(3)),
            "basis": forms.CharField(label="依据", max_length=300, required=False),
            "demand": forms.CharField(label="整改要求", required=False, widget=_text(2)),
        }
        for part, field in parts.items():
            self.fields[f"{part}-{item.pk}"] = field
            self.initial[f"{part}-{item.pk}"] = getattr(item, part)
        self.fields[f"drop-{item.pk}"] = forms.BooleanField(label="不写入本文书", required=False)

    def show_as_of(self, seen: str) -> None:
        """Let the form, shown again, carry another fingerprint than it came with: a second saving is a decision."""
        _reseen(self, seen)

    @property
    def item_groups(self) -> list[dict[str, Any]]:
        """For the template: the fields of each problem together."""
        parts = ("title", "problem", "basis", "demand", "drop")
        return [
            {"item": item, **{part: self[name] for part in parts if (name := f"{part}-{item.pk}") in self.fields}}
            for item in self.items
        ]

    @property
    def dropped(self) -> set[int]:
        """Ids of the problems left out."""
        return {item.pk for item in self.items if self.cleaned_data.get(f"drop-{item.pk}")}

    def draft_text(self) -> DraftText:
        """What the service takes. After `is_valid`."""
        data = self.cleaned_data
        return DraftText(
            title=data["title"], opening=data["opening"], closing=data["closing"],
            period_amount=data.get("period_amount", 0), period_unit=data.get("period_unit", Unit.DAY.value),
            period_basis=data.get("period_basis", ""),
            items={
                item.pk: ItemText(**{part: data.get(f"{part}-{item.pk}", "") for part in ("title", "problem", "basis", "demand")})
                for item in self.items
            },
        )  # fmt: skip


class AnswersForm(forms.Form):
    """单位反馈: for each problem of the open round the answer, the measures and the day of completion."""

    def __init__(self, answers: Iterable[ItemResponse], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(answers)
        self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=revisions.of_answers(self.rows))
        for row in self.rows:
            self.fields[f"answer-{row.pk}"] = forms.CharField(
                label="情况说明", required=False, max_length=LONGEST_TEXT, widget=_text(4), initial=row.answer
            )
            self.fields[f"measures-{row.pk}"] = forms.CharField(
                label="整改措施", required=False, max_length=LONGEST_TEXT, widget=_text(4), initial=row.measures,
                help_text="尚未完成的，写明计划完成时间",
            )  # fmt: skip
            self.fields[f"rectified_on-{row.pk}"] = forms.DateField(
                label="整改完成日期",
                required=False,
                initial=row.rectified_on,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    def show_as_of(self, seen: str) -> None:
        """As in `DraftForm`."""
        _reseen(self, seen)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """For the template: the fields of each problem together."""
        parts = ("answer", "measures", "rectified_on")
        return [{"row": row, **{part: self[f"{part}-{row.pk}"] for part in parts}} for row in self.rows]

    def answers(self) -> dict[int, Answer]:
        """What the service takes. After `is_valid`."""
        data = self.cleaned_data
        return {
            row.pk: Answer(data[f"answer-{row.pk}"], data[f"measures-{row.pk}"], data[f"rectified_on-{row.pk}"])
            for row in self.rows
        }


class ExtensionForm(forms.Form):
    """延期申请."""

    amount = forms.IntegerField(label="申请延长", min_value=1, max_value=LONGEST_DAYS)
    reason = forms.CharField(label="延期理由", widget=_text(3), max_length=2000)


class ExtensionDecisionForm(forms.Form):
    """延期决定."""

    granted = forms.TypedChoiceField(
        label="决定", choices=[("1", "同意延期"), ("0", "不同意")], coerce=lambda value: value == "1", empty_value=None
    )
    note = forms.CharField(label="决定意见", required=False, widget=_text(2), max_length=2000)


class ObjectionForm(forms.Form):
    """提出异议: to which problem and why; its files are read from the request."""

    item = forms.IntegerField(label="问题")
    reason = forms.CharField(label="异议理由", widget=_text(5), max_length=LONGEST_TEXT)


class ObjectionAnswerForm(forms.Form):
    """答复异议."""

    outcome = forms.ChoiceField(label="处理结果", choices=ObjectionOutcome.choices)
    answer = forms.CharField(label="答复意见", required=False, widget=_text(4), max_length=LONGEST_TEXT)
    new_demand = forms.CharField(label="变更后的整改要求", required=False, widget=_text(3), max_length=LONGEST_TEXT)
    amount = forms.IntegerField(label="反馈期限", required=False, min_value=1, max_value=LONGEST_DAYS)
    unit = forms.ChoiceField(label="单位", required=False, choices=UNITS)

    def period(self) -> Period | None:
        """The period that was written; None when none was. After `is_valid`."""
        data = self.cleaned_data
        return Period(data["amount"], Unit(data["unit"] or Unit.DAY.value)) if data["amount"] else None


class SuspensionForm(forms.Form):
    """提出暂扣: that a local basis is missing is said by the service, with the law (S-12)."""

    certificate = forms.IntegerField(label="执法证件")
    cause = forms.CharField(label="事由", required=False, widget=_text(3), max_length=LONGEST_TEXT)
    local_basis = forms.CharField(label="本地依据", required=False)
    from_day = forms.DateField(label="起始日")
    to_day = forms.DateField(label="截止日")


class ToldForm(forms.Form):
    """登记暂扣的告知."""

    unit_on = forms.DateField(label="告知所在单位日期", required=False)
    issuer_on = forms.DateField(label="告知发证机关日期", required=False)


class VerdictForm(forms.Form):
    """逐项核验."""

    verdict = forms.ChoiceField(choices=[(one.value, one.label) for one in (Verdict.ACCEPTED, Verdict.RETURNED)])
    reason = forms.CharField(required=False, max_length=2000)


class SendBackForm(forms.Form):
    """退回补正的期限."""

    amount = forms.IntegerField(label="补正期限", min_value=1, max_value=LONGEST_DAYS, initial=15)
    unit = forms.ChoiceField(label="单位", choices=UNITS)


class ReferralForm(forms.Form):
    """登记应当移送监察机关的线索."""

    ground = forms.ChoiceField(label="移送情形", choices=ReferralGround.choices)
    found_on = forms.DateField(label="发现日期")
    clue = forms.CharField(label="线索内容", widget=_text(5), max_length=LONGEST_TEXT)


class SettlementForm(forms.Form):
    """登记移送结果; what the outcome needs is asked by the service."""

    outcome = forms.ChoiceField(label="结果", choices=ReferralOutcome.choices)
    referred_on = forms.DateField(label="移送日期", required=False)
    document_number = forms.CharField(label="移送函文号", required=False, max_length=60)
    receiver = forms.CharField(label="接收的监察机关", required=False, max_length=100)
    note = forms.CharField(label="说明", required=False, widget=_text(3), max_length=2000)


class VisitForm(forms.Form):
    """记录监督检查: for each supervisor a tick and the number of the certificate shown."""

    visited_on = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    place = forms.CharField(label="地点", max_length=200)
    covert = forms.BooleanField(label="暗访", required=False)
    members = forms.TypedMultipleChoiceField(label="监督人员", coerce=int)
    invited = forms.CharField(
        label="受邀人员", required=False, max_length=300, help_text="人大代表、政协委员、专家等（条例第二十三条），不要求监督证"
    )
    observed = forms.CharField(label="检查情况", widget=_text(8), max_length=LONGEST_TEXT)

    def __init__(self, colleagues: Iterable[Reviewer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._colleagues = list(colleagues)
        members: Any = self.fields["members"]
        members.choices = [(one.pk, one.name) for one in self._colleagues]
        members.widget = forms.CheckboxSelectMultiple(choices=members.choices)
        for one in self._colleagues:
            self.fields[f"number-{one.pk}"] = forms.CharField(
                label=f"{one.name}的行政执法监督证号", required=False, max_length=40,
                widget=forms.TextInput(attrs={"placeholder": "行政执法监督证号", "aria-label": f"{one.name}的行政执法监督证号", "class": "form-control"}),
            )  # fmt: skip

    @property
    def people(self) -> list[dict[str, Any]]:
        """For the template: each supervisor's tick, name and number."""
        ticks = {str(tick.data["value"]): tick.tag() for tick in self["members"]}
        return [
            {"name": one.name, "title": one.title, "chosen": ticks[str(one.pk)], "number": self[f"number-{one.pk}"]}
            for one in self._colleagues
        ]

    def text(self) -> VisitText:
        """What the service takes. After `is_valid`."""
        data = self.cleaned_data
        members = {pk: data.get(f"number-{pk}", "") for pk in data["members"]}
        return VisitText(data["visited_on"], data["place"], data["observed"], members, data["covert"], data["invited"])


class MatterFilter(forms.Form):
    """筛选监督事项."""

    q = forms.CharField(label="事项编号、名称、单位", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *MATTER.choices])
    problem_type = forms.ChoiceField(label="问题类型", required=False, choices=[("", "全部"), *ProblemType.choices])
    referral = forms.BooleanField(label="只看有线索待移送", required=False)
    suspension = forms.BooleanField(label="只看暂扣证件待批准", required=False)


class InstrumentFilter(forms.Form):
    """筛选监督文书."""

    q = forms.CharField(label="文号、标题、单位", required=False)
    kind = forms.ChoiceField(label="文种", required=False, choices=[("", "全部"), *instruments.CHOICES])
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *INSTRUMENT.choices])
    late = forms.BooleanField(label="只看逾期", required=False)
    objected = forms.ChoiceField(label="异议", required=False, choices=[("", "全部"), ("on", "待答复"), ("mine", "待本局答复")])
