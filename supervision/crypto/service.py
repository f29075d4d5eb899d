"""加密、解密、指纹：平台只通过这几个函数使用密码。

A sealed value reads `algorithm.key.base64`. The place it belongs to (table and column) is bound into it: moved elsewhere it does not open.
A fingerprint answers "is it the same number?" and nothing else; without the key nobody can try all numbers.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

_OTHER_SIGNS = re.compile(r"[\W_]+")


class Unreadable(RuntimeError):
    """A sealed value that does not open: changed, moved, or its key is missing. The message names no content."""


class Backend(Protocol):
    """What does the work: software here, or a 密码机. `code` is the algorithm's name inside each value."""

    code: str

    def check(self) -> None:
        """ImproperlyConfigured when it cannot work (keys missing, device away)."""

    def newest(self, purpose: str) -> str:
        """The number of the key in use: purpose `sm4` or `hmac`; letters, digits and - only."""

    def numbers(self, purpose: str) -> list[str]:
        """The numbers of all keys of a purpose, the one in use last."""

    def seal(self, number: str, plain: bytes, context: bytes) -> bytes:
        """Encrypt and authenticate, with `context` as associated data; a fresh nonce each time."""

    def open(self, number: str, sealed: bytes, context: bytes) -> bytes:
        """Undo `seal`; ValueError when anything differs."""

    def mac(self, number: str, message: bytes) -> bytes:
        """A keyed digest."""

    def random(self, length: int) -> bytes:
        """Random bytes."""


@cache
def backend(path: str) -> Backend:
    """The backend of a dotted path. ImproperlyConfigured when there is none."""
    try:
        return cast(Backend, import_string(path)())
    except ImportError as error:
        raise ImproperlyConfigured(f"CRYPTO_BACKENDS 中的 {path} 无法载入。") from error


def in_use() -> Backend:
    """The backend that seals: the first of CRYPTO_BACKENDS."""
    return backend(settings.CRYPTO_BACKENDS[0])


def encrypt(field: str, plain: str) -> str:
    """Seal a text for one place (`table.column`). The same text twice gives two values."""
    machine = in_use()
    number = machine.newest("sm4")
    sealed = machine.seal(number, plain.encode(), _context(field, machine.code, number))
    return f"{machine.code}.{number}.{base64.urlsafe_b64encode(sealed).decode()}"


def decrypt(field: str, value: str) -> str:
    """Open what `encrypt` sealed for the same place; Unreadable otherwise."""
    code, number, encoded = _parts(value)
    machine = next((one for path in settings.CRYPTO_BACKENDS if (one := backend(path)).code == code), None)
    if machine is None:
        raise Unreadable(f"没有能读“{code}”密文的密码部件，请检查 CRYPTO_BACKENDS。")
    try:
        sealed = base64.b64decode(encoded, altchars=b"-_", validate=True)
        return machine.open(number, sealed, _context(field, code, number)).decode()
    except ValueError as error:  # binascii.Error is one
        reason = "密文不完整。" if isinstance(error, binascii.Error) else str(error)
        raise Unreadable(f"{field} 的密文读不出来：{reason}") from error


def fingerprint(field: str, plain: str) -> str:
    """A keyed digest of a normalised number, for "is it the same?". The same number gives the same text, in any spelling."""
    return _fingerprint(field, plain, in_use().newest("hmac"))


def fingerprints(field: str, plain: str) -> list[str]:
    """What a number may be found under: its fingerprint by each key that there is, the one in use last."""
    return [_fingerprint(field, plain, number) for number in in_use().numbers("hmac")]


def _fingerprint(field: str, plain: str, number: str) -> str:
    digest = in_use().mac(number, f"{field}\x00{normalised(plain)}".encode())
    return f"{number}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def normalised(text: str) -> str:
    """Full-width digits, blanks, hyphens and a lower-case x do not make another number."""
    return _OTHER_SIGNS.sub("", unicodedata.normalize("NFKC", text)).upper()


def is_current(value: str) -> bool:
    """Whether a sealed value stands under the algorithm and the key in use."""
    machine = in_use()
    return value.startswith(f"{machine.code}.{machine.newest('sm4')}.")


def random(length: int) -> bytes:
    """Bytes that nobody can guess."""
    return in_use().random(length)


def _parts(value: str) -> tuple[str, str, str]:
    parts = value.split(".")
    if len(parts) != 3:
        raise Unreadable("不是密文。")
    return parts[0], parts[1], parts[2]


def _context(field: str, code: str, number: str) -> bytes:
    return f"{field}\x00{code}\x00{number}".encode()
