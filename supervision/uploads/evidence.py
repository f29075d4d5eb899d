"""证明材料的门：扩展名在册，内容与扩展名相符，里面没有会动的东西。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from supervision.uploads.office import check_document, check_workbook
from supervision.uploads.pdf import check_pdf
from supervision.uploads.pictures import check_jpeg, check_png
from supervision.uploads.refusal import Refusal
from supervision.web.errors import UserError

MOST_BYTES = 20 * 1024 * 1024
ALLOWED = "PDF、JPG、PNG、DOCX、XLSX"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS: dict[str, tuple[str, Callable[[bytes], None]]] = {
    "pdf": ("application/pdf", check_pdf),
    "jpg": ("image/jpeg", check_jpeg),
    "jpeg": ("image/jpeg", check_jpeg),
    "png": ("image/png", check_png),
    "docx": (f"{_OFFICE}.wordprocessingml.document", check_document),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", check_workbook),
}


def check_evidence(name: str, content: bytes) -> str:
    """The media type of a file that may be taken; UserError otherwise.

    Its extension is on the list, its size within the limit, its content is what the extension says, whole, and holds nothing that acts by
    itself: no script, macro, embedded file, link to be fetched.
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in _KINDS:
        raise UserError(f"不接受这种文件，可上传 {ALLOWED}。", where=name, remedy="请转换格式后再上传。")
    if not content:
        raise UserError("文件是空的。", where=name, remedy="请检查后重新选择。")
    if len(content) > MOST_BYTES:
        raise UserError(
            f"文件有 {len(content) / 1024 / 1024:.1f} MB，超过 20 MB。", where=name, remedy="请压缩或者拆分后再上传。"
        )
    media_type, check = _KINDS[ending]
    try:
        check(content)
    except Refusal as refusal:
        what = refusal.what or f"文件内容与扩展名 .{ending} 不符。"
        remedy = refusal.remedy or f"请用原软件另存为 {ending.upper()} 后再上传，不要直接改扩展名。"
        raise UserError(what, where=name, remedy=remedy) from None
    return media_type
