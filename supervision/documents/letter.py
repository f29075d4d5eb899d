"""信函格式公文（GB/T 9704—2012 第 10.1 条）。

A letter from one organ to another: 函 and the supervision instruments that are sent as letters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from supervision.documents import composition, genuineness, press
from supervision.documents.blocks import Block, Rendered
from supervision.documents.composition import Status, day_text, say, seen
from supervision.documents.docx_letter import letter_docx
from supervision.documents.wording import blank, runs, title_lines

TITLE_PER_LINE = 20


@dataclass(frozen=True)
class Letter:
    """What a letter says. All text is plain; empty means "none" (in a draft: a highlighted blank where the format
    needs it).

    `issuer_mark` 发文机关标志 (the full name, without 文件) · `number` 发文字号 · `recipient` 主送机关, without colon ·
    `attachments` names without 《》 or full stop · `copy_to` 抄送机关 · `contact` 附注, without brackets ·
    `printed_by` 印发机关: kept in the file's properties, for a letter has no such line (10.1) ·
    `seal_slot` draws where the seal goes; a seal itself is never drawn · `demo` marks every page as having no legal
    force.
    """

    issuer_mark: str
    number: str
    title: str
    recipient: str
    paragraphs: tuple[Block, ...]
    signature_agency: str
    dated: date | None
    attachments: tuple[str, ...] = ()
    copy_to: tuple[str, ...] = ()
    contact: str = ""
    printed_by: str = ""
    status: Status = "draft"
    demo: bool = False
    template_version: str = "letter/1"
    verify_code: str = ""
    seal_slot: bool = False


def render_letter(letter: Letter) -> Rendered:
    """PDF and DOCX of a letter; the same letter gives the same bytes. Raises IncompletePaper when an issued one has
    blanks."""
    letter = with_blanks(letter)
    pdf = press.print_pdf("letter", _paper(letter), timestamp=composition.timestamp(letter.dated))
    return Rendered(pdf=pdf, docx=letter_docx(letter))


def preview_svg(letter: Letter) -> list[str]:
    """The pages as SVG, for looking at while writing."""
    return press.print_svg("letter", _paper(with_blanks(letter)))


def with_blanks(letter: Letter) -> Letter:
    """The letter with a blank wherever the format needs a text that is not there, its figures numbered; refuses an
    incomplete issue."""
    needed = {
        "issuer_mark": "发文机关标志",
        "number": "发文字号",
        "title": "标题",
        "recipient": "主送机关",
        "signature_agency": "发文机关署名",
    }
    missing: dict[str, Any] = {name: blank(label) for name, label in needed.items() if not getattr(letter, name).strip()}
    filled = replace(letter, **missing, paragraphs=tuple(composition.numbered(letter.paragraphs, {})))
    composition.refuse_blanks(letter.status, filled)
    if letter.status == "issued" and letter.dated is None:
        raise composition.IncompletePaper([blank("成文日期")])
    return filled


def _paper(letter: Letter) -> dict[str, Any]:
    return {
        "plain_title": seen(letter.title.replace("\n", "")),
        "author": seen(letter.signature_agency),
        "keywords": [letter.template_version, *([seen(letter.printed_by)] if letter.printed_by else [])],
        "dated": [letter.dated.year, letter.dated.month, letter.dated.day] if letter.dated else None,
        "status": letter.status,
        "demo": letter.demo,
        "verify_line": genuineness.line(seen(letter.verify_code)) if letter.verify_code else "",
        "verify_square": genuineness.square(letter.verify_code) if letter.verify_code else "",
        "seal_slot": letter.seal_slot,
        "issuer_mark": say(letter.issuer_mark),
        "number": say(letter.number),
        "title": [runs(line) for line in title_lines(seen(letter.title), per_line=TITLE_PER_LINE)],
        "recipient": say(letter.recipient),
        "blocks": composition.composed(letter.paragraphs),
        "attachments": [say(name) for name in letter.attachments],
        "signature_agency": say(letter.signature_agency),
        "signed_on": say(day_text(letter.dated) or blank("成文日期")),
        "contact": say(letter.contact),
        "copy_to": say("，".join(letter.copy_to)),
    }
