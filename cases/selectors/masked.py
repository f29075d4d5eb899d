"""自由文字和原始行的显示：自然人的姓名、证件号、手机号在文字里也要遮住。

The words of a record as a page may show them. Personal data is masked wherever it stands, free text and raw row included.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cases.intake.source import source_cells
from cases.models import EnforcementCase
from cases.personal import masked_cell
from supervision.documents.models import DamagedFile
from supervision.web.masking import mask_name, mask_numbers


def in_text(case: EnforcementCase, text: str) -> str:
    """A text of the record with names of persons, identity numbers and mobile numbers masked."""
    for name, kind in ((case.party_name, case.party_type), (case.legal_representative, "person")):
        if len(name) > 1:
            text = text.replace(name, mask_name(name, kind))
    return mask_numbers(text)


def merits(case: EnforcementCase) -> list[dict[str, str]]:
    """Facts, basis and decision in the record's own words, masked."""
    rows = (("违法事实", case.facts), ("依据", case.legal_basis), ("决定内容", case.content), ("地点", case.place))
    return [{"label": label, "value": in_text(case, text)} for label, text in rows if text]


def source_row(case: Any) -> list[dict[str, str]]:
    """The raw row of a case that was read by `with_parts`: heading and text as it stood in the file, masked; empty cells left out."""
    if case.batch is None:
        return []
    try:
        found = case.source_cells or source_cells(case.batch, case.line_no)
    except DamagedFile as damage:
        return [{"label": "原始行", "value": str(damage)}]
    names = _names_in(case, found)
    cells = ((heading, _without(names, case, cell)) for heading, cell in zip(case.batch.header, found, strict=False) if cell)
    return [{"label": heading, "value": in_text(case, masked_cell(heading, cell))} for heading, cell in cells]


def _names_in(case: EnforcementCase, cells: Iterable[str | None]) -> list[str]:
    """The cells that hold a name of which the case keeps the masked form alone: whatever looks like it when masked, the longest first."""
    if not case.party_name_fingerprint:
        return []
    texts = {cell.strip() for cell in cells if cell}
    return sorted((text for text in texts if text != case.party_name == mask_name(text)), key=len, reverse=True)


def _without(names: list[str], case: EnforcementCase, text: str) -> str:
    for name in names:
        text = text.replace(name, case.party_name)
    return text
