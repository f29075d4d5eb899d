"""工作簿：XLSX 与旧版 XLS，先查安全，再由 calamine 读出。

Cells become text as a person would have typed them: dates as 2026-03-02, 12.5 and 12 without noise, yes/no as 是/否. A
formula gives its last result and a problem; so do an error value, a merged cell and a number too long for a
spreadsheet.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import IO, Any
from xml.etree import ElementTree

import python_calamine as calamine

from supervision.tabular.archive import RESAVE, member_bytes, open_archive, read_member
from supervision.tabular.problems import Problem
from supervision.tabular.sheet import (
    EXAMPLE_MARK,
    ROWS_BEFORE_HEADER,
    Limits,
    Row,
    Sheet,
    SheetError,
    clean_header,
    header_place,
    skipped_titles,
)
from supervision.tabular.sheetscan import SheetScan, column_letters, column_number, scan_sheet

# A spreadsheet keeps fifteen digits of a number; the rest of an identity number typed as one is lost.
LONGEST_NUMBER = 1e15
MOST_MERGED = 10_000


@dataclass(frozen=True, slots=True)
class _Workbook:
    """An opened workbook and what is known of it before its cells are read."""

    book: Any
    format: str
    date_system: str
    notes: list[str]


def open_xlsx(file: IO[bytes], limits: Limits) -> Sheet:
    """The first visible table of a workbook. Raises SheetError."""
    archive = open_archive(file, limits)
    names = check_parts(archive)
    notes = []
    if any("/externallinks/" in name for name in names):
        notes.append("工作簿引用了其他文件，只读取已保存的结果。")
    parts, date_system = _directory(member_bytes(archive, "xl/workbook.xml"), member_bytes(archive, "xl/_rels/workbook.xml.rels"))

    def scan(name: str) -> SheetScan:
        if parts.get(name) not in archive.NameToInfo:
            raise SheetError("文件已损坏，打不开", RESAVE)
        return scan_sheet(read_member(archive, archive.getinfo(parts[name])), limits)

    return _sheet(_Workbook(_open(file), "xlsx", date_system, notes), scan, limits)


def check_parts(archive: zipfile.ZipFile) -> set[str]:
    """The names in a workbook's archive, in lower case. Raises SheetError for anything that is no plain workbook."""
    names = {name.casefold() for name in archive.namelist()}
    if "xl/workbook.bin" in names:
        raise SheetError("是二进制工作簿（.xlsb）", RESAVE)
    if "xl/workbook.xml" not in names:
        raise SheetError("不是 Excel 工作簿（可能是 Word 文档或普通压缩包）", RESAVE)
    content_types = member_bytes(archive, "[Content_Types].xml")
    if b"macroEnabled" in content_types or any("vbaproject" in name or "/macrosheets/" in name for name in names):
        raise SheetError("工作簿里有宏", "请另存为不含宏的 .xlsx 后重新上传")
    return names


def open_xls(file: IO[bytes], limits: Limits) -> Sheet:
    """The first visible table of an old workbook (.xls). Raises SheetError."""
    file.seek(0)
    check_streams(file.read())
    notes = ["旧版 .xls 文件无法辨认公式，公式按已保存的结果读取；建议使用 .xlsx。"]
    return _sheet(_Workbook(_open(file), "xls", "1900", notes), lambda name: SheetScan(), limits)


def check_streams(content: bytes) -> None:
    """What an old workbook's directory names. Raises SheetError for anything that is no plain workbook."""
    if _names_stream(content, "EncryptedPackage"):
        raise SheetError("文件设了打开密码", "请去掉密码后重新上传")
    if _names_stream(content, "_VBA_PROJECT"):
        raise SheetError("工作簿里有宏", "请另存为不含宏的 .xlsx 后重新上传")
    if not _names_stream(content, "Workbook") and not _names_stream(content, "Book"):
        raise SheetError("不是 Excel 工作簿（可能是 Word 文档）", RESAVE)


def _names_stream(content: bytes, name: str) -> bool:
    """Whether the directory of the compound file names such a stream."""
    return name.encode("utf-16-le") + b"\x00\x00" in content


def _directory(workbook: bytes, relationships: bytes) -> tuple[dict[str, str], str]:
    """Sheet name → archive member, and the date system."""
    if b"<!" in workbook + relationships or b"\x00" in workbook + relationships:
        raise SheetError("工作簿的内部写法不规范，无法安全读取", RESAVE)
    try:
        book = ElementTree.fromstring(workbook)  # noqa: S314 - nothing can be declared in it, see above
        links = ElementTree.fromstring(relationships)  # noqa: S314 - as above
    except ElementTree.ParseError:
        raise SheetError("文件已损坏，打不开", RESAVE) from None
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            identifier = next((value for key, value in element.items() if key.endswith("}id")), None)
            target = targets.get(identifier, "")
            parts[element.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    properties = next((element for element in book.iter() if element.tag.rpartition("}")[2] == "workbookPr"), None)
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return parts, "1904" if is_1904 else "1900"


def _open(file: IO[bytes]) -> Any:
    file.seek(0)
    return _guarded(lambda: calamine.CalamineWorkbook.from_filelike(file))


def _guarded(action: Any) -> Any:
    """Run the parser: whatever it stumbles over, a panic of its own included, means that the file is damaged."""
    try:
        return action()
    except calamine.PasswordError:
        raise SheetError("文件设了打开密码", "请去掉密码后重新上传") from None
    except (calamine.CalamineError, OSError, ValueError, OverflowError):
        raise SheetError("文件已损坏，打不开", RESAVE) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise SheetError("文件已损坏，打不开", RESAVE) from None
        raise


def _sheet(workbook: _Workbook, scan: Callable[[str], SheetScan], limits: Limits) -> Sheet:
    """The first visible sheet that holds anything, laid out under its header."""
    visible = [
        sheet.name
        for sheet in workbook.book.sheets_metadata
        if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    for name in visible:
        # Scanned before it is read: the parser would lay out a malicious sheet in memory and die.
        scanned = scan(name)
        content = _guarded(lambda name=name: workbook.book.get_sheet_by_name(name))
        if content.total_height and content.end is not None:
            break
    else:
        raise SheetError("工作簿里没有数据", "请使用系统的模板填写")
    others = [other for other in visible if other != name]
    if others:
        workbook.notes.append(f"工作簿有 {len(visible)} 张表，只读取“{name}”。")
    return _laid_out(workbook, content, scanned, limits)


def _laid_out(workbook: _Workbook, content: Any, scan: SheetScan, limits: Limits) -> Sheet:
    lines = enumerate(_guarded(lambda: content.iter_rows()), start=1)
    first = list(islice(lines, ROWS_BEFORE_HEADER))
    texts = [[_text(value) for value in values] for _, values in first]
    place = header_place(texts)
    header_line = first[place][0]
    header = clean_header(texts[place], limits, header_line)
    notes = workbook.notes + skipped_titles(texts[:place])
    # The parser leaves out empty columns on the left.
    problems = _Problems(header, scan, _merged(content, header_line, notes), header_line, content.start[1])
    if scan.formulas:
        count = sum(map(len, scan.formulas.values()))
        notes.append(f"有 {count} 个单元格是公式，已逐行指出。")
    rows = _rows(first[place + 1 :], lines, header, header_line, limits, notes, problems)
    return Sheet(
        header,
        rows,
        workbook.format,
        header_line=header_line,
        sheet_name=content.name,
        date_system=workbook.date_system,
        notes=notes,
        formulas=scan.formulas,
        on_close=workbook.book.close,
    )


def _merged(content: Any, header_line: int, notes: list[str]) -> dict[int, list[tuple[int, str]]]:
    """Merged cells below the header: line → (column number, range). Raises SheetError when there are absurdly many."""
    found: dict[int, list[tuple[int, str]]] = {}
    ranges = content.merged_cell_ranges or []
    below = [(start, end) for start, end in ranges if end[0] + 1 > header_line]
    if len(below) > MOST_MERGED or sum(end[0] - start[0] + 1 for start, end in below) > MOST_MERGED:
        raise SheetError("合并单元格过多", "请取消全部合并单元格，逐格填写后重新上传")
    for start, end in below:
        name = f"{column_letters(start[1] + 1)}{start[0] + 1}:{column_letters(end[1] + 1)}{end[0] + 1}"
        for line in range(max(start[0] + 1, header_line + 1), end[0] + 2):
            found.setdefault(line, []).append((start[1] + 1, name))
    if below:
        notes.append(f"有 {len(below)} 处合并单元格，已逐行指出。")
    return found


class _Problems:
    """What the scan knows about a line, as problems; empty for nearly every line."""

    def __init__(
        self,
        header: list[str],
        scan: SheetScan,
        merged: dict[int, list[tuple[int, str]]],
        header_line: int,
        left: int,
    ) -> None:
        self.header, self.scan, self.merged, self.left = header, scan, merged, left
        self.lines = scan.formulas.keys() | scan.errors.keys() | merged.keys()
        if header_line in scan.formulas or header_line in scan.errors:
            raise SheetError("标题行里有公式或错误值", "请把列名改为普通文字", line=header_line)

    def heading(self, number: int) -> str:
        """The heading over a column, or its letters where there is none."""
        place = number - 1 - self.left
        heading = self.header[place] if 0 <= place < len(self.header) else ""
        return heading or f"{column_letters(number)}列"

    def of(self, line: int, cells: Sequence[str]) -> list[Problem]:
        """The problems of one line."""
        found = []
        for letters in self.scan.formulas.get(line, ()):
            number = column_number(letters.encode())
            place = number - 1 - self.left
            value = cells[place] if 0 <= place < len(cells) else ""
            remedy = "请复制后选择性粘贴为“数值”"
            found.append(Problem(line, self.heading(number), value, "该单元格是公式，不是填写的值", remedy))
        for letters in self.scan.errors.get(line, ()):
            found.append(
                Problem(
                    line, self.heading(column_number(letters.encode())), "", "是错误值（如 #N/A），没有内容", "请填写实际的值"
                )
            )
        for number, name in self.merged.get(line, ()):
            remedy = "请取消合并，逐格填写"
            found.append(Problem(line, self.heading(number), "", f"在合并单元格 {name} 内，其他格读出来是空的", remedy))
        return found


def _rows(
    first: list[tuple[int, list[Any]]],
    lines: Iterator[tuple[int, list[Any]]],
    header: list[str],
    header_line: int,
    limits: Limits,
    notes: list[str],
    problems: _Problems,
) -> Iterator[Row]:
    width = len(header)
    for line, values in _chained(first, lines):
        if line - header_line > limits.max_rows:
            raise SheetError(f"超过 {limits.max_rows:,} 行", "请拆成几个文件，分别上传", line=line)
        long = [place for place, value in enumerate(values) if value.__class__ is float and abs(value) >= LONGEST_NUMBER]
        cells = [value if value.__class__ is str else _text(value) for value in values]
        if not any(cells) and line not in problems.lines:
            continue
        if cells[0].startswith(EXAMPLE_MARK):
            notes.append(f"第 {line} 行是模板的示例，未读取。")
            continue
        found: list[Problem] = problems.of(line, cells) if line in problems.lines else []
        for place in long:
            message = "数字超过 15 位，末几位已被表格软件改成 0"
            remedy = "请把该列设为“文本”格式，再重新填写完整的号码"
            found.append(Problem(line, problems.heading(place + 1 + problems.left), cells[place], message, remedy))
        if len(cells) > width:
            extra = [cell for cell in cells[width:] if cell.strip()]
            if extra:
                message = f"在没有列名的列里填了“{extra[0].strip()[:20]}”"
                found.append(Problem(line, "", "", message, "请补上列名，或删去该格"))
            cells = cells[:width]
        elif len(cells) < width:
            cells += [""] * (width - len(cells))
        yield Row(line, cells, tuple(found))


def _chained(first: list[tuple[int, list[Any]]], lines: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    yield from first
    while True:
        pair = _guarded(lambda: next(lines, None))
        if pair is None:
            return
        yield pair


def _text(value: Any) -> str:
    """A cell's value as a person would have typed it."""
    match value:
        case str():
            return value
        case bool():
            return "是" if value else "否"
        case int():
            return str(value)
        case float():
            return _plain_number(value)
        case dt.datetime():
            moment = value + dt.timedelta(microseconds=500_000)
            moment = moment.replace(microsecond=0)
            at_midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
            return moment.date().isoformat() if at_midnight else moment.isoformat(sep=" ")
        case dt.date():
            return value.isoformat()
        case dt.time():
            return value.isoformat(timespec="seconds")
    return str(value)


def _plain_number(value: float) -> str:
    """12 for 12.0, 0.3 for 0.30000000000000004, never an exponent."""
    if value.is_integer() and abs(value) < LONGEST_NUMBER:
        return str(int(value))
    return f"{Decimal(format(value, '.15g')):f}"
