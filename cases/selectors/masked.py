"""自由文字和原始行的显示：自然人的姓名、证件号、手机号在文字里也要遮住。

The words of a record as a page may show them. Personal data is masked wherever it stands, free text and raw row included.
"""

from __future__ import annotations

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
    cells = zip(case.batch.header, found, strict=False)
    return [{"label": heading, "value": in_text(case, masked_cell(heading, cell))} for heading, cell in cells if cell]
