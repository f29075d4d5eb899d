"""模拟省平台：一台真的 HTTP 服务器，按约定收数据包、签回执，也会按吩咐出毛病。

It is written from the words of `supervision/exchange/envelope.py` and uses none of its code, so that the two check one another. What it keeps
is kept in memory and outlives any worker that sends to it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import ssl
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PATH = "/exchange/v1/packages"
SENDER = "test-city"
ED25519 = b"\x01"


def key_number(name: str, public: bytes) -> str:
    """The number of an Ed25519 key."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4].hex()


def key_line(name: str, private: Ed25519PrivateKey) -> str:
    """A public key as one line."""
    public = private.public_key().public_bytes_raw()
    return f"{name}+{key_number(name, public)}+{base64.b64encode(ED25519 + public).decode()}"


@dataclass
class Refusal(Exception):
    """A message that is not taken."""

    status: int
    reason: str


@dataclass
class Province:
    """Faults are done one a request, in order: see `_FAULTS`. `refuses` gives the reason why a record is sent back, or "".

    `on_taken` is called when a message has been taken and before it is answered; `on_answered` after the answer.
    """

    name: str = "province"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    stranger: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    sender: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    faults: deque[str] = field(default_factory=deque)
    refuses: Callable[[dict[str, Any]], str] = lambda record: ""
    on_taken: Callable[[], None] = lambda: None
    on_answered: Callable[[], None] = lambda: None
    records: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    order: list[tuple[str, int]] = field(default_factory=list)
    receipts: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    bodies: list[bytes] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    nonces: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    cut_by_the_sender: threading.Event = field(default_factory=threading.Event)
    address: str = ""

    def settings(self) -> dict[str, Any]:
        """What a platform needs to be told to report here."""
        return {
            "EXCHANGE_ADDRESS": self.address,
            "EXCHANGE_RECEIVER_KEYS": [key_line(self.name, self.key)],
            "EXCHANGE_SENDER": SENDER,
            "EXCHANGE_SIGNING_KEY": base64.b64encode(self.sender.private_bytes_raw()).decode(),
            "EXCHANGE_PLAIN_LOOPBACK": True,
        }

    def take(self, headers: dict[str, str], body: bytes) -> bytes:
        """Check a message and keep its records; its receipt. A number that is known gets the receipt it had."""
        digest = hashlib.sha256(body).hexdigest()
        message, moment, nonce = headers["exchange-message"], headers["exchange-time"], headers["exchange-nonce"]
        self._check_signature(headers, digest)
        if abs(datetime.now(UTC) - datetime.fromisoformat(moment)) > timedelta(minutes=5):
            raise Refusal(400, "时间相差五分钟以上")
        with self.lock:
            if nonce in self.nonces:
                raise Refusal(400, "随机数已经用过")
            self.nonces.add(nonce)
            if message in self.receipts:
                if self.receipts[message][0] != digest:
                    raise Refusal(409, "同一编号，内容不同")
                return self.receipts[message][1]
            said = json.loads(body)
            if said["message"] != message or said["protocol"] != "exchange/1" or _canonical(said) != body:
                raise Refusal(400, "数据包的写法不合约定")
            receipt = _canonical({
                "protocol": "exchange/1", "message": message, "digest": digest, "received_at": datetime.now(UTC).isoformat(),
                "results": [self._keep(record) for record in said["records"]],
            })  # fmt: skip
            self.receipts[message] = (digest, receipt)
            return receipt

    def _check_signature(self, headers: dict[str, str], digest: str) -> None:
        number, _, signature = headers["exchange-signature"].partition(" ")
        public: Ed25519PublicKey = self.sender.public_key()
        lines = ("exchange/1 message", "POST", PATH, headers["exchange-sender"], headers["exchange-message"], headers["exchange-time"],
                 headers["exchange-nonce"], digest)  # fmt: skip
        if headers["exchange-digest"] != digest or number != key_number(SENDER, public.public_bytes_raw()):
            raise Refusal(400, "摘要或者密钥不对")
        try:
            public.verify(base64.b64decode(signature), "".join(f"{line}\n" for line in lines).encode())
        except InvalidSignature:
            raise Refusal(401, "签名不成立") from None

    def _keep(self, record: dict[str, Any]) -> dict[str, Any]:
        known = self.records.get(record["id"])
        reason = self.refuses(record)
        if not reason and (known is None or known[0] < record["version"]):
            self.records[record["id"]] = (record["version"], record["data"])
        self.order.append((record["id"], record["version"]))
        return {
            "id": record["id"],
            "version": record["version"],
            "outcome": "refused" if reason else "accepted",
            "reason": reason,
        }

    def sign(self, receipt: bytes, key: Ed25519PrivateKey | None = None) -> str:
        """The signature of a receipt; by a stranger who calls himself us, with `key`."""
        text = f"exchange/1 receipt\n{hashlib.sha256(receipt).hexdigest()}\n".encode()
        number = key_number(self.name, self.key.public_key().public_bytes_raw())
        return f"{number} {base64.b64encode((key or self.key).sign(text)).decode()}"

    @contextmanager
    def listening(self, port: int = 0, context: ssl.SSLContext | None = None) -> Iterator[Province]:
        """Serve on a loopback port until the end of the block; a second time on the same port is the province come back."""
        server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        server.daemon_threads = True
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        self.address = f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}{PATH}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _handler(province: Province) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """One address."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            province.requests.append({"path": self.path} | headers)
            province.bodies.append(body)
            fault = province.faults.popleft() if province.faults else ""
            if fault in _BEFORE:
                return _BEFORE[fault](self)
            try:
                receipt = province.take(headers, body if fault != "changed" else body.replace(b'"sequence":', b'"sequence": ', 1))
            except Refusal as refusal:
                province.refusals.append(refusal)
                return self.answer(refusal.status, json.dumps({"reason": refusal.reason}).encode())
            province.on_taken()
            if fault in _AFTER:
                return _AFTER[fault](self, receipt)
            self.answer(200, receipt, province.sign(receipt))
            province.on_answered()
            return None

        def answer(self, status: int, body: bytes, signature: str = "", **more: str) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            for name, value in {"Exchange-Signature": signature, **more}.items():
                if value:
                    self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def cut(self, *_: Any) -> None:
            self.close_connection = True
            self.connection.close()

        def log_message(self, *args: Any) -> None:
            """Silence."""

    def half(handler: Any, receipt: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(receipt)))
        handler.send_header("Exchange-Signature", province.sign(receipt))
        handler.end_headers()
        handler.wfile.write(receipt[: len(receipt) // 2])
        handler.wfile.flush()
        handler.cut()

    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        with suppress(OSError):
            for _ in range(200):
                handler.wfile.write(b" ")
                time.sleep(0.05)
            return
        province.cut_by_the_sender.set()

    def altered(handler: Any, receipt: bytes, **changes: Any) -> None:
        made = _canonical(json.loads(receipt) | changes)
        handler.answer(200, made, province.sign(made))

    def results(receipt: bytes) -> list[Any]:
        return list(json.loads(receipt)["results"])

    _BEFORE: dict[str, Any] = {
        "500": lambda handler: handler.answer(500, b"Internal Server Error"),
        "503": lambda handler: handler.answer(503, b""),
        "429": lambda handler: handler.answer(429, b"", Retry_After="1800"),
        "422": lambda handler: handler.answer(422, json.dumps({"reason": "格式版本已停用"}).encode()),
        "redirect": lambda handler: handler.answer(307, b"", Location=province.address + "/elsewhere"),
        "cut": lambda handler: handler.cut(),
        "silent": lambda handler: time.sleep(3),
        "drip": drip,
        "unsigned": lambda handler: handler.answer(200, b"{}"),
    }
    _AFTER: dict[str, Any] = {
        "cut after taking": lambda handler, receipt: handler.cut(),
        "half a receipt": half,
        "wrong signature": lambda handler, receipt: handler.answer(200, receipt, province.sign(receipt, province.stranger)),
        "no signature": lambda handler, receipt: handler.answer(200, receipt),
        "receipt changed on the way": lambda handler, receipt: handler.answer(200, receipt.replace(b"accepted", b"refused "), province.sign(receipt)),
        "receipt of another": lambda handler, receipt: altered(handler, receipt, message=str(uuid.uuid4())),
        "other digest": lambda handler, receipt: altered(handler, receipt, digest="0" * 64),
        "one result too few": lambda handler, receipt: altered(handler, receipt, results=results(receipt)[1:]),
        "one result twice": lambda handler, receipt: altered(handler, receipt, results=results(receipt) + results(receipt)[:1]),
        "no receipt": lambda handler, receipt: altered(handler, receipt, results="alles gut"),
    }  # fmt: skip
    return Handler


def _canonical(said: Any) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
