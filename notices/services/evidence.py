"""证明材料：上传、移除。看扩展名，也看文件内容。"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from django.db import transaction
from django.db.models import QuerySet

from agencies.models import User
from notices.models import Instrument, ItemResponse, ResponseAttachment
from notices.services.responding import open_round
from supervision.audit.record import record
from supervision.documents.storage import store
from supervision.web.errors import UserError

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 20
ALLOWED = "PDF、JPG、PNG、DOCX、XLSX"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_MEDIA = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_MAGIC = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


@transaction.atomic
def attach_evidence(*, instrument: Instrument, answer_id: int, name: str, content: bytes, actor: User) -> ResponseAttachment:
    """Keep a file with one answer of the open round. UserError for a kind, a size or a content that is not allowed."""
    response = open_round(instrument, actor)
    answer = _answer(response.items.all(), answer_id)
    name = clean_name(name)
    media_type = check_content(name, content)
    if answer.attachments.count() >= MOST_FILES:
        raise UserError(f"每个问题最多上传 {MOST_FILES} 个文件。", where=name, remedy="请合并后再上传。")
    file = store(content, media_type=media_type)
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


def check_content(name: str, content: bytes) -> str:
    """The media type of a file that may be taken: its extension is on the list and its first bytes agree. UserError otherwise."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in _MEDIA:
        raise UserError(f"不接受这种文件，可上传 {ALLOWED}。", where=name, remedy="请转换格式后再上传。")
    if not content:
        raise UserError("文件是空的。", where=name, remedy="请检查后重新选择。")
    if len(content) > MOST_BYTES:
        raise UserError(
            f"文件有 {len(content) / 1024 / 1024:.1f} MB，超过 20 MB。", where=name, remedy="请压缩或者拆分后再上传。"
        )
    genuine = content.startswith(_MAGIC[ending]) if ending in _MAGIC else _is_office(content, _PARTS[ending])
    if not genuine:
        raise UserError(
            f"文件内容与扩展名 .{ending} 不符。",
            where=name,
            remedy=f"请用原软件另存为 {ending.upper()} 后再上传，不要直接改扩展名。",
        )
    return _MEDIA[ending]


def clean_name(name: str) -> str:
    """A file name without folders and unseen characters, at most 200 characters with its ending kept."""
    plain = "".join(char for char in PurePath(name.replace("\\", "/")).name if char.isprintable()).strip() or "附件"
    path = PurePath(plain)
    return f"{path.stem[: 200 - len(path.suffix)]}{path.suffix}"[:200]


def _is_office(content: bytes, part: str) -> bool:
    """Only the table of contents is read: nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return part in names and "[Content_Types].xml" in names and not any(name.endswith("vbaProject.bin") for name in names)


def _answer(items: QuerySet[ItemResponse], answer_id: int) -> ItemResponse:
    answer: ItemResponse | None = items.select_related("item").filter(pk=answer_id).first()
    if answer is None:
        raise UserError("这个问题不在本轮反馈中。", remedy="请刷新页面。")
    return answer
