"""会话时限：三十分钟不操作、登录满八小时，都要重新登录。

Both limits by the server's clock; the times stand in the session's data, so that a page needs no statement to know them.
Source: GB/T 22239-2019 8.1.4.1 b（登录连接超时自动退出）; ASVS 5.0 V7.3.1, V7.3.2.
"""

from __future__ import annotations

import time
from typing import Any, Literal

from django.conf import settings

SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"
ADDRESS, AGENT = "address", "agent"
TOUCH_AFTER = 60
"""Seconds between two notes of the last act: a write a minute, not a write a page. Somebody idle is therefore out between 29 and 30
minutes, never later."""


def start(session: Any, *, address: str, agent: str) -> None:
    """The session begins to count."""
    now = int(time.time())
    session.update({SIGNED_IN_AT: now, SEEN_AT: now, ADDRESS: address[:45], AGENT: agent[:200]})


def ran_out(session: Any) -> Literal["", "idle", "absolute"]:
    """Which limit has passed; a session that does not say when it began has passed both."""
    now = time.time()
    if now - session.get(SIGNED_IN_AT, 0) >= settings.SESSION_COOKIE_AGE:
        return "absolute"
    return "idle" if now - session.get(SEEN_AT, 0) >= settings.SESSION_IDLE_SECONDS else ""


def touch(session: Any) -> None:
    """Note that the person is there."""
    now = int(time.time())
    if now - session.get(SEEN_AT, 0) >= TOUCH_AFTER:
        session[SEEN_AT] = now
