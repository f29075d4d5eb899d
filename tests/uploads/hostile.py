"""敌意文件表：每个文件在两扇门前各有一个写明的下场。

One line is one file: what it is, its name, its content, what becomes of it as evidence and as a record file. TAKEN, or the words that the
refusal must hold. A record file that passes the door is read by the worker: `taken` means that a table came of it, and nothing of what is
hidden in it was looked at, run or kept but as the bytes of a download.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass

from tests.uploads import files

TAKEN = ""
KIND, DIFFERENT, MACRO, INSIDE, UNSAFE = "不接受这种文件", "文件内容与扩展名", "宏", "别的文件", "无法安全读取"
NO_TABLE = "不是表格|不是 Excel 工作簿|网页格式|空字节|无法辨认|损坏|标题行认不出来|没有标题行|只有标题行|引号|列，超过|找不到必需"
EICAR = base64.b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=")
"""The harmless test signature, written so that no scanner takes this source for a virus."""


@dataclass(frozen=True)
class Hostile:
    """A file and its two fates: words (alternatives parted by |) or TAKEN; None: this door is not tried."""

    what: str
    name: str
    content: bytes
    evidence: str | None
    table: str | None = NO_TABLE


GOOD = {
    "pdf": files.pdf(), "png": files.png(), "jpg": files.jpeg(), "jpeg": files.jpeg(), "docx": files.word(), "xlsx": files.xlsx(),
    "xls": files.xls(), "csv": files.csv(),
}  # fmt: skip
TABLES = {"xlsx", "xls", "csv"}
EVIDENCE = {"pdf", "png", "jpg", "jpeg", "docx", "xlsx"}
CONTENT = "[Content_Types].xml"


def everything() -> list[Hostile]:
    """All of them."""
    parts = (
        disguises(), foreign_kinds(), macros(), containers(), bombs(), ways_out(), entities(), fetched(), programs(), pdf_acts(),
        pictures(), polyglots(), broken(), texts(), strange_names(),
    )  # fmt: skip
    return [one for part in parts for one in part]


def disguises() -> Iterator[Hostile]:
    """Every good file under every extension: its own, another's, two of them."""
    for kind, content in GOOD.items():
        for ending in (*GOOD, "exe", "html", "svg", "docm", "xlsm", "zip"):
            same = ending == kind or {ending, kind} == {"jpg", "jpeg"}
            evidence = TAKEN if same and kind in EVIDENCE else DIFFERENT if ending in EVIDENCE else KIND
            yield Hostile(f"{kind} as {ending}", f"文件.{ending}", content, evidence, TAKEN if kind in TABLES else NO_TABLE)
        for ending in ("exe", "scr", "js", "html"):
            yield Hostile(f"{kind}, then {ending}", f"文件.{kind}.{ending}", content, KIND, None)
            yield Hostile(f"{ending}, then {kind}", f"文件.{ending}.{kind}", content, TAKEN if kind in EVIDENCE else KIND, None)


def foreign_kinds() -> Iterator[Hostile]:
    """Programs, web pages and archives, by their own name and in disguise."""
    foreign = {
        "exe": b"MZ\x90\x00" + b"\x00" * 60, "elf": b"\x7fELF\x02\x01\x01", "bat": b"@echo off\r\ncalc\r\n", "ps1": b"Start-Process calc\n",
        "sh": b"#!/bin/sh\nid\n", "js": b"alert(1)//", "html": b"<!DOCTYPE html><script>alert(1)</script>", "hta": b"<script language=VBScript>",
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "svg2": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "mht": b"MIME-Version: 1.0\nContent-Type: multipart/related", "rtf": b"{\\rtf1{\\object\\objocx}}", "gif": b"GIF89a\x01\x00\x01\x00",
        "rar": b"Rar!\x1a\x07\x01\x00", "7z": b"7z\xbc\xaf\x27\x1c", "gz": b"\x1f\x8b\x08\x00", "lnk": b"L\x00\x00\x00\x01\x14\x02\x00",
        "iso": b"\x00" * 64, "class": b"\xca\xfe\xba\xbe", "php": b"<?php system('id');", "zip": files.archive(readme__txt=b"x"),
        "jar": files.archive(**{"META-INF/MANIFEST__MF": b"Main-Class: x"}), "sqlite": b"SQLite format 3\x00", "eml": b"From: a\nTo: b\n",
    }  # fmt: skip
    for kind, content in foreign.items():
        yield Hostile(f"{kind} by its own name", f"文件.{kind}", content, KIND, NO_TABLE)
        for ending in ("pdf", "png", "jpg", "docx", "xlsx"):
            yield Hostile(f"{kind} as {ending}", f"文件.{ending}", content, DIFFERENT, NO_TABLE)


def macros() -> Iterator[Hostile]:
    """Macro-enabled files, renamed."""
    for kind, folder, plain, enabled in (
        ("docx", "word", b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"),
        ("xlsx", "xl", b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"),
    ):
        good, table = GOOD[kind], "宏" if kind == "xlsx" else NO_TABLE
        for part in ("vbaProject.bin", "VBAPROJECT.BIN", "vbaData.xml"):
            fate = table if "project" in part.lower() else TAKEN if kind == "xlsx" else NO_TABLE
            yield Hostile(f"{kind} with {part}", f"文件.{kind}", files.changed(good, more={f"{folder}/{part}": b"x"}), MACRO, fate)
        for part in ("macrosheets/sheet1.xml", "activeX/activeX1.bin", "dialogsheets/sheet1.xml"):
            fate = table if "macrosheets" in part else TAKEN if kind == "xlsx" else NO_TABLE
            yield Hostile(f"{kind} with {part}", f"文件.{kind}", files.changed(good, more={f"{folder}/{part}": b"x"}), MACRO, fate)
        yield Hostile(f"{kind} declared macro-enabled", f"文件.{kind}", files.in_part(good, CONTENT, lambda text, a=plain, b=enabled: text.replace(a, b)), MACRO, table)  # type: ignore[misc]
        for part in ("embeddings/oleObject1.bin", "embeddings/Microsoft_Excel_Sheet.xlsx", "externalLinks/externalLink1.xml", "queryTables/queryTable1.xml", "connections.xml"):
            yield Hostile(f"{kind} with {part}", f"文件.{kind}", files.changed(good, more={f"{folder}/{part}": b"<x/>"}), INSIDE, TAKEN if kind == "xlsx" else NO_TABLE)
        for what, inner in (("a program", b"MZ\x90"), ("an archive", files.archive(a__txt=b"x")), ("an old office file", files.ole("Workbook")), ("a script", b"#!/bin/sh")):
            yield Hostile(f"{kind} with {what} for a picture", f"文件.{kind}", files.changed(good, more={f"{folder}/media/image9.png": inner}), INSIDE, TAKEN if kind == "xlsx" else NO_TABLE)


def containers() -> Iterator[Hostile]:
    """Old office containers and passwords."""
    for streams, table in (
        (("EncryptedPackage",), "打开密码"), (("Workbook", "_VBA_PROJECT"), MACRO), (("WordDocument",), NO_TABLE),
        (("PowerPoint Document",), NO_TABLE), (("Workbook",), "损坏"), (("Book", "Macros", "_VBA_PROJECT_CUR"), "宏|损坏"), ((), NO_TABLE),
    ):  # fmt: skip
        for ending in ("xls", "xlsx", "doc", "docx"):
            fate = DIFFERENT if ending in EVIDENCE else KIND
            yield Hostile(f"a container of {streams} as {ending}", f"文件.{ending}", files.ole(*streams), fate, table)
    for kind in ("docx", "xlsx"):
        yield Hostile(f"{kind} with a zip password", f"文件.{kind}", files.with_password(GOOD[kind]), "设了密码", "设了密码")


def bombs() -> Iterator[Hostile]:
    """Too much in too little. The nested ones are never opened: an archive in an archive is nobody's evidence."""
    for kind in ("docx", "xlsx"):
        good = GOOD[kind]
        for what, more in (("one member", {"media/a.bin": bytes(30_000_000)}), ("shared strings", {"xl/big.xml": b"<si><t>a</t></si>" * 2_000_000}), ("thirty members", {f"media/{n}.bin": bytes(1_000_000) for n in range(30)})):
            yield Hostile(f"{kind}, a bomb in {what}", f"文件.{kind}", files.changed(good, more=more), "压缩炸弹", "压缩炸弹")
        yield Hostile(f"{kind}, a directory that lies", f"文件.{kind}", files.lying(good), "大小与目录不符", "大小与目录不符" if kind == "xlsx" else NO_TABLE)
        yield Hostile(f"{kind}, members on one place", f"文件.{kind}", files.overlapping(good), "重叠|损坏", "重叠|损坏")
        yield Hostile(f"{kind} of 6,000 members", f"文件.{kind}", files.changed(good, more={f"media/{n}": b"" for n in range(6_000)}), "超过 5000 个", "超过 5000 个")
        yield Hostile(f"{kind}, two members of one name", f"文件.{kind}", files.changed(good, more={CONTENT.upper(): b"x"}), "重名", "重名")
    for depth in (1, 2):
        for ending in ("zip", "xlsx", "docx"):
            yield Hostile(f"archives in archives, {depth} deep, as {ending}", f"文件.{ending}", files.nested(depth), (KIND if ending == "zip" else f"{DIFFERENT}|炸弹"), f"{NO_TABLE}|炸弹")
    yield Hostile("a bomb that is no office file", "文件.xlsx", files.archive(zeros__bin=bytes(50_000_000)), "压缩炸弹", "压缩炸弹")


def ways_out() -> Iterator[Hostile]:
    """Names that lead out of the archive, and links."""
    for kind in ("docx", "xlsx"):
        for name in ("../x", "../../etc/cron.d/x", "a/../../x", "/etc/passwd", "\\windows\\x", "..\\..\\x", "C:\\x", "c:/x", "a\\..\\..\\x", "//host/share"):
            yield Hostile(f"{kind} with {name}", f"文件.{kind}", files.changed(GOOD[kind], more={name: b"x"}), "外部的路径", "外部的路径")
        for target in ("/etc/passwd", "../../settings.py", "x"):
            yield Hostile(f"{kind} with a link to {target}", f"文件.{kind}", files.with_link(GOOD[kind], target), "内部有链接", "内部有链接")


_XXE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_HTTP = b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>'
_LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


def entities() -> Iterator[Hostile]:
    """XML that declares: external files, addresses, laughs."""
    read = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"}
    for kind, parts in (
        ("docx", ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "docProps/core.xml", "_rels/.rels", CONTENT)),
        ("xlsx", ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "docProps/app.xml", CONTENT)),
    ):
        for part in parts:
            for what, text in (("a local file", _XXE), ("an address", _HTTP), ("laughs", _LAUGHS)):
                content = files.in_part(GOOD[kind], part, lambda old, text=text: text + old)  # type: ignore[misc]
                table = NO_TABLE if kind == "docx" else UNSAFE if part in read else None
                yield Hostile(f"{kind}: {what} in {part}", f"文件.{kind}", content, UNSAFE, table)
        wide = files.in_part(GOOD[kind], parts[0], lambda old: _XXE.decode().encode("utf-16") + old)
        yield Hostile(f"{kind}: a declaration in UTF-16", f"文件.{kind}", wide, UNSAFE, NO_TABLE if kind == "docx" else UNSAFE)


def fetched() -> Iterator[Hostile]:
    """Relations that fetch something when the file is opened; an ordinary link is none."""
    base = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    for kind, part in (("docx", "word/_rels/document.xml.rels"), ("xlsx", "xl/_rels/workbook.xml.rels")):
        for what, target, fate in (
            ("attachedTemplate", b"http://127.0.0.1/t.dotm", INSIDE), ("oleObject", b"file://host/x", INSIDE), ("aFChunk", b"x.html", INSIDE),
            ("image", b"http://127.0.0.1/pixel.png", "别处取内容"), ("frame", b"\\\\host\\share", "别处取内容"),
            ("externalLinkPath", b"file:///c:/x.xlsx", "别处取内容"), ("hyperlink", b"javascript:alert(1)", "别处取内容"),
            ("hyperlink", b"file://host/share/x.exe", "别处取内容"), ("hyperlink", b"https://www.example.com/", TAKEN), ("hyperlink", b"mailto:a@example.com", TAKEN),
        ):  # fmt: skip
            relation = b'<Relationship Id="rId99" Type="' + base + what.encode() + b'" Target="' + target + b'" TargetMode="External"/>'
            content = files.in_part(GOOD[kind], part, lambda old, new=relation: old.replace(b"</Relationships>", new + b"</Relationships>"))  # type: ignore[misc]
            yield Hostile(f"{kind}: {what} at {target.decode()}", f"文件.{kind}", content, fate, TAKEN if kind == "xlsx" else NO_TABLE)


def programs() -> Iterator[Hostile]:
    """Fields and formulas that start a program."""
    for field in (b"DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe", b"DDE excel x", b"dde x y"):
        run = b"<w:p><w:r><w:instrText>" + field + b"</w:instrText></w:r></w:p>"
        yield Hostile(f"a field {field[:7].decode()}", "文件.docx", files.in_part(GOOD["docx"], "word/document.xml", lambda old, new=run: old.replace(b"<w:body>", b"<w:body>" + new)), "启动别的程序")  # type: ignore[misc]
    split = b"<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd</w:instrText></w:r></w:p>"
    yield Hostile("a field in two runs", "文件.docx", files.in_part(GOOD["docx"], "word/document.xml", lambda old: old.replace(b"<w:body>", b"<w:body>" + split)), "启动别的程序")
    cell = b'<row r="3"><c r="A3"><f>cmd|\'/c calc\'!A0</f><v>0</v></c></row></sheetData>'
    sheet = files.in_part(GOOD["xlsx"], "xl/worksheets/sheet1.xml", lambda old: old.replace(b"</sheetData>", cell))
    yield Hostile("a formula that starts a program", "文件.xlsx", sheet, "启动别的程序", TAKEN)


def pdf_acts() -> Iterator[Hostile]:
    """What a PDF may do by itself, spelt plainly, in hexadecimal, in an object stream, in two at once."""
    acts = {
        b"JavaScript": "脚本", b"Launch": "启动别的程序", b"EmbeddedFile": INSIDE, b"EmbeddedFiles": INSIDE, b"RichMedia": "多媒体", b"Movie": "多媒体",
        b"Sound": "多媒体", b"GoToE": "打开别的文件", b"GoToR": "打开别的文件", b"SubmitForm": "发到别处", b"ImportData": "读取别的文件", b"XFA": "动态表单",
        b"Encrypt": "密码",
    }  # fmt: skip
    for act, fate in acts.items():
        spelt = b"/" + act[:1] + b"#%02x" % act[1] + act[2:]
        action = b"<< /Type /Action /S /" + act + b" /JS (app.alert\\(1\\)) >>"
        hidden = action.replace(b"/" + act, spelt)
        for what, content in (
            ("plainly", files.pdf(action, catalog=b"/OpenAction 4 0 R")), ("in hexadecimal", files.pdf(hidden, catalog=b"/OpenAction 4 0 R")),
            ("in an object stream", files.pdf(files.packed(b"5 0 " + action))), ("in an object stream, in hexadecimal", files.pdf(files.packed(b"5 0 " + hidden))),
            ("in a stream whose own name is hidden", files.pdf(files.packed(b"5 0 " + action, name=b"/Obj#53tm"))),
            ("in the catalog", files.pdf(catalog=b"/Names << /" + act + b" 5 0 R >>")),
        ):  # fmt: skip
            yield Hostile(f"a PDF's {act.decode()} {what}", "文件.pdf", content, fate)
    yield Hostile("objects packed in another way", "文件.pdf", files.pdf(files.packed(b"x", filters=b"/Filter /ASCIIHexDecode")), "无法检查")
    yield Hostile("objects without a stream", "文件.pdf", files.pdf(b"<< /Type /ObjStm >>"), "无法检查")
    yield Hostile("a bomb of objects", "文件.pdf", files.pdf(files.packed(bytes(60_000_000))), "展开后过大")
    for what, catalog in (("a link", b"/OpenAction [3 0 R /Fit]"), ("an address", b"/URI (https://www.example.com/)"), ("a form", b"/AcroForm << /Fields [] >>"), ("the word JavaScript in a text", b"/Title (JavaScript)")):
        yield Hostile(f"a PDF with {what}", "文件.pdf", files.pdf(catalog=catalog), TAKEN)


def pictures() -> Iterator[Hostile]:
    """Floods of pixels and pictures that are none."""
    for width, height in ((60_000, 60_000), (100_000, 2), (2, 100_000), (2**31 - 1, 2**31 - 1), (20_000, 20_000)):
        yield Hostile(f"a PNG of {width}×{height}", "图.png", files.png(width, height, data=b"\x00"), "像素，过大")
    for width, height in ((60_000, 60_000), (65_535, 2), (2, 40_000), (20_000, 20_000)):
        yield Hostile(f"a JPEG of {width}×{height}", "图.jpg", files.jpeg(width, height), "像素，过大")
    for width, height in ((0, 2), (2, 0)):
        yield Hostile(f"a PNG of {width}×{height}", "图.png", files.png(width, height, data=b"\x00"), "不完整")
        yield Hostile(f"a JPEG of {width}×{height}", "图.jpg", files.jpeg(width, height), "不完整")
    for content in (b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + b"0" * 40, files.png()[:30], files.png()[:-12], files.png()[:8] + files.chunk(b"IDAT", b"") + files.chunk(b"IEND", b"")):
        yield Hostile("a PNG that is none", "图.png", content, "不完整")
    for content in (b"\xff\xd8\xff", b"\xff\xd8\xff" + b"0" * 40, files.jpeg()[:30], b"\xff\xd8\xff\xd9", files.jpeg()[:-2]):
        yield Hostile("a JPEG that is none", "图.jpg", content, "不完整")


def polyglots() -> Iterator[Hostile]:
    """One file, two kinds."""
    hidden = files.archive(a__class=b"x")
    for kind in ("pdf", "png", "jpg"):
        yield Hostile(f"{kind} and an archive", f"文件.{kind}", GOOD[kind] + hidden, "压缩包|夹带", "不是表格")
        yield Hostile(f"an archive and {kind}", f"文件.{kind}", hidden + GOOD[kind], DIFFERENT, NO_TABLE)
    for kind in ("docx", "xlsx"):
        for front in ("png", "pdf", "jpg"):
            yield Hostile(f"{front}, then {kind}", f"文件.{kind}", GOOD[front] + GOOD[kind], DIFFERENT, "不是表格")
        yield Hostile(f"{kind}, then a web page", f"文件.{kind}", GOOD[kind] + b"<script>alert(1)</script>", "损坏|末尾", "损坏|末尾")
        commented = GOOD[kind][:-2] + b"\x19\x00" + b"<script>alert(1)</script>"
        yield Hostile(f"{kind} with a web page for a comment", f"文件.{kind}", commented, "末尾夹有", "末尾夹有")
        yield Hostile(f"something before {kind}", f"文件.{kind}", b"PK\x03\x04" + b"\x00" * 60 + GOOD[kind], "前面夹有|损坏", "前面夹有|损坏")
    for code in (b"<script>alert(1)</script>", b"<?php system(1);", b"<html><body>", b"<IFRAME src=x>"):
        yield Hostile(f"a JPEG with {code[:8].decode()}", "图.jpg", files.jpeg(comment=code), "夹带")
        yield Hostile(f"a JPEG followed by {code[:8].decode()}", "图.jpg", files.jpeg(after=code), "夹带")
        yield Hostile(f"a PNG with {code[:8].decode()}", "图.png", files.png(more=files.chunk(b"tEXt", b"Comment\x00" + code)), "夹带")
        yield Hostile(f"a PNG followed by {code[:8].decode()}", "图.png", files.png() + code, "夹带")
    yield Hostile("a photograph with the camera's own remarks behind it", "图.jpg", files.jpeg(after=b"SEFH" + b"\x00" * 40), TAKEN)


def broken() -> Iterator[Hostile]:
    """Empty, cut, flipped, drowned in zeros."""
    for kind in EVIDENCE | TABLES:
        good = GOOD[kind]
        yield Hostile(f"an empty {kind}", f"文件.{kind}", b"", "文件是空的" if kind in EVIDENCE else KIND, "文件是空的")
        for what, content in (("zeros", bytes(5_000)), ("ones", b"\xff" * 5_000), ("noise", bytes(range(256)) * 20)):
            yield Hostile(f"{what} as {kind}", f"文件.{kind}", content, DIFFERENT if kind in EVIDENCE else KIND, NO_TABLE)
        if kind in {"docx", "xlsx"}:
            for cut in (30, len(good) // 2, len(good) - 30):
                yield Hostile(f"{kind} cut at {cut}", f"文件.{kind}", good[:cut], "损坏", "损坏")
    yield Hostile("a PDF of 21 MB", "大.pdf", GOOD["pdf"] + b"0" * 21 * 2**20, "超过 20 MB", NO_TABLE)
    yield Hostile("a workbook of 21 MB", "大.xlsx", GOOD["xlsx"] + b"0" * 21 * 2**20, "超过 20 MB", "超过 20 MB")
    yield Hostile("a workbook without content types", "文件.xlsx", files.changed(GOOD["xlsx"], lambda name, part: None if name == CONTENT else part), DIFFERENT, None)
    yield Hostile("a workbook without its sheet", "文件.xlsx", files.changed(GOOD["xlsx"], lambda name, part: None if "sheet1" in name else part), TAKEN, "损坏")


def texts() -> Iterator[Hostile]:
    """Text files at the door of records."""
    head = ",".join(files.PENALTIES).encode() + b"\r\n"
    for what, content, table in (
        ("a NUL", head + b"a\x00b,1", "空字节"), ("only 0xFF", b"\xff" * 100, NO_TABLE), ("a quotation that never ends", head + b'"' + b"a,b\n" * 50, "引号"),
        ("ten thousand columns", b"a," * 10_000 + b"\n", "列，超过"), ("one line of a megabyte", b"a" * 2**20, NO_TABLE), ("the virus test signature", EICAR, NO_TABLE),
        ("JSON", b'{"a": [1, 2]}', NO_TABLE), ("XML", b'<?xml version="1.0"?><a/>', "网页格式"), ("only blanks", b" \r\n \r\n", "没有标题行"),
        ("only a mark", b"\xef\xbb\xbf", "没有标题行"), ("UTF-16 with half a character", "a,b".encode("utf-16") + b"\x00", NO_TABLE),
    ):  # fmt: skip
        yield Hostile(f"a text with {what}", "文件.csv", content, KIND, table)


def strange_names() -> Iterator[Hostile]:
    """Names that lie or lead elsewhere; the content is good."""
    for name, evidence in (
        ("../../etc/报告.pdf", TAKEN), ("C:\\桌面\\报告.pdf", TAKEN), ("报告\u202efdp.exe", KIND), ("报告.pdf\u200b", TAKEN), ("报告.pdf ", TAKEN), ("报告.pdf.", KIND),
        ("报告.PDF", TAKEN), (".pdf", KIND), ("报告.ｐｄｆ", KIND), ("报告.pdf:stream", KIND), ("报告.p\u0000df", TAKEN), ("con.pdf", TAKEN), ("<img src=x onerror=alert(1)>.pdf", TAKEN),
    ):  # fmt: skip
        yield Hostile(f"named {ascii(name)}", name, GOOD["pdf"], evidence, None)
