"""Prove that an entry stands in the log: its place, the path to a root that was signed, and that signed checkpoint."""

from dataclasses import dataclass
from uuid import UUID

from linli.core.matters.ledger.sealing import read_tile
from linli.core.matters.models import Checkpoint, Entry
from linli.lib.merkle import TiledTree


@dataclass(frozen=True)
class Proof:
    """`leaf`: the digest of the entry. `path`: the hashes beside the way up. `size`, `note`: the checkpoint."""

    leaf: bytes
    index: int
    size: int
    path: tuple[bytes, ...]
    note: str


def proof_of_first(subject: UUID) -> Proof | None:
    """Return the proof of the first entry about `subject`; None as long as it is not sealed.

    The checkpoint is the first one that holds it, so the proof stays the same for ever and tells nothing of what came later.
    """
    first = Entry.objects.filter(subject=subject, seq=1, sealed__isnull=False)
    found = first.values_list("digest", "sealed__index").first()
    if found is None:
        return None
    digest, index = found
    checkpoint = (
        Checkpoint.objects.filter(size__gt=index).order_by("size").values_list("size", "note").first()
    )
    if checkpoint is None:
        return None
    size, note = checkpoint
    return Proof(bytes(digest), index, size, tuple(TiledTree(size, read_tile).inclusion_proof(index)), note)
