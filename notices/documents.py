"""监督文书的排印：把一份文书的内容变成信函格式公文（GB/T 9704—2012 第10.1条）。"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from notices import instruments
from notices.models import Instrument, InstrumentItem
from supervision.documents.blocks import Block, Item, Paragraph
from supervision.documents.letter import Letter
from supervision.documents.wording import blank
from supervision.workdays import DueDate

TEMPLATE_VERSION = "letter/1"


def letter_of(instrument: Instrument, items: Sequence[InstrumentItem], due: DueDate | None) -> Letter:
    """The paper of an instrument as it stands. `due` is the day printed (None: a blank, filled in at service). Needs agency and issuer loaded.

    A text that is missing becomes a highlighted blank; the printing of an issued paper refuses blanks.
    """
    kind = instruments.get(instrument.kind)
    return Letter(
        issuer_mark=instrument.issuer.name,
        number=instrument.number,
        title=instrument.title,
        recipient=instrument.recipient or instrument.agency.name,
        paragraphs=tuple(_body(instrument, kind, items, due)),
        signature_agency=instrument.issuer.name,
        dated=instrument.issued_on,
        contact=_contact(instrument),
        printed_by=instrument.issuer.name,
        # Signed and numbered, but not served yet: the due day is still a blank, so it is not the issued paper.
        status="issued" if instrument.number and (due or instrument.tells_superior) else "draft",
        copy_to=(instrument.agency.name,) if instrument.tells_superior else (),
        demo=settings.DEMO,
        template_version=TEMPLATE_VERSION,
        verify_code=instrument.verify_code,
        seal_slot=True,
    )


def _body(
    instrument: Instrument, kind: instruments.InstrumentKind, items: Sequence[InstrumentItem], due: DueDate | None
) -> list[Block]:
    blocks: list[Block] = [Paragraph(instrument.opening.strip() or blank("正文开头"))]
    blocks += [
        Item(
            number=number if len(items) > 1 else 0,
            title=item.title.strip() or blank("问题名称"),
            body=(item.problem.strip() or blank("问题事实"),),
            details=_details(item, kind),
            level=1,
        )
        for number, item in enumerate(items, start=1)
    ]
    if kind.request:
        where = f"{settings.PLATFORM_NAME}“收件”栏目"
        blocks.append(Paragraph(kind.request.format(period=instrument.period, due=_due_words(due), where=where)))
    if instrument.closing.strip():
        blocks.append(Paragraph(instrument.closing))
    return blocks


def _details(item: InstrumentItem, kind: instruments.InstrumentKind) -> tuple[tuple[str, str], ...]:
    """The basis of a problem, and what is demanded: nothing of a superior department, which is told."""
    basis = ("依据", _sentence(item.basis) or blank("依据"))
    return (basis,) if kind.tells_superior else (basis, ("整改要求", _sentence(item.demand) or blank("整改要求")))


def _sentence(text: str) -> str:
    """The text with its full stop."""
    return f"{words}。" if (words := text.strip()) and words[-1] not in "。；！？" else words


def _due_words(due: DueDate | None) -> str:
    if due is None:
        return blank("届满日，送达时自动填入")
    words = f"{day_words(due.day)}届满"
    return f"{words}，该日期为暂定，放假安排公布后另行告知" if due.provisional else words


def day_words(day: date) -> str:
    """2026年12月24日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _contact(instrument: Instrument) -> str:
    phone = instrument.issuer.phone
    return f"联系人：{instrument.drafted_by.display_name}，联系电话：{phone}" if phone else ""
