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
SELECT 0, leaf_index, leaf_hash FROM audit_sealedleaf WHERE leaf_index = ANY(%s::bigint[])
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


class Subtrees:
    """Roots of stored subtrees: asked for first (`want`), then fetched together in one statement, then told (`root`)."""

    def __init__(self) -> None:
        self._wanted: list[tuple[int, int]] = []
        self._found: dict[tuple[int, int], bytes] = {}

    def want(self, begin: int, end: int) -> bytes:
        """Note that the root over begin … end-1 will be needed."""
        self._wanted += _pieces(begin, end)
        return b""

    def fetch(self) -> None:
        """Read all that was noted."""
        leaves = [number for level, number in self._wanted if level == 0]
        inner = [piece for piece in self._wanted if piece[0]]
        with connection.cursor() as cursor:
            cursor.execute(_PIECES, [leaves, [level for level, _ in inner], [number for _, number in inner]])
            self._found = {(level, number): bytes(digest) for level, number, digest in cursor.fetchall()}

    def root(self, begin: int, end: int) -> bytes:
        """The root over begin … end-1, where `begin` is where a subtree of that many leaves begins in a tree. LookupError when a piece is
        missing."""
        joined: list[tuple[int, bytes]] = []
        for piece in _pieces(begin, end):
            if piece not in self._found:
                raise LookupError(f"level {piece[0]} number {piece[1]} of the sealed tree is missing")
            height, digest = piece[0] * NODE_HEIGHT, self._found[piece]
            while joined and joined[-1][0] == height:
                height, digest = height + 1, merkle.node(joined.pop()[1], digest)
            joined.append((height, digest))
        if not joined:
            return merkle.EMPTY_ROOT
        *rest, (_, root) = joined
        for _, left in reversed(rest):
            root = merkle.node(left, root)
        return root


def subtree(begin: int, end: int) -> bytes:
    """One such root, in one statement."""
    trees = Subtrees()
    trees.want(begin, end)
    trees.fetch()
    return trees.root(begin, end)


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
    """The proof that a leaf is in the tree of a checkpoint, in one statement."""
    trees = Subtrees()
    merkle.inclusion(index, checkpoint.size, trees.want)
    trees.fetch()
    path = merkle.inclusion(index, checkpoint.size, trees.root)
    return Inclusion(index, leaf, path, checkpoint.size, bytes(checkpoint.root))


def consistency(old: int, size: int) -> list[bytes]:
    """The proof that the tree of `old` leaves begins the tree of `size`, in one statement."""
    trees = Subtrees()
    merkle.consistency(old, size, trees.want)
    trees.fetch()
    return merkle.consistency(old, size, trees.root)
