"""Our Merkle log against the definition, and against an independent implementation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from linli.lib import merkle


def tiles_of(leaves, batches):
    tiles = {}
    size = 0
    for batch in batches:
        hashes = [merkle.leaf_hash(leaf) for leaf in leaves[size : size + batch]]
        tiles.update(merkle.append(hashes, size=size, read=lambda level, position: tiles[level, position]))
        size += len(hashes)
    return tiles


def tree_of(leaves, batches=None):
    tiles = tiles_of(leaves, batches or [len(leaves)])
    return merkle.TiledTree(len(leaves), lambda level, position: tiles[level, position])


LEAVES = [f"entry {n}".encode() for n in range(700)]


@given(st.lists(st.integers(1, 300), min_size=1, max_size=8))
def test_the_root_does_not_depend_on_how_entries_were_batched(batches):
    total = min(sum(batches), len(LEAVES))
    assert tree_of(LEAVES[:total], batches).root() == merkle.root_of(
        [merkle.leaf_hash(x) for x in LEAVES[:total]]
    )


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 512, 699])
def test_the_root_agrees_with_an_independent_implementation(size):
    theirs = InmemoryTree(algorithm="sha256")
    for leaf in LEAVES[:size]:
        theirs.append_entry(leaf)
    assert tree_of(LEAVES[:size]).root() == theirs.get_root()


@given(st.integers(1, 700), st.data())
def test_an_inclusion_proof_proves_its_leaf_and_no_other(size, data):
    index = data.draw(st.integers(0, size - 1))
    tree = tree_of(LEAVES[:size])
    proof, root = tree.inclusion_proof(index), tree.root()
    leaf = merkle.leaf_hash(LEAVES[index])
    assert merkle.verify_inclusion(leaf, index, size, proof, root)
    assert not merkle.verify_inclusion(merkle.leaf_hash(b"forged"), index, size, proof, root)
    if size > 1:
        assert (
            not merkle.verify_inclusion(leaf, (index + 1) % size, size, proof, root) or LEAVES[index] == b""
        )


def test_a_leaf_outside_the_log_has_no_proof():
    with pytest.raises(IndexError):
        tree_of(LEAVES[:3]).inclusion_proof(3)
