"""密钥环：从环境变量 CRYPTO_KEYS 读出，最后一把是现用的。

    CRYPTO_KEYS=sm4:<base64, 16 bytes>,hmac:<base64, 32 bytes>[,sm4:<a newer one>]

The last key of a purpose is the one in use; earlier ones only read. A key's number is taken from the key itself, so a value names the key
that it needs and two installations never mean different keys by one name.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives import hashes
from django.core.exceptions import ImproperlyConfigured

LENGTHS: Mapping[str, int] = {"sm4": 16, "hmac": 32}
"""Purposes and the length of their keys in bytes: sealing (SM4), fingerprints (HMAC-SM3)."""


@dataclass(frozen=True)
class KeyRing:
    """The keys of each purpose by number, in the order given."""

    keys: Mapping[str, Mapping[str, bytes]]

    def newest(self, purpose: str) -> str:
        """The number of the key in use."""
        return list(self.keys[purpose])[-1]

    def get(self, purpose: str, number: str) -> bytes | None:
        """The key of a number; None when the ring does not hold it."""
        return self.keys[purpose].get(number)


@cache
def ring(text: str) -> KeyRing:
    """Read a CRYPTO_KEYS setting. ImproperlyConfigured says what is wrong, without repeating a key."""
    found: dict[str, dict[str, bytes]] = {purpose: {} for purpose in LENGTHS}
    for place, entry in enumerate(filter(None, (part.strip() for part in text.split(","))), start=1):
        purpose, _, encoded = entry.partition(":")
        if purpose not in LENGTHS:
            raise ImproperlyConfigured(f"CRYPTO_KEYS 第 {place} 项应以 sm4: 或 hmac: 开头。")
        try:
            key = base64.urlsafe_b64decode(encoded)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != LENGTHS[purpose]:
            raise ImproperlyConfigured(f"CRYPTO_KEYS 第 {place} 项（{purpose}）不是 {LENGTHS[purpose]} 字节的 base64url 文本。")
        found[purpose][_number(key)] = key
    for purpose, keys in found.items():
        if not keys:
            raise ImproperlyConfigured(f"CRYPTO_KEYS 缺少 {purpose} 密钥。可用 manage.py new_crypto_key {purpose} 生成一把。")
    return KeyRing(found)


def generate(purpose: str) -> str:
    """A fresh entry for CRYPTO_KEYS."""
    return f"{purpose}:{base64.urlsafe_b64encode(secrets.token_bytes(LENGTHS[purpose])).decode()}"


def _number(key: bytes) -> str:
    """Eight hexadecimal digits of the key's SM3 digest."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"key number" + key)
    return digest.finalize()[:4].hex()
