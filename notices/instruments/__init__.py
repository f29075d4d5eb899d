"""监督文书的文种，一种一个文件。

To add a kind: write `notices/instruments/<code>.py` with one `InstrumentKind` (see `press_letter.py`), name it in `KINDS` below, and add
`tests/notices/test_instrument_<code>.py` that drafts one and reads its paper. Nothing else changes: the decision table on the matter's page, the
editor, the number series, the deadline and the printed paper read the declaration. What the law gives to somebody else (决定书: the government)
is declared too, with `forbidden_by`, so that the page can say why it is not open.
"""

from __future__ import annotations

from notices.instruments.base import InstrumentKind
from notices.instruments.decision import DECISION
from notices.instruments.notification import NOTIFICATION
from notices.instruments.opinion import OPINION
from notices.instruments.press_letter import PRESS_LETTER

KINDS: tuple[InstrumentKind, ...] = (PRESS_LETTER, OPINION, NOTIFICATION, DECISION)
_BY_CODE = {kind.code: kind for kind in KINDS}

CHOICES = [(kind.code, kind.name) for kind in KINDS if kind.may_be_drafted]


def get(code: str) -> InstrumentKind:
    """The kind with this code; KeyError when nobody declared it."""
    return _BY_CODE[code]


def known(code: str) -> bool:
    """Whether a kind with this code can be drafted."""
    return code in _BY_CODE and _BY_CODE[code].may_be_drafted


__all__ = ["CHOICES", "KINDS", "InstrumentKind", "get", "known"]
