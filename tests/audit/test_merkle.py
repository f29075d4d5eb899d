"""默克尔树：与 RFC 6962 的递归定义一致，证明各就各位。"""

from __future__ import annotations

import hashlib

import pytest

from supervision.audit import merkle

LEAVES = [hashlib.sha256(bytes([0, number])).digest() for number in range(40)]


def defined(leaves: list[bytes]) -> bytes:
    """MTH, as RFC 6962 §2.1 writes it down."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + defined(leaves[:split]) + defined(leaves[split:])).digest()


def test_the_growing_tree_has_the_root_of_the_definition_at_every_size():
    tree = merkle.Frontier()
    assert tree.root() == defined([])
    for size, leaf in enumerate(LEAVES, start=1):
        tree.append(leaf)
        assert tree.root() == defined(LEAVES[:size])
        assert merkle.Frontier(tree.size, tree.hashes).root() == tree.root()


def test_every_leaf_is_proven_in_every_tree_and_no_other_leaf_is():
    for size in range(1, len(LEAVES) + 1):
        hash_of = merkle.subtree_of(LEAVES)
        for index in range(size):
            path = merkle.inclusion(index, size, hash_of)
            assert merkle.root_of_inclusion(LEAVES[index], index, size, path) == defined(LEAVES[:size])
            assert merkle.root_of_inclusion(LEAVES[(index + 1) % 40], index, size, path) != defined(LEAVES[:size])


def test_a_path_of_another_length_is_refused():
    path = merkle.inclusion(3, 9, merkle.subtree_of(LEAVES))
    for other in (path[:-1], [*path, LEAVES[0]]):
        with pytest.raises(ValueError):
            merkle.root_of_inclusion(LEAVES[3], 3, 9, other)


def test_every_smaller_tree_is_proven_to_begin_every_larger_one_and_a_changed_one_is_not():
    hash_of = merkle.subtree_of(LEAVES)
    for size in range(1, len(LEAVES) + 1):
        root = defined(LEAVES[:size])
        for old in range(1, size + 1):
            path = merkle.consistency(old, size, hash_of)
            assert merkle.is_consistent(old, defined(LEAVES[:old]), size, root, path)
            changed = defined([*LEAVES[: old - 1], b"x" * 32])
            assert not merkle.is_consistent(old, changed, size, root, path)
