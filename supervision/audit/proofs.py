"""证明：某条留痕在树里，某个旧树是新树的开头。

Proofs from the stored leaves and inner nodes; a subtree costs one statement and a few hundred hashes, however many events there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from supervision.audit import merkle
from supervision.audit.models import Checkpoint
from supervision.audit.seal import NODE_HEIGHT

_PIECES = """
SELECT 0, leaf_index, leaf_hash FROM audit_sealedleaf WHERE leaf_index >= %s AND leaf_index < %s
UNION ALL
SELECT level, number, hash FROM audit_sealednode
 WHERE (level, number) IN (SELECT * FROM unnest(%s::int[], %s::bigint[]))
"""


@dataclass(frozen=True)
class Inclusion:
    """Where an event stands and what proves it."""

    index: int
    leaf: bytes
    path: list[bytes]
    size: int
    root: bytes

    @property
    def holds(self) -> bool:
        """Whether leaf and path lead to the root."""
        try:
            return merkle.root_of_inclusion(self.leaf, self.index, self.size, self.path) == self.root
        except ValueError:
            return False


def subtree(begin: int, end: int) -> bytes:
    """The root over the leaves begin … end-1, where `begin` is a multiple of the power of two at or above their number (as in a tree).

    Made of the largest kept nodes, then leaves. Raises LookupError when one is missing.
    """
    pieces = list(_pieces(begin, end))
    leaves_from = next((number for level, number in pieces if level == 0), end)
    inner = [(level, number) for level, number in pieces if level]
    with connection.cursor() as cursor:
        cursor.execute(_PIECES, [leaves_from, end, [level for level, _ in inner], [number for _, number in inner]])
        found = {(level, number): bytes(digest) for level, number, digest in cursor.fetchall()}
    joined: list[tuple[int, bytes]] = []
    for level, number in pieces:
        if (level, number) not in found:
            raise LookupError(f"level {level} node {number} of the sealed tree is missing")
        height, digest = level * NODE_HEIGHT, found[level, number]
        while joined and joined[-1][0] == height:
            height, digest = height + 1, merkle.node(joined.pop()[1], digest)
        joined.append((height, digest))
    if not joined:
        return merkle.EMPTY_ROOT
    *rest, (_, root) = joined
    for _, left in reversed(rest):
        root = merkle.node(left, root)
    return root


def _pieces(begin: int, end: int) -> list[tuple[int, int]]:
    """(level, number) of the kept nodes that tile begin … end-1, largest first."""
    pieces: list[tuple[int, int]] = []
    at = begin
    while at < end:
        level = 0
        while at % (width := 1 << NODE_HEIGHT * (level + 1)) == 0 and at + width <= end:
            level += 1
        pieces.append((level, at >> NODE_HEIGHT * level))
        at += 1 << NODE_HEIGHT * level
    return pieces


def inclusion(index: int, leaf: bytes, checkpoint: Checkpoint) -> Inclusion:
    """The proof that a leaf is in the tree of a checkpoint."""
    path = merkle.inclusion(index, checkpoint.size, subtree)
    return Inclusion(index, leaf, path, checkpoint.size, bytes(checkpoint.root))


def consistency(old: int, size: int) -> list[bytes]:
    """The proof that the tree of `old` leaves begins the tree of `size`."""
    return merkle.consistency(old, size, subtree)
