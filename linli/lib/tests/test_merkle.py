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


@given(st.integers(1, 700), st.data())
def test_a_consistency_proof_proves_that_a_log_only_grew(size, data):
    earlier = data.draw(st.integers(1, size))
    tree, before = tree_of(LEAVES[:size]), merkle.root_of([merkle.leaf_hash(x) for x in LEAVES[:earlier]])
    proof, root = tree.consistency_proof(earlier), tree.root()
    assert merkle.verify_consistency(earlier, size, proof, before, root)
    other = merkle.root_of([merkle.leaf_hash(x) for x in [b"forged", *LEAVES[1:earlier]]])
    assert not merkle.verify_consistency(earlier, size, proof, other, root)
    assert not merkle.verify_consistency(earlier, size, proof, before, merkle.leaf_hash(b"forged"))
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        flipped = bytes([proof[place][0] ^ 1]) + proof[place][1:]
        altered = [*proof[:place], flipped, *proof[place + 1 :]]
        assert not merkle.verify_consistency(earlier, size, altered, before, root)
        assert not merkle.verify_consistency(earlier, size, proof[:-1], before, root)
    assert not merkle.verify_consistency(earlier, size, [*proof, root], before, root)


@given(st.integers(1, 300), st.data())
def test_an_inclusion_proof_agrees_with_an_independent_implementation(size, data):
    theirs, ours = InmemoryTree(algorithm="sha256"), tree_of(LEAVES[:size])
    for leaf in LEAVES[:size]:
        theirs.append_entry(leaf)
    index = data.draw(st.integers(0, size - 1))
    path = theirs.prove_inclusion(index + 1, size).path
    assert ours.inclusion_proof(index) == path[1:]


def by_definition(earlier, leaves, *, whole=True):
    """A consistency proof word by word as RFC 6962 defines it (2.1.2); other libraries choose other nodes."""
    size = len(leaves)
    if earlier == size:
        return [] if whole else [merkle.root_of(leaves)]
    split = 1
    while split * 2 < size:
        split *= 2
    if earlier <= split:
        return [*by_definition(earlier, leaves[:split], whole=whole), merkle.root_of(leaves[split:])]
    return [*by_definition(earlier - split, leaves[split:], whole=False), merkle.root_of(leaves[:split])]


@given(st.integers(1, 700), st.data())
def test_a_consistency_proof_is_the_one_that_is_defined(size, data):
    earlier = data.draw(st.integers(1, size))
    hashes = [merkle.leaf_hash(leaf) for leaf in LEAVES[:size]]
    assert tree_of(LEAVES[:size]).consistency_proof(earlier) == by_definition(earlier, hashes)


def test_no_log_begins_with_one_that_is_longer_or_empty():
    tree = tree_of(LEAVES[:5])
    for earlier in (0, 6):
        with pytest.raises(IndexError):
            tree.consistency_proof(earlier)
        assert not merkle.verify_consistency(earlier, 5, [], tree.root(), tree.root())
