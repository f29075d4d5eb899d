"""检查点：留痕树在某一刻的大小与树根，签名后成文。

A checkpoint in the form of C2SP tlog-checkpoint: a signed note whose text is origin, size and root (base64), here followed by one
extension line with the time. A key is written as C2SP vkey: name+id+base64(kind ‖ public key); the id is the beginning of
SHA-256(name ‖ newline ‖ kind ‖ public key), so a signature tells which key made it.

How a kind of signature is checked stands in `CHECKS`; a signing device brings its own kind (see `signing.py`).
"""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519 = b"\x01"


class BadNote(ValueError):
    """A note or key that cannot be read, or a signature that does not hold; the message is fit for a person to read."""


@dataclass(frozen=True)
class Key:
    """A public key: whose, of what kind, and its bytes."""

    name: str
    kind: bytes
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that name the key inside a signature."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The key as one line (C2SP vkey)."""
        return f"{self.name}+{self.id.hex()}+{b64encode(self.kind + self.public).decode()}"


def read_key(text: str) -> Key:
    """The key of a vkey line. Raises BadNote."""
    name, _, rest = text.partition("+")
    written_id, _, body = rest.partition("+")
    try:
        raw = b64decode(body, validate=True)
    except binascii.Error as error:
        raise BadNote("公钥不是可读的一行。") from error
    kind = next((kind for kind in CHECKS if raw.startswith(kind)), raw[:1])
    key = Key(name, kind, raw[len(kind) :])
    if key.id.hex() != written_id:
        raise BadNote("公钥与其编号不符。")
    return key


def _check_ed25519(public: bytes, text: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


CHECKS: dict[bytes, Callable[[bytes, bytes, bytes], bool]] = {ED25519: _check_ed25519}
"""Kind of key → how its signature is checked: (public key, text, signature). A device's adapter adds its own kind."""


def holds(key: Key, text: str, signature: bytes) -> bool:
    """Whether this key signed this text."""
    check = CHECKS.get(key.kind)
    return check is not None and check(key.public, text.encode(), signature)


@dataclass(frozen=True)
class Checkpoint:
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes
    at: str

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\ntime {self.at}\n"


def sign(checkpoint: Checkpoint, key: Key, signer: Callable[[bytes], bytes]) -> str:
    """The signed note."""
    signature = b64encode(key.id + signer(checkpoint.text.encode())).decode()
    return f"{checkpoint.text}\n— {key.name} {signature}\n"


def read(note: str) -> tuple[Checkpoint, bytes, bytes]:
    """(what it says, key id, signature) of a signed note; nothing is checked yet. Raises BadNote."""
    text, mark, line = note.rpartition("\n\n— ")
    lines = text.split("\n")
    parts = line.rstrip("\n").rsplit(" ", 1)
    try:
        origin, size, root, time = lines
        raw = b64decode(parts[1], validate=True)
        found = Checkpoint(origin, int(size), b64decode(root, validate=True), time.removeprefix("time "))
    except (ValueError, IndexError, binascii.Error) as error:
        raise BadNote("检查点不是可读的文本。") from error
    if not mark or found.text != f"{text}\n" or note != f"{text}\n\n— {parts[0]} {parts[1]}\n" or len(raw) < 5:
        raise BadNote("检查点的格式不对。")
    return found, raw[:4], raw[4:]


def check(note: str, keys: Mapping[bytes, Key]) -> Checkpoint:
    """What a note says, once its signature by one of `keys` holds. Raises BadNote."""
    found, key_id, signature = read(note)
    key = keys.get(key_id)
    if key is None:
        raise BadNote(f"检查点由不认识的密钥 {key_id.hex()} 签名。")
    if not note.endswith(f"\n— {key.name} {b64encode(key_id + signature).decode()}\n") or not holds(key, found.text, signature):
        raise BadNote(f"检查点（{found.size} 条）的签名不成立。")
    return found


def endorsement_text(key: Key) -> str:
    """What the old key signs when a new one takes over."""
    return f"enforcement-supervision audit key\n{key.text}\n"
