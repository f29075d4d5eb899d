"""叶哈希：一条留痕的指纹。

The fingerprint of one event, RFC 6962 style: SHA-256 over a leading zero byte and the canonical fields, each prefixed with its
length so that no byte can move from one field into its neighbour. No previous hash and no lock: sealing comes later.
The same bytes come from the values as they are recorded and as the database gives them back; `scripts/verify_trail.py` builds them
a third time, from an exported line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any

FIELDS = (
    "at", "verb", "result", "actor_id", "actor_name", "target_type", "target_id", "target_label",
    "agency_id", "region_code", "payload", "request_id", "client_ip", "channel",
)  # fmt: skip

_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def canonical_json(value: Any) -> str:
    """The one spelling of a payload: sorted keys, no spaces."""
    return _encode(value)


@lru_cache(maxsize=4096)
def canonical_ip(text: str) -> str:
    """The one spelling of an address: the database may shorten an IPv6 address differently from Python."""
    address = ip_address(text)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


def canonical(value: Any) -> bytes:
    """One field as bytes: the same value always gives the same bytes; None differs from the empty string."""
    if value is None:
        return b"\x00"
    if isinstance(value, datetime):
        return b"t" + value.astimezone(UTC).isoformat(timespec="microseconds").encode()
    if isinstance(value, Mapping):
        return b"j" + _encode(value).encode()
    return b"s" + str(value).encode()


def leaf_data(fields: Mapping[str, Any]) -> bytes:
    """An event's canonical bytes: its fields in the order of `FIELDS`, each after its length in eight bytes."""
    parts: list[bytes] = []
    for name in FIELDS:
        part = canonical(fields[name])
        parts += (len(part).to_bytes(8, "big"), part)
    return b"".join(parts)


def leaf_hash(fields: Mapping[str, Any]) -> bytes:
    """SHA-256 (32 bytes) of a zero byte and the event's canonical bytes."""
    return hashlib.sha256(b"\x00" + leaf_data(fields)).digest()
