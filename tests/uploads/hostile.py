"""敌意文件表：每个文件在两扇门前各有一个写明的下场。One line is one file: what it is, its name, its content, its two fates."""

from __future__ import annotations

from collections.abc import Iterator

from tests.uploads import files
from tests.uploads.fates import CONTENT, DIFFERENT, EICAR, EVIDENCE, GOOD, INSIDE, KIND, NO_TABLE, TABLES, TAKEN, Hostile
from tests.uploads.hostile_office import bombs, containers, entities, fetched, macros, programs, ways_out


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
    yield Hostile(
        "objects packed in another way", "文件.pdf", files.pdf(files.packed(b"x", filters=b"/Filter /ASCIIHexDecode")), "无法检查"
    )
    yield Hostile("objects without a stream", "文件.pdf", files.pdf(b"<< /Type /ObjStm >>"), "无法检查")
    yield Hostile("a bomb of objects", "文件.pdf", files.pdf(files.packed(bytes(60_000_000))), "展开后过大")
    for what, catalog in (
        ("a link", b"/OpenAction [3 0 R /Fit]"),
        ("an address", b"/URI (https://www.example.com/)"),
        ("a form", b"/AcroForm << /Fields [] >>"),
        ("the word JavaScript in a text", b"/Title (JavaScript)"),
    ):
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
    for content in (
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + b"0" * 40,
        files.png()[:30],
        files.png()[:-12],
        files.png()[:8] + files.chunk(b"IDAT", b"") + files.chunk(b"IEND", b""),
    ):
        yield Hostile("a PNG that is none", "图.png", content, "不完整")
    for content in (b"\xff\xd8\xff", b"\xff\xd8\xff" + b"0" * 40, files.jpeg()[:30], b"\xff\xd8\xff\xd9", files.jpeg()[:-2]):
        yield Hostile("a JPEG that is none", "图.jpg", content, "不完整")


def polyglots() -> Iterator[Hostile]:
    """One file, two kinds."""
    hidden = files.archive(a__class=b"x")
    for kind in ("pdf", "png", "jpg"):
        yield Hostile(f"{kind} and an archive", f"文件.{kind}", GOOD[kind] + hidden, "压缩包|夹带", "不是表格")
        yield Hostile(f"an archive and {kind}", f"文件.{kind}", hidden + GOOD[kind], DIFFERENT, f"{NO_TABLE}|末尾")
    for kind in ("docx", "xlsx"):
        for front in ("png", "pdf", "jpg"):
            yield Hostile(f"{front}, then {kind}", f"文件.{kind}", GOOD[front] + GOOD[kind], DIFFERENT, "不是表格")
        yield Hostile(
            f"{kind}, then a web page", f"文件.{kind}", GOOD[kind] + b"<script>alert(1)</script>", "损坏|末尾", "损坏|末尾"
        )
        commented = GOOD[kind][:-2] + b"\x19\x00" + b"<script>alert(1)</script>"
        yield Hostile(f"{kind} with a web page for a comment", f"文件.{kind}", commented, "末尾夹有", "末尾夹有")
        yield Hostile(
            f"something before {kind}",
            f"文件.{kind}",
            b"PK\x03\x04" + b"\x00" * 60 + GOOD[kind],
            "前面夹有|损坏",
            "前面夹有|损坏",
        )
    for code in (b"<script>alert(1)</script>", b"<?php system(1);", b"<html><body>", b"<IFRAME src=x>"):
        yield Hostile(f"a JPEG with {code[:8].decode()}", "图.jpg", files.jpeg(comment=code), "夹带")
        yield Hostile(f"a JPEG followed by {code[:8].decode()}", "图.jpg", files.jpeg(after=code), "夹带")
        yield Hostile(
            f"a PNG with {code[:8].decode()}", "图.png", files.png(more=files.chunk(b"tEXt", b"Comment\x00" + code)), "夹带"
        )
        yield Hostile(f"a PNG followed by {code[:8].decode()}", "图.png", files.png() + code, "夹带")
    yield Hostile(
        "a photograph with the camera's own remarks behind it", "图.jpg", files.jpeg(after=b"SEFH" + b"\x00" * 40), TAKEN
    )


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
    yield Hostile(
        "a workbook without content types",
        "文件.xlsx",
        files.changed(GOOD["xlsx"], lambda name, part: None if name == CONTENT else part),
        DIFFERENT,
        None,
    )
    yield Hostile(
        "a workbook without its sheet",
        "文件.xlsx",
        files.changed(GOOD["xlsx"], lambda name, part: None if "sheet1" in name else part),
        TAKEN,
        "损坏",
    )


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
        ("报告.PDF", TAKEN), (".pdf", KIND), ("报告.ｐｄｆ", KIND), ("报告.pdf:stream", KIND), ("报告.p\u0000df", TAKEN), ("con.pdf", TAKEN),
        ("<img src=x onerror=alert(1)>.pdf", TAKEN),
    ):  # fmt: skip
        yield Hostile(f"named {name!a}", name, GOOD["pdf"], evidence, None)
