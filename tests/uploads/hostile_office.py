"""敌意的 Word、Excel 文件和压缩包：宏、密码、炸弹、出路、实体、外链、会启动程序的域。"""

from __future__ import annotations

from collections.abc import Iterator

from tests.uploads import files
from tests.uploads.fates import CONTENT, DIFFERENT, EVIDENCE, GOOD, INSIDE, KIND, MACRO, NO_TABLE, TAKEN, UNSAFE, Hostile


def macros() -> Iterator[Hostile]:
    """Macro-enabled files, renamed."""
    for kind, folder, plain, enabled in (
        ("docx", "word", b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"),
        ("xlsx", "xl", b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"),
    ):
        good, table = GOOD[kind], "宏" if kind == "xlsx" else NO_TABLE
        for part in ("vbaProject.bin", "VBAPROJECT.BIN", "vbaData.xml"):
            fate = table if "project" in part.lower() else TAKEN if kind == "xlsx" else NO_TABLE
            yield Hostile(
                f"{kind} with {part}", f"文件.{kind}", files.changed(good, more={f"{folder}/{part}": b"x"}), MACRO, fate
            )
        for part in ("macrosheets/sheet1.xml", "activeX/activeX1.bin", "dialogsheets/sheet1.xml"):
            fate = table if "macrosheets" in part else TAKEN if kind == "xlsx" else NO_TABLE
            yield Hostile(
                f"{kind} with {part}", f"文件.{kind}", files.changed(good, more={f"{folder}/{part}": b"x"}), MACRO, fate
            )
        yield Hostile(
            f"{kind} declared macro-enabled",
            f"文件.{kind}",
            files.in_part(good, CONTENT, lambda text, a=plain, b=enabled: text.replace(a, b)),
            MACRO,
            table,
        )  # type: ignore[misc]
        for part in (
            "embeddings/oleObject1.bin",
            "embeddings/Microsoft_Excel_Sheet.xlsx",
            "externalLinks/externalLink1.xml",
            "queryTables/queryTable1.xml",
            "connections.xml",
        ):
            yield Hostile(
                f"{kind} with {part}",
                f"文件.{kind}",
                files.changed(good, more={f"{folder}/{part}": b"<x/>"}),
                INSIDE,
                TAKEN if kind == "xlsx" else NO_TABLE,
            )
        for what, inner in (
            ("a program", b"MZ\x90"),
            ("an archive", files.archive(a__txt=b"x")),
            ("an old office file", files.ole("Workbook")),
            ("a script", b"#!/bin/sh"),
        ):
            yield Hostile(
                f"{kind} with {what} for a picture",
                f"文件.{kind}",
                files.changed(good, more={f"{folder}/media/image9.png": inner}),
                INSIDE,
                TAKEN if kind == "xlsx" else NO_TABLE,
            )


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
        for what, more in (
            ("one member", {"media/a.bin": bytes(30_000_000)}),
            ("shared strings", {"xl/big.xml": b"<si><t>a</t></si>" * 2_000_000}),
            ("thirty members", {f"media/{n}.bin": bytes(1_000_000) for n in range(30)}),
        ):
            yield Hostile(f"{kind}, a bomb in {what}", f"文件.{kind}", files.changed(good, more=more), "压缩炸弹", "压缩炸弹")
        yield Hostile(
            f"{kind}, a directory that lies",
            f"文件.{kind}",
            files.lying(good),
            "大小与目录不符",
            "大小与目录不符" if kind == "xlsx" else NO_TABLE,
        )
        yield Hostile(f"{kind}, members on one place", f"文件.{kind}", files.overlapping(good), "重叠|损坏", "重叠|损坏")
        yield Hostile(
            f"{kind} of 6,000 members",
            f"文件.{kind}",
            files.changed(good, more={f"media/{n}": b"" for n in range(6_000)}),
            "超过 5000 个",
            "超过 5000 个",
        )
        yield Hostile(
            f"{kind}, two members of one name", f"文件.{kind}", files.changed(good, more={CONTENT.upper(): b"x"}), "重名", "重名"
        )
    for depth in (1, 2):
        for ending in ("zip", "xlsx", "docx"):
            yield Hostile(
                f"archives in archives, {depth} deep, as {ending}",
                f"文件.{ending}",
                files.nested(depth),
                (KIND if ending == "zip" else f"{DIFFERENT}|炸弹"),
                f"{NO_TABLE}|炸弹",
            )
    yield Hostile(
        "a bomb that is no office file", "文件.xlsx", files.archive(zeros__bin=bytes(50_000_000)), "压缩炸弹", "压缩炸弹"
    )


def ways_out() -> Iterator[Hostile]:
    """Names that lead out of the archive, and links."""
    for kind in ("docx", "xlsx"):
        for name in (
            "../x",
            "../../etc/cron.d/x",
            "a/../../x",
            "/etc/passwd",
            "\\windows\\x",
            "..\\..\\x",
            "C:\\x",
            "c:/x",
            "a\\..\\..\\x",
            "//host/share",
        ):
            yield Hostile(
                f"{kind} with {name}", f"文件.{kind}", files.changed(GOOD[kind], more={name: b"x"}), "外部的路径", "外部的路径"
            )
        for target in ("/etc/passwd", "../../settings.py", "x"):
            yield Hostile(
                f"{kind} with a link to {target}", f"文件.{kind}", files.with_link(GOOD[kind], target), "内部有链接", "内部有链接"
            )


_XXE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_HTTP = b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>'
_LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


def entities() -> Iterator[Hostile]:
    """XML that declares: external files, addresses, laughs."""
    read = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"}
    for kind, parts in (
        (
            "docx",
            ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "docProps/core.xml", "_rels/.rels", CONTENT),
        ),
        (
            "xlsx",
            (
                "xl/workbook.xml",
                "xl/worksheets/sheet1.xml",
                "xl/styles.xml",
                "xl/_rels/workbook.xml.rels",
                "docProps/app.xml",
                CONTENT,
            ),
        ),
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
            relation = (
                b'<Relationship Id="rId99" Type="' + base + what.encode() + b'" Target="' + target + b'" TargetMode="External"/>'
            )
            content = files.in_part(
                GOOD[kind], part, lambda old, new=relation: old.replace(b"</Relationships>", new + b"</Relationships>")
            )  # type: ignore[misc]
            yield Hostile(
                f"{kind}: {what} at {target.decode()}", f"文件.{kind}", content, fate, TAKEN if kind == "xlsx" else NO_TABLE
            )


def programs() -> Iterator[Hostile]:
    """Fields and formulas that start a program."""
    for field in (b"DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe", b"DDE excel x", b"dde x y"):
        run = b"<w:p><w:r><w:instrText>" + field + b"</w:instrText></w:r></w:p>"
        yield Hostile(
            f"a field {field[:7].decode()}",
            "文件.docx",
            files.in_part(GOOD["docx"], "word/document.xml", lambda old, new=run: old.replace(b"<w:body>", b"<w:body>" + new)),
            "启动别的程序",
        )  # type: ignore[misc]
    split = b"<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd</w:instrText></w:r></w:p>"
    yield Hostile(
        "a field in two runs",
        "文件.docx",
        files.in_part(GOOD["docx"], "word/document.xml", lambda old: old.replace(b"<w:body>", b"<w:body>" + split)),
        "启动别的程序",
    )
    cell = b'<row r="3"><c r="A3"><f>cmd|\'/c calc\'!A0</f><v>0</v></c></row></sheetData>'
    sheet = files.in_part(GOOD["xlsx"], "xl/worksheets/sheet1.xml", lambda old: old.replace(b"</sheetData>", cell))
    yield Hostile("a formula that starts a program", "文件.xlsx", sheet, "启动别的程序", TAKEN)
