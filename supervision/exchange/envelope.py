"""信封：数据包和回执在网上怎样写。省平台的接口文本没有找到，这里是我们自己的约定（待核）；公布以后换掉这一个文件。

The adapter. It is named in EXCHANGE_ADAPTER; another class with the same three members takes its place, nothing else changes. Ours:

A message is a POST of canonical JSON (keys sorted, no spaces, UTF-8):

    {"kind": …, "made_at": …, "message": UUID, "protocol": "exchange/1", "records": [{"id", "version", "data"}, …],
     "schema": …, "sender": …, "sequence": n}

with the headers Exchange-Message (the UUID: the idempotency key), Exchange-Sender, Exchange-Time (RFC 3339, UTC), Exchange-Nonce (new in each
attempt), Exchange-Digest (SHA-256 of the body, hexadecimal) and Exchange-Signature: the key's number, a space, and the base64 Ed25519
signature of these lines, each ended by a newline:

    exchange/1 message · POST · path · sender · message · time · nonce · digest

The receiver refuses a time more than five minutes off, a nonce it has seen, a digest or signature that is wrong. A message number that it knows
it answers with the receipt it gave, and takes nothing twice; the same number with another digest is 409. Of one record it keeps the highest
version. It answers 200 with a receipt, canonical JSON too:

    {"digest", "message", "protocol": "exchange/1", "received_at", "results": [{"id", "outcome": "accepted" | "refused", "reason", "version"}, …]}

and Exchange-Signature over "exchange/1 receipt" and the SHA-256 of the receipt's body, a line each. Every record of the message is answered for
exactly once. 429 and 503 may carry Retry-After. Any other 4xx says that the same message would be refused again; its body may hold {"reason"}.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from supervision.audit.leaf import canonical_json
from supervision.audit.notes import Key, holds
from supervision.audit.signing import Signer
from supervision.exchange.channel import Channel
from supervision.exchange.transport import Answer

PROTOCOL = "exchange/1"
OUTCOMES = frozenset({"accepted", "refused"})
LONGEST_REASON = 300


class NotBelieved(ValueError):
    """An answer that is no valid receipt of the message; the text is fit for a person, and repeats nothing of the answer."""


@dataclass(frozen=True)
class Head:
    """What a message says of itself."""

    message: str
    sequence: int
    kind: str
    schema: str
    made_at: datetime


@dataclass(frozen=True)
class Result:
    """What the receiver did with one version of one record."""

    id: str
    version: int
    accepted: bool
    reason: str


@dataclass(frozen=True)
class Receipt:
    """A receipt whose signature holds: its bytes and signature as they came, and what they say."""

    body: bytes
    signature: str
    results: tuple[Result, ...]


class Adapter(Protocol):
    """How an interface writes messages and receipts."""

    def content(self, head: Head, sender: str, records: Sequence[Mapping[str, Any]]) -> bytes:
        """The body of a message: the same for the same message, always."""

    def headers(self, head: Head, body: bytes, channel: Channel, signer: Signer, now: datetime) -> dict[str, str]:
        """The headers of one attempt."""

    def receipt(self, answer: Answer, head: Head, body: bytes, channel: Channel) -> Receipt:
        """What a 200 answer proves. Raises NotBelieved."""


class Envelope:
    """Our own convention, as told above."""

    def content(self, head: Head, sender: str, records: Sequence[Mapping[str, Any]]) -> bytes:
        said = {
            "protocol": PROTOCOL, "message": head.message, "sequence": head.sequence, "sender": sender, "kind": head.kind,
            "schema": head.schema, "made_at": _moment(head.made_at), "records": list(records),
        }  # fmt: skip
        return canonical_json(said).encode()

    def headers(self, head: Head, body: bytes, channel: Channel, signer: Signer, now: datetime) -> dict[str, str]:
        digest, time, nonce = sha256(body).hexdigest(), _moment(now), secrets.token_hex(16)
        text = _lines(f"{PROTOCOL} message", "POST", channel.path, channel.sender, head.message, time, nonce, digest)
        return {
            "Content-Type": "application/json",
            "Exchange-Message": head.message,
            "Exchange-Sender": channel.sender,
            "Exchange-Time": time,
            "Exchange-Nonce": nonce,
            "Exchange-Digest": digest,
            "Exchange-Signature": f"{signer.key.id.hex()} {b64encode(signer.sign(text.encode())).decode()}",
        }

    def receipt(self, answer: Answer, head: Head, body: bytes, channel: Channel) -> Receipt:
        signature = answer.headers.get("exchange-signature", "")
        if not _signed(answer.body, signature, channel.keys):
            raise NotBelieved("回执的签名不成立，没有采信")
        try:
            said = json.loads(answer.body)
            named = (said["protocol"], said["message"], said["digest"])
            results = tuple(_result(one) for one in said["results"])
        except (ValueError, KeyError, TypeError) as error:
            raise NotBelieved("回执读不懂，没有采信") from error
        if named != (PROTOCOL, head.message, sha256(body).hexdigest()):
            raise NotBelieved("回执说的不是这一包，没有采信")
        sent = sorted((str(record["id"]), int(record["version"])) for record in json.loads(body)["records"])
        if sorted((result.id, result.version) for result in results) != sent:
            raise NotBelieved("回执没有逐条回答这一包的记录，没有采信")
        return Receipt(answer.body, signature, results)


def adapter() -> Adapter:
    """The adapter of this installation."""
    made: Adapter = import_string(settings.EXCHANGE_ADAPTER)()
    return made


def _signed(body: bytes, signature: str, keys: Sequence[Key]) -> bool:
    number, _, encoded = signature.partition(" ")
    key = next((key for key in keys if key.id.hex() == number), None)
    try:
        raw = b64decode(encoded, validate=True)
    except ValueError:
        return False
    return key is not None and holds(key, _lines(f"{PROTOCOL} receipt", sha256(body).hexdigest()), raw)


def _result(said: Any) -> Result:
    outcome, reason, version = said["outcome"], said.get("reason", ""), said["version"]
    if outcome not in OUTCOMES or not isinstance(reason, str) or not isinstance(said["id"], str) or type(version) is not int:
        raise ValueError(outcome)
    return Result(said["id"], version, outcome == "accepted", readable(reason))


def readable(text: str) -> str:
    """A stranger's sentence as it may be kept: one line, no invisible characters, not too long."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST_REASON]


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _lines(*parts: str) -> str:
    return "".join(f"{part}\n" for part in parts)
