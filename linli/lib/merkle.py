"""Merkle tree hashing, proofs of inclusion and consistency as in RFC 9162 section 2.1, over a log kept as tiles of 256 hashes.

A *tile* of level 0 holds up to 256 consecutive leaf hashes; a tile of level n holds the roots of full tiles of level n-1.
Everything here works on a `read(level, position) -> bytes` function that returns a tile's concatenated hashes,
so the same code proves against a database, a dump, or a list in memory.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

HASH = 32
TILE = 256
TILE_BITS = 8

ReadTile = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash over leaf hashes (RFC 9162, 2.1.1); the empty tree hashes the empty string."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = _largest_power_below(len(hashes))
    return node_hash(root_of(hashes[:split]), root_of(hashes[split:]))


def _largest_power_below(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


class TiledTree:
    """The tree of the first `size` leaves, read from tiles."""

    def __init__(self, size: int, read: ReadTile) -> None:
        self.size = size
        self._read = read
        self._full: dict[tuple[int, int], bytes] = {}

    def root(self) -> bytes:
        return self._range(0, self.size)

    def inclusion_proof(self, index: int) -> list[bytes]:
        """Return the audit path of leaf `index`, leaf side first (RFC 9162, 2.1.3.1). Raises IndexError."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        return self._path(index, 0, self.size)

    def consistency_proof(self, earlier: int) -> list[bytes]:
        """Return what shows that the first `earlier` leaves are the tree of that size (RFC 9162, 2.1.4.1). Raises IndexError."""
        if not 0 < earlier <= self.size:
            raise IndexError(earlier)
        return self._steps(earlier, 0, self.size, is_known=True)

    def _steps(self, earlier: int, start: int, end: int, *, is_known: bool) -> list[bytes]:
        if earlier == end - start:
            return [] if is_known else [self._range(start, end)]
        split = _largest_power_below(end - start)
        middle = start + split
        if earlier <= split:
            return [*self._steps(earlier, start, middle, is_known=is_known), self._range(middle, end)]
        return [*self._steps(earlier - split, middle, end, is_known=False), self._range(start, middle)]

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        split = start + _largest_power_below(end - start)
        if index < split:
            return [*self._path(index, start, split), self._range(split, end)]
        return [*self._path(index, split, end), self._range(start, split)]

    def _range(self, start: int, end: int) -> bytes:
        """Return the hash of leaves start..end-1; aligned full ranges come from the highest tile that holds them."""
        width = end - start
        if width == 0:
            return root_of([])
        if width & (width - 1) == 0 and start % width == 0:
            return self._aligned(start, width)
        split = start + _largest_power_below(width)
        return node_hash(self._range(start, split), self._range(split, end))

    def _aligned(self, start: int, width: int) -> bytes:
        key = (start, width)
        if key not in self._full:
            level = (width.bit_length() - 1) // TILE_BITS
            unit = 1 << (TILE_BITS * level)
            first, count = start // unit, width // unit
            tile = self._read(level, first // TILE)
            offset = (first % TILE) * HASH
            hashes = [tile[offset + i * HASH : offset + (i + 1) * HASH] for i in range(count)]
            self._full[key] = root_of(hashes)
        return self._full[key]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Check an audit path (RFC 9162, 2.1.3.2): does the tree with this root hold `leaf` (a leaf hash) at `index`?"""
    if index >= size:
        return False
    place, last, current = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            current = node_hash(sibling, current)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            current = node_hash(current, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and current == root


def verify_consistency(earlier: int, size: int, proof: Sequence[bytes], before: bytes, root: bytes) -> bool:
    """Check a consistency proof (RFC 9162, 2.1.4.2): does the tree of `size` with `root` begin with that of `earlier`?"""
    if not 0 < earlier <= size:
        return False
    if earlier == size:
        return not proof and before == root
    path = [before, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    if not path:
        return False
    place, last = earlier - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old == before and new == root


def append(hashes: Sequence[bytes], *, size: int, read: ReadTile) -> dict[tuple[int, int], bytes]:
    """Return the tiles, new or grown, after appending leaf `hashes` to a log of `size` leaves: {(level, position): bytes}."""
    changed: dict[tuple[int, int], bytes] = {}
    level, first, fresh = 0, size, list(hashes)
    while fresh:
        roots: list[bytes] = []
        next_first = first // TILE
        while fresh:
            position, filled = divmod(first, TILE)
            room = TILE - filled
            taken, fresh = fresh[:room], fresh[room:]
            tile = (read(level, position) if filled else b"") + b"".join(taken)
            changed[level, position] = tile
            first += len(taken)
            if len(tile) == TILE * HASH:
                roots.append(root_of([tile[i : i + HASH] for i in range(0, len(tile), HASH)]))
        level, first, fresh = level + 1, next_first, roots
    return changed
