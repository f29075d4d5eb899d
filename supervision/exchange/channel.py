"""通道：发给谁、认谁的签名。全部来自环境变量，没有一个页面能改。

The address stands in the environment only, so that no form, record or answer can turn the sending elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from supervision.audit.notes import BadNote, Key, read_key

LOOPBACK = frozenset({"127.0.0.1", "::1"})


@dataclass(frozen=True)
class Channel:
    """The other system: where it listens, as whom it knows us, and the public keys whose receipts we believe.

    `authorities`: a file of certificates to verify its TLS against instead of the machine's own (a government network has its own).
    """

    address: str
    sender: str
    keys: tuple[Key, ...]
    authorities: str = ""

    @property
    def parts(self) -> SplitResult:
        """The address in its parts."""
        return urlsplit(self.address)

    @property
    def place(self) -> str:
        """Host and port, as a person may read them."""
        return self.parts.netloc

    @property
    def path(self) -> str:
        """What is asked of the host."""
        return self.parts.path or "/"


def channel() -> Channel | None:
    """The channel of this installation; None when no address is set. Raises ImproperlyConfigured, in words, for one that cannot be used."""
    if not settings.EXCHANGE_ADDRESS:
        return None
    problem = fault_of(settings.EXCHANGE_ADDRESS, plain_loopback=settings.EXCHANGE_PLAIN_LOOPBACK)
    if problem:
        raise ImproperlyConfigured(f"EXCHANGE_ADDRESS {problem}")
    try:
        keys = tuple(read_key(text) for text in settings.EXCHANGE_RECEIVER_KEYS)
    except BadNote as error:
        raise ImproperlyConfigured(f"EXCHANGE_RECEIVER_KEYS：{error}") from error
    if not keys:
        raise ImproperlyConfigured(
            "给出 EXCHANGE_ADDRESS 时必须给出 EXCHANGE_RECEIVER_KEYS（对方回执签名的公钥）：没有公钥就无从相信回执。"
        )
    return Channel(settings.EXCHANGE_ADDRESS, settings.EXCHANGE_SENDER, keys, settings.EXCHANGE_CA_FILE)


def fault_of(address: str, *, plain_loopback: bool = False) -> str:
    """What is wrong with an address, in words; "" when nothing is. Plain HTTP goes to this very machine only, and only when allowed."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "不是可读的网址"
    if not address.isascii() or not address.isprintable() or " " in address or "\\" in address:
        return "不是可读的网址"
    if parts.username is not None or parts.password is not None:
        return "不能带用户名或密码"
    if not host or parts.query or parts.fragment or port == 0:
        return "应为 https://主机[:端口]/路径，不带参数"
    if parts.scheme == "https" or (parts.scheme == "http" and plain_loopback and host in LOOPBACK):
        return ""
    return "必须以 https:// 开头"
