"""图片的门：头尾完整，尺寸合理，里面没有网页或程序。Nothing is decoded: the sizes stand in the headers."""

from __future__ import annotations

import re
import struct

from supervision.uploads.refusal import Refusal, refuse_hidden_archive

MOST_PIXELS = 100_000_000
"""A hundred megapixels: more than a scanner makes of an A2 sheet, less than what makes a viewer run out of memory."""
MOST_SIDE = 30_000

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
_CODE = re.compile(rb"<script|<\?php|<html|<iframe|<!doctype", re.IGNORECASE)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDING_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_SCAN, _END = 0xDA, 0xD9


def check_png(content: bytes) -> None:
    """Signature, header, chunk after chunk up to the end, and nothing behind it. Raises Refusal."""
    if not content.startswith(PNG):
        raise Refusal
    place, first = len(PNG), True
    while place + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        if first and (kind != b"IHDR" or length != 13):
            break
        if first:
            if place + 16 > len(content):
                break
            _check_size(*struct.unpack_from(">II", content, place + 8))
            first = False
        place += 12 + length
        if kind == b"IEND":
            if place != len(content):
                raise _foreign()
            return _check_code(content)
    raise _damaged()


def check_jpeg(content: bytes) -> None:
    """Marker after marker up to the picture itself; the size stands before it. Cameras write their own things behind the end. Raises Refusal."""
    if not content.startswith(JPEG):
        raise Refusal
    place, sized = 2, False
    while place + 4 <= len(content):
        if content[place] != 0xFF:
            break
        marker = content[place + 1]
        if marker == 0xFF or marker in _STANDING_ALONE:
            place += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", content, place + 2)
        if marker in _FRAMES and place + 9 <= len(content):
            height, width = struct.unpack_from(">HH", content, place + 5)
            _check_size(width, height)
            sized = True
        if marker == _SCAN:
            if not sized or content.rfind(bytes([0xFF, _END])) < place:
                break
            refuse_hidden_archive(content)
            return _check_code(content)
        if marker == _END or length < 2:
            break
        place += 2 + length
    raise _damaged()


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise _damaged()
    if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
        raise Refusal(
            f"图片有 {width:,}×{height:,} 像素，过大。", "请缩小到一亿像素以内（A3 纸 300 dpi 扫描约 1,700 万像素）后再上传。"
        )


def _check_code(content: bytes) -> None:
    if _CODE.search(content):
        raise _foreign()


def _damaged() -> Refusal:
    return Refusal("图片不完整，打不开。", "请重新拍摄或者另存后再上传。")


def _foreign() -> Refusal:
    return Refusal("图片里夹带了别的内容。", "请用看图软件打开，另存为新的图片后再上传。")
