"""导出包：一段时间的留痕，连同离线核验所需的一切。

A ZIP that `scripts/verify_trail.py` checks on any machine, without this platform: the events of some days as JSON lines, the hashes
of the leaves between them, the hashes of the rest of the tree, the checkpoints of these days with the proofs that each begins the
latest tree, and the chain of public keys.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.db import connection

from supervision.audit import proofs
from supervision.audit.leaf import FIELDS, canonical_ip
from supervision.audit.models import Checkpoint, SigningKey
from supervision.audit.verify import CHUNK, ROWS

FORMAT = "enforcement-supervision trail bundle 1"

_RANGE = """
SELECT min(l.leaf_index), max(l.leaf_index) + 1, count(*)
  FROM audit_auditevent e JOIN audit_sealedleaf l ON l.event_id = e.id
 WHERE (e.at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %s AND %s
"""
_DAY_ENDS = """
SELECT DISTINCT ON ((sealed_at AT TIME ZONE 'Asia/Shanghai')::date) size, note FROM audit_checkpoint
 WHERE size > %s AND (sealed_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %s AND %s
 ORDER BY (sealed_at AT TIME ZONE 'Asia/Shanghai')::date, size DESC
"""


class NothingToExport(ValueError):
    """No sealed event in these days."""


def export(target: Path | IO[bytes], *, begin: date, end: date) -> int:
    """Write the bundle of the days `begin` to `end`; returns how many events it holds. Raises NothingToExport."""
    with connection.cursor() as cursor:
        cursor.execute(_RANGE, [begin, end])
        first, beyond, count = cursor.fetchone()
        latest = Checkpoint.objects.order_by("-size").first()
        if latest is None or first is None:
            raise NothingToExport(f"{begin} 至 {end} 没有已封存的留痕。")
        cursor.execute(_DAY_ENDS, [first, begin, end])
        days = cursor.fetchall()
    head = {
        "format": FORMAT,
        "from": begin.isoformat(),
        "to": end.isoformat(),
        "begin": first,
        "end": beyond,
        "size": latest.size,
    }
    rest = {f"{low}-{high}": proofs.subtree(low, high).hex() for low, high in outside(0, latest.size, first, beyond)}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("bundle.json", json.dumps({**head, "events": count}, ensure_ascii=False, indent=1))
        bundle.writestr("tree.json", json.dumps(rest, indent=1))
        bundle.writestr("keys.jsonl", _lines(SigningKey.objects.order_by("id").values("text", "endorsed_by", "endorsement")))
        bundle.writestr("checkpoints.jsonl", _lines(_checkpoints(days, latest)))
        with bundle.open("events.jsonl", "w", force_zip64=True) as lines:
            for line in _events(first, beyond, begin, end):
                lines.write(f"{json.dumps(line, ensure_ascii=False)}\n".encode())
    return int(count)


def outside(low: int, high: int, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The subtrees of the tree over low … high-1 that hold no leaf of begin … end-1."""
    if high <= begin or low >= end:
        yield low, high
    elif not (begin <= low and high <= end):
        split = low + (1 << (high - low - 1).bit_length() - 1)
        yield from outside(low, split, begin, end)
        yield from outside(split, high, begin, end)


def _lines(rows: Any) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _checkpoints(days: list[tuple[int, str]], latest: Checkpoint) -> Iterator[dict[str, Any]]:
    for size, note in days:
        if size < latest.size:
            yield {"note": note, "proof": [step.hex() for step in proofs.consistency(size, latest.size)]}
    yield {"note": latest.note, "proof": []}


def _events(first: int, beyond: int, begin: date, end: date) -> Iterator[dict[str, Any]]:
    """One line a leaf: with its event when that is of the wanted days, with the hash alone otherwise."""
    of_these_days = "(at::timestamptz AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %s AND %s"
    names = f"leaf_index, event_id, sealed, stored, {', '.join(FIELDS)}"
    statement = f"SELECT *, {of_these_days} FROM ({ROWS}) rows ({names})"
    for at in range(first, beyond, CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(statement, [begin, end, at, min(at + CHUNK, beyond)])
            rows = cursor.fetchall()
        for index, event, sealed, _, *fields, wanted in rows:
            if fields[0] is None:  # its row is gone: the verifier must hear of it
                yield {"index": index, "id": event, "event": None}
            elif not wanted:
                yield {"index": index, "leaf": bytes(sealed).hex()}
            else:
                told = dict(zip(FIELDS, fields, strict=True))
                told["payload"] = json.loads(told["payload"])
                told["client_ip"] = canonical_ip(told["client_ip"]) if told["client_ip"] else None
                yield {"index": index, "id": event, "event": told}
