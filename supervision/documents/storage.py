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

from supervision.documents.models import StoredFile


def store(content: bytes, *, media_type: str) -> StoredFile:
    """Keep `content` and return its row; the same content again is the same row, with the media type it had first."""
    digest = sha256(content).hexdigest()
    wanted = StoredFile(sha256=digest, size=len(content), media_type=media_type)
    if not _holds(wanted.path, digest):
        _write_whole(wanted.path, content)
    row, _ = StoredFile.objects.get_or_create(sha256=digest, defaults={"size": len(content), "media_type": media_type})
    return row


def _holds(path: Path, digest: str) -> bool:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == digest
    except FileNotFoundError:
        return False


def _write_whole(path: Path, content: bytes) -> None:
    """Temporary file, fsync, rename, fsync of the folder: after a power cut the file is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
