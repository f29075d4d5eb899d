"""待办的做法：种类 → 函数。"""

from __future__ import annotations

from collections.abc import Callable

from supervision.outbox.models import OutboxJob

Handler = Callable[[OutboxJob], None]

_HANDLERS: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that brings about jobs of one kind.

    It runs inside the job's transaction: what it writes and the job's "done" commit together, so it never has to remember whether
    it ran. It must not commit, and must leave nothing outside the database that a second run would double.
    """

    def add(function: Handler) -> Handler:
        if kind in _HANDLERS and _HANDLERS[kind] is not function:
            raise ValueError(f"outbox kind {kind} has two handlers")
        _HANDLERS[kind] = function
        return function

    return add


def get(kind: str) -> Handler:
    """The function for a kind; KeyError when none is registered."""
    return _HANDLERS[kind]


def known(kind: str) -> bool:
    """Whether somebody handles this kind."""
    return kind in _HANDLERS
