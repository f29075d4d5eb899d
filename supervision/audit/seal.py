"""封存：把已提交的留痕成批放进默克尔树，并给树根签名。

The sealer. One at a time (advisory lock of the transaction), a batch is one transaction: leaves, inner nodes and signed checkpoint
commit together, so a kill leaves no gap and no leaf twice. It takes what has committed and is not sealed yet, in the order of the
event's id; an event whose transaction commits late simply gets a later place. Nothing here ever touches an event.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from supervision.audit import notes
from supervision.audit.merkle import Frontier
from supervision.audit.models import Checkpoint, SealedNode, SealerState
from supervision.audit.signing import Signer, admitted, signer
from supervision.rowscope.holding import acting_as_system

logger = logging.getLogger(__name__)

LOCK = 0x5EA1
BATCH = 2_000
NODE_HEIGHT = 8
"""Inner nodes are kept at every eighth height: one for 256 leaves or nodes below."""
SETTLED = timedelta(minutes=1)

_WAITING = """
SELECT e.id, e.leaf_hash FROM audit_auditevent e
 WHERE e.id > %s AND NOT EXISTS (SELECT FROM audit_sealedleaf l WHERE l.event_id = e.id)
 ORDER BY e.id LIMIT %s
"""
_ADD_LEAVES = """
INSERT INTO audit_sealedleaf (leaf_index, event_id, leaf_hash)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])
"""
_HORIZON = """
SELECT (SELECT coalesce(max(id), 0) FROM audit_auditevent),
       pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint, now()
"""


def seal(*, everything: bool = False) -> int:
    """Seal what waits, batch by batch; returns how many events. 0 at once when another sealer is at work.

    `everything` looks for unsealed events among all, not only beyond the floor. An error is kept for the audit page and raised.
    """
    try:
        return _seal_all(signer(), everything)
    except Exception as error:
        with transaction.atomic():
            SealerState.objects.update_or_create(pk=1, defaults={"error": f"{type(error).__name__}: {error}"[:2000]})
        raise


def _seal_all(by: Signer, everything: bool) -> int:
    sealed = 0
    while True:
        with acting_as_system("封存全部留痕"):
            if not _alone():
                return sealed
            state = SealerState.objects.get_or_create(pk=1)[0]
            count = _batch(by, 0 if everything else state.floor)
            sealed += count
            if count < BATCH:
                _settle(state)
                return sealed
            SealerState.objects.filter(pk=1).update(beat_at=_now(), error="")


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _batch(by: Signer, floor: int) -> int:
    """One batch; returns its size."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [floor, BATCH])
        waiting = [(number, bytes(digest)) for number, digest in cursor.fetchall()]
        if not waiting:
            return 0
        last = Checkpoint.objects.order_by("-size").first()
        nodes: list[SealedNode] = []
        tree = grown(last, nodes)
        begin = tree.size
        for _, digest in waiting:
            tree.append(digest)
        cursor.execute(
            _ADD_LEAVES,
            [list(range(begin, tree.size)), [number for number, _ in waiting], [digest for _, digest in waiting]],
        )
    SealedNode.objects.bulk_create(nodes)
    _sign(by, tree, drained=len(waiting) < BATCH)
    return len(waiting)


def grown(last: Checkpoint | None, nodes: list[SealedNode]) -> Frontier:
    """The tree as the last checkpoint left it; complete subtrees worth keeping are put into `nodes` as it grows."""

    def keep(height: int, number: int, digest: bytes) -> None:
        if height % NODE_HEIGHT == 0:
            nodes.append(SealedNode(level=height // NODE_HEIGHT, number=number, hash=digest))

    if last is None:
        return Frontier(on_complete=keep)
    return Frontier(last.size, split(bytes(last.frontier)), keep)


def split(joined: bytes) -> Iterable[bytes]:
    """Hashes of 32 bytes that were joined."""
    return [joined[at : at + 32] for at in range(0, len(joined), 32)]


def _sign(by: Signer, tree: Frontier, *, drained: bool) -> None:
    key = by.key
    admitted(key)
    now = _now().replace(microsecond=0)  # as exactly as it is signed
    said = notes.Checkpoint(settings.AUDIT_ORIGIN, tree.size, tree.root(), f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    Checkpoint.objects.create(
        size=tree.size,
        root=said.root,
        frontier=b"".join(tree.hashes),
        note=notes.sign(said, key, by.sign),
        sealed_at=now,
        drained=drained,
    )


def _now() -> datetime:
    """The database's clock: the one all machines share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now


def _settle(state: SealerState) -> None:
    """Raise the floor as far as no transaction can still bring an event below it, so that the search stays short.

    An event takes its id a moment before its transaction has a number, hence the minute on top of the transactions' own end. What
    slips through all the same (a process frozen in that moment) is found by `seal(everything=True)` and told by `verify_audit`.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HORIZON)
        highest, horizon, oldest_running, now = cursor.fetchone()
    if state.noted_at is None or (oldest_running >= state.horizon and now - state.noted_at >= SETTLED):
        state.floor = state.next_floor
        state.next_floor, state.horizon, state.noted_at = highest, horizon, now
    state.beat_at, state.error = now, ""
    state.save()
