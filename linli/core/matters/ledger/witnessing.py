"""What others keep of this log: its key, its newest signed checkpoint, and the proof that it only grew since theirs."""

import base64
from typing import Any

from linli.core.matters.ledger.keys import public_bytes, signing_key
from linli.core.matters.ledger.sealing import origin, read_tile
from linli.core.matters.models import Checkpoint
from linli.lib.merkle import TiledTree
from linli.lib.notes import BadNote, Key, Note, read_note


def own_key() -> Key:
    """Return the public key of this centre's log."""
    return Key(origin(), public_bytes(signing_key()))


def newest_note() -> str | None:
    """Return the newest signed checkpoint, or None where nothing was sealed yet."""
    return Checkpoint.objects.order_by("-size").values_list("note", flat=True).first()


def update_since(size: int) -> dict[str, Any] | None:
    """Return the newest checkpoint with the proof that the log of `size` is its beginning; None where nothing was sealed.

    Of a `size` that the log never had there is no proof: an empty one.
    """
    note = newest_note()
    if note is None:
        return None
    now = read_note(note).size
    proof = TiledTree(now, read_tile).consistency_proof(size) if 0 < size <= now else []
    return {"note": note, "since": size, "proof": [base64.b64encode(step).decode() for step in proof]}


def read_update(said: Any) -> tuple[Note, list[bytes]]:
    """Read what `update_since` says, as JSON gives it. Raises BadNote."""
    try:
        return read_note(said["note"]), [base64.b64decode(step, validate=True) for step in said["proof"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadNote("unreadable") from error
