"""造文件：每种一份好的，和把它弄坏的几个办法。Nothing here is a real document; every name and number is invented."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import docx
import openpyxl
import xlwt

PENALTIES = ("行政相对人名称", "行政处罚决定书文号", "处罚决定日期", "处罚类别", "违法事实", "处罚依据", "处罚内容")
ROW = ("演示数据甲公司", "演罚〔2026〕1号", "2026-03-02", "罚款", "未取得许可", "演示条例第一条", "罚款")


def csv() -> bytes:
    return "\r\n".join((",".join(PENALTIES), ",".join(ROW), "")).encode()


def xlsx() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(PENALTIES)
    book.active.append(ROW)
    book.save(file)
    return file.getvalue()


def xls() -> bytes:
    book, file = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = book.add_sheet("案件")
    for line, row in enumerate((PENALTIES, ROW)):
        for place, text in enumerate(row):
            sheet.write(line, place, text)
    book.save(file)
    return file.getvalue()


def word() -> bytes:
    paper, file = docx.Document(), io.BytesIO()
    paper.add_paragraph("整改情况说明（演示）")
    paper.save(file)
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 2, height: int = 2, *, more: bytes = b"", data: bytes | None = None) -> bytes:
    rows = b"".join(b"\x00" + b"\x7f" * (3 * width) for _ in range(height)) if data is None else data
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg(width: int = 8, height: int = 8, *, comment: bytes = b"", after: bytes = b"") -> bytes:
    """The marker structure of a JPEG; the picture itself is a few bytes."""
    start = b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    said = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment if comment else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00" + b"\x12\x34\x56"
    return start + said + frame + scan + b"\xff\xd9" + after


def pdf(*objects: bytes, catalog: bytes = b"") -> bytes:
    """A one-page PDF with more objects."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *objects,
    ]
    text, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return text + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1, table, len(bodies) + 1, len(text),
    )  # fmt: skip


def packed(objects: bytes, *, name: bytes = b"/ObjStm", filters: bytes = b"/Filter /FlateDecode") -> bytes:
    """An object stream."""
    data = zlib.compress(objects) if b"Flate" in filters else objects
    return b"<< /Type %s /N 1 /First 4 %s /Length %d >>\nstream\n%s\nendstream" % (name, filters, len(data), data)


def changed(
    content: bytes,
    change: Callable[[str, bytes], bytes | None] = lambda name, part: part,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """An office file with its parts changed (None drops one) and more added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            part = change(member.filename, old.read(member))
            if part is not None:
                new.writestr(member.filename, part)
        for name, added in (more or {}).items():
            new.writestr(name, added)
    return file.getvalue()


def in_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """One part changed."""
    return changed(content, lambda part_name, part: change(part) if part_name == name else part)


def with_link(content: bytes, target: str) -> bytes:
    """A symbolic link added."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("media/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, target)
    return file.getvalue()


def with_password(content: bytes) -> bytes:
    """The first member marked as encrypted."""
    spoilt = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        spoilt[spoilt.index(mark) + offset] |= 1
    return bytes(spoilt)


def lying(content: bytes) -> bytes:
    """The directory says 1,000 bytes where there are five million, and gives a checksum that fits the lie."""
    spoilt = bytearray(changed(content, more={"media/zz.bin": bytes(5_000_000)}))
    entry = spoilt.rindex(b"PK\x01\x02", 0, spoilt.rindex(b"media/zz.bin"))
    struct.pack_into("<I", spoilt, entry + 16, zlib.crc32(bytes(1_001)))
    struct.pack_into("<I", spoilt, entry + 24, 1_000)
    return bytes(spoilt)


def overlapping(content: bytes) -> bytes:
    """Two names for one place: each byte is unpacked twice (the way of the modern zip bomb)."""
    whole = changed(content, more={"media/a.bin": b"0123456789" * 100, "media/b.bin": b"9876543210" * 100})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        first = archive.getinfo("media/a.bin").header_offset
    spoilt = bytearray(whole)
    entry = spoilt.rindex(b"PK\x01\x02", 0, spoilt.rindex(b"media/b.bin"))
    struct.pack_into("<I", spoilt, entry + 42, first + 1)
    return bytes(spoilt)


def ole(*streams: str) -> bytes:
    """An old office container that names these streams."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + b"".join(name.encode("utf-16-le") + b"\x00\x00" for name in streams)
    )


def archive(**members: bytes) -> bytes:
    """A plain zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name.replace("__", "."), content)
    return file.getvalue()


def nested(depth: int) -> bytes:
    """Archives in archives, each of zeros ten times over."""
    content = archive(zeros__bin=bytes(2_000_000))
    for _ in range(depth):
        content = archive(**{f"lib{place}__zip": content for place in range(10)})
    return content
