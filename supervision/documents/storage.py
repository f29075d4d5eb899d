"""文件：按内容散列存放，写全了才算存上。

`store` puts bytes on the disk first and then in the table: a row never points at bytes that are not there, whatever
stops in between. A file without a row (the transaction was rolled back) does no harm and is found again when the same
content comes back.
"""

from __future__ import annotations

import os
import tempfile
from hashlib import file_digest, sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings

from supervision.documents.models import StoredFile


def store(content: bytes, *, media_type: str) -> StoredFile:
    """Keep `content` and return its row; the same content again is the same row, with the media type it had first."""
    with Incoming() as incoming:
        incoming.write(content)
        return incoming.keep(media_type=media_type)


class Incoming:
    """A file on its way in, of any length: written piece by piece, then kept. One that is not kept leaves nothing."""

    def __init__(self) -> None:
        self.size = 0
        self._digest = sha256()
        folder = Path(settings.MEDIA_ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".part-")
        self._draft = Path(name)
        self._file = os.fdopen(handle, "wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()
        self._draft.unlink(missing_ok=True)

    def write(self, piece: bytes) -> None:
        """The next piece."""
        self._file.write(piece)
        self._digest.update(piece)
        self.size += len(piece)

    @property
    def sha256(self) -> str:
        """The digest of what has come so far."""
        return self._digest.hexdigest()

    def keep(self, *, media_type: str) -> StoredFile:
        """The row of the whole file; the same content again is the same row, with the media type it had first."""
        digest = self.sha256
        path = StoredFile(sha256=digest).path
        if not _holds(path, digest):
            self._file.flush()
            os.fsync(self._file.fileno())
            _put_in_place(self._draft, path)
        row, _ = StoredFile.objects.get_or_create(sha256=digest, defaults={"size": self.size, "media_type": media_type})
        return row


def _holds(path: Path, digest: str) -> bool:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == digest
    except FileNotFoundError:
        return False


def _put_in_place(draft: Path, path: Path) -> None:
    """Rename, fsync of the folder: after a power cut the file is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
