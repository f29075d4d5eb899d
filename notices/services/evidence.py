"""证明材料：上传、移除。看扩展名，也看文件内容。"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from agencies.models import User
from notices.choices import Verdict
from notices.models import Instrument, ItemResponse, ResponseAttachment
from notices.services.responding import open_round
from supervision.audit.record import record
from supervision.uploads import clean_name, keep_evidence
from supervision.web.errors import UserError

MOST_FILES = 20


@transaction.atomic
def attach_evidence(*, instrument: Instrument, answer_id: int, name: str, content: bytes, actor: User) -> ResponseAttachment:
    """Keep a file with one answer of the open round. UserError for a kind, a size or a content that is not allowed."""
    response = open_round(instrument, actor)
    answer = _answer(response.items.all(), answer_id)
    if answer.attachments.count() >= MOST_FILES:
        raise UserError(f"每个问题最多上传 {MOST_FILES} 个文件。", where=clean_name(name), remedy="请合并后再上传。")
    name, file = keep_evidence(name, content)
    if answer.attachments.filter(file=file).exists():
        raise UserError("这个文件已经上传过。", where=name)
    attachment: ResponseAttachment = ResponseAttachment.objects.create(
        item_response=answer, file=file, name=name, uploaded_by=actor
    )
    record(
        "notices.attachment.added", actor=actor, target=instrument,
        payload={"name": name, "sha256": file.sha256, "size": file.size, "item": answer.item.order},
    )  # fmt: skip
    return attachment


@transaction.atomic
def remove_evidence(*, instrument: Instrument, answer_id: int, attachment_id: int, actor: User) -> None:
    """Take a file off an answer that has not been sent. The bytes stay where the hash says; the trail names them."""
    response = open_round(instrument, actor)
    attachment = ResponseAttachment.objects.select_related("file").filter(
        pk=attachment_id, item_response=answer_id, item_response__response=response
    ).first()  # fmt: skip
    if attachment is None:
        raise UserError("没有这个附件，或者它属于已经报送的反馈，不能移除。", remedy="请刷新页面。")
    payload = {"name": attachment.name, "sha256": attachment.file.sha256}
    attachment.delete()
    record("notices.attachment.removed", actor=actor, target=instrument, payload=payload)


def _answer(items: QuerySet[ItemResponse], answer_id: int) -> ItemResponse:
    answer: ItemResponse | None = items.exclude(verdict=Verdict.REVOKED).select_related("item").filter(pk=answer_id).first()
    if answer is None:
        raise UserError("这个问题不在本轮反馈中。", remedy="请刷新页面。")
    return answer
