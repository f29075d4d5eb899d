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

from supervision.crypto.files import is_sealed, rewrap, write_sealed
from supervision.documents.models import DamagedFile, StoredFile


def store(content: bytes, *, media_type: str) -> StoredFile:
    """Keep `content` and return its row; the same content again is the same row, with the media type it had first."""
    digest = sha256(content).hexdigest()
    wanted = StoredFile(sha256=digest, size=len(content), media_type=media_type)
    if not _holds(wanted):
        _write_whole(wanted.path, content, digest)
    row, _ = StoredFile.objects.get_or_create(sha256=digest, defaults={"size": len(content), "media_type": media_type})
    return row


def reseal(file: StoredFile) -> bool:
    """Bring a file under the newest master key; one that still lies in clear is sealed. Returns whether anything was to be done.
    Raises DamagedFile."""
    try:
        if is_sealed(file.path):
            return rewrap(file.path, name=file.sha256)
    except FileNotFoundError as error:
        raise DamagedFile(f"文件 {file} 不在存放处，请从备份恢复。") from error
    _write_whole(file.path, file.read(), file.sha256)
    return True


def _holds(file: StoredFile) -> bool:
    try:
        return bool(is_sealed(file.path) and file.read() is not None)
    except (FileNotFoundError, DamagedFile):
        return False


def _write_whole(path: Path, content: bytes, digest: str) -> None:
    """Temporary file, fsync, rename, fsync of the folder: after a power cut the file is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            write_sealed(content, file, name=digest)
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
