"""The log: its leaves are the digests of the entries in their places, its tiles are what follows from them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Count, Max

from linli.core.matters.ledger.verifying.verdict import Finding, Kind, Verdict
from linli.core.matters.models import Checkpoint, Entry, LogTile, SealedEntry
from linli.lib.merkle import HASH, TILE

FULL = TILE * HASH
ABSENT = bytes(HASH)
AT_ONCE = 40 * TILE


@dataclass(frozen=True)
class Leaves:
    """What stands in the places `position * 256` and on: how many, the first and the last place, digests, the stored tile."""

    position: int
    count: int
    first: int
    last: int
    digests: bytes
    stored: bytes | None


def check_log(verdict: Verdict) -> None:
    """Rebuild the tiles from the entries as sealed, compare them with the stored ones, and look for a signature at the end."""
    expected, above = 0, Above()
    for found in _leaves():
        leaves = found
        whole = leaves.count == leaves.last - leaves.first + 1 and len(leaves.digests) == leaves.count * HASH
        if leaves.first < 0:
            verdict.note(Finding(Kind.GAP, str(leaves.first), index=0))
        if not whole or leaves.first != expected:
            leaves = _in_place(verdict, leaves, expected)
        if leaves.digests != leaves.stored:
            verdict.note(_tile(leaves))
        verdict.sealed += leaves.count
        expected = leaves.last + 1
        if len(leaves.digests) == FULL:
            above.add(verdict, root_of_tile(leaves.digests))
    above.end(verdict)
    _check_number_of_tiles(verdict, expected)
    signed = Checkpoint.objects.aggregate(size=Max("size"))["size"] or 0
    if signed < expected:
        verdict.note(Finding(Kind.UNSIGNED, str(signed), index=signed))


def root_of_tile(hashes: bytes) -> bytes:
    """Return the root of a full tile."""
    while len(hashes) > HASH:
        hashes = b"".join([sha256(b"\1" + hashes[i : i + 64]).digest() for i in range(0, len(hashes), 64)])
    return hashes


class Above:
    """The levels above the leaves, grown root by root; holds at most one tile of each."""

    def __init__(self) -> None:
        self.tiles: list[bytearray] = []
        self.positions: list[int] = []

    def add(self, verdict: Verdict, root: bytes, level: int = 1) -> None:
        if len(self.tiles) < level:
            self.tiles.append(bytearray())
            self.positions.append(0)
        tile = self.tiles[level - 1]
        tile += root
        if len(tile) == FULL:
            self._compare(verdict, level)
            self.add(verdict, root_of_tile(bytes(tile)), level + 1)
            self.positions[level - 1] += 1
            tile.clear()

    def end(self, verdict: Verdict) -> None:
        """Compare the tiles that are not full."""
        for level, tile in enumerate(self.tiles, start=1):
            if tile:
                self._compare(verdict, level)

    def _compare(self, verdict: Verdict, level: int) -> None:
        position = self.positions[level - 1]
        stored = (
            LogTile.objects.filter(level=level, position=position).values_list("hashes", flat=True).first()
        )
        if stored is None or bytes(stored) != bytes(self.tiles[level - 1]):
            index = position * TILE ** (level + 1)
            verdict.note(Finding(Kind.TILE, str((level, position)), index=index))


def _tile(leaves: Leaves) -> Finding:
    """Say which tile does not fit, and from which entry on."""
    stored, start = leaves.stored or b"", leaves.position * TILE
    places = range(0, max(len(stored), len(leaves.digests)), HASH)
    offset = next((at for at in places if leaves.digests[at : at + HASH] != stored[at : at + HASH]), 0)
    index = start + offset // HASH
    told = SealedEntry.objects.filter(index=index).values_list("entry__subject", "entry__seq").first()
    subject, seq = told or (None, None)
    where = str((0, leaves.position))
    return Finding(Kind.TILE, where, subject=str(subject or ""), seq=seq, index=index)


def _in_place(verdict: Verdict, leaves: Leaves, expected: int) -> Leaves:
    """Put digests where they belong, and say where there is none."""
    start = leaves.position * TILE
    for gone in range(expected // TILE, leaves.position):
        verdict.note(Finding(Kind.GAP, str(max(expected, gone * TILE)), index=max(expected, gone * TILE)))
    rows = SealedEntry.objects.filter(index__gte=start, index__lt=start + TILE)
    found = {
        index: bytes(digest or ABSENT).ljust(HASH, b"\0")[:HASH]
        for index, digest in rows.order_by("index").values_list("index", "entry__digest")
    }
    last = max(found, default=start)
    for index in range(max(start, expected), last + 1):
        if index not in found:
            verdict.note(Finding(Kind.GAP, str(index), index=index))
    digests = b"".join(found.get(index, ABSENT) for index in range(start, last + 1))
    return replace(leaves, digests=digests, first=start, last=last)


def _check_number_of_tiles(verdict: Verdict, size: int) -> None:
    """Find tiles for which there are no entries, and places that have two."""
    for level, count, last in LogTile.objects.values_list("level").annotate(Count("id"), Max("position")):
        places = -(-(size // TILE**level) // TILE)
        if count != places or last != places - 1:
            verdict.note(Finding(Kind.TILE, str((level, last)), index=min(size, last * TILE ** (level + 1))))


def _leaves() -> Iterator[Leaves]:
    return _leaves_by_group() if connection.vendor == "postgresql" else _leaves_by_cursor()


TILES = f"select position, hashes from {LogTile._meta.db_table} where level = 0 order by position"  # noqa: S608
TABLES = {
    "sealed": SealedEntry._meta.db_table,
    "entry": Entry._meta.db_table,
    "tile": LogTile._meta.db_table,
}
GROUPED = """
    select g.place, g.count, g.first, g.last, g.digests, t.hashes from (
        select s.index / 256 as place, count(*) as count, min(s.index) as first, max(s.index) as last,
            string_agg(coalesce(e.digest, ''), ''::bytea order by s.index) as digests
        from {sealed} s left join {entry} e on e.id = s.entry_id group by 1
    ) g left join {tile} t on t.level = 0 and t.position = g.place order by g.place
""".format(**TABLES)  # noqa: S608
ONE_BY_ONE = """
    select s."index", e.digest from {sealed} s left join {entry} e on e.id = s.entry_id order by s."index"
""".format(**TABLES)  # noqa: S608


def _leaves_by_group() -> Iterator[Leaves]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(GROUPED)
        while chunk := cursor.fetchmany(AT_ONCE // TILE):
            for place, count, first, last, digests, stored in chunk:
                yield Leaves(
                    place, count, first, last, bytes(digests), None if stored is None else bytes(stored)
                )


def _leaves_by_cursor() -> Iterator[Leaves]:
    with connection.cursor() as cursor, connection.cursor() as tiles:
        cursor.execute(ONE_BY_ONE)
        tiles.execute(TILES)
        stored = _in_order(tiles)
        position, places, digests = 0, list[int](), list[bytes]()
        while chunk := cursor.fetchmany(AT_ONCE):
            for index, digest in chunk:
                if index // TILE != position and places:
                    yield _of(position, places, digests, stored)
                    places, digests = [], []
                position = index // TILE
                places.append(index)
                digests.append(digest or b"")
        if places:
            yield _of(position, places, digests, stored)


Stored = Callable[[int], bytes | None]


def _in_order(cursor: CursorWrapper) -> Stored:
    """Return a function that gives the stored tile of a position; positions are asked for in order."""
    held: list[tuple[int, bytes]] = []

    def at(position: int) -> bytes | None:
        while not held or held[0][0] < position:
            found = cursor.fetchone()
            if found is None:
                return None
            held[:] = [found]
        return bytes(held[0][1]) if held[0][0] == position else None

    return at


def _of(position: int, places: list[int], digests: list[bytes], stored: Stored) -> Leaves:
    return Leaves(position, len(places), places[0], places[-1], b"".join(digests), stored(position))
