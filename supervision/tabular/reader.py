"""读表：打开 CSV、XLSX 或 XLS，按内容而不是按扩展名辨认。"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from supervision.tabular.archive import RESAVE, read_directory
from supervision.tabular.delimited import open_delimited
from supervision.tabular.sheet import MEGABYTE, Limits, Row, Sheet, SheetError
from supervision.tabular.workbook import check_parts, check_streams, open_xls, open_xlsx

__all__ = ["Limits", "Row", "Sheet", "SheetError", "open_sheet"]

DEFAULT_LIMITS = Limits()
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"%PDF": "PDF 文档",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
    b"{\\rtf": "RTF 文档",
    b"SQLi": "数据库文件",
    b"MZ": "程序文件",
    b"\x7fELF": "程序文件",
}


def open_sheet(source: str | os.PathLike[str] | IO[bytes], *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Sheet:
    """Open a table for reading, row by row; use `with`, or close it.

    `source`: a path, or an open binary file (an upload), which stays open. `name`: the file's name as the user knows
    it, to notice a wrong extension. A CSV file is streamed. Raises SheetError, whose text tells the user what is wrong
    and what to do.
    """
    file, owned = _opened(source)
    try:
        sheet = _by_content(file, limits)
    except BaseException:
        if owned:
            file.close()
        raise
    sheet.notes += extension_notes(name or (str(source) if owned else ""), sheet.format)
    if owned:
        sheet.on_close = _both(sheet.on_close, file.close)
    return sheet


def extension_notes(name: str, format_: str) -> list[str]:
    """A note, when a file's name says another format than its content."""
    extension = Path(name).suffix.lower()
    if extension in (".csv", ".txt", ".xls", ".xlsx") and extension[1:] not in (format_, "txt"):
        return [f"扩展名是 {extension}，内容是 {format_}，已按内容读取。"]
    return []


def _both(first: Callable[[], None], second: Callable[[], None]) -> Callable[[], None]:
    def close() -> None:
        first()
        second()

    return close


def _opened(source: str | os.PathLike[str] | IO[bytes]) -> tuple[IO[bytes], bool]:
    """An open seekable file, and whether it is ours to close."""
    if isinstance(source, str | os.PathLike):
        try:
            return Path(source).open("rb"), True
        except OSError as error:
            raise SheetError(f"文件打不开（{error.strerror}）", "请核对文件是否存在、是否有权读取", value=str(source)) from None
    # Django wraps an upload in objects that only resemble files.
    inner = source
    while not isinstance(inner, io.IOBase) and hasattr(inner, "file"):
        inner = inner.file
    if inner.seekable():
        return inner, False
    spooled = tempfile.SpooledTemporaryFile(max_size=5 * MEGABYTE)  # noqa: SIM115 - closed with the sheet
    while chunk := inner.read(MEGABYTE):
        spooled.write(chunk)
    return spooled, True


def _by_content(file: IO[bytes], limits: Limits) -> Sheet:
    match kind_of(file, limits):
        case "xlsx":
            return open_xlsx(file, limits)
        case "xls":
            return open_xls(file, limits)
    return open_delimited(file, limits)


def glance(file: IO[bytes], limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse at the door what can be told without unpacking or parsing: kind, size, an archive's directory. Raises SheetError."""
    match kind_of(file, limits):
        case "xlsx":
            check_parts(read_directory(file, limits))
        case "xls":
            file.seek(0)
            check_streams(file.read())


def kind_of(file: IO[bytes], limits: Limits) -> str:
    """xlsx, xls or csv, by the first bytes. Raises SheetError for what is neither, or too large."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        raise SheetError("文件是空的（0 字节）", "请核对后重新上传")
    if size > limits.max_bytes:
        raise SheetError(f"文件有 {size // MEGABYTE} MB，超过 {limits.max_bytes // MEGABYTE} MB", "请拆成几个文件，分别上传")
    file.seek(0)
    head = file.read(512)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _workbook("xlsx", size, limits)
    if head.startswith(_OLD_OFFICE):
        return _workbook("xls", size, limits)
    for mark, what in _FOREIGN.items():
        if head.startswith(mark):
            raise SheetError(f"是{what}，不是表格", "请上传 CSV 或 XLSX 文件")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta")):
        raise SheetError("是网页格式，不是真正的 Excel 文件", RESAVE)
    return "csv"


def _workbook(kind: str, size: int, limits: Limits) -> str:
    if size > limits.max_workbook:
        allowed = limits.max_workbook // MEGABYTE
        raise SheetError(f"工作簿有 {size // MEGABYTE} MB，超过 {allowed} MB", "请拆成几个文件，或另存为 CSV（可以大到 200 MB）")
    return kind
