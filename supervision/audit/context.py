"""留痕背景：本次请求的编号与来源地址。

What every event of one request shares. The web sets it in a middleware, commands and tasks in their own door; a context variable,
so that threads of one process never see each other's.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(frozen=True)
class AuditContext:
    """The request (or task run) that an event belongs to."""

    request_id: uuid.UUID = field(default_factory=uuid.uuid4)
    client_ip: str | None = None
    channel: str = "system"


_current: ContextVar[AuditContext | None] = ContextVar("audit_context", default=None)


def current() -> AuditContext:
    """The context in force, or a fresh one marked "system"."""
    return _current.get() or AuditContext()


@contextmanager
def use(context: AuditContext) -> Iterator[AuditContext]:
    """Put a context in force for the length of a block."""
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)
