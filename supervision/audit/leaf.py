"""叶哈希：一条留痕的指纹。

The fingerprint of one event, RFC 6962 style: SHA-256 over a leading zero byte and the canonical fields, each prefixed with its
length so that no byte can move from one field into its neighbour. No previous hash and no lock: sealing comes later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

FIELDS = (
    "at", "verb", "result", "actor_id", "actor_name", "target_type", "target_id", "target_label",
    "agency_id", "region_code", "payload", "request_id", "client_ip", "channel",
)  # fmt: skip


def canonical(value: Any) -> bytes:
    """One field as bytes: the same value always gives the same bytes; None differs from the empty string."""
    if value is None:
        return b"\x00"
    if isinstance(value, datetime):
        return b"t" + value.astimezone(UTC).isoformat(timespec="microseconds").encode()
    if isinstance(value, Mapping):
        return b"j" + json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    return b"s" + str(value).encode()


def leaf_hash(fields: Mapping[str, Any]) -> bytes:
    """SHA-256 (32 bytes) of an event's canonical fields, in the order of `FIELDS`."""
    digest = hashlib.sha256(b"\x00")
    for name in FIELDS:
        part = canonical(fields[name])
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()
