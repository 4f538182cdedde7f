"""Signed checkpoints: each against the log that its tiles make, and its signature."""

from hashlib import sha256
from typing import NamedTuple

from linli.core.matters.ledger.keys import public_bytes, signing_key
from linli.core.matters.ledger.sealing import log_size, note_body, origin
from linli.core.matters.ledger.verifying.verdict import Finding, Kind, Sound, Verdict
from linli.core.matters.models import Checkpoint, LogTile
from linli.lib.merkle import HASH, TILE, TILE_BITS, node_hash, root_of
from linli.lib.notes import BadNote, Key, Note

CHUNK = 2_000
OF_HISTORY = {Kind.ELSEWHERE_SHORTER, Kind.ELSEWHERE_DIFFERS}


class Range(NamedTuple):
    """Checkpoints of sizes from `first` (included) up to `end`; None where there is no bound."""

    first: int = 0
    end: int | None = None


def check_checkpoints(verdict: Verdict, part: Range) -> None:
    """Check the checkpoints of these sizes, in order."""
    size, public, roots = log_size(), public_bytes(signing_key()), Roots()
    rows = Checkpoint.objects.filter(size__gte=part.first).order_by("size")
    if part.end is not None:
        rows = rows.filter(size__lt=part.end)
    for checkpoint in rows.iterator(chunk_size=CHUNK):
        verdict.checkpoints += 1
        where = str(checkpoint.size)
        if checkpoint.size > size:
            verdict.note(Finding(Kind.SHORTER, where, index=size))
        elif roots.at(checkpoint.size) != bytes(checkpoint.root):
            verdict.note(Finding(Kind.DIFFERS, where))
        if not signature_holds(checkpoint.note, checkpoint.size, bytes(checkpoint.root), public):
            verdict.note(Finding(Kind.SIGNATURE, where))


class Roots:
    """The roots of the log at growing sizes, from its stored tiles; one tile of each level is held."""

    def __init__(self) -> None:
        self._levels: dict[int, tuple[int, list[list[bytes]]]] = {}

    def at(self, size: int) -> bytes:
        """Return the root of the first `size` leaves; what no tile holds counts as zeros."""
        if size <= 0:
            return root_of([])
        parts: list[bytes] = []
        level = 0
        while count := size >> (TILE_BITS * level):
            within = count % TILE
            nodes = self._nodes(level, count // TILE, within) if within else []
            parts += [nodes[bit][(within >> bit) - 1] for bit in range(TILE_BITS) if within >> bit & 1]
            level += 1
        root = parts[0]
        for part in parts[1:]:
            root = node_hash(part, root)
        return root

    def _nodes(self, level: int, position: int, within: int) -> list[list[bytes]]:
        """Return the hashes of a tile, and those above them in pairs, as far as `within` leaves of it make them whole."""
        held = self._levels.get(level)
        if held is None or held[0] != position or len(held[1][0]) < within:
            rows = LogTile.objects.filter(level=level, position=position)
            stored = bytes(rows.values_list("hashes", flat=True).first() or b"").ljust(within * HASH, b"\0")
            held = position, _paired([stored[i : i + HASH] for i in range(0, len(stored), HASH)])
            self._levels[level] = held
        return held[1]


def _paired(hashes: list[bytes]) -> list[list[bytes]]:
    levels = [hashes]
    while len(hashes) > 1:
        hashes = [sha256(b"\1" + hashes[i] + hashes[i + 1]).digest() for i in range(0, len(hashes) - 1, 2)]
        levels.append(hashes)
    return levels


def sound_until(verdict: Verdict) -> Sound | None:
    """Return the last signed checkpoint that fits and stands before anything that was found; None where more was found
    than is told."""
    if verdict.more:
        return None
    if any(finding.what in OF_HISTORY for finding in verdict.findings):
        return _as_others_know(verdict.fits_elsewhere)
    concerned = [finding.index for finding in verdict.findings if finding.index is not None]
    most, public, roots = min([log_size(), *concerned]), public_bytes(signing_key()), Roots()
    for one in Checkpoint.objects.filter(size__lte=most).order_by("-size").iterator(chunk_size=CHUNK):
        root = bytes(one.root)
        if roots.at(one.size) == root and signature_holds(one.note, one.size, root, public):
            return Sound(one.size, one.signed_at)
    return None


def _as_others_know(size: int) -> Sound | None:
    """Return what others can vouch for: where they have another history than we, our own checkpoints show nothing."""
    if size == 0:
        return None
    signed_at = Checkpoint.objects.filter(size=size).values_list("signed_at", flat=True).first()
    return Sound(size, signed_at)


def signature_holds(note: str, size: int, root: bytes, public: bytes) -> bool:
    """Tell whether `note` is, to the letter, this log's signed note for that size and root."""
    said = Note(origin(), size, root, note)
    try:
        return said.body == note_body(size, root) and said.signed_by_alone(Key(origin(), public))
    except BadNote:
        return False
