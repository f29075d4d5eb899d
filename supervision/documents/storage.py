"""文件：按内容散列存放，加密写盘，写全了才算存上。

`store` puts bytes on the disk first and then in the table: a row never points at bytes that are not there, whatever
stops in between. A file without a row (the transaction was rolled back) does no harm and is found again when the same
content comes back.
"""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings

from supervision.crypto.files import SealedWriter, is_sealed, rewrap
from supervision.documents.models import DamagedFile, StoredFile


def store(content: bytes, *, media_type: str) -> StoredFile:
    """Keep `content` and return its row; the same content again is the same row, with the media type it had first."""
    with Incoming() as incoming:
        incoming.write(content)
        return incoming.keep(media_type=media_type)


class Incoming:
    """A file on its way in, of any length: sealed piece by piece, then kept. One that is not kept leaves nothing."""

    def __init__(self) -> None:
        self.size = 0
        self._digest = sha256()
        folder = Path(settings.MEDIA_ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".part-")
        self._draft = Path(name)
        self._file = os.fdopen(handle, "w+b")
        self._sealed = SealedWriter(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._sealed.close()
        self._file.close()
        self._draft.unlink(missing_ok=True)

    def write(self, piece: bytes) -> None:
        """The next piece."""
        self._sealed.write(piece)
        self._digest.update(piece)
        self.size += len(piece)

    @property
    def sha256(self) -> str:
        """The digest of what has come so far."""
        return self._digest.hexdigest()

    def keep(self, *, media_type: str) -> StoredFile:
        """The row of the whole file; the same content again is the same row, with the media type it had first."""
        wanted = StoredFile(sha256=self.sha256, size=self.size, media_type=media_type)
        if not _holds(wanted):
            self.put(wanted.path)
        row, _ = StoredFile.objects.get_or_create(sha256=wanted.sha256, defaults={"size": self.size, "media_type": media_type})
        if row.destroyed_at is not None:
            row.destroyed_at = None  # what was destroyed has come once more
            row.save(update_fields=["destroyed_at"])
        return row

    def put(self, path: Path) -> None:
        """Finish, and take its place. fsync, rename, fsync of the folder: after a power cut the file is whole or not there."""
        self._sealed.finish(self.sha256)
        self._file.flush()
        os.fsync(self._file.fileno())
        path.parent.mkdir(parents=True, exist_ok=True)
        self._draft.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def reseal(file: StoredFile) -> bool:
    """Bring a file under the newest master key; one that still lies in clear is sealed. Returns whether anything was to be done.
    Raises DamagedFile."""
    try:
        if is_sealed(file.path):
            return rewrap(file.path, name=file.sha256)
    except FileNotFoundError as error:
        raise DamagedFile(f"文件 {file} 不在存放处，请从备份恢复。") from error
    with Incoming() as incoming:
        incoming.write(file.read())
        incoming.put(file.path)
    return True


def destroy(file: StoredFile) -> bool:
    """Take the bytes of a file away that is marked as destroyed; a second time there is nothing to do. Returns whether they are gone: a file
    whose mark was taken back meanwhile stays. Inside a transaction, so that nobody stores the same content while it goes."""
    held = StoredFile.objects.select_for_update().get(pk=file.pk)
    if held.destroyed_at is None:
        return False
    held.path.unlink(missing_ok=True)
    return True


def _holds(file: StoredFile) -> bool:
    try:
        return bool(is_sealed(file.path) and file.read() is not None)
    except (FileNotFoundError, DamagedFile):
        return False
