"""传输：发出一次请求，取回一个回答。

`http.client` on purpose: it follows no redirect and asks no proxy variable, so a request goes to the address of the channel and nowhere
else. TLS is verified, with the host's name; time and size are bounded as a whole, against an answer that drips.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer

from supervision.exchange.channel import Channel

CONNECT_SECONDS = 10
SILENCE_SECONDS = 20
TOTAL_SECONDS = 60
LARGEST_ANSWER = 4 * 1024 * 1024


class NotAnswered(Exception):
    """Nothing came back that could be read; whether the message arrived is not known. The text is fit for a person, and names no content."""


@dataclass(frozen=True)
class Answer:
    """What came back. `headers` by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def post(channel: Channel, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send a body to the channel's address, once. Raises NotAnswered."""
    connection = _connection(channel)
    try:
        connection.connect()
        assert connection.sock is not None
        connection.sock.settimeout(SILENCE_SECONDS)
        end = Timer(TOTAL_SECONDS, _cut, [connection.sock])
        end.daemon = True
        end.start()
        try:
            connection.request("POST", channel.path, body=body, headers=dict(headers))
            answer = connection.getresponse()
            content = answer.read(LARGEST_ANSWER + 1)
        finally:
            end.cancel()
    except ssl.SSLCertVerificationError as error:
        raise NotAnswered("对方的 TLS 证书核验不过") from error
    except ssl.SSLError as error:
        raise NotAnswered("TLS 连接没有建立") from error
    except TimeoutError as error:
        raise NotAnswered("等待超时") from error
    except (OSError, HTTPException) as error:
        raise NotAnswered(f"连接中断或者连不上（{type(error).__name__}）") from error
    finally:
        connection.close()
    if len(content) > LARGEST_ANSWER:
        raise NotAnswered(f"回答超过 {LARGEST_ANSWER // 2**20} MB")
    if answer.length:
        raise NotAnswered("连接中断，回答不完整")
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content)


def _connection(channel: Channel) -> HTTPConnection:
    host, port = channel.parts.hostname or "", channel.parts.port
    if channel.parts.scheme == "http":
        return HTTPConnection(host, port, timeout=CONNECT_SECONDS)
    context = ssl.create_default_context(cafile=channel.authorities or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return HTTPSConnection(host, port, timeout=CONNECT_SECONDS, context=context)


def _cut(link: socket.socket) -> None:
    with suppress(OSError):
        link.shutdown(socket.SHUT_RDWR)
