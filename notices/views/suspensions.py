"""暂扣执法证件的提出、批准、返还和告知登记。"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from notices.forms import SuspensionForm, ToldForm
from notices.models import CertificateSuspension, Matter
from notices.services import suspensions
from supervision.web.errors import UserError
from supervision.web.views import ActionView


class ProposeSuspension(ActionView):
    """提出暂扣执法证件."""

    permission = "notices.propose_suspension"
    model = Matter

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        form, actor = SuspensionForm(request.POST), request.user
        if not form.is_valid():
            raise UserError("暂扣没有写完整。", where="证件暂扣", remedy="请选择证件，填写起始日、截止日、事由和本地依据。")
        data = form.cleaned_data
        suspensions.propose(
            matter=self.object,
            certificate_id=data["certificate"],
            cause=data["cause"],
            local_basis=data["local_basis"],
            from_day=data["from_day"],
            to_day=data["to_day"],
            actor=actor,  # type: ignore[arg-type]
        )
        return "已提出暂扣，待负责人批准；批准以前证件效力不变。"


class SuspensionAct(ActionView):
    """暂扣的下一步."""

    permission = "notices.approve_suspension"
    model = CertificateSuspension
    fresh = {"approve": "批准暂扣"}

    def get_queryset(self) -> QuerySet[CertificateSuspension]:
        rows: QuerySet[CertificateSuspension] = super().get_queryset()
        return rows.select_related("issuer")

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        actor: Any = request.user
        words = request.POST.get("words", "")
        match request.POST.get("action"):
            case "approve":
                suspensions.approve(suspension=self.object, actor=actor)
                return "已批准，起始日起证件停止使用。请承办人告知所在单位和发证机关。"
            case "decline":
                suspensions.decline(suspension=self.object, reason=words, actor=actor)
                return "不予批准，证件效力不变。"
            case "restore":
                on = _day(request.POST.get("on", ""))
                suspensions.restore(suspension=self.object, reason=words, on=on, actor=actor)
                return "已返还，返还之日起证件恢复效力。"
        raise UserError("没有这一步。", remedy="请刷新页面查看现在可以办理的事项。")


class SuspensionTold(ActionView):
    """登记暂扣的告知."""

    permission = "notices.propose_suspension"
    model = CertificateSuspension

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        form, actor = ToldForm(request.POST), request.user
        if not form.is_valid():
            raise UserError("日期写得不对。", where="告知日期", remedy="请写成 2026-03-05。")
        data = form.cleaned_data
        suspensions.note_told(
            suspension=self.object, unit_on=data["unit_on"], issuer_on=data["issuer_on"], actor=actor  # type: ignore[arg-type]
        )  # fmt: skip
        return "已登记告知日期。"


def _day(text: str) -> Any:
    """The day of return; today when none is given."""
    if not text:
        return timezone.localdate()
    try:
        return forms.DateField().clean(text)
    except forms.ValidationError as error:
        raise UserError("日期写得不对。", where="返还日期", remedy="请写成 2026-03-05。") from error
