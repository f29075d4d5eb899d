"""异议的提出、答复和证据下载。"""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from notices.choices import ObjectionOutcome
from notices.forms import ObjectionAnswerForm, ObjectionForm
from notices.models import Instrument, Objection, ObjectionEvidence
from notices.services import objections
from supervision.audit.reads import note_read
from supervision.uploads import MOST_BYTES, serve
from supervision.web.edge import ORDINARY_BODY
from supervision.web.errors import UserError
from supervision.web.throttling import EXPORT, UPLOAD
from supervision.web.views import ActionView


class RaiseObjection(ActionView):
    """提出异议."""

    permission = "notices.raise_objection"
    throttle = UPLOAD
    largest_body = 5 * MOST_BYTES + ORDINARY_BODY
    model = Instrument

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        form = ObjectionForm(request.POST)
        if not form.is_valid():
            raise UserError("异议没有写完整。", where="异议", remedy="请选择对哪个问题有异议，并写明理由。")
        files = []
        for upload in request.FILES.getlist("file"):
            if (upload.size or 0) > MOST_BYTES:
                raise UserError("文件超过 20 MB。", where=upload.name or "", remedy="请压缩或者拆分后再上传。")
            files.append((upload.name or "", upload.read()))
        actor: Any = request.user
        objections.raise_objection(
            instrument=self.object,
            item_id=form.cleaned_data["item"],
            reason=form.cleaned_data["reason"],
            files=files,
            actor=actor,
        )
        return "异议已提交制发机关，反馈期限照旧计算。"

    def done_url(self) -> str:
        return reverse("notices:inbox_instrument", args=[self.object.pk])


class AnswerObjection(ActionView):
    """答复异议."""

    permission = "notices.answer_objection"
    model = Instrument

    def act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        asked = get_object_or_404(Objection, pk=kwargs["objection"], instrument=self.object)
        form = ObjectionAnswerForm(request.POST)
        if not form.is_valid():
            raise UserError(
                "答复没有写对。", where="处理结果", remedy="请选择维持、变更整改要求或者撤销；反馈期限写成一个数，如 15。"
            )
        data, actor = form.cleaned_data, request.user
        outcome = ObjectionOutcome(data["outcome"])
        objections.answer_objection(
            objection=asked, outcome=outcome, answer=data["answer"], new_demand=data["new_demand"], period=form.period(), actor=actor  # type: ignore[arg-type]
        )  # fmt: skip
        return f"已答复单位：{outcome.label}。"


class ObjectionFile(View):
    """证据 of an objection, for the agency and its bureau."""

    throttle = EXPORT
    permission = "notices.view_instrument"

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        user: Any = request.user
        rows = ObjectionEvidence.objects.select_related("file", "objection__instrument")
        kept = get_object_or_404(
            rows, pk=pk, objection__instrument__in=Instrument.objects.visible_to(user).order_by().values("pk")
        )
        note_read(
            "notices.objection_evidence_read", actor=user, target=kept.objection.instrument, part=kept.pk,
            payload={"attachment": kept.pk, "sha256": kept.file.sha256},
        )  # fmt: skip
        return serve(kept.file, kept.name)
