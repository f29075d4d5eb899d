"""签名：我方的密钥；签名验签服务器是换一个类。

The same shape as the trail's signer, with a key of its own: whoever holds one must not be able to speak for the other.
"""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.module_loading import import_string

from supervision.audit.notes import ED25519, Key
from supervision.audit.signing import Signer, secret_in


class SoftwareSigner:
    """Ed25519 with a secret in EXCHANGE_SIGNING_KEY, or in a file that only its owner may read (made on first use)."""

    def __init__(self) -> None:
        secret = settings.EXCHANGE_SIGNING_KEY or secret_in(Path(settings.EXCHANGE_KEY_FILE))
        self._private = Ed25519PrivateKey.from_private_bytes(b64decode(secret))

    @property
    def key(self) -> Key:
        return Key(settings.EXCHANGE_SENDER, ED25519, self._private.public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        return self._private.sign(text)


def signer() -> Signer:
    """The signer of this installation."""
    made: Signer = import_string(settings.EXCHANGE_SIGNER)()
    return made
