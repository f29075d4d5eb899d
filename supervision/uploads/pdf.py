"""PDF 的门：没有脚本、启动程序、嵌入文件、密码。

A PDF is searched for the names of what acts by itself, not parsed. Names may be spelt in hexadecimal (/J#61vaScript) and stand in compressed
object streams: both are undone first. What cannot be looked into is not taken.
"""

from __future__ import annotations

import re
import zlib

from supervision.uploads.refusal import Refusal, refuse_hidden_archive

MOST_UNPACKED = 50 * 1024 * 1024
PRINT = "请用“打印为 PDF”另存一份后再上传。"

_ACTS = {
    b"JavaScript": "PDF 里有脚本。",
    b"Launch": "PDF 打开时会启动别的程序。",
    b"EmbeddedFile": "PDF 里嵌有别的文件。",
    b"EmbeddedFiles": "PDF 里嵌有别的文件。",
    b"RichMedia": "PDF 里有多媒体。",
    b"Movie": "PDF 里有多媒体。",
    b"Sound": "PDF 里有多媒体。",
    b"GoToE": "PDF 会打开别的文件。",
    b"GoToR": "PDF 会打开别的文件。",
    b"SubmitForm": "PDF 会把填写的内容发到别处。",
    b"ImportData": "PDF 会读取别的文件。",
    b"XFA": "PDF 是动态表单。",
    b"Encrypt": "PDF 设了密码或者权限限制。",
}
_NAMED = re.compile(rb"/(" + b"|".join(sorted(_ACTS, reverse=True)) + rb")(?=[\s/<>\[\]()%]|$)")
_SPELT = re.compile(rb"/[A-Za-z0-9#]{1,60}")
_HEXADECIMAL = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECTS = re.compile(rb"/ObjStm(?=[\s/<>\[\]()%])")
_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 2_000
"""How far from /ObjStm its stream begins: the rest of one small dictionary."""


def check_pdf(content: bytes) -> None:
    """Raises Refusal."""
    if not content.startswith(b"%PDF-"):
        raise Refusal
    refuse_hidden_archive(content)
    plain = _SPELT.sub(_spelt_out, content)
    _refuse_acts(plain)
    room = MOST_UNPACKED
    for found in _OBJECTS.finditer(plain):
        objects = _unpacked(plain, found.start(), room)
        room -= len(objects)
        _refuse_acts(_SPELT.sub(_spelt_out, objects))


def _spelt_out(name: re.Match[bytes]) -> bytes:
    return _HEXADECIMAL.sub(lambda code: bytes([int(code[1], 16)]), name[0]) if b"#" in name[0] else name[0]


def _refuse_acts(text: bytes) -> None:
    found = _NAMED.search(text)
    if found:
        raise Refusal(_ACTS[found[1]], PRINT)


def _unpacked(content: bytes, place: int, room: int) -> bytes:
    """The objects in a stream; Refusal when they are packed in any way but the usual one, or too large."""
    begins = _STREAM.search(content, place, place + _HEAD)
    begins_at = content.rfind(b"<<", max(place - _HEAD, 0), place)
    if begins is None or begins_at < 0:
        raise Refusal("PDF 的写法少见，无法检查。", PRINT)
    dictionary = content[begins_at : begins.start()]
    if b"/Filter" not in dictionary:
        return b""  # it lies open, and has been looked at
    packed = zlib.decompressobj()
    try:
        objects = packed.decompress(content[begins.end() :], max(room, 1))
    except zlib.error:
        raise Refusal("PDF 的写法少见，无法检查。", PRINT) from None
    if packed.unconsumed_tail or not packed.eof:
        raise Refusal("PDF 展开后过大或者不完整。", PRINT)
    return objects
