"""加密文件：每个文件一把随机密钥，由主密钥包裹；一兆一段，任何一段可单独读出。

    header  256 bytes: mark, the file's key wrapped for this file's name, blanks
    piece   up to 1 MiB of content under SM4-GCM, 16 bytes longer than it

The number of a piece is its nonce (a file's key seals one file only), and its associated data hold that number and whether it is the last;
the key is wrapped for the file's name. So pieces cannot be swapped, left out, cut off at the end or taken from another file, and no file opens
under another's name. Changing the master key changes the header only.

Pieces do not depend on one another, so several threads work ahead of a long file: the cipher is slower than the disk.
"""

from __future__ import annotations

import base64
import io
import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

from supervision.crypto.service import decrypt, encrypt, is_current, random
from supervision.crypto.software import NONCE, TAG, open_sealed, seal

MARK = b"SEALED1\n"
HEADER = 256
PIECE = 1 << 20
THREADS = 2
AHEAD = 4
"""How many pieces are worked on, or lie ready, at a time: they are what a file of any length takes of memory."""
_PLACE = "file:"


class SealedWriter:
    """Seals what is written, piece by piece, into a file whose name is known only at the end (the digest of its content, say)."""

    def __init__(self, target: BinaryIO) -> None:
        self._target, self._key = target, random(16)
        self._number, self._held = 0, bytearray()
        self._threads = ThreadPoolExecutor(THREADS)  # no thread starts before the first piece is full
        self._sealing: deque[Future[bytes]] = deque()
        target.write(bytes(HEADER))

    def write(self, content: bytes) -> None:
        """The next bytes. One piece is always held back: it may be the last."""
        self._held += content
        while len(self._held) > PIECE:
            self._seal(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]

    def finish(self, name: str) -> None:
        """The last piece, and the header under this name; nothing can be written afterwards."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()
        self._write_sealed(leave=0)
        self._target.seek(0)
        self._target.write(_header(self._key, name))
        self._target.seek(0, io.SEEK_END)
        self.close()

    def close(self) -> None:
        """Forget the key and let go of the threads; what was not finished is of no use."""
        self._threads.shutdown(cancel_futures=True)
        self._key = b""

    def _seal(self, piece: bytes, *, last: bool) -> None:
        number, self._number = self._number, self._number + 1
        self._sealing.append(self._threads.submit(seal, self._key, _nonce(number), piece, _context(number, last)))
        self._write_sealed(leave=AHEAD)

    def _write_sealed(self, *, leave: int) -> None:
        while len(self._sealing) > leave:
            self._target.write(self._sealing.popleft().result())


def write_sealed(content: bytes, target: BinaryIO, *, name: str) -> None:
    """Write `content` sealed for a file of this name."""
    writer = SealedWriter(target)
    writer.write(content)
    writer.finish(name)


def is_sealed(path: Path) -> bool:
    """Whether a file is sealed at all; False for one that was stored before files were."""
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK


def open_file(path: Path, *, name: str) -> BinaryIO:
    """A stored file for reading, wherever one likes; one that was stored before files were sealed opens as it lies."""
    file = path.open("rb")
    if file.read(len(MARK)) != MARK:
        file.seek(0)
        return file
    return io.BufferedReader(SealedReader(file, name), PIECE)


def rewrap(path: Path, *, name: str) -> bool:
    """Wrap a sealed file's key with the newest master key; returns whether it was under an older one. The header is within one
    sector of the disk, so it is written whole or not at all."""
    with path.open("r+b") as file:
        wrapped = _wrapped(file.read(HEADER))
        if is_current(wrapped):
            return False
        key = base64.b64decode(decrypt(_PLACE + name, wrapped))
        file.seek(0)
        file.write(_header(key, name))
        file.flush()
        os.fsync(file.fileno())
    return True


class SealedReader(io.RawIOBase):
    """A sealed file as if it lay open. ValueError when a piece that is read was changed; pieces that are not read are not looked at."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        file.seek(0)
        self._key = base64.b64decode(decrypt(_PLACE + name, _wrapped(file.read(HEADER))))
        body = file.seek(0, io.SEEK_END) - HEADER
        self._last = max(-(-body // (PIECE + TAG)) - 1, 0)
        self._size = body - (self._last + 1) * TAG
        self._place = 0
        self._number, self._piece = -1, b""
        self._threads = ThreadPoolExecutor(THREADS)  # no thread starts before somebody reads on from one piece into the next
        self._opening: dict[int, Future[bytes]] = {}

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(start + offset, 0)
        return self._place

    def readinto(self, buffer: Any) -> int:
        if self._place >= self._size and self._size:
            return 0
        number, at = divmod(self._place, PIECE)
        if number != self._number:
            self._piece = self._take(number)
            self._number = number
        taken = self._piece[at : at + len(buffer)]
        buffer[: len(taken)] = taken
        self._place += len(taken)
        return len(taken)

    def readall(self) -> bytes:
        """From here to the end, a piece at a time."""
        pieces: list[bytes] = []
        while self._place < self._size or (not self._size and not pieces):
            number, at = divmod(self._place, PIECE)
            piece = self._take(number)[at:]
            self._number, self._piece = number, b""
            pieces.append(piece)
            self._place += len(piece)
        self._number = -1
        return b"".join(pieces)

    def close(self) -> None:
        if not self.closed:
            self._threads.shutdown(cancel_futures=True)
            self._file.close()
            self._key, self._piece = b"", b""
            self._opening.clear()
        super().close()

    def _take(self, number: int) -> bytes:
        """A piece; of one who reads on, the next pieces are opened meanwhile."""
        ready = self._opening.pop(number, None)
        if ready is None:
            self._opening.clear()
        if ready is not None or number == self._number + 1 > 0:
            for following in range(number + 1, min(number + AHEAD, self._last) + 1):
                if following not in self._opening:
                    self._opening[following] = self._threads.submit(self._open, following)
        return self._open(number) if ready is None else ready.result()

    def _open(self, number: int) -> bytes:
        sealed = os.pread(self._file.fileno(), PIECE + TAG, HEADER + number * (PIECE + TAG))
        return open_sealed(self._key, _nonce(number), sealed, _context(number, number == self._last))


def _header(key: bytes, name: str) -> bytes:
    return (MARK + encrypt(_PLACE + name, base64.b64encode(key).decode()).encode()).ljust(HEADER)


def _wrapped(header: bytes) -> str:
    return header[len(MARK) :].decode("ascii", "replace").strip()


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE)


def _context(number: int, last: bool) -> bytes:
    return f"{number}\x00{int(last)}".encode()
