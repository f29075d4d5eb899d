"""地址和表单里的数：不是数、大得没有边的，当作没有给。"""

from __future__ import annotations

from collections.abc import Iterable

LARGEST = 2**63 - 1
"""What a key in the database may be."""


def whole(text: str) -> int | None:
    """The number that a text of digits is; None for anything else and for one that no key can be."""
    if not text.isdecimal() or len(text) > 19:
        return None
    number = int(text)
    return number if number <= LARGEST else None


def wholes(texts: Iterable[str]) -> list[int]:
    """The numbers among some texts."""
    return [number for text in texts if (number := whole(text)) is not None]
