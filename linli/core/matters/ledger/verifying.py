"""Verify the ledger: recompute everything and say what does not fit. Reads only; trusts no stored digest."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from linli.core.matters.ledger.canonical import commit, entry_digest
from linli.core.matters.ledger.erasing import Left, is_erasing
from linli.core.matters.ledger.keys import public_bytes, signing_key
from linli.core.matters.ledger.sealing import key_hash, log_size, note_body, origin
from linli.core.matters.models import Checkpoint, Entry, LogTile, SealedEntry
from linli.lib.merkle import HASH, TILE, TiledTree, append

CHUNK = 2_000
WORST = 100


@dataclass
class Finding:
    """One thing that does not fit: what, and where (an entry's id, a log index or a checkpoint's size)."""

    what: str
    where: str


@dataclass
class Verdict:
    """What was found. `erased`: entries whose words were lawfully erased; chain and log commit to them as before."""

    entries: int = 0
    erased: int = 0
    sealed: int = 0
    checkpoints: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.findings

    def note(self, what: str, where: object) -> None:
        if len(self.findings) < WORST:
            self.findings.append(Finding(what, str(where)))


Progress = Callable[[int], object]
Row = TypeVar("Row")


def verify(*, progress: Progress = lambda done: None) -> Verdict:
    """Check every chain, every commitment, every tile and every checkpoint. `progress` is told entries done."""
    verdict = Verdict()
    _check_chains(verdict, progress)
    _check_log(verdict)
    _check_checkpoints(verdict)
    return verdict


def _check_chains(verdict: Verdict, progress: Progress) -> None:
    subject, seq, digest, words = None, 0, b"", _Words()
    for chunk in _chunks(Entry.objects.order_by("subject", "seq").iterator(chunk_size=CHUNK)):
        for entry in chunk:
            if entry.subject != subject:
                words.check(verdict, subject)
                subject, seq, digest, words = entry.subject, 0, b"", _Words()
            _check_entry(verdict, entry, seq + 1, digest)
            words.read(entry)
            seq, digest = entry.seq, bytes(entry.digest)
        verdict.entries += len(chunk)
        progress(len(chunk))
    words.check(verdict, subject)


class _Words:
    """What is left of the erased words of one subject, against what the last erasing said that it left."""

    def __init__(self) -> None:
        self.left, self.said = Left(), Left().said

    def read(self, entry: Entry) -> None:
        if is_erasing(entry.verb):
            self.said = {**self.said, **{part: entry.body[part] for part in self.said if part in entry.body}}
        elif not entry.salt:
            self.left.add(entry)

    def check(self, verdict: Verdict, subject: object) -> None:
        verdict.erased += self.left.bodies
        if self.left.said != self.said:
            verdict.note("words are gone, or changed, that no erasing accounts for", subject)


def _check_entry(verdict: Verdict, entry: Entry, seq: int, previous: bytes) -> None:
    if entry.seq != seq or bytes(entry.previous) != previous:
        verdict.note("chain broken: an entry before this one was removed, inserted or moved", entry.id)
    if entry_digest(entry) != bytes(entry.digest):
        verdict.note("entry altered", entry.id)
    if entry.salt and commit(bytes(entry.salt), entry.body) != bytes(entry.commitment):
        verdict.note("what the entry says was altered", entry.id)


def _check_log(verdict: Verdict) -> None:
    """Rebuild the tiles from the entries as sealed and compare them with the stored ones."""
    tiles: dict[tuple[int, int], bytes] = {}
    expected = 0
    rows = SealedEntry.objects.order_by("index").values_list("index", "entry__digest", "entry_id")
    for chunk in _chunks(rows.iterator(chunk_size=CHUNK)):
        for index, _, _ in chunk:
            if index != expected:
                verdict.note("log has a gap", expected)
            expected = index + 1
        hashes = [bytes(digest or b"") for _, digest, _ in chunk]
        tiles.update(append(hashes, size=verdict.sealed, read=lambda level, position: tiles[level, position]))
        verdict.sealed += len(chunk)
    stored = {(t.level, t.position): bytes(t.hashes) for t in LogTile.objects.iterator(chunk_size=CHUNK)}
    for place in tiles.keys() | stored.keys():
        if tiles.get(place) != stored.get(place):
            verdict.note("log does not match the entries", place)


def _check_checkpoints(verdict: Verdict) -> None:
    size = log_size()
    public = public_bytes(signing_key())
    cache: dict[tuple[int, int], bytes] = {}

    def read(level: int, position: int) -> bytes:
        if (level, position) not in cache:
            tile = (
                LogTile.objects.filter(level=level, position=position)
                .values_list("hashes", flat=True)
                .first()
            )
            cache[level, position] = bytes(tile or b"").ljust(TILE * HASH, b"\0")
        return cache[level, position]

    for checkpoint in Checkpoint.objects.order_by("size").iterator(chunk_size=CHUNK):
        verdict.checkpoints += 1
        if checkpoint.size > size:
            verdict.note("log is shorter than a checkpoint that was signed", checkpoint.size)
        elif TiledTree(checkpoint.size, read).root() != bytes(checkpoint.root):
            verdict.note("log differs from a checkpoint that was signed", checkpoint.size)
        if not signature_holds(checkpoint.note, checkpoint.size, bytes(checkpoint.root), public):
            verdict.note("checkpoint is not signed by this centre's key", checkpoint.size)


def signature_holds(note: str, size: int, root: bytes, public: bytes) -> bool:
    """Tell whether `note` is this log's signed note for that size and root."""
    body, _, signature = note.partition("\n\n")
    if body + "\n" != note_body(size, root):
        return False
    mark = base64.b64decode(signature.strip().rpartition(" ")[2])
    if mark[:4] != key_hash(origin(), public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(mark[4:], (body + "\n").encode())
    except InvalidSignature:
        return False
    return True


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
