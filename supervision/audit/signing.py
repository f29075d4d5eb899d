"""签名者：谁给检查点签名，密钥怎样更换。

A signer is a small adapter named by dotted path in `AUDIT_SIGNER`: `key` (its public key) and `sign(bytes)`. Here stands the
software one (Ed25519; its secret comes from AUDIT_SIGNING_KEY or lies in a file of its own). A 签名验签服务器 (SM2) is a class with
the same two members that also puts its kind of signature into `notes.CHECKS`.

Keys form a chain: each new one is signed by the one before it, so whoever holds the first public key can follow all later ones and
old checkpoints stay verifiable for ever; whoever merely writes to the database can add no key.
"""

from __future__ import annotations

import os
import tempfile
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from supervision.audit.models import SigningKey
from supervision.audit.notes import ED25519, BadNote, Key, endorsement_text, holds, read_key
from supervision.audit.record import Named, record


class Signer(Protocol):
    """Who signs checkpoints."""

    @property
    def key(self) -> Key:
        """Its public key."""

    def sign(self, text: bytes) -> bytes:
        """Its signature of a text."""


class KeyRefused(RuntimeError):
    """The signing key is not one that the chain of keys vouches for; the message says what to do."""


class SoftwareSigner:
    """Ed25519 with a secret in the environment, or in a file that only its owner may read (made on first use)."""

    def __init__(self) -> None:
        secret = settings.AUDIT_SIGNING_KEY or secret_in(Path(settings.AUDIT_KEY_FILE))
        self._private = Ed25519PrivateKey.from_private_bytes(b64decode(secret))

    @property
    def key(self) -> Key:
        return Key(settings.AUDIT_ORIGIN, ED25519, self._private.public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        return self._private.sign(text)


def signer() -> Signer:
    """The signer of this installation."""
    made: Signer = import_string(settings.AUDIT_SIGNER)()
    return made


def secret_in(path: Path) -> str:
    """The secret in a file; of several processes that find none, the first makes it and the others read it."""
    with suppress(FileNotFoundError):
        return path.read_text().strip()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _draft(path, b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path.read_text().strip()


def _draft(path: Path, secret: str) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".key-")
    with os.fdopen(handle, "w") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def admitted(key: Key) -> SigningKey:
    """The row of the signer's key; the very first key of an empty chain is written down, and traced. Raises KeyRefused for one nobody vouched for."""
    known = SigningKey.objects.filter(key_id=key.id.hex()).first()
    if known is not None:
        return known
    if SigningKey.objects.exists():
        raise KeyRefused(
            f"签名密钥 {key.id.hex()} 没有得到前一把密钥的背书，留痕暂不封存。请在换密钥之前用前一把密钥执行 "
            f"manage.py rotate_audit_key --endorse '{key.text}'。"
        )
    row = SigningKey.objects.create(key_id=key.id.hex(), text=key.text)
    record("audit.key_begun", actor=None, target=Named("签名密钥", row.key_id))
    return row


@transaction.atomic
def endorse(new: Key, by: Signer) -> SigningKey:
    """The signer of today vouches for the key of tomorrow; an event of the system's, for whoever holds the key needs no account."""
    admitted(by.key)
    signature = b64encode(by.sign(endorsement_text(new).encode())).decode()
    row = SigningKey.objects.create(key_id=new.id.hex(), text=new.text, endorsed_by=by.key.id.hex(), endorsement=signature)
    record("audit.key_endorsed", actor=None, target=Named("签名密钥", row.key_id), payload={"endorsed_by": row.endorsed_by})
    return row


def rotate() -> SigningKey:
    """A new software key takes over: vouched for by the old one first, then put in its place. The old secret is gone afterwards.

    Killed in between, the old key stays in force and the new one is an unused line in the chain.
    """
    if settings.AUDIT_SIGNING_KEY:
        raise KeyRefused("密钥由环境变量 AUDIT_SIGNING_KEY 给出：请先用 --endorse 为新公钥背书，再更换环境变量。")
    path = Path(settings.AUDIT_KEY_FILE)
    private = Ed25519PrivateKey.generate()
    row = endorse(Key(settings.AUDIT_ORIGIN, ED25519, private.public_key().public_bytes_raw()), signer())
    _draft(path, b64encode(private.private_bytes_raw()).decode()).replace(path)
    return row


def chain(rows: list[tuple[str, str, str]], pinned: str = "") -> tuple[dict[bytes, Key], list[str]]:
    """(keys that may be trusted by id, complaints) of (vkey, endorsed by, endorsement) in order of arrival.

    The first is trusted as it stands, or must equal `pinned`, the first key that somebody outside the database wrote down.
    """
    keys: dict[bytes, Key] = {}
    complaints: list[str] = []
    for place, (text, endorser, signature) in enumerate(rows):
        try:
            key = read_key(text)
            if place == 0:
                if pinned and text != pinned:
                    raise BadNote("第一把公钥与见证文件所记的不同。")
            else:
                by = keys.get(bytes.fromhex(endorser))
                if by is None or not holds(by, endorsement_text(key), b64decode(signature)):
                    raise BadNote(f"公钥 {key.id.hex()} 没有得到前一把密钥的背书。")
        except ValueError as problem:
            complaints.append(str(problem))
        else:
            keys[key.id] = key
    return keys, complaints
