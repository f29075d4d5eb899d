"""文书与证明材料的下载：先核对能否看这件文书，再给文件。"""

from __future__ import annotations

import re
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import View

from notices.models import Instrument, ResponseAttachment
from supervision.audit.reads import note_read
from supervision.uploads import serve
from supervision.web.throttling import EXPORT

_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def file_name(stem: str, ending: str) -> str:
    """A file name that every system takes: forbidden characters become a dash, at most 120 characters."""
    return f"{_NOT_IN_A_NAME.sub('-', stem).strip(' .')[:120] or '文书'}.{ending}"


class InstrumentFile(View):
    """PDF or DOCX of an issued instrument."""

    throttle = EXPORT
    permission = "notices.view_instrument"

    def get(self, request: HttpRequest, pk: int, ending: str) -> FileResponse:
        user: Any = request.user
        rows = Instrument.objects.visible_to(user).select_related("pdf", "docx")
        one = get_object_or_404(rows, pk=pk)
        file = {"pdf": one.pdf, "docx": one.docx}.get(ending)
        if file is None:
            raise Http404
        note_read("notices.paper_read", actor=user, target=one, part=ending, payload={"form": ending, "sha256": file.sha256})
        return serve(file, file_name(f"{one.number} {one.title}", ending))


class EvidenceFile(View):
    """A piece of evidence. The agency reads its own; the bureau what has been sent."""

    throttle = EXPORT
    permission = "notices.view_instrument"

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        user: Any = request.user
        rows = ResponseAttachment.objects.select_related("file", "item_response__response__instrument")
        attachment = get_object_or_404(
            rows, pk=pk, item_response__response__instrument__in=Instrument.objects.visible_to(user).order_by().values("pk")
        )
        response = attachment.item_response.response
        if response.sent_at is None and not user.has_perm("notices.respond", response.instrument):
            raise Http404
        note_read("notices.evidence_read", actor=user, target=response.instrument, part=attachment.pk,
                  payload={"attachment": attachment.pk, "sha256": attachment.file.sha256})  # fmt: skip
        return serve(attachment.file, attachment.name)
