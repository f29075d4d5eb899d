"""自由文字和原始行的显示：自然人的姓名在文字里也要遮住。

The words of a record as a page may show them. A natural person's name is masked wherever it stands, free text and raw row included.
"""

from __future__ import annotations

from cases.models import EnforcementCase, ImportRow
from supervision.web.masking import mask_name


def in_text(case: EnforcementCase, text: str) -> str:
    """A text of the record with the party's and the representative's names masked."""
    for name, kind in ((case.party_name, case.party_type), (case.legal_representative, "person")):
        if len(name) > 1:
            text = text.replace(name, mask_name(name, kind))
    return text


def merits(case: EnforcementCase) -> list[dict[str, str]]:
    """Facts, basis and decision in the record's own words, masked."""
    rows = (("违法事实", case.facts), ("依据", case.legal_basis), ("决定内容", case.content), ("地点", case.place))
    return [{"label": label, "value": in_text(case, text)} for label, text in rows if text]


def source_row(case: EnforcementCase) -> list[dict[str, str]]:
    """The raw row the case came from: heading and text as it stood in the file, masked; empty cells left out."""
    if case.batch is None or case.line_no is None:
        return []
    row = ImportRow.objects.filter(batch_id=case.batch_id, line_no=case.line_no).first()
    cells = zip(case.batch.header, row.cells, strict=False) if row else ()
    return [{"label": heading, "value": in_text(case, cell)} for heading, cell in cells if cell]
