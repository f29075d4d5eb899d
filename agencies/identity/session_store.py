"""会话存储：在数据库里，并记下是谁的。

Django's database sessions with an owner: SESSION_ENGINE. The owner's columns are read from the session's own data whenever it is saved, so
that the two never differ.
"""

from __future__ import annotations

import datetime
from contextvars import ContextVar
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from agencies.identity import clock

_owner: ContextVar[Any] = ContextVar("owner_of_the_session_just_read", default=None)


def owner_just_read() -> Any:
    """The account row that came with the session that was loaded a moment ago, once: asked again, it may be stale and is not there."""
    owner = _owner.get()
    _owner.set(None)
    return owner


class SessionStore(DatabaseStore):
    """Sessions as rows of `SignInSession`."""

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]
        _owner.set(row.user if row else None)
        return row

    @classmethod
    def get_model_class(cls) -> Any:
        from agencies.models import SignInSession

        return SignInSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        row.signed_in_at, row.seen_at = _moment(data.get(clock.SIGNED_IN_AT)), _moment(data.get(clock.SEEN_AT))
        row.address, row.agent = data.get(clock.ADDRESS, ""), data.get(clock.AGENT, "")
        return row


def _moment(seconds: int | None) -> datetime.datetime | None:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC) if seconds else None
