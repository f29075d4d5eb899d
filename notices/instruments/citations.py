"""文书所引用的条文，供法规库列出。

The articles that the texts of the instruments cite, read from their declarations: whatever a kind says in 《…》第…条.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from cases.laws.citations import Citation, quoted
from cases.laws.places import Number, numbers_in
from notices.instruments import KINDS
from notices.instruments.base import InstrumentKind


def instrument_citations() -> Iterator[Citation]:
    """Every article that a kind of instrument cites, once: of several places in one article the first."""
    for kind in KINDS:
        found: dict[tuple[str, tuple[Number, ...]], str] = {}
        for title, place in (place for text in _texts(kind) for place in quoted(text)):
            found.setdefault((title, numbers_in(place)), place)
        for (title, _numbers), place in found.items():
            yield Citation("文书", kind.name, title, title, place)


def _texts(kind: InstrumentKind) -> Iterator[str]:
    """All texts of a kind, its remarks for the drafter left out."""
    for one in fields(kind):
        value = getattr(kind, one.name)
        if isinstance(value, str):
            yield value
