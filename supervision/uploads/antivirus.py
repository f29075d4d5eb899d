"""查毒：把文件交给 clamd（INSTREAM 协议）；没有设置就不查，设置了而它不在，就不收文件。

Off by default: the setting CLAMD names the daemon (tcp://host:3310 or unix:///run/clamd.sock). clamd refuses streams longer than its own
StreamMaxLength, which must therefore be at least the largest record file (200 MB).
"""

from __future__ import annotations

import logging
import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

from supervision.web.errors import UserError

logger = logging.getLogger(__name__)

PIECE = 256 * 1024
PATIENCE = 60.0
"""Seconds for one answer of the daemon."""
LONGEST_REPLY = 4096


def scan(name: str, file: BinaryIO) -> None:
    """UserError when the scanner finds something, and just as much when it is configured and does not answer."""
    if not settings.CLAMD:
        return
    try:
        reply = _ask(settings.CLAMD, file)
    except OSError as problem:
        logger.error("virus scanner away: %s", problem)
        raise _unscanned(name) from problem
    if reply.endswith(" FOUND"):
        logger.warning("infected upload refused: %s", reply)
        raise UserError(
            "文件里查出病毒，没有收下。", where=name, remedy="请先在本机杀毒，确认干净后重新上传，并告诉本单位信息安全员。"
        )
    if reply != "stream: OK":
        logger.error("virus scanner: %s", reply)
        raise _unscanned(name)


def _unscanned(name: str) -> UserError:
    return UserError("暂时无法查毒，文件没有收下。", where=name, remedy="请过几分钟再上传；一直如此，请告诉系统管理员。")


def _ask(address: str, file: BinaryIO) -> str:
    """The daemon's one line about these bytes."""
    with _connect(address) as link:
        link.settimeout(PATIENCE)
        try:
            link.sendall(b"zINSTREAM\0")
            file.seek(0)
            while piece := file.read(PIECE):
                link.sendall(struct.pack("!I", len(piece)) + piece)
            link.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            logger.warning("virus scanner stopped listening")  # it says why, below
        reply = b""
        while not reply.endswith(b"\0") and len(reply) < LONGEST_REPLY:
            received = link.recv(LONGEST_REPLY)
            if not received:
                break
            reply += received
    return reply.rstrip(b"\0\n").decode(errors="replace")


def _connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(PATIENCE)
        link.connect(parts.path)
        return link
    return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=PATIENCE)
