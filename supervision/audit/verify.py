"""核验留痕：逐条重算，指出第一条被改动、删除、插入或者回退的记录。

Reads the whole trail once, in the order of the leaves, and believes nothing that stands in the database but the public keys (and
these only as far as the witness vouches for the first one). What it can prove, and what not: docs/decisions/0009-the-trail.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from supervision.audit import notes, signing
from supervision.audit.leaf import FIELDS, canonical_ip, canonical_json
from supervision.audit.merkle import Frontier
from supervision.audit.models import Checkpoint, SealedNode, SigningKey
from supervision.audit.seal import NODE_HEIGHT
from supervision.audit.witness import Witness

CHUNK = 20_000
LATE = timedelta(hours=2)
"""No honest transaction commits later than this after its event's time: tasks are ended after half an hour."""

_TEXT = {
    "at": """to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00'""",
    "client_ip": "host(e.client_ip)",
}
ROWS = f"""
SELECT l.leaf_index, l.event_id, l.leaf_hash, e.leaf_hash,
       {", ".join(f"{_TEXT.get(name, f'e.{name}::text')}" for name in FIELDS)}
  FROM audit_sealedleaf l LEFT JOIN audit_auditevent e ON e.id = l.event_id
 WHERE l.leaf_index >= %s AND l.leaf_index < %s
 ORDER BY l.leaf_index
"""
_UNSEALED = """
SELECT count(*), min(e.id), min(e.at) FROM audit_auditevent e
 WHERE NOT EXISTS (SELECT FROM audit_sealedleaf l WHERE l.event_id = e.id)
"""
# one statement, hence one state: the sealer may be at work
_BEYOND = """
SELECT (SELECT coalesce(max(leaf_index) + 1, 0) FROM audit_sealedleaf), (SELECT coalesce(max(size), 0) FROM audit_checkpoint)
"""
_TWICE = """
SELECT max(leaf_index), max(event_id), min(event_id) FROM audit_sealedleaf GROUP BY leaf_hash HAVING count(*) > 1
"""
_KINDS = {
    "changed": "被改动", "removed": "被删除", "inserted": "是后来插入的", "rolled_back": "被回退", "seal": "封存记录被改动",
}  # fmt: skip
_PAYLOAD = FIELDS.index("payload")
_ADDRESS = FIELDS.index("client_ip")
_PREFIX = tuple(b"t" if name == "at" else b"j" if name == "payload" else b"s" for name in FIELDS)


@dataclass(frozen=True, order=True)
class Finding:
    """Something is wrong from this leaf on."""

    index: int
    kind: str
    event: int | None = field(compare=False, default=None)
    detail: str = field(compare=False, default="")
    until: int | None = field(compare=False, default=None)
    """For one that only a root tells: somewhere from `index` to here. A precise one inside says it better."""

    @property
    def words(self) -> str:
        """One sentence for a reader."""
        which = f"第 {self.index} 号叶" + (f"（留痕编号 {self.event}）" if self.event is not None else "")
        return f"{which}{_KINDS[self.kind]}{f'：{self.detail}' if self.detail else ''}"


@dataclass
class Report:
    """What was checked, and what is wrong (in the order of the leaves)."""

    events: int = 0
    checkpoints: int = 0
    witnessed: int = 0
    unsealed: int = 0
    unsealed_from: int | None = None
    root: bytes = b""
    findings: list[Finding] = field(default_factory=list)

    @property
    def first(self) -> Finding | None:
        """The first event that is wrong."""
        return min(self.findings, default=None)


def leaf_of(row: tuple[Any, ...]) -> bytes:
    """The leaf hash of an event whose fields come as the database's text. Raises ValueError when the payload is no JSON."""
    parts = [b"\x00"]
    for place, text in enumerate(row):
        if text is None:
            part = b"\x00"
        else:
            if place == _PAYLOAD and text != "{}":
                text = canonical_json(json.loads(text))
            elif place == _ADDRESS:
                text = canonical_ip(text)
            part = _PREFIX[place] + text.encode()
        parts += (len(part).to_bytes(8, "big"), part)
    return hashlib.sha256(b"".join(parts)).digest()


def verify(witness: Witness | None = None, *, told: Callable[[int, int], None] | None = None) -> Report:
    """Check everything; `told(done, all)` hears of the progress. The sealer may go on meanwhile."""
    report = Report()
    witness = witness or Witness()
    keys = _trusted(report, witness)
    checkpoints = list(
        Checkpoint.objects.order_by("size").values_list("size", "root", "frontier", "note", "sealed_at", "drained")
    )
    _signatures(report, checkpoints, keys)
    sealed = checkpoints[-1][0] if checkpoints else 0
    tree = _walk(report, {row[0]: row for row in checkpoints}, sealed, witness, told)
    if report.events < sealed:
        report.findings.append(
            Finding(report.events, "rolled_back", None, f"检查点已封存 {sealed} 条，叶只剩 {report.events} 条")
        )
    with connection.cursor() as cursor:
        cursor.execute(_BEYOND)
        leaves, covered = cursor.fetchone()
        if leaves > covered:
            report.findings.append(Finding(covered, "inserted", None, f"检查点只封存了 {covered} 条，叶却有 {leaves} 条"))
    _against(report, witness, keys, tree.size)
    with connection.cursor() as cursor:
        cursor.execute(_UNSEALED)
        report.unsealed, report.unsealed_from, _ = cursor.fetchone()
        cursor.execute(_TWICE)
        report.findings += [
            Finding(index, "inserted", event, f"与留痕编号 {first} 一字不差") for index, event, first in cursor.fetchall()
        ]
    report.root = tree.root()
    exact = {finding.index for finding in report.findings if finding.until is None}
    report.findings = sorted(
        finding
        for finding in report.findings
        if finding.until is None or not any(finding.index <= index < finding.until for index in exact)
    )
    return report


def _trusted(report: Report, witness: Witness) -> dict[bytes, notes.Key]:
    rows = list(SigningKey.objects.order_by("id").values_list("text", "endorsed_by", "endorsement"))
    keys, complaints = signing.chain(rows, witness.keys[0][0] if witness.keys else "")
    report.findings += [Finding(0, "seal", None, complaint) for complaint in complaints]
    return keys


def _signatures(report: Report, checkpoints: list[tuple[Any, ...]], keys: dict[bytes, notes.Key]) -> None:
    """Each checkpoint's signature, and that its columns say what was signed."""
    begin = 0
    for size, root, _, note, sealed_at, _ in checkpoints:
        try:
            said = notes.check(note, keys)
            if (said.size, said.root) != (size, bytes(root)):
                raise notes.BadNote("检查点的列与所签的文本不同。")
            if datetime.fromisoformat(said.at) != sealed_at:
                raise notes.BadNote("检查点的时间与所签的不同。")
        except ValueError as problem:
            report.findings.append(Finding(begin, "seal", None, f"{size} 条的检查点：{problem}"))
        begin = size
        report.checkpoints += 1


def _walk(
    report: Report, checkpoints: dict[int, tuple[Any, ...]], total: int, witness: Witness, told: Callable[[int, int], None] | None
) -> Frontier:
    """Every leaf against its event, and the tree against every checkpoint and kept node."""
    expected = {
        (level, number): bytes(digest) for level, number, digest in SealedNode.objects.values_list("level", "number", "hash")
    }
    wrong: list[tuple[int, int]] = []

    def compare(height: int, number: int, digest: bytes) -> None:
        level, kept = divmod(height, NODE_HEIGHT)
        if kept == 0 and expected.pop((level, number), None) != digest:
            wrong.append((number << height, number + 1 << height))

    tree = Frontier(on_complete=compare)
    batch = _Batch(report)
    for index, event, sealed, stored, *row in _rows(total):
        if index != tree.size:
            report.findings.append(Finding(tree.size, "removed", None, f"叶序号应为 {tree.size}，实为 {index}"))
            break
        batch.leaf(index, event, bytes(sealed), stored, tuple(row), witness.leaf(index))
        tree.append(bytes(sealed))
        report.events += 1
        if tree.size in checkpoints:
            batch.close(tree, checkpoints[tree.size])
        if told is not None and tree.size % CHUNK == 0:
            told(tree.size, total)
    wrong += [(number << NODE_HEIGHT * level, number + 1 << NODE_HEIGHT * level) for level, number in expected]
    report.findings += [Finding(begin, "seal", None, "保存的子树哈希与叶不符", end) for begin, end in wrong]
    return tree


class _Batch:
    """The leaves between two checkpoints: precise findings, or one for the whole when only the root tells."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.begin = 0
        self.drained_at: datetime | None = None

    def leaf(self, index: int, event: int, sealed: bytes, stored: Any, row: tuple[Any, ...], witnessed: bytes | None) -> None:
        """One leaf against its event and against what the witness saw."""
        kind = detail = ""
        if witnessed is not None and witnessed != sealed:
            kind, detail = "changed", "叶哈希与见证文件所记的不同"
        elif stored is None:
            kind, detail = "removed", ""
        else:
            try:
                same = leaf_of(row) == sealed
            except ValueError:
                same = False
            if not same:
                kind, detail = "changed", "内容与封存时的叶哈希不符"
            elif bytes(stored) != sealed:
                kind, detail = "changed", "所记的叶哈希与内容不符"
            elif self.drained_at is not None and datetime.fromisoformat(row[0]) < self.drained_at - LATE:
                kind, detail = (
                    "inserted",
                    f"所记时间 {row[0][:19]}（UTC），却在 {self.drained_at:%Y-%m-%d %H:%M}（UTC）全部封存之后才出现",
                )
        if kind:
            self.report.findings.append(Finding(index, kind, event, detail))

    def close(self, tree: Frontier, checkpoint: tuple[Any, ...]) -> None:
        """The tree against the checkpoint that ends the batch."""
        size, root, frontier, _, sealed_at, drained = checkpoint
        if tree.root() != bytes(root):
            what = f"第 {self.begin} 至 {size - 1} 号叶之中有叶与 {size} 条的检查点不符"
            self.report.findings.append(Finding(self.begin, "seal", None, what, size))
        elif b"".join(tree.hashes) != bytes(frontier):
            self.report.findings.append(Finding(self.begin, "seal", None, f"{size} 条的检查点的右缘不符"))
        self.begin = size
        if drained:
            self.drained_at = sealed_at


def _rows(total: int) -> Iterator[tuple[Any, ...]]:
    begin = 0
    while begin < total:
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [begin, min(begin + CHUNK, total)])
            rows = cursor.fetchall()
        yield from rows
        if not rows:
            with connection.cursor() as cursor:
                cursor.execute("SELECT min(leaf_index) FROM audit_sealedleaf WHERE leaf_index >= %s", [begin])
                (further,) = cursor.fetchone()
            if further is None:
                return
            begin = further
        else:
            begin = rows[-1][0] + 1


def _against(report: Report, witness: Witness, keys: dict[bytes, notes.Key], size: int) -> None:
    """What the witness has seen must still be there; its own text must hold together."""
    if witness.seen > size:
        found = Finding(size, "rolled_back", None, f"见证文件已见过 {witness.seen} 条，现在只有 {size} 条，其后的都不见了")
        report.findings.append(found)
    grown = Frontier()
    begin = 0
    for note in witness.checkpoints:
        said, _, _ = notes.read(note)
        for index in range(begin, said.size):
            grown.append(witness.leaf(index) or b"")
        try:
            notes.check(note, keys)
            if grown.root() != said.root:
                raise notes.BadNote("见证文件的叶与其检查点不符，见证文件被改动。")
        except notes.BadNote as problem:
            report.findings.append(Finding(begin, "seal", None, f"见证文件中 {said.size} 条的检查点：{problem}"))
        begin = said.size
        report.witnessed = said.size
