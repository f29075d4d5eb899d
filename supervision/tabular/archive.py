"""压缩包检查：工作簿是一个 zip；在解析之前，先看它会不会撑坏机器。

The directory of the archive is checked first (members, names, sizes, ratio), then every member is unpacked once, into
nothing, to see that the directory did not lie. Only then is the workbook handed to a parser.
"""

from __future__ import annotations

import copy
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from supervision.tabular.sheet import MEGABYTE, Limits, SheetError

RESAVE = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传"


def open_archive(file: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """The archive, found harmless. Raises SheetError."""
    archive = read_directory(file, limits)
    for member in archive.infolist():
        _check_size(archive, member)
    return archive


def read_directory(file: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """The archive, harmless as far as its directory tells: nothing is unpacked. Raises SheetError."""
    size = file.seek(0, 2)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise SheetError("文件已损坏，打不开", RESAVE) from None
    if len(members) > limits.max_members:
        raise SheetError(f"文件内部有 {len(members)} 个部件，超过 {limits.max_members} 个", RESAVE)
    if len({member.filename.casefold() for member in members}) != len(members):
        raise SheetError("文件内部有重名的部件，不是正常的工作簿", RESAVE)
    for member in members:
        _check_member(member)
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.max_unpacked:
        allowed = limits.max_unpacked // MEGABYTE
        raise SheetError(f"解开后有 {unpacked // MEGABYTE} MB，超过 {allowed} MB", "请拆成几个文件，或改用 CSV")
    if unpacked > MEGABYTE and unpacked > size * limits.max_ratio:
        raise SheetError(f"压缩比超过 {limits.max_ratio} 倍，疑似压缩炸弹", RESAVE)
    _check_places(members, archive)
    return archive


def _check_places(members: list[zipfile.ZipInfo], archive: zipfile.ZipFile) -> None:
    """The members fill the file from its first byte on, one behind the other: no foreign file before them or behind, none of them twice."""
    ends = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < ends or (ends == 0 and member.header_offset != 0):
            raise SheetError("文件内部的部件互相重叠或前面夹有别的内容，不是正常的工作簿", RESAVE)
        ends = member.header_offset + member.compress_size + 30
    assert archive.fp is not None
    archive.fp.seek(-22, 2)
    if archive.fp.read(4) != b"PK\x05\x06":
        raise SheetError("文件末尾夹有别的内容，不是正常的工作簿", RESAVE)


def _check_member(member: zipfile.ZipInfo) -> None:
    """No way out of the archive, no links, no password."""
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or ":" in parts[0]:
        raise SheetError("文件内部有指向外部的路径，不是正常的工作簿", RESAVE, value=member.filename)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise SheetError("文件内部有链接，不是正常的工作簿", RESAVE, value=member.filename)
    if member.flag_bits & 0x1:
        raise SheetError("文件设了密码", "请去掉密码后重新上传")


def _check_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack the member into nothing.

    One byte more than the directory says, or a wrong checksum, and the file is refused.
    """
    seen = 0
    for chunk in read_member(archive, member, claimed=member.file_size + 1):
        seen += len(chunk)
        if seen > member.file_size:
            raise SheetError("文件内部的大小与目录不符，疑似压缩炸弹", RESAVE, value=member.filename)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, claimed: int | None = None) -> Iterator[bytes]:
    """The member's content in chunks.

    `claimed`: read on up to this size, whatever the directory says. Raises SheetError if damaged.
    """
    if claimed is not None:
        member = copy.copy(member)
        member.file_size = claimed
    try:
        with archive.open(member) as content:
            while chunk := content.read(MEGABYTE):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise SheetError("文件已损坏，打不开", RESAVE, value=member.filename) from None


def member_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small member whole; empty if there is none."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return b""
    return b"".join(read_member(archive, member))
