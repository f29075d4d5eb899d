"""自然人当事人的姓名：入库前换成遮盖后的姓名和指纹，原文封存；同一行文字里写到的姓名一并遮盖。

Which rows are about a natural person, and what stands in place of the name. A row is when its party's type says so; when it says nothing, a
document number of a party without a credit code does. A type that nobody can read (its row is refused) leaves a name of more than four
characters in clear, as the pages do. Shops and organisations stand in the public register and stay in clear here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from cases.intake.expressions import expression, trimmed
from cases.intake.reading import Header
from cases.intake.typing import TOTALS
from cases.models.identity import name_digest, name_fingerprints
from supervision.crypto.service import normalised
from supervision.tabular import Column
from supervision.web.masking import mask_name

LONGEST_NAME = 200
"""A longer one is refused, and told so."""
LONGEST_IN_DOUBT = 4
SHORTEST_NUMBER = 6
SHORTEST_CODE = 15
"""Letters and digits of a document number, and of a number of a register, at least."""

HIDDEN = ("某", "*", "＊")
"""What a name ends with that came in masked."""

_OUTER = " \t\r\n\u00a0\u3000\ufeff\u200b"
_TOTAL = re.compile(TOTALS)


class HiddenName(NamedTuple):
    """A name: in full, as it is shown, its fingerprint, and what stands for it in a record's number."""

    full: str
    shown: str
    mark: str
    digest: str

    def in_number(self, text: str, *, apart: bool) -> str:
        """A number without the name; `apart`: it still tells this person's record from that of another of the same masked name."""
        return text.replace(self.full, self.shown + self.digest if apart else self.shown) if self.full in text else text


def hidden_name(cell: str) -> HiddenName | None:
    """What stands in place of the name in a cell; None when it is masked already, or is none ("无", "合计")."""
    full = cell.strip(_OUTER)
    if full.endswith(HIDDEN) or len(normalised(full)) < 2 or _TOTAL.match(full):
        return None
    marks = name_fingerprints(full)
    return HiddenName(full, mask_name(full), marks[-1], name_digest(marks))


def is_a_person(header: Header, filled: Collection[int]) -> str:
    """SQL over the staged cells: whether a row's party is a natural person; "" when no row of the file can be. The type is read as the
    reading of values reads it (`expressions.py`), what a drawn profile translates or fixes included."""
    name, number, code = (
        f"c{place}" if (place := header.mapping.positions.get(key)) in filled else ""
        for key in ("party_name", "party_identity", "party_credit_code")
    )
    numbered = _holds(number, SHORTEST_NUMBER) if number else "false"
    if number and code:
        numbered += f" AND NOT {_holds(code, SHORTEST_CODE)}"
    kinds = list(_kinds(header, filled))
    if not name or not (number or kinds):
        return ""
    if not kinds:
        return f"{name} IS NOT NULL AND {numbered}"
    cell, column = kinds[0]
    kind = expression(column, cell, "").value
    return (
        f"{name} IS NOT NULL AND CASE WHEN {cell} IS NULL THEN {numbered} ELSE CASE {kind} WHEN 'person' THEN length({name}) <= {LONGEST_NAME}"
        f" ELSE {kind} IS NULL AND CASE WHEN {trimmed(cell)} IS NULL THEN {numbered} ELSE length({name}) <= {LONGEST_IN_DOUBT} END END END"
    )


def _kinds(header: Header, filled: Collection[int]) -> Iterator[tuple[str, Column]]:
    """Where the party's type stands: what a drawn profile makes comes before the file's own column."""
    yield from ((f"({one.sql})", one.column) for one in header.derived if one.column.key == "party_type")
    place = header.mapping.positions.get("party_type")
    column = None if place is None else header.mapping.columns[place]
    if column is not None and place in filled:
        yield f"c{place}", column


def _holds(cell: str, count: int) -> str:
    """SQL: whether a cell has so many letters and digits; what is too short at all is not looked into."""
    return f"coalesce(length({cell}) >= {count} AND length(regexp_replace({cell}, '[^[:alnum:]]+', '', 'g')) >= {count}, false)"
