"""默克尔树：RFC 6962 第 2.1 条的散列、包含证明与一致性证明。

Pure functions of hashes, no database. A leaf's hash is made in `leaf.py` (leading byte 0); an inner node is SHA-256 of the byte 1
and its two children. `hash_of(begin, end)` in the proofs answers for the subtree over the leaves begin … end-1, so that a caller with
stored inner nodes need not read every leaf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

EMPTY_ROOT = hashlib.sha256(b"").digest()
Subtree = Callable[[int, int], bytes]

_sha256 = hashlib.sha256


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return _sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: the roots of its complete subtrees, largest first. All that is needed to append.

    `on_complete(height, number, hash)` is told of every subtree that an append completes.
    """

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = (), on_complete: Callable[[int, int, bytes], Any] | None = None):
        self.size = size
        self.hashes = list(hashes)
        self.on_complete = on_complete
        if len(self.hashes) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} complete subtrees, not {len(self.hashes)}")

    def append(self, leaf: bytes) -> None:
        """Add one leaf at the right."""
        at, height, carried = self.size, 0, leaf
        while at & 1:
            carried = _sha256(b"\x01" + self.hashes.pop() + carried).digest()
            at >>= 1
            height += 1
            if self.on_complete is not None:
                self.on_complete(height, at, carried)
        self.hashes.append(carried)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.hashes:
            return EMPTY_ROOT
        *rest, carried = self.hashes
        for left in reversed(rest):
            carried = node(left, carried)
        return carried


def subtree_of(leaves: list[bytes]) -> Subtree:
    """`hash_of` over leaves that are all at hand."""

    def hash_of(begin: int, end: int) -> bytes:
        grown = Frontier()
        for leaf in leaves[begin:end]:
            grown.append(leaf)
        return grown.root()

    return hash_of


def inclusion(index: int, size: int, hash_of: Subtree) -> list[bytes]:
    """PATH(index, D[size]): what proves that a leaf is in the tree. Nearest sibling first."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    path: list[bytes] = []
    begin, end = 0, size
    while end - begin > 1:
        split = begin + _largest_power_below(end - begin)
        if index < split:
            path.append(hash_of(split, end))
            end = split
        else:
            path.append(hash_of(begin, split))
            begin = split
    return path[::-1]


def root_of_inclusion(leaf: bytes, index: int, size: int, path: Iterable[bytes]) -> bytes:
    """The root that a path leads to (RFC 9162 §2.1.3.2). Raises ValueError for a path that no such tree has."""
    if not 0 <= index < size:
        raise ValueError("leaf outside the tree")
    at, last, carried = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise ValueError("path too long")
        if at & 1 or at == last:
            carried = node(sibling, carried)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            carried = node(carried, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise ValueError("path too short")
    return carried


def consistency(old: int, size: int, hash_of: Subtree) -> list[bytes]:
    """PROOF(old, D[size]): what proves that the tree of `old` leaves is the beginning of the tree of `size`."""
    if not 0 < old <= size:
        raise ValueError(f"no proof from {old} to {size}")
    path: list[bytes] = []
    begin, end, whole = 0, size, True
    while old != end:
        split = begin + _largest_power_below(end - begin)
        if old <= split:
            path.append(hash_of(split, end))
            end = split
        else:
            path.append(hash_of(begin, split))
            begin, whole = split, False
    if not whole:
        path.append(hash_of(begin, end))
    return path[::-1]


def is_consistent(old: int, old_root: bytes, size: int, root: bytes, path: list[bytes]) -> bool:
    """Whether a consistency proof holds (RFC 9162 §2.1.4.2)."""
    if old == size:
        return not path and old_root == root
    if not 0 < old < size or not path:
        return False
    steps = list(path) if old & (old - 1) else [old_root, *path]
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node(step, first), node(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node(second, step)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == root


def _largest_power_below(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1
