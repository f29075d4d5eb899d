"""见证文件：检查点与叶哈希的副本，放在别人的机器上。

What somebody outside keeps, so that whoever owns the database cannot rewrite or roll back without being seen. Append-only text,
one JSON object a line: `{"key": vkey, "endorsed_by": id, "endorsement": signature}` or
`{"checkpoint": signed note, "begin": n, "leaves": base64 of the hashes n … size-1}`. The leaves let a comparison name the very event.
They tell nothing about it: a hash of fields that nobody outside knows.
"""

from __future__ import annotations

import fcntl
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from supervision.audit import notes
from supervision.audit.models import Checkpoint, SealedLeaf, SigningKey
from supervision.audit.proofs import subtree

CHUNK = 20_000
"""Leaves a line holds at most (1.2 MB of text)."""


class WitnessConflict(RuntimeError):
    """The database contradicts what the witness has already seen; the message says how."""


@dataclass
class Witness:
    """What a witness file says."""

    keys: list[tuple[str, str, str]] = field(default_factory=list)
    checkpoints: list[str] = field(default_factory=list)
    leaves: bytearray = field(default_factory=bytearray)

    def leaf(self, index: int) -> bytes | None:
        """The hash it has seen at a place."""
        found = bytes(self.leaves[32 * index : 32 * index + 32])
        return found or None

    @property
    def seen(self) -> int:
        """How many leaves it has seen."""
        return len(self.leaves) // 32


def read(path: Path) -> Witness:
    """The content of a witness file; an absent one is empty. Raises WitnessConflict for a line that cannot be read.

    A last line without its end is one whose writing was cut short, and counts as not written.
    """
    found = Witness()
    for number, line in enumerate(_lines(path), start=1):
        try:
            entry = json.loads(line)
            if "key" in entry:
                found.keys.append((entry["key"], entry["endorsed_by"], entry["endorsement"]))
                continue
            if entry["begin"] != found.seen:
                raise ValueError("leaves do not follow")
            found.leaves += b64decode(entry["leaves"], validate=True)
            if "checkpoint" in entry:
                if notes.read(entry["checkpoint"])[0].size != found.seen:
                    raise ValueError("leaves and size differ")
                found.checkpoints.append(entry["checkpoint"])
        except (ValueError, KeyError, TypeError) as error:
            raise WitnessConflict(f"见证文件第 {number} 行不可读，文件已损坏或被改动。") from error
    return found


def _lines(path: Path) -> Iterator[str]:
    try:
        text = path.read_text()
    except FileNotFoundError:
        return
    yield from text[: text.rfind("\n") + 1].splitlines()


def export(path: Path) -> int:
    """Append what is new to a witness file; returns how many leaves. Raises WitnessConflict, and writes nothing, when the tree of today
    does not begin with the tree the file has seen: records were changed or rolled back."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        seen = read(path)
        _drop_torn_line(file)
        newest = Checkpoint.objects.order_by("-size").first()
        if newest is None:
            if seen.seen:
                raise WitnessConflict(f"见证文件已见过 {seen.seen} 条，数据库里却没有任何检查点。")
            return 0
        _refuse_fork(seen, newest)
        text = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in _news(seen, newest))
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    return newest.size - seen.seen


def _drop_torn_line(file: IO[bytes]) -> None:
    file.seek(0)
    content = file.read()
    whole = content.rfind(b"\n") + 1
    if whole != len(content):
        file.truncate(whole)


def _refuse_fork(seen: Witness, newest: Checkpoint) -> None:
    if not seen.checkpoints:
        return
    said, _, _ = notes.read(seen.checkpoints[-1])
    if newest.size < said.size:
        raise WitnessConflict(f"留痕被回退：见证文件已见过 {said.size} 条，现在只有 {newest.size} 条。")
    if subtree(0, said.size) != said.root:
        raise WitnessConflict(
            f"留痕被改写：前 {said.size} 条的树根与见证文件所记的不同。请运行 verify_audit --witness 找出第一条。"
        )


def _news(seen: Witness, newest: Checkpoint) -> Iterator[dict[str, object]]:
    rows = list(SigningKey.objects.order_by("id").values_list("text", "endorsed_by", "endorsement"))
    for text, by, endorsement in rows:
        if (text, by, endorsement) not in seen.keys:
            yield {"key": text, "endorsed_by": by, "endorsement": endorsement}
    if newest.size == seen.seen:
        return
    for begin in range(seen.seen, newest.size, CHUNK):
        end = min(begin + CHUNK, newest.size)
        rows_of = SealedLeaf.objects.filter(leaf_index__gte=begin, leaf_index__lt=end).order_by("leaf_index")
        leaves = b"".join(bytes(digest) for digest in rows_of.values_list("leaf_hash", flat=True))
        entry: dict[str, object] = {"begin": begin, "leaves": b64encode(leaves).decode()}
        yield entry if end < newest.size else {"checkpoint": newest.note, **entry}
