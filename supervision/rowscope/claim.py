"""凭据：这一次事务能看哪些行，签了名，只在这一条数据库连接上有效。"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

BLOCK = 64
"""HMAC's block size for SHA-256, bytes."""


@dataclass(frozen=True)
class Claim:
    """What one transaction may see.

    `prefixes`: rows whose region code begins with one of them ("" is everything); `agencies`: rows of these agencies, as far as their
    tables show an agency its own; `granted`: table → ids that a named exception opens; `person`: whose own traces are shown; `own`:
    whether rows that this person brought are, in tables that keep who did; `reads_trail`: whether the whole trail is.
    """

    person: int = 0
    prefixes: tuple[str, ...] = ()
    agencies: tuple[int, ...] = ()
    granted: Mapping[str, frozenset[int]] = field(default_factory=dict)
    reads_trail: bool = False
    own: bool = False

    def signed(self, *, backend: int, seconds: int) -> str:
        """The claim for one database connection (its backend's process number), good for so many seconds."""
        body = json.dumps(
            {
                "backend": backend,
                "until": int(time.time()) + seconds,
                "person": self.person,
                "prefixes": self.prefixes,
                "agencies": self.agencies,
                "granted": {table: sorted(ids) for table, ids in self.granted.items()},
                "reads_trail": self.reads_trail,
                "own": self.own,
            },
            separators=(",", ":"),
        )
        return hmac.new(key(), body.encode(), hashlib.sha256).hexdigest() + body


NOBODY = Claim()
"""Sees no row of anybody's, only what is open to all that is ours: a visitor without an account, a connection between two requests."""

SYSTEM = Claim(prefixes=("",), reads_trail=True)
"""The platform itself: imports, checks, reports, reminders. Sees everything."""


def key() -> bytes:
    """The signing key, derived from the installation's secret; the database keeps its two pads where the platform's role cannot look."""
    return hmac.new(settings.SECRET_KEY.encode(), b"row scope claims", hashlib.sha256).digest()


def pads() -> tuple[bytes, bytes]:
    """HMAC's inner and outer pad (RFC 2104), so that SQL can check a claim with `sha256` alone."""
    padded = key().ljust(BLOCK, b"\x00")
    return bytes(byte ^ 0x36 for byte in padded), bytes(byte ^ 0x5C for byte in padded)
