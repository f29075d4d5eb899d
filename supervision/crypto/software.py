"""软件密码：SM4-GCM 与 HMAC-SM3，供开发、测试和没有密码机的部署。

Known-answer vectors of RFC 8998, GB/T 32905 and GB/T 32907 stand in the tests. It is no certified module (GB/T 37092): an installation
under 密评 names its 密码机 in CRYPTO_BACKENDS instead.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

from supervision.crypto.keys import KeyRing, ring

NONCE = 12
TAG = 16


class Software:
    """Keys from CRYPTO_KEYS, work in this process."""

    code = "sm4"

    @property
    def _ring(self) -> KeyRing:
        return ring(settings.CRYPTO_KEYS)

    def check(self) -> None:
        """ImproperlyConfigured when the keys cannot be read."""
        _ = self._ring

    def newest(self, purpose: str) -> str:
        """The number of the key in use for `sm4` or `hmac`."""
        return self._ring.newest(purpose)

    def numbers(self, purpose: str) -> list[str]:
        """The numbers of all keys of a purpose, the one in use last."""
        return list(self._ring.keys[purpose])

    def seal(self, number: str, plain: bytes, context: bytes) -> bytes:
        """Nonce, ciphertext and tag. The nonce is random: 96 bits, so that 2^32 values share a key safely."""
        nonce = self.random(NONCE)
        return nonce + seal(self._key("sm4", number), nonce, plain, context)

    def open(self, number: str, sealed: bytes, context: bytes) -> bytes:
        """The plaintext. ValueError when one bit differs, the context is another, or the key is not there."""
        return open_sealed(self._key("sm4", number), sealed[:NONCE], sealed[NONCE:], context)

    def mac(self, number: str, message: bytes) -> bytes:
        """HMAC-SM3, 32 bytes."""
        machine = hmac.HMAC(self._key("hmac", number), hashes.SM3())
        machine.update(message)
        return machine.finalize()

    def random(self, length: int) -> bytes:
        """Bytes that nobody can guess."""
        return os.urandom(length)

    def _key(self, purpose: str, number: str) -> bytes:
        key = self._ring.get(purpose, number)
        if key is None:
            raise ValueError(f"没有编号为 {number} 的 {purpose} 密钥，请检查 CRYPTO_KEYS 是否缺了旧密钥。")
        return key


def seal(key: bytes, nonce: bytes, plain: bytes, context: bytes) -> bytes:
    """SM4-GCM: ciphertext and tag. A nonce must never meet the same key twice."""
    machine = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    machine.authenticate_additional_data(context)
    return machine.update(plain) + machine.finalize() + machine.tag


def open_sealed(key: bytes, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
    """The plaintext of `seal`. ValueError when anything differs."""
    if len(nonce) != NONCE or len(sealed) < TAG:
        raise ValueError("密文不完整。")
    machine = Cipher(algorithms.SM4(key), modes.GCM(nonce, sealed[-TAG:])).decryptor()
    machine.authenticate_additional_data(context)
    plain = machine.update(sealed[:-TAG])
    try:
        return plain + machine.finalize()
    except InvalidTag as error:
        raise ValueError("密文已被改动，或者不属于这里。") from error
