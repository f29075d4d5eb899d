"""Word、Excel 文件的门：先看压缩包的目录，再看里面的文字有没有宏、外部链接、嵌入的文件。

The archive's directory is judged by the same limits as an imported workbook. Then each XML part is searched as text, never parsed: a
document type declaration, a relation that fetches something from elsewhere, a field or formula that runs a program.
"""

from __future__ import annotations

import io
import re
import zipfile

from supervision.tabular import Limits, SheetError
from supervision.tabular.archive import open_archive, read_member
from supervision.uploads.refusal import Refusal

LIMITS = Limits()
VALUES = "请复制到新的文件里，另存后再上传。"

_MACROS = re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/|/dialogsheets/|customui/", re.IGNORECASE)
_EMBEDDED = re.compile(r"/embeddings/|oleobject|/afchunk|/externallinks/|/querytables/|/connections\.xml$", re.IGNORECASE)
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ELSEWHERE = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
_LINK = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")
_ADDRESS = re.compile(rb"""Target\s*=\s*["']\s*(?:https?:|mailto:|tel:|\#)""", re.IGNORECASE)
_CHUNK = re.compile(rb"""Type\s*=\s*["'][^"']*/(?:aFChunk|attachedTemplate|oleObject|vbaProject|control)["']""", re.IGNORECASE)
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>([^<]*)|w:instr=[\"']([^\"']*)")
_PROGRAM = re.compile(rb"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_PIPE_IN_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?>[^<|]*\|[^<!]*!")
_FOREIGN = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"%PDF", b"#!")


def check_document(content: bytes) -> None:
    """A Word document. Raises Refusal."""
    _check(content, "word/document.xml")


def check_workbook(content: bytes) -> None:
    """An Excel workbook. Raises Refusal."""
    _check(content, "xl/workbook.xml")


def _check(content: bytes, main_part: str) -> None:
    if not content.startswith(b"PK\x03\x04"):
        raise Refusal
    try:
        archive = open_archive(io.BytesIO(content), LIMITS)
        names = archive.namelist()
        if main_part not in names or "[Content_Types].xml" not in names:
            raise Refusal
        for name in names:
            if _MACROS.search(name):
                raise Refusal("文件里有宏。", "请另存为不含宏的 .docx 或 .xlsx 后再上传。")
            if _EMBEDDED.search(name):
                raise Refusal("文件里嵌有或者引用了别的文件。", VALUES)
        for member in archive.infolist():
            _check_part(archive, member)
    except SheetError as error:
        remedy = error.problem.remedy.replace("或改用 CSV", "或另存为 PDF")  # a table's other way is none for evidence
        raise Refusal(f"{error.problem.message}。", f"{remedy}。") from None


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    part = b"".join(read_member(archive, member))
    if part.startswith(_FOREIGN):
        raise Refusal("文件里嵌有别的文件。", VALUES)
    name = member.filename.lower()
    if not name.endswith((".xml", ".rels", ".vml")):
        return
    if b"\x00" in part or _DECLARED.search(part):
        raise Refusal("文件的内部写法不规范，无法安全读取。", VALUES)
    if name == "[content_types].xml" and b"macroenabled" in part.lower():
        raise Refusal("文件里有宏。", "请另存为不含宏的 .docx 或 .xlsx 后再上传。")
    if name.endswith(".rels"):
        _check_relations(part)
    instructions = b" ".join(b"".join(found) for found in _INSTRUCTION.findall(part))
    joined = b"".join(b"".join(found) for found in _INSTRUCTION.findall(part))
    if _PROGRAM.search(instructions) or b"DDEAUTO" in joined.upper() or _PIPE_IN_FORMULA.search(part):
        raise Refusal("文件里有会启动别的程序的域或者公式。", VALUES)


def _check_relations(part: bytes) -> None:
    for relation in _RELATION.findall(part):
        if _CHUNK.search(relation):
            raise Refusal("文件里嵌有或者引用了别的文件。", VALUES)
        if _ELSEWHERE.search(relation) and not (_LINK.search(relation) and _ADDRESS.search(relation)):
            raise Refusal("文件打开时会到别处取内容。", "请断开外部链接（图片、模板、数据），另存后再上传。")
