"""会话存储：在数据库里，并记下是谁的。

Django's database sessions with an owner: SESSION_ENGINE. The owner's columns are read from the session's own data whenever it is saved, so
that the two never differ.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from agencies.identity import clock


class SessionStore(DatabaseStore):
    """Sessions as rows of `SignInSession`."""

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
